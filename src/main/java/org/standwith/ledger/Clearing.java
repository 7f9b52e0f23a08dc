package org.standwith.ledger;

import static java.util.stream.Collectors.joining;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.ledger.JournalEntry.Kind;
import org.standwith.money.Cadence;

/** What providers hold for us by the books: what their statements are compared with, entry by entry. */
@Component
public class Clearing {

    private static final String POSTED =
            "select entry_key, currency, minor from posting where provider = ? and account = 'CLEARING' and entry_key";

    private static final String CORRECTED = """
        select c.entry_key, p.currency, p.minor
        from correction c join posting p on p.provider = c.provider and p.entry_key = c.correction_key
        where c.provider = ? and p.account = 'CLEARING' and c.entry_key\
        """;

    private record Line(
            Account account, Money amount, @Nullable Cadence cadence) {}

    private final JdbcTemplate jdbc;
    private final Ledger ledger;
    private final Clock clock;

    Clearing(JdbcTemplate jdbc, Ledger ledger, Clock clock) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * What each of these entries did to what the provider holds, together with what corrects it, a line for each currency; an
     * entry that there is not is not in the answer.
     */
    public Map<String, List<Money>> of(String provider, Collection<String> keys) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        Map<String, Map<CurrencyUnit, Money>> sums = new HashMap<>();
        List<Object> parameters = new ArrayList<>(keys.size() + 1);
        parameters.add(provider);
        parameters.addAll(keys);
        String places = keys.stream().map(key -> "?").collect(joining(","));
        for (String postings : anyCorrected(provider) ? List.of(POSTED, CORRECTED) : List.of(POSTED)) {
            jdbc.query(
                    postings + " in (" + places + ")",
                    row -> {
                        Money moved = Money.ofMinor(CurrencyUnit.of(row.getString(2)), row.getLong(3));
                        sums.computeIfAbsent(row.getString(1), any -> new TreeMap<>())
                                .merge(moved.getCurrencyUnit(), moved, Money::plus);
                    },
                    parameters.toArray());
        }
        Map<String, List<Money>> moved = new HashMap<>();
        sums.forEach((key, each) -> moved.put(key, nonZero(each.values())));
        return moved;
    }

    /** What an entry does to what the provider holds, in the same form. */
    public static List<Money> of(JournalEntry entry) {
        Map<CurrencyUnit, Money> sums = new TreeMap<>();
        entry.postings().stream()
                .filter(posting -> posting.account() == Account.CLEARING)
                .forEach(posting -> sums.merge(posting.amount().getCurrencyUnit(), posting.amount(), Money::plus));
        return nonZero(sums.values());
    }

    /** What the provider holds by now, in each currency. */
    public List<Money> balances(String provider) {
        return jdbc.query(
                "select currency, sum(minor) from posting where provider = ? and account = 'CLEARING'"
                        + " group by currency order by currency",
                (row, number) -> Money.ofMinor(CurrencyUnit.of(row.getString(1)), row.getLong(2)),
                provider);
    }

    /**
     * Posts a further entry, so that all together do to what the provider holds what its statement says. The first one stays.
     * The other side is taken from the account that the first entry has there. Once for each {@code correction}.
     *
     * @param key of the entry that is wrong
     * @param correction names the correction; unique per provider
     * @param right what should have moved; empty where nothing should have
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void correct(String provider, String key, String correction, List<Money> right) {
        List<Line> wrong = linesOf(provider, key);
        Line other = wrong.stream()
                .filter(line -> line.account() != Account.CLEARING)
                .findFirst()
                .orElse(new Line(Account.SUSPENSE, Money.zero(CurrencyUnit.EUR), null));
        List<Posting> postings = new ArrayList<>();
        Map<CurrencyUnit, Money> less = new TreeMap<>();
        wrong.stream()
                .filter(line -> line.account() == Account.CLEARING)
                .forEach(line -> less.merge(
                        line.amount().getCurrencyUnit(), line.amount().negated(), Money::plus));
        right.forEach(amount -> less.merge(amount.getCurrencyUnit(), amount, Money::plus));
        for (Money change : nonZero(less.values())) {
            postings.add(new Posting(Account.CLEARING, change, null));
            postings.add(new Posting(other.account(), change.negated(), other.cadence()));
        }
        String name = "correction:" + correction;
        ledger.post(List.of(new JournalEntry(provider, name, Kind.CORRECTION, clock.instant(), postings)));
        jdbc.update(
                "insert into correction (provider, entry_key, correction_key) values (?, ?, ?)"
                        + " on duplicate key update provider = provider",
                provider,
                key,
                name);
    }

    /** Mostly there is none, and then a thousand keys need not be looked for. */
    private boolean anyCorrected(String provider) {
        return !jdbc.queryForList("select 1 from correction where provider = ? limit 1", Integer.class, provider)
                .isEmpty();
    }

    private List<Line> linesOf(String provider, String key) {
        // What has been moved out of suspense since stands in the second entry.
        return jdbc.query(
                """
                select account, currency, sum(minor), cadence from posting
                where provider = ? and (entry_key in (?, ?) or entry_key in (
                    select correction_key from correction where provider = ? and entry_key = ?))
                group by account, currency, cadence
                order by sum(minor) = 0, max(abs(minor)) desc, cadence is null, account\
                """,
                (row, number) -> {
                    String cadence = row.getString(4);
                    return new Line(
                            Account.valueOf(row.getString(1)),
                            Money.ofMinor(CurrencyUnit.of(row.getString(2)), row.getLong(3)),
                            cadence == null ? null : Cadence.valueOf(cadence));
                },
                provider,
                key,
                key + JournalEntry.LINKED,
                provider,
                key);
    }

    private static List<Money> nonZero(Collection<Money> amounts) {
        return amounts.stream().filter(amount -> !amount.isZero()).toList();
    }
}
