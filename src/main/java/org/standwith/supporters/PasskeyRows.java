package org.standwith.supporters;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Passkeys as they lie in the database. */
@Component
class PasskeyRows {

    record Row(UUID id, byte[] sealed) {}

    private final JdbcClient jdbc;

    PasskeyRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return false where there is this credential already, whoever's it is */
    boolean add(UUID id, byte[] credential, byte[] sealed, Collection<byte[]> holders) {
        boolean added = jdbc.sql("insert ignore into passkey (id, credential, sealed) values (?, ?, ?)")
                        .params(id.toString(), credential, sealed)
                        .update()
                == 1;
        if (added) {
            holders.forEach(holder -> jdbc.sql("insert into passkey_holder (passkey, holder) values (?, ?)")
                    .params(id.toString(), holder)
                    .update());
        }
        return added;
    }

    /** Locks it, so that of two who come with it one is first. */
    Optional<Row> lock(byte[] credential) {
        return jdbc.sql("select id, sealed from passkey where credential = ? for update")
                .param(credential)
                .query((row, number) -> new Row(UUID.fromString(row.getString(1)), row.getBytes(2)))
                .optional();
    }

    List<Row> of(Collection<byte[]> holders) {
        return jdbc.sql("""
            select distinct p.id, p.sealed from passkey p join passkey_holder h on h.passkey = p.id
            where h.holder in (:holders)\
            """)
                .param("holders", holders)
                .query((row, number) -> new Row(UUID.fromString(row.getString(1)), row.getBytes(2)))
                .list();
    }

    void update(UUID id, byte[] sealed) {
        jdbc.sql("update passkey set sealed = ? where id = ?")
                .params(sealed, id.toString())
                .update();
    }

    void remove(UUID id) {
        jdbc.sql("delete from passkey where id = ?").param(id.toString()).update();
        jdbc.sql("delete from passkey_holder where passkey = ?")
                .param(id.toString())
                .update();
    }

    /** Passkeys are not found by this holder any more. */
    void forget(byte[] holder) {
        jdbc.sql("delete from passkey_holder where holder = ?").param(holder).update();
    }
}
