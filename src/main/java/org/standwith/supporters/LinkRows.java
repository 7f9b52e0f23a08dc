package org.standwith.supporters;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Links as they lie in the database. */
@Component
class LinkRows {

    record Row(UUID id, byte[] sealed) {}

    private final JdbcClient jdbc;

    LinkRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether there was ever one of this id, as far as is known. */
    boolean isThere(UUID id) {
        return jdbc.sql("select 1 from sign_in_link where id = ?")
                .param(id.toString())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /**
     * Takes one of the places that a mailbox has. Two at once do not get the same.
     *
     * @return false where somebody has it
     */
    boolean add(UUID id, byte[] hash, byte[] mailbox, int place, Instant until, byte[] sealed) {
        return jdbc.sql("""
            insert ignore into sign_in_link (id, hash, mailbox, place, until, sealed) values (?, ?, ?, ?, ?, ?)\
            """)
                        .params(id.toString(), hash, mailbox, place, utc(until), sealed)
                        .update()
                == 1;
    }

    /** Frees the places of what is over. */
    void removeOver(byte[] mailbox, Instant now) {
        jdbc.sql("delete from sign_in_link where mailbox = ? and until <= ?")
                .params(mailbox, utc(now))
                .update();
    }

    /** One that is still good. Locks it, so that of two who come with it one is first. */
    Optional<Row> lock(byte[] hash, Instant now) {
        return jdbc.sql("select id, sealed from sign_in_link where hash = ? and until > ? for update")
                .params(hash, utc(now))
                .query((row, number) -> new Row(UUID.fromString(row.getString(1)), row.getBytes(2)))
                .optional();
    }

    void remove(UUID id) {
        jdbc.sql("delete from sign_in_link where id = ?").param(id.toString()).update();
    }

    void removeOver(Instant now) {
        jdbc.sql("delete from sign_in_link where until <= ?").param(utc(now)).update();
    }

    private static LocalDateTime utc(Instant at) {
        return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
    }
}
