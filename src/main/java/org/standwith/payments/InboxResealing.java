package org.standwith.payments;

import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.standwith.vault.Seals;

/** Keeps what waits in the inbox under a key of the last days. */
@Component
class InboxResealing {

    private static final Period KEYS_KEPT = Period.ofDays(2);

    private final JdbcClient jdbc;
    private final InboxSeals seals;
    private final Clock clock;

    InboxResealing(JdbcClient jdbc, InboxSeals seals, Clock clock) {
        this.jdbc = jdbc;
        this.seals = seals;
        this.clock = clock;
    }

    /**
     * Keys of days are destroyed after three, so that what was sealed then is gone from backups too. What still waits is
     * sealed under today's before.
     */
    void carryOut() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        List<UUID> old = jdbc
                .sql("select id, projection from inbox_event where status <> 'DONE' and projection is not null")
                .query((row, number) -> Seals.isBefore(today, row.getBytes(2)) ? row.getString(1) : "")
                .list()
                .stream()
                .filter(id -> !id.isEmpty())
                .map(UUID::fromString)
                .toList();
        old.forEach(this::sealAnew);
        seals.destroyBefore(today.minus(KEYS_KEPT));
    }

    private void sealAnew(UUID id) {
        jdbc.sql("select provider, event_id, projection from inbox_event where id = ? and projection is not null")
                .param(id.toString())
                .query(row -> {
                    Provider provider = new Provider(row.getString(1));
                    String event = row.getString(2);
                    byte[] before = row.getBytes(3);
                    seals.open(provider, event, before)
                            .ifPresent(projection -> jdbc.sql(
                                            "update inbox_event set projection = ? where id = ? and projection = ?")
                                    .params(seals.seal(provider, event, projection), id.toString(), before)
                                    .update());
                });
    }
}
