package org.standwith.payments;

import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.standwith.vault.Seals;

/** Keeps what waits in the inbox under a key of the last days. */
@Component
class InboxResealing {

    private static final Period KEYS_KEPT = Period.ofDays(2);

    private static final int AT_ONCE = 500;

    private record Sealed(String id, Provider provider, String event, byte[] projection) {}

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
        List<Sealed> some = after("");
        while (!some.isEmpty()) {
            some.stream()
                    .filter(each -> Seals.isBefore(today, each.projection()))
                    .forEach(this::sealAnew);
            some = after(some.getLast().id());
        }
        seals.destroyBefore(today.minus(KEYS_KEPT));
    }

    /** In pieces: after an outage very many may wait. */
    private List<Sealed> after(String id) {
        return jdbc.sql("select id, provider, event_id, projection from inbox_event"
                        + " where id > ? and status <> 'DONE' and projection is not null order by id limit " + AT_ONCE)
                .param(id)
                .query((row, number) ->
                        new Sealed(row.getString(1), new Provider(row.getString(2)), row.getString(3), row.getBytes(4)))
                .list();
    }

    private void sealAnew(Sealed old) {
        seals.open(old.provider(), old.event(), old.projection())
                .ifPresent(
                        projection -> jdbc.sql("update inbox_event set projection = ? where id = ? and projection = ?")
                                .params(seals.seal(old.provider(), old.event(), projection), old.id(), old.projection())
                                .update());
    }
}
