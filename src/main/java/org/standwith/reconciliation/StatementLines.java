package org.standwith.reconciliation;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.standwith.payments.Provider;

/** What statements said, kept under the keys of the entries that the books have for it. */
@Component
class StatementLines {

    /**
     * Payouts are not made of payouts. One that came back is there to be paid out again: as one line where its own lines had been
     * accounted for, and else as those.
     */
    private static final String LOOSE = """
        provider = ? and payout is null and currency = ? and moved_at <= ? and (entry_key not like 'payout%' or exists (
            select 1 from payout p where p.provider = statement_line.provider and p.lines_minor = p.minor
                and concat('payout-failed:', p.payout) = statement_line.entry_key))\
        """;

    /** @param key of the entry that the books have for it */
    record Kept(String key, Money net, Instant at) {}

    private final JdbcTemplate jdbc;

    StatementLines(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of these that this run has seen before. */
    Map<String, Kept> seen(Provider provider, Collection<String> keys, long run) {
        return find(provider, keys, " and run = " + run);
    }

    /** Those of these that any statement has had. */
    Map<String, Kept> of(Provider provider, Collection<String> keys) {
        return find(provider, keys, "");
    }

    private Map<String, Kept> find(Provider provider, Collection<String> keys, String which) {
        Map<String, Kept> seen = new HashMap<>();
        if (!keys.isEmpty()) {
            List<Object> parameters = new ArrayList<>();
            parameters.add(provider.name());
            parameters.addAll(keys);
            jdbc.query(
                    "select entry_key, currency, net, moved_at from statement_line where provider = ?"
                            + " and entry_key in ("
                            + keys.stream().map(key -> "?").collect(joining(",")) + ")" + which,
                    row -> {
                        Kept kept = new Kept(
                                row.getString(1),
                                Money.ofMinor(CurrencyUnit.of(row.getString(2)), row.getLong(3)),
                                row.getObject(4, LocalDateTime.class).toInstant(ZoneOffset.UTC));
                        seen.put(kept.key(), kept);
                    },
                    parameters.toArray());
        }
        return seen;
    }

    /** @param payout that these are a part of; null where that is not known, which takes back nothing that is */
    void keep(Provider provider, List<Kept> lines, long run, @Nullable String payout) {
        jdbc.batchUpdate(
                """
                insert into statement_line (provider, entry_key, currency, net, moved_at, run, payout)
                values (?, ?, ?, ?, ?, ?, ?)
                on duplicate key update currency = values(currency), net = values(net), moved_at = values(moved_at),
                    run = values(run), payout = coalesce(values(payout), payout)\
                """,
                lines.stream()
                        .map(line -> new Object[] {
                            provider.name(),
                            line.key(),
                            line.net().getCurrencyUnit().getCode(),
                            line.net().getAmountMinorLong(),
                            at(line.at()),
                            run,
                            payout
                        })
                        .toList());
    }

    /** What the lines of a payout in its currency sum to. */
    Money sumOf(Provider provider, String payout, CurrencyUnit currency) {
        Long sum = jdbc.queryForObject(
                "select coalesce(sum(net), 0) from statement_line where provider = ? and payout = ? and currency = ?",
                Long.class,
                provider.name(),
                payout,
                currency.getCode());
        return Money.ofMinor(currency, sum == null ? 0 : sum);
    }

    /** What moved up to then and is in no payout, payouts themselves left out. */
    Money sumOfLoose(Provider provider, CurrencyUnit currency, Instant until) {
        Long sum = jdbc.queryForObject(
                "select coalesce(sum(net), 0) from statement_line where " + LOOSE,
                Long.class,
                provider.name(),
                currency.getCode(),
                at(until));
        return Money.ofMinor(currency, sum == null ? 0 : sum);
    }

    /** All that {@link #sumOfLoose} sums is what this payout is made of. */
    void assign(Provider provider, CurrencyUnit currency, Instant until, String payout) {
        jdbc.update(
                "update statement_line set payout = ? where " + LOOSE,
                payout,
                provider.name(),
                currency.getCode(),
                at(until));
    }

    void rename(Provider provider, String before, String now) {
        jdbc.update(
                "update statement_line set entry_key = ? where provider = ? and entry_key = ?",
                now,
                provider.name(),
                before);
    }

    /** An entry of the books that no statement has. */
    record Unseen(String key, LocalDate day) {}

    /**
     * Entries of these days that no statement has, and that should be on one by now. A settlement is told by the line of its
     * payment, what came out of suspense moved nothing, and what the provider holds as pending or void is told as that.
     *
     * @param due what moved or was posted before this has had the time to get onto a statement
     * @param dueDay the day of it
     */
    List<Unseen> unseen(Provider provider, LocalDate from, LocalDate before, Instant due, LocalDate dueDay, int most) {
        return jdbc.query(
                """
                select e.entry_key, e.value_date from journal_entry e
                where e.provider = ? and e.value_date >= ? and e.value_date < ?
                  and (e.value_date < ? or e.posted_at < ?)
                  and e.kind not in ('SETTLEMENT', 'CORRECTION') and e.entry_key not like '%#linked'
                  and not exists (select 1 from statement_line s
                                  where s.provider = e.provider and s.entry_key = e.entry_key)
                  and not exists (select 1 from discrepancy d
                                  where d.provider = e.provider and d.entry_key = e.entry_key
                                    and d.kind in ('MISSING_AT_PROVIDER', 'STATUS'))
                order by e.value_date limit ?\
                """,
                (row, number) -> new Unseen(row.getString(1), row.getObject(2, LocalDate.class)),
                provider.name(),
                from,
                before,
                dueDay,
                at(due),
                most);
    }

    static LocalDateTime at(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
