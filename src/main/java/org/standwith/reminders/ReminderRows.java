package org.standwith.reminders;

import static org.standwith.reminders.RequestRows.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.standwith.vault.Subjects.Kept;

/** The table of reminders, and that of keys which are to be destroyed because their reminders are gone. */
@Component
class ReminderRows {

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Row(UUID id, byte[] mailbox, byte[] hash, Instant due, byte[] sealed) {

        Kept kept() {
            return new Kept(id, sealed);
        }
    }

    private static final String COLUMNS = "select id, mailbox, hash, due_at, sealed from reminder ";

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    ReminderRows(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    void add(Row row, int lane) {
        jdbc.sql("insert into reminder (id, mailbox, hash, lane, due_at, sealed) values (?, ?, ?, ?, ?, ?)")
                .params(row.id().toString(), row.mailbox(), row.hash(), lane, utc(row.due()), row.sealed())
                .update();
    }

    void replace(Kept kept, Instant due) {
        jdbc.sql("update reminder set due_at = ?, sealed = ? where id = ?")
                .params(utc(due), kept.sealed(), kept.subject().toString())
                .update();
    }

    /** The longest due in a lane, until the commit. */
    List<Row> due(int lane, Instant now, int most) {
        return jdbc.sql(COLUMNS + "where lane = ? and due_at <= ? order by due_at limit ? for update")
                .params(lane, utc(now), most)
                .query(ReminderRows::row)
                .list();
    }

    boolean isDue(int lane, Instant now) {
        return jdbc.sql("select 1 from reminder where lane = ? and due_at <= ? limit 1")
                .params(lane, utc(now))
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Until the commit. */
    Optional<Row> of(byte[] mailbox) {
        return jdbc.sql(COLUMNS + "where mailbox = ? for update")
                .param(mailbox)
                .query(ReminderRows::row)
                .optional();
    }

    /** Until the commit. */
    Optional<Row> by(byte[] hash) {
        return jdbc.sql(COLUMNS + "where hash = ? for update")
                .param(hash)
                .query(ReminderRows::row)
                .optional();
    }

    /** Until the commit. */
    Optional<Row> find(UUID id) {
        return jdbc.sql(COLUMNS + "where id = ? for update")
                .param(id.toString())
                .query(ReminderRows::row)
                .optional();
    }

    Set<UUID> known(Collection<UUID> ids) {
        return ids.isEmpty()
                ? Set.of()
                : new HashSet<>(jdbc.sql("select id from reminder where id in (:ids)")
                        .param("ids", ids.stream().map(UUID::toString).toList())
                        .query((row, number) -> UUID.fromString(row.getString(1)))
                        .list());
    }

    void move(Map<UUID, Instant> due) {
        template.batchUpdate(
                "update reminder set due_at = ? where id = ?",
                due.entrySet().stream()
                        .map(each -> new Object[] {
                            utc(each.getValue()), each.getKey().toString()
                        })
                        .toList());
    }

    /** Gone from here; their keys are destroyed soon. */
    void end(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return;
        }
        jdbc.sql("delete from reminder where id in (:ids)")
                .param("ids", ids.stream().map(UUID::toString).toList())
                .update();
        template.batchUpdate(
                "insert into reminder_over (id) values (?)",
                ids.stream().map(id -> new Object[] {id.toString()}).toList());
    }

    List<UUID> over(int most) {
        return jdbc.sql("select id from reminder_over limit ?")
                .param(most)
                .query((row, number) -> UUID.fromString(row.getString(1)))
                .list();
    }

    /** Whose keys are gone. */
    void forget(Collection<UUID> ids) {
        for (String table : List.of("reminder_over", "reminder")) {
            jdbc.sql("delete from " + table + " where id in (:ids)")
                    .param("ids", ids.stream().map(UUID::toString).toList())
                    .update();
        }
    }

    /** How many are due on each day, in UTC, up to this one. */
    Map<LocalDate, Long> byDay(LocalDate last) {
        Map<LocalDate, Long> days = new TreeMap<>();
        jdbc.sql("select date(due_at), count(*) from reminder where due_at < ? group by date(due_at)")
                .param(last.plusDays(1))
                .query(row -> {
                    days.put(row.getObject(1, LocalDate.class), row.getLong(2));
                });
        return days;
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                UUID.fromString(row.getString(1)),
                row.getBytes(2),
                row.getBytes(3),
                row.getObject(4, LocalDateTime.class).toInstant(ZoneOffset.UTC),
                row.getBytes(5));
    }
}
