package org.standwith.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.Standwith;
import org.standwith.bench.BenchDatabase;
import org.standwith.bench.Figures;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.Settled;
import org.standwith.payments.Inquiry;
import org.standwith.payments.Period;
import org.standwith.payments.Provider;
import org.standwith.payments.Statement;
import org.standwith.payments.StatementLine;
import org.standwith.payments.Statements;
import org.standwith.reconciliation.Run.Status;

/**
 * How long it takes to compare a statement of a million lines, that comes page after page out of this machine's memory, with the
 * entries of a million payments; how that grows with the lines; and what stays in memory. Beside it, plain inserts of as many
 * rows as the comparison keeps.
 */
@SpringBootTest(classes = Standwith.class)
@ContextConfiguration(initializers = BenchDatabase.class)
class ReconciliationBench {

    private static final int FEW = 100_000;
    private static final int MANY = 1_000_000;
    private static final int PAGE = 1_000;
    private static final Duration BAR = Duration.ofSeconds(60);
    private static final long MOST_BYTES = 256L << 20;
    private static final Instant DAY = Instant.parse("2026-03-01T00:00:00Z");
    private static final Money GROSS = Money.ofMinor(CurrencyUnit.USD, 500);
    private static final Money FEE = Money.ofMinor(CurrencyUnit.USD, 45);

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private Queue queue;

    @Autowired
    private Work work;

    @Autowired
    private Runs runs;

    @Autowired
    private Discrepancies discrepancies;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void aMillionLinesAreComparedInAMinuteWithFlatMemory() throws Exception {
        Duration plain = plainInserts();
        compare(FEW);
        Compared few = compare(FEW);
        Compared many = compare(MANY);

        double growth = many.took.toMillis() / (double) few.took.toMillis();
        Figures figures = new Figures("reconciliation");
        figures.of("a million lines compared with the books", many.took.toMillis() / 1000.0, "s")
                .beside("plain inserts of as many rows as it keeps", plain.toMillis() / 1000.0)
                .bar("60 s", many.took.compareTo(BAR) < 0);
        figures.of("ten times the lines", growth, "times as long").bar("11", growth < 11);
        figures.of("heap after a full collection, at the end", many.heapAtTheEnd / 1e6, "MB")
                .beside("after a fifth", many.heapAtAFifth / 1e6)
                .bar("256 MiB, and 1.2 times", many.heapAtTheEnd < MOST_BYTES);
        figures.write();
        assertThat(many.heapAtTheEnd).isLessThan(MOST_BYTES);
        assertThat(many.heapAtTheEnd).isLessThan(many.heapAtAFifth * 12 / 10);
    }

    private record Compared(Duration took, long heapAtAFifth, long heapAtTheEnd) {}

    private Compared compare(int lines) {
        Lines statement = new Lines(lines);
        statement.book();
        Period month = new Period(DAY, DAY.plus(Duration.ofDays(31)));
        Run run = Objects.requireNonNull(transaction.execute(status -> queue.add(statement.provider, month, "bench")));
        long start = System.nanoTime();
        work.carryOut(run, statement);
        Duration took = Duration.ofNanos(System.nanoTime() - start).minus(statement.measuring);
        Run done = runs.find(run.id()).orElseThrow();
        assertThat(done.status()).isEqualTo(Status.DONE);
        assertThat(done.matched()).isEqualTo(lines);
        assertThat(discrepancies.openIn(statement.provider, month)).isEmpty();
        return new Compared(took, statement.heapAtAFifth, heapAfterFullCollection());
    }

    private Duration plainInserts() {
        jdbc.execute("create table plain_line (provider varchar(16) character set ascii collate ascii_bin not null,"
                + " entry_key varchar(255) character set ascii collate ascii_bin not null, net bigint not null,"
                + " moved_at datetime(6) not null, primary key (provider, entry_key))");
        long start = System.nanoTime();
        for (int from = 0; from < MANY; from += PAGE) {
            List<Object[]> rows = new ArrayList<>();
            for (int i = from; i < from + PAGE; i++) {
                rows.add(new Object[] {"PLAIN", "payment:" + id(i), 455, StatementLines.at(DAY)});
            }
            transaction.executeWithoutResult(
                    status -> jdbc.batchUpdate("insert into plain_line values (?, ?, ?, ?)", rows));
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static long heapAfterFullCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static String id(int number) {
        return "ch_%08dAbCdEfGhIjKlMnOp".formatted(number);
    }

    /** A statement that is made while it is read. */
    private final class Lines implements Statements {

        private final Provider provider = new Provider("BENCH" + letters());
        private final int count;
        private long heapAtAFifth;
        private Duration measuring = Duration.ZERO;

        Lines(int count) {
            this.count = count;
        }

        private static String letters() {
            StringBuilder letters = new StringBuilder();
            ThreadLocalRandom.current().ints(8, 'A', 'Z' + 1).forEach(each -> letters.append((char) each));
            return letters.toString();
        }

        /** The entries of all payments, with their fees. */
        void book() {
            LocalDate day = LocalDate.ofInstant(DAY, ZoneOffset.UTC);
            for (int from = 0; from < count; from += 10 * PAGE) {
                List<Object[]> entries = new ArrayList<>();
                List<Object[]> postings = new ArrayList<>();
                for (int i = from; i < Math.min(count, from + 10 * PAGE); i++) {
                    entry(entries, postings, "payment:" + id(i), "PAYMENT", day, "CONTRIBUTIONS", 500);
                    entry(entries, postings, "settled:txn_" + id(i), "SETTLEMENT", day, "FEES", -45);
                }
                transaction.executeWithoutResult(status -> {
                    jdbc.batchUpdate("""
                        insert into journal_entry (provider, entry_key, kind, value_date, booking_month, posted_at)
                        values (?, ?, ?, ?, '2026-03', ?)\
                        """, entries);
                    jdbc.batchUpdate("""
                        insert into posting
                            (provider, entry_key, line, account, currency, minor, cadence, kind, booking_month)
                        values (?, ?, ?, ?, 'USD', ?, ?, ?, '2026-03')\
                        """, postings);
                });
            }
        }

        private void entry(
                List<Object[]> entries,
                List<Object[]> postings,
                String key,
                String kind,
                LocalDate day,
                String account,
                long minor) {
            entries.add(new Object[] {provider.name(), key, kind, day, StatementLines.at(DAY)});
            postings.add(new Object[] {provider.name(), key, 0, "CLEARING", minor, null, kind});
            postings.add(new Object[] {provider.name(), key, 1, account, -minor, "MONTHLY", kind});
        }

        @Override
        public Duration lateness() {
            return Duration.ofHours(1);
        }

        @Override
        public Duration reach() {
            return Duration.ofDays(3650);
        }

        @Override
        public Statement of(Period period, @Nullable String next) {
            int from = next == null ? 0 : Integer.parseInt(next);
            if (from == count / 5) {
                long start = System.nanoTime();
                heapAtAFifth = heapAfterFullCollection();
                measuring = Duration.ofNanos(System.nanoTime() - start);
            }
            List<StatementLine> page = new ArrayList<>(PAGE);
            for (int i = from; i < from + PAGE; i++) {
                page.add(line(i));
            }
            return new Statement.Page(page, from + PAGE < count ? Integer.toString(from + PAGE) : null);
        }

        private StatementLine line(int number) {
            String id = id(number);
            Instant at = DAY.plusSeconds(number % 80_000);
            return new StatementLine(
                    provider,
                    id,
                    StatementLine.Standing.POSTED,
                    GROSS.minus(FEE),
                    List.of(
                            new PaymentSucceeded(provider, id, GROSS, at),
                            new Settled(provider, "txn_" + id, id, GROSS, GROSS, FEE, at)),
                    null,
                    at);
        }

        @Override
        public Statement ofPayout(String payout, @Nullable String next) {
            return new Statement.NotTold("none");
        }

        @Override
        public Inquiry explain(StatementLine line) {
            throw new IllegalStateException("The books have everything");
        }
    }
}
