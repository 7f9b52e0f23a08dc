package org.standwith.mail;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The outbox's table. */
@Component
class LetterRows {

    /** One that waits, or is about to be sent. */
    record Row(UUID id, int tries, byte[] sealed) {}

    /** One that is to wait. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record New(UUID id, int lane, byte[] sealed) {}

    /** One that the mail server has, and whether it was still claimed like this when that was noted. */
    record Sent(UUID id, UUID claim, AtomicBoolean held) {

        Sent(UUID id, UUID claim) {
            this(id, claim, new AtomicBoolean());
        }
    }

    private static final List<Integer> ALL =
            IntStream.range(0, MailTasks.LANES).boxed().toList();

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
     * only slow notices by {@link #holds}, or when they note what became of a letter.
     */
    void takeOver(int lane, Instant now, Collection<UUID> except) {
        List<String> left = jdbc.sql("select id from letter where lane = :lane and claim is not null"
                        + " and claim not in (:except)")
                .param("lane", lane)
                .param("except", texts(except))
                .query((row, number) -> row.getString(1))
                .list();
        if (!left.isEmpty()) {
            // By their ids: looking for them it would lock those that are being sent in other lanes.
            jdbc.sql("update letter set claim = null, due_at = :now where id in (:left) and claim is not null"
                            + " and claim not in (:except)")
                    .param("now", at(now))
                    .param("left", left)
                    .param("except", texts(except))
                    .update();
        }
    }

    /** At least one. */
    private static List<String> texts(Collection<UUID> some) {
        return Stream.concat(Stream.of(""), some.stream().map(UUID::toString)).toList();
    }

    /** Whether what was claimed like this still is: it is taken over as a whole. */
    boolean holds(UUID id, UUID claim) {
        return jdbc.sql("select 1 from letter where id = ? and claim = ?")
                .params(id.toString(), claim.toString())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /**
     * Takes some that are due in a lane; where there are none, some for which nobody else has come. Whoever took them before and
     * is slow has lost them by that.
     *
     * @param alone since when those of other lanes wait
     * @param until by then they are sent, or due again
     */
    List<Row> claim(int lane, Instant now, Instant alone, int most, UUID claim, Instant until) {
        List<Row> own = due(List.of(lane), now, most);
        List<Row> due = own.isEmpty() ? due(ALL, alone, most) : own;
        if (due.isEmpty()) {
            return due;
        }
        List<String> ids = due.stream().map(row -> row.id().toString()).toList();
        // Looked at without locks: what is being put meanwhile holds up nobody, and what somebody else took is theirs.
        int taken = jdbc.sql("update letter set claim = :claim, lane = :lane, due_at = :until where id in (:ids)"
                        + " and due_at <= :now")
                .param("claim", claim.toString())
                .param("lane", lane)
                .param("until", at(until))
                .param("ids", ids)
                .param("now", at(now))
                .update();
        return taken == due.size() ? due : claimed(ids, claim);
    }

    private List<Row> claimed(List<String> ids, UUID claim) {
        return jdbc.sql("select id, tries, sealed from letter where id in (:ids) and claim = :claim order by due_at")
                .param("ids", ids)
                .param("claim", claim.toString())
                .query(ROW)
                .list();
    }

    /** Some that are due, the longest due first. */
    List<Row> due(List<Integer> lanes, Instant now, int most) {
        return jdbc.sql("select id, tries, sealed from letter where lane in (:lanes) and due_at <= :now"
                        + " order by due_at limit :most")
                .param("lanes", lanes)
                .param("now", at(now))
                .param("most", most)
                .query(ROW)
                .list();
    }

    /** They are sent, whoever has them by now; tells each whether it was still claimed like that. */
    void removeSent(List<Sent> sent) {
        int held = template.update(
                "delete from letter where "
                        + String.join(" or ", Collections.nCopies(sent.size(), "id = ? and claim = ?")),
                sent.stream()
                        .flatMap(each ->
                                Stream.of(each.id().toString(), each.claim().toString()))
                        .toArray());
        if (held == sent.size()) {
            sent.forEach(each -> each.held().set(true));
        } else {
            // Whose it was is not known, and so each is careful.
            remove(sent.stream().map(Sent::id).toList());
        }
    }

    /** Nothing is to be sent any more, whoever has them by now. */
    void remove(Collection<UUID> ids) {
        if (!ids.isEmpty()) {
            jdbc.sql("delete from letter where id in (:ids)")
                    .param("ids", ids.stream().map(UUID::toString).toList())
                    .update();
        }
    }

    /** @return whether it was still claimed like this */
    boolean tryAgain(UUID id, UUID claim, int tries, Instant due) {
        return jdbc.sql("update letter set claim = null, tries = ?, due_at = ? where id = ? and claim = ?")
                        .params(tries, at(due), id.toString(), claim.toString())
                        .update()
                == 1;
    }

    /** These wait again, where they are still claimed like this. */
    void release(Collection<UUID> ids, UUID claim, Instant due) {
        if (!ids.isEmpty()) {
            jdbc.sql("update letter set claim = null, due_at = :due where id in (:ids) and claim = :claim")
                    .param("due", at(due))
                    .param("ids", ids.stream().map(UUID::toString).toList())
                    .param("claim", claim.toString())
                    .update();
        }
    }

    private static LocalDateTime at(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
