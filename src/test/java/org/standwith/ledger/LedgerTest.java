package org.standwith.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.AtOnce;
import org.standwith.StandwithTest;
import org.standwith.TestClock;
import org.standwith.ledger.JournalEntry.Kind;
import org.standwith.money.Cadence;

@StandwithTest
class LedgerTest {

    @Autowired
    Ledger ledger;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    TransactionTemplate transaction;

    private final String tail = "_" + UUID.randomUUID();

    @Test
    void nothingIsPostedOutsideATransaction() {
        assertThatThrownBy(() -> ledger.post(List.of(payment("a", "2026-01-31T12:00:00Z"))))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void whatIsRolledBackWasNeverPosted() {
        transaction.executeWithoutResult(status -> {
            ledger.post(List.of(payment("a", "2026-01-31T12:00:00Z")));
            status.setRollbackOnly();
        });

        assertThat(lines()).isZero();
    }

    @Test
    void theSameKeyTwiceIsNothing() {
        JournalEntry entry = payment("a", "2026-01-31T12:00:00Z");
        JournalEntry other = payment("a", "2026-02-28T12:00:00Z");

        post(entry, other);
        post(entry);
        post(other, entry);

        assertThat(lines()).isEqualTo(2);
        assertThat(months()).containsExactly("2026-01-31 2026-01");
    }

    @Test
    void theSameKeyOfAnotherProviderIsAnotherEntry() {
        post(payment("a", "2026-01-31T12:00:00Z"), payment("PAYPAL", "a", "2026-01-31T12:00:00Z", 500));

        assertThat(lines()).isEqualTo(4);
    }

    @Test
    void theSameKeyAtOnceIsPostedOnce() throws Exception {
        AtOnce.times(6, () -> {
            try {
                post(payment("a", "2026-01-31T12:00:00Z"));
            } catch (DuplicateKeyException e) {
                // Refused as a whole: its facts would not have been kept either.
            }
            return true;
        });

        assertThat(lines()).isEqualTo(2);
    }

    @Test
    void anEntryWithoutLinesIsNothing() {
        post(JournalEntry.draft(
                        "STRIPE", "empty" + tail, Kind.SETTLEMENT, Instant.parse("2026-01-31T12:00:00Z"), Cadence.ONCE)
                .debit(Account.FEES, Money.zero(CurrencyUnit.USD))
                .entry());

        assertThat(jdbc.queryForObject(
                        "select count(*) from journal_entry where entry_key = ?", Integer.class, "empty" + tail))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "UTC, 2026-01-31T23:59:59Z, 2026-01-31 2026-01",
        "UTC, 2026-02-01T00:00:00Z, 2026-02-01 2026-02",
        "Europe/Amsterdam, 2026-01-31T22:59:59Z, 2026-01-31 2026-01",
        "Europe/Amsterdam, 2026-01-31T23:00:00Z, 2026-02-01 2026-02",
        "Europe/Amsterdam, 2026-07-31T21:59:59Z, 2026-07-31 2026-07",
        "Europe/Amsterdam, 2026-07-31T22:00:00Z, 2026-08-01 2026-08",
        "Europe/Amsterdam, 2025-12-31T23:30:00Z, 2026-01-01 2026-01",
        "America/New_York, 2026-02-01T04:59:59Z, 2026-01-31 2026-01",
        "Pacific/Kiritimati, 2026-01-31T10:00:00Z, 2026-02-01 2026-02",
    })
    void theDayAndMonthAreThoseOfTheBooksZone(ZoneId zone, Instant at, String expected) {
        Ledger there = new Ledger(jdbc, new TestClock("2027-01-01T00:00:00Z"), new LedgerProperties(zone));

        transaction.executeWithoutResult(status -> there.post(List.of(payment("STRIPE", "a", at.toString(), 500))));

        assertThat(months()).containsExactly(expected);
    }

    @Test
    void theZoneOfTheBooksIsFixedOnceAnythingIsPosted() {
        post(payment("a", "2026-01-31T12:00:00Z"));
        JdbcClient client = JdbcClient.create(jdbc);

        assertThatThrownBy(new BooksZone(client, new LedgerProperties(ZoneId.of("Asia/Tokyo")))::afterPropertiesSet)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("time zone UTC")
                .hasMessageContaining("Asia/Tokyo");
        assertThatCode(new BooksZone(client, new LedgerProperties(ZoneId.of("UTC")))::afterPropertiesSet)
                .doesNotThrowAnyException();
    }

    @Test
    void beforeAnythingIsPostedTheZoneMayChange() {
        transaction.executeWithoutResult(status -> {
            jdbc.update("delete from journal_entry");
            new BooksZone(JdbcClient.create(jdbc), new LedgerProperties(ZoneId.of("Asia/Tokyo"))).afterPropertiesSet();
            assertThat(jdbc.queryForObject("select zone from books", String.class))
                    .isEqualTo("Asia/Tokyo");
            status.setRollbackOnly();
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void whateverIsPostedTheBooksAreTheSumOfItAndOfNothing(long seed) {
        Random random = new Random(seed);
        Map<String, Long> expected = new TreeMap<>();
        List<JournalEntry> entries = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Cadence cadence = Cadence.values()[random.nextInt(3)];
            var draft = JournalEntry.draft(
                    "STRIPE",
                    i + tail,
                    Kind.values()[random.nextInt(Kind.values().length)],
                    Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextLong(40_000_000)),
                    cadence);
            for (int move = random.nextInt(4); move >= 0; move--) {
                Account debit = Account.values()[random.nextInt(Account.values().length)];
                Account credit = Account.values()[random.nextInt(Account.values().length)];
                Money amount = Money.ofMinor(
                        CurrencyUnit.of(List.of("USD", "EUR", "JPY").get(random.nextInt(3))),
                        1 + random.nextLong(1_000_000_000_000L));
                draft.debit(debit, amount).credit(credit, amount);
                expected.merge(debit + " " + amount.getCurrencyUnit(), amount.getAmountMinorLong(), Long::sum);
                expected.merge(credit + " " + amount.getCurrencyUnit(), -amount.getAmountMinorLong(), Long::sum);
            }
            entries.add(draft.entry());
        }
        while (!entries.isEmpty()) {
            int size = 1 + random.nextInt(entries.size());
            post(entries.subList(0, size).toArray(JournalEntry[]::new));
            entries.subList(0, size).clear();
        }

        Map<String, Long> balances = new TreeMap<>();
        Map<String, Long> sums = new HashMap<>();
        jdbc.query(
                "select account, currency, minor from posting where entry_key like ?",
                row -> {
                    balances.merge(row.getString(1) + " " + row.getString(2), row.getLong(3), Long::sum);
                    sums.merge(row.getString(2), row.getLong(3), Long::sum);
                },
                "%" + tail);
        assertThat(balances).isEqualTo(expected);
        assertThat(sums.values()).containsOnly(0L);
    }

    private void post(JournalEntry... entries) {
        transaction.executeWithoutResult(status -> ledger.post(List.of(entries)));
    }

    private JournalEntry payment(String key, String at) {
        return payment("STRIPE", key, at, 500);
    }

    private JournalEntry payment(String provider, String key, String at, long cents) {
        Money amount = Money.ofMinor(CurrencyUnit.USD, cents);
        return JournalEntry.draft(provider, key + tail, Kind.PAYMENT, Instant.parse(at), Cadence.MONTHLY)
                .debit(Account.CLEARING, amount)
                .credit(Account.CONTRIBUTIONS, amount)
                .entry();
    }

    private long lines() {
        return jdbc.query("select 1 from posting where entry_key like ?", (row, number) -> row.getInt(1), "%" + tail)
                .size();
    }

    private List<String> months() {
        return jdbc.query(
                "select concat_ws(' ', value_date, booking_month) from journal_entry where entry_key like ?",
                (row, number) -> row.getString(1),
                "%" + tail);
    }
}
