package org.standwith.reconciliation;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.standwith.payments.Period;
import org.standwith.payments.Provider;

/** The table of differences. One of a kind at one entry is one, however often it is found. */
@Component
class Discrepancies {

    static final String SYSTEM = "system";

    private static final int MOST_AT_ONCE = 1_000;

    private static final String COLUMNS = """
        select id, provider, kind, entry_key, expected_currency, expected_minor, actual_currency, actual_minor, moved_at,
            found_at, owner, resolved_by, resolved_at, note, corrected
        from discrepancy\
        """;

    private static final RowMapper<Discrepancy> ROW = (row, number) -> {
        LocalDateTime resolved = row.getObject("resolved_at", LocalDateTime.class);
        return new Discrepancy(
                UUID.fromString(row.getString("id")),
                new Provider(row.getString("provider")),
                Kind.valueOf(row.getString("kind")),
                refOf(row.getString("entry_key")),
                money(row.getString("expected_currency"), row.getLong("expected_minor")),
                money(row.getString("actual_currency"), row.getLong("actual_minor")),
                Runs.instant(row.getObject("moved_at", LocalDateTime.class)),
                Runs.instant(row.getObject("found_at", LocalDateTime.class)),
                row.getString("owner"),
                resolved == null
                        ? null
                        : new Discrepancy.Resolution(
                                row.getString("resolved_by"),
                                Runs.instant(resolved),
                                row.getString("note"),
                                row.getBoolean("corrected")));
    };

    private final JdbcClient jdbc;
    private final Clock clock;

    Discrepancies(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Keeps what was found. What is open and found again shows the newest figures. What somebody has explained stays so as long as
     * it is found with the same figures; what has changed since, or had gone by itself, is open again.
     *
     * @param run that found it; zero where none did
     */
    void found(Provider provider, Collection<Finding> findings, long run) {
        for (Finding each : findings) {
            // Assigned one after the other, so that all that follows sees the new status.
            jdbc.sql("""
                insert into discrepancy (id, provider, kind, entry_key, expected_currency, expected_minor, actual_currency,
                    actual_minor, moved_at, run, found_at, status)
                values (:id, :provider, :kind, :key, :rightCurrency, :right, :wrongCurrency, :wrong, :at, :run, :now, 'OPEN')
                on duplicate key update
                    status = case when status = 'OPEN' or resolved_by = :system or not (
                            expected_currency <=> :rightCurrency and expected_minor <=> :right
                            and actual_currency <=> :wrongCurrency and actual_minor <=> :wrong)
                        then 'OPEN' else status end,
                    found_at = case when status = 'OPEN' and resolved_at is not null then :now else found_at end,
                    note = case when status = 'OPEN' then null else note end,
                    corrected = corrected and status <> 'OPEN',
                    resolved_by = case when status = 'OPEN' then null else resolved_by end,
                    resolved_at = case when status = 'OPEN' then null else resolved_at end,
                    expected_currency = case when status = 'OPEN' then :rightCurrency else expected_currency end,
                    expected_minor = case when status = 'OPEN' then :right else expected_minor end,
                    actual_currency = case when status = 'OPEN' then :wrongCurrency else actual_currency end,
                    actual_minor = case when status = 'OPEN' then :wrong else actual_minor end\
                """)
                    .param("system", SYSTEM)
                    .param("id", UUID.randomUUID().toString())
                    .param("provider", provider.name())
                    .param("kind", each.kind().name())
                    .param("key", each.key())
                    .param("rightCurrency", currency(each.expected()))
                    .param("right", minor(each.expected()))
                    .param("wrongCurrency", currency(each.actual()))
                    .param("wrong", minor(each.actual()))
                    .param("at", StatementLines.at(each.at()))
                    .param("run", run)
                    .param("now", StatementLines.at(clock.instant()))
                    .update();
        }
    }

    /** The statement and these entries agree by now. */
    void cured(Provider provider, Collection<String> keys) {
        List<String> kinds = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            if (kind.isCuredByAgreement()) {
                kinds.add(kind.name());
            }
        }
        cured(provider, keys, kinds);
    }

    /** The lines of this payout sum to it by now. That the books have it says nothing of them. */
    void closed(Provider provider, String key) {
        cured(provider, List.of(key), List.of(Kind.UNMATCHED_PAYOUT.name()));
    }

    /** The statement has these by now, with whatever amount. */
    void arrived(Provider provider, Collection<String> keys) {
        cured(provider, keys, List.of(Kind.MISSING_AT_PROVIDER.name()));
    }

    private void cured(Provider provider, Collection<String> keys, List<String> kinds) {
        if (keys.isEmpty()) {
            return;
        }
        jdbc.sql("""
            update discrepancy set status = 'RESOLVED', resolved_by = :by, resolved_at = :now,
                note = 'Statement and books agree by now.'
            where status = 'OPEN' and provider = :provider and entry_key in (:keys) and kind in (:kinds)\
            """)
                .param("by", SYSTEM)
                .param("now", StatementLines.at(clock.instant()))
                .param("provider", provider.name())
                .param("keys", keys)
                .param("kinds", kinds)
                .update();
    }

    /** Whether anything is open at all, so that nobody has to look whether something was cured. */
    boolean anyOpen(Provider provider) {
        return jdbc.sql("select 1 from discrepancy where status = 'OPEN' and provider = ? limit 1")
                .param(provider.name())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** All open ones, the oldest first. */
    List<Discrepancy> open(int most) {
        return jdbc.sql(COLUMNS + " where status = 'OPEN' order by found_at, moved_at, id limit ?")
                .param(most)
                .query(ROW)
                .list();
    }

    long countOpen() {
        return jdbc.sql("select count(*) from discrepancy where status = 'OPEN'")
                .query(Long.class)
                .single();
    }

    /** The last that were resolved, the newest first. */
    List<Discrepancy> resolved(int most) {
        return jdbc.sql(COLUMNS + " where status = 'RESOLVED' order by resolved_at desc, id limit ?")
                .param(most)
                .query(ROW)
                .list();
    }

    /** The first thousand of the open ones of what moved in this period. */
    List<Discrepancy> openIn(Provider provider, Period period) {
        return jdbc.sql(COLUMNS + """
             where status = 'OPEN' and provider = ? and moved_at >= ? and moved_at < ? order by moved_at, id limit ?\
            """)
                .params(provider.name(), StatementLines.at(period.from()), StatementLines.at(period.to()), MOST_AT_ONCE)
                .query(ROW)
                .list();
    }

    Optional<Discrepancy> find(UUID id) {
        return jdbc.sql(COLUMNS + " where id = ?")
                .param(id.toString())
                .query(ROW)
                .optional();
    }

    /** Locked until the commit, with the key of its entry. */
    Optional<Map.Entry<String, Discrepancy>> lock(UUID id) {
        return jdbc.sql(COLUMNS + " where id = ? for update")
                .param(id.toString())
                .query((row, number) -> Map.entry(row.getString("entry_key"), ROW.mapRow(row, number)))
                .optional();
    }

    void take(UUID id, String owner) {
        jdbc.sql("update discrepancy set owner = ? where id = ?")
                .params(owner, id.toString())
                .update();
    }

    void resolve(UUID id, String by, String note, boolean corrected) {
        jdbc.sql("update discrepancy set status = 'RESOLVED', resolved_by = ?, resolved_at = ?, note = ?, corrected = ?"
                        + " where id = ?")
                .params(by, StatementLines.at(clock.instant()), note, corrected, id.toString())
                .update();
    }

    /** A line that nobody could read has the same id, and no entry. */
    void rename(Provider provider, String before, String now) {
        for (Map.Entry<String, String> each : Map.of(before, now, unreadable(refOf(before)), unreadable(refOf(now)))
                .entrySet()) {
            jdbc.sql("update ignore discrepancy set entry_key = ? where provider = ? and entry_key = ?")
                    .params(each.getValue(), provider.name(), each.getKey())
                    .update();
        }
    }

    /** Under what key a line is kept of which only the provider's id is known. */
    static String unreadable(String ref) {
        return "line:" + ref;
    }

    /** How many are open, by kind. */
    Map<Kind, Integer> counts() {
        Map<Kind, Integer> counts = new HashMap<>();
        jdbc.sql("select kind, count(*) from discrepancy where status = 'OPEN' group by kind")
                .query(row -> {
                    counts.put(Kind.valueOf(row.getString(1)), row.getInt(2));
                });
        return counts;
    }

    private static String refOf(String key) {
        return key.substring(key.indexOf(':') + 1);
    }

    private static @Nullable Money money(@Nullable String currency, long minor) {
        return currency == null ? null : Money.ofMinor(CurrencyUnit.of(currency), minor);
    }

    private static @Nullable String currency(@Nullable Money money) {
        return money == null ? null : money.getCurrencyUnit().getCode();
    }

    private static @Nullable Long minor(@Nullable Money money) {
        return money == null ? null : money.getAmountMinorLong();
    }
}
