package org.standwith.mail;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The outbox's table. */
@Component
class LetterRows {

    /** One that waits, or is about to be sent. */
    record Row(UUID id, int tries, byte[] sealed) {}

    /** One that is to wait. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record New(UUID id, int lane, byte[] sealed) {}

    private static final RowMapper<Row> ROW =
            (row, number) -> new Row(UUID.fromString(row.getString(1)), row.getInt(2), row.getBytes(3));

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    LetterRows(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    void add(List<New> letters, Instant due) {
        template.batchUpdate(
                "insert into letter (id, lane, due_at, tries, sealed) values (?, ?, ?, 0, ?)",
                letters.stream()
                        .map(each -> new Object[] {each.id().toString(), each.lane(), at(due), each.sealed()})
                        .toList());
    }

    /** How many there are, counted up to this many. */
    int count(int most) {
        return jdbc.sql("select count(*) from (select 1 from letter limit ?) as some")
                .param(most)
                .query((row, number) -> row.getInt(1))
                .single();
    }

    /**
     * What somebody has claimed who is no longer there waits again: whoever works in a lane is the only one there. Whoever was
     * only slow notices by {@link #holds}.
     */
    void takeOver(int lane, Instant now, Collection<UUID> except) {
        jdbc.sql("update letter set claim = null, due_at = :now where claim is not null and lane = :lane"
                        + " and claim not in (:except)")
                .param("now", at(now))
                .param("lane", lane)
                .param(
                        "except",
                        Stream.concat(Stream.of(""), except.stream().map(UUID::toString))
                                .toList())
                .update();
    }

    /** Whether this one is still claimed like this. */
    boolean holds(UUID claim, UUID id) {
        return jdbc.sql("select 1 from letter where id = ? and claim = ?")
                .params(id.toString(), claim.toString())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /**
     * Takes some that are due. Whoever took them before and is slow has lost them by that.
     *
     * @param until by then they are sent, or due again
     */
    @Transactional
    public List<Row> claim(int lane, Instant now, int most, UUID claim, Instant until) {
        List<Row> due = jdbc.sql("""
            select id, tries, sealed from letter where lane = ? and due_at <= ? order by due_at limit ? for update\
            """).params(lane, at(now), most).query(ROW).list();
        if (!due.isEmpty()) {
            jdbc.sql("update letter set claim = :claim, due_at = :until where id in (:ids)")
                    .param("claim", claim.toString())
                    .param("until", at(until))
                    .param("ids", due.stream().map(row -> row.id().toString()).toList())
                    .update();
        }
        return due;
    }

    /** Some that are due, to be looked at and not sent. */
    List<Row> due(int lane, Instant now, int most) {
        return jdbc.sql("select id, tries, sealed from letter where lane = ? and due_at <= ? order by due_at limit ?")
                .params(lane, at(now), most)
                .query(ROW)
                .list();
    }

    /** It is sent, or nothing is to be sent any more, whoever has it by now. */
    void remove(UUID id) {
        jdbc.sql("delete from letter where id = ?").param(id.toString()).update();
    }

    void tryAgain(UUID id, UUID claim, int tries, Instant due) {
        jdbc.sql("update letter set claim = null, tries = ?, due_at = ? where id = ? and claim = ?")
                .params(tries, at(due), id.toString(), claim.toString())
                .update();
    }

    /** All that is left of what was taken waits again. */
    void release(UUID claim, Instant due) {
        jdbc.sql("update letter set claim = null, due_at = ? where claim = ?")
                .params(at(due), claim.toString())
                .update();
    }

    private static LocalDateTime at(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
