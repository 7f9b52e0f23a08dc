package org.standwith.contributions;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.money.Cadence;
import org.standwith.payments.Door;
import org.standwith.payments.Provider;
import org.standwith.payments.Providers;

/** Where tests open contributions, and look up what became of them and what stands in the books. */
final class Desk {

    private static final DateTimeFormatter AS_IN_A_ROW = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Door door;
    private final Contributions contributions;
    private final Providers providers;
    private final Owners owners;
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;

    Desk(
            Door door,
            Contributions contributions,
            Providers providers,
            TransactionTemplate transaction,
            Owners owners,
            JdbcClient jdbc) {
        this.door = door;
        this.owners = owners;
        this.contributions = contributions;
        this.providers = providers;
        this.transaction = transaction;
        this.jdbc = jdbc;
    }

    UUID open(Provider provider, Cadence cadence, Money amount, Instant created, String reference) {
        UUID id = UUID.randomUUID();
        Wanted wanted = new Wanted(
                cadence,
                amount,
                false,
                providers.named("stripe").orElseThrow(),
                Locale.ENGLISH,
                null,
                null,
                null,
                Handled.LIKE_EVERYBODY,
                null,
                "");
        transaction.executeWithoutResult(status -> {
            contributions.save(new Contribution(id, owners.nobody(id), provider, wanted, created));
            door.own(provider, reference, id);
        });
        return id;
    }

    /** State, since, until, currency and amount. */
    String row(UUID contribution) {
        return jdbc.sql("""
            select concat_ws(' ', state, state_since, coalesce(state_until, '-'), currency, amount_minor)
            from contribution where id = :id\
            """)
                .param("id", contribution.toString())
                .query(String.class)
                .single();
    }

    /** The row that there has to be. */
    static String row(String state, Instant since, @Nullable Instant until, Money amount) {
        return String.join(
                " ",
                state,
                AS_IN_A_ROW.format(since),
                until == null ? "-" : AS_IN_A_ROW.format(until),
                amount.getCurrencyUnit().getCode(),
                String.valueOf(amount.getAmountMinorLong()));
    }

    /**
     * Fact, kind, day, account, currency, cadence and amount of all that moved, for the ids that end so. An entry out of
     * suspense counts as one with that which went in.
     */
    List<String> journal(String tail) {
        return jdbc.sql("""
            select concat_ws(' ', fact, kind, value_date, account, currency, cadence, sum(minor))
            from (select substring_index(e.entry_key, '#', 1) fact, e.kind, e.value_date,
                         p.account, p.currency, coalesce(p.cadence, '-') cadence, p.minor
                  from journal_entry e join posting p on p.provider = e.provider and p.entry_key = e.entry_key
                  where e.entry_key like :tail) line
            group by fact, kind, value_date, account, currency, cadence
            having sum(minor) <> 0\
            """).param("tail", "%" + tail + "%").query((row, number) -> row.getString(1)).list().stream()
                .sorted()
                .toList();
    }

    /** Entries that do not balance; there must be none. */
    List<String> unbalanced() {
        return jdbc.sql("select entry_key from posting group by provider, entry_key, currency having sum(minor) <> 0")
                .query((row, number) -> row.getString(1))
                .list();
    }
}
