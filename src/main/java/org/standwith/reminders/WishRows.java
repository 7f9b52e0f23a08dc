package org.standwith.reminders;

import static org.standwith.reminders.RequestRows.utc;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of what waits to be confirmed: one row for a mailbox. */
@Component
class WishRows {

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Row(byte[] mailbox, byte[] hash, LocalDate mailedOn, Instant until, byte[] sealed) {}

    private final JdbcClient jdbc;

    WishRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Until the commit. */
    Optional<Row> of(byte[] mailbox) {
        return find("mailbox = ?", mailbox);
    }

    /** Until the commit: which one a link belongs to. */
    Optional<Row> by(byte[] hash) {
        return find("hash = ?", hash);
    }

    private Optional<Row> find(String which, byte[] value) {
        return jdbc.sql("select mailbox, hash, mailed_on, until, sealed from reminder_wish where " + which
                        + " for update")
                .param(value)
                .query((row, number) -> new Row(
                        row.getBytes(1),
                        row.getBytes(2),
                        row.getObject(3, LocalDate.class),
                        row.getObject(4, LocalDateTime.class).toInstant(ZoneOffset.UTC),
                        row.getBytes(5)))
                .optional();
    }

    void put(Row row) {
        jdbc.sql("""
            insert into reminder_wish (mailbox, hash, mailed_on, until, sealed) values (:mailbox, :hash, :on, :until, :sealed)
            on duplicate key update hash = :hash, mailed_on = :on, until = :until, sealed = :sealed\
            """)
                .param("mailbox", row.mailbox())
                .param("hash", row.hash())
                .param("on", row.mailedOn())
                .param("until", utc(row.until()))
                .param("sealed", row.sealed())
                .update();
    }

    void removeOver(Instant now) {
        jdbc.sql("delete from reminder_wish where until <= ?").param(utc(now)).update();
    }
}
