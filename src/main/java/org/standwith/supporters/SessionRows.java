package org.standwith.supporters;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Sessions as they lie in the database. */
@Component
class SessionRows {

    /** @param until when it ends, unless it is prolonged */
    record Row(UUID id, Instant until, byte[] sealed) {}

    private final JdbcClient jdbc;

    SessionRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(UUID id, byte[] hash, Instant until, byte[] sealed, Collection<byte[]> holders) {
        jdbc.sql("insert into supporter_session (id, hash, until, sealed) values (?, ?, ?, ?)")
                .params(id.toString(), hash, utc(until), sealed)
                .update();
        for (byte[] holder : holders) {
            jdbc.sql("insert into supporter_session_holder (session, holder) values (?, ?)")
                    .params(id.toString(), holder)
                    .update();
        }
    }

    Optional<Row> find(byte[] hash, Instant now) {
        return jdbc.sql("select id, until, sealed from supporter_session where hash = ? and until > ?")
                .params(hash, utc(now))
                .query((row, number) -> row(row.getString(1), row.getObject(2, LocalDateTime.class), row.getBytes(3)))
                .optional();
    }

    List<Row> of(Collection<byte[]> holders, Instant now) {
        return jdbc.sql("""
            select distinct s.id, s.until, s.sealed from supporter_session s
            join supporter_session_holder h on h.session = s.id
            where h.holder in (:holders) and s.until > :now\
            """)
                .param("holders", holders)
                .param("now", utc(now))
                .query((row, number) -> row(row.getString(1), row.getObject(2, LocalDateTime.class), row.getBytes(3)))
                .list();
    }

    void prolong(UUID id, Instant until) {
        jdbc.sql("update supporter_session set until = ? where id = ?")
                .params(utc(until), id.toString())
                .update();
    }

    void remove(UUID id) {
        jdbc.sql("delete from supporter_session where id = ?")
                .param(id.toString())
                .update();
        jdbc.sql("delete from supporter_session_holder where session = ?")
                .param(id.toString())
                .update();
    }

    /** Sessions are not found by this holder any more. */
    void forget(byte[] holder) {
        jdbc.sql("delete from supporter_session_holder where holder = ?")
                .param(holder)
                .update();
    }

    /** One by one: what sweeps over all rows would take a session that is opened in this moment for one that is over. */
    void removeOver(Instant now) {
        jdbc.sql("select id from supporter_session where until <= ?")
                .param(utc(now))
                .query((row, number) -> UUID.fromString(row.getString(1)))
                .list()
                .forEach(this::remove);
    }

    private static Row row(String id, LocalDateTime until, byte[] sealed) {
        return new Row(UUID.fromString(id), until.toInstant(ZoneOffset.UTC), sealed);
    }

    private static LocalDateTime utc(Instant at) {
        return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
    }
}
