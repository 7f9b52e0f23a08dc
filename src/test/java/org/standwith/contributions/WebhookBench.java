package org.standwith.contributions;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.standwith.Standwith;
import org.standwith.bench.BenchDatabase;
import org.standwith.bench.Figures;
import org.standwith.bench.Loader;
import org.standwith.bench.Loader.Run;
import org.standwith.money.Cadence;
import org.standwith.payments.Door;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.Settled;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.FactListener;
import org.standwith.payments.InboxDrain;
import org.standwith.payments.Provider;

/**
 * How fast webhooks are taken in, and how fast they are in the books: the service in this process, what loads it in another,
 * the database in a third. It has contributions that have been renewed for a year, and hears of their next renewals.
 */
@SpringBootTest(
        classes = {Standwith.class, WebhookBench.Commits.class},
        webEnvironment = WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = BenchDatabase.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WebhookBench {

    private static final int CONTRIBUTIONS = Integer.getInteger("bench.contributions", 10_000);
    private static final int MONTHS_BEFORE = 12;
    private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("bench.round", 10));
    private static final Duration WHOLE = Duration.ofSeconds(Integer.getInteger("bench.whole", 60));
    private static final Provider STRIPE = new Provider("STRIPE");
    private static final Money AMOUNT = Money.ofMinor(CurrencyUnit.USD, 500);

    /** More than this waits, and less is sent; less than a quarter of it, and more is. */
    private static final int BACKLOG = 2_000;

    /** Notes when payments are committed, in a room that does not grow. */
    static class Commits implements FactListener {

        private final long[] micros = new long[1_000_000];

        @Override
        public void on(News news) {
            List<Integer> renewals = new ArrayList<>();
            for (OwnedFact each : news.fresh()) {
                if (each.fact() instanceof PaymentSucceeded paid) {
                    Loader.renewalOf(paid.payment()).ifPresent(renewals::add);
                }
            }
            if (!renewals.isEmpty()) {
                TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        long now = ChronoUnit.MICROS.between(
                                Instant.EPOCH, Clock.systemUTC().instant());
                        renewals.forEach(renewal -> micros[renewal] = now);
                    }
                });
            }
        }
    }

    /** What a process has used, so far or in between. */
    private record Used(Duration service, Duration database) {

        static Used now() {
            return new Used(
                    Duration.ofNanos(ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                            .getProcessCpuTime()),
                    BenchDatabase.cpu());
        }

        Used since(Used before) {
            return new Used(service.minus(before.service), database.minus(before.database));
        }
    }

    private static final Figures FIGURES = new Figures("webhooks");
    private static @Nullable Loader loader;
    private static String plain = "";

    @Autowired
    private ApplicationContext context;

    @Autowired
    private AutowireCapableBeanFactory beans;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Door door;

    @Autowired
    private Commits commits;

    @LocalServerPort
    private int port;

    private Loader loader() throws IOException {
        if (loader == null) {
            loader = Loader.start(CONTRIBUTIONS);
            plain = BenchDatabase.fresh("bench_plain");
            Loader.prepare(plain);
        }
        return loader;
    }

    @AfterAll
    static void stop() throws IOException {
        if (loader != null) {
            loader.close();
        }
    }

    @Test
    @Order(1)
    void howManyAreTakenIn() throws Exception {
        loader().charges(64, ROUND, port);
        loader().inserts(64, ROUND.dividedBy(2), plain);
        for (int connections : new int[] {1, 16, 64}) {
            jdbc.sql("truncate table inbox_event").update();
            Run before = loader().inserts(connections, ROUND.dividedBy(2), plain);
            Used start = Used.now();
            Run taken = loader().charges(connections, ROUND, port);
            Used used = Used.now().since(start);
            Used plainStart = Used.now();
            Run after = loader().inserts(connections, ROUND.dividedBy(2), plain);
            Used plainUsed = Used.now().since(plainStart);
            double reference = (before.rate() + after.rate()) / 2;

            assertThat(taken.failed()).isZero();
            assertThat(jdbc.sql("select count(*) from inbox_event")
                            .query(Long.class)
                            .single())
                    .isEqualTo(taken.sent());
            Figures.Figure figure = FIGURES.of(
                            "webhooks taken in, " + connections + " connections", taken.rate(), "a second")
                    .beside("plain inserts of the same payload", reference);
            if (connections == 64) {
                figure.bar("40 % of it", taken.rate() >= 0.4 * reference);
            }
            figure.with("p50 ms", millis(taken.p50())).with("p99 ms", millis(taken.p99()));
            processors(figure, used, taken);
            figure.with("reference p99 ms", millis(after.p99()))
                    .with(
                            "reference cpu s per 1,000",
                            seconds(plainUsed.database().plus(after.cpu())) / after.sent() * 1000);
            FIGURES.write();
        }
        jdbc.sql("truncate table inbox_event").update();
    }

    @Test
    @Order(2)
    void howManyAreInTheBooks() throws Exception {
        givenForAYear();
        loader().transactions(32, ROUND, plain);
        InboxDrain.start(context);
        try {
            loader().renewals(64, ROUND, port, 1_000);
            untilNothingWaits();
            Run sustained = sustained();
            latency(sustained.rate() / 2);
        } finally {
            InboxDrain.stop(context);
        }
        assertThat(jdbc.sql("select count(*) from inbox_event where status <> 'DONE' and type <> 'standwith.question'")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("select coalesce(sum(minor), 0) from posting")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    /** As much as there can be without more and more waiting. */
    private Run sustained() throws Exception {
        Run reference = loader().transactions(32, ROUND, plain);
        long doneBefore = done();
        Used start = Used.now();
        loader().begin("renewals", 64, WHOLE, port, 2_000);
        double pace = 2_000;
        long heap = 0;
        List<Long> waiting = new ArrayList<>();
        Instant begin = Clock.systemUTC().instant();
        for (Duration passed = Duration.ZERO;
                passed.compareTo(WHOLE) < 0;
                passed = Duration.between(begin, Clock.systemUTC().instant())) {
            Thread.sleep(250);
            long now = waiting();
            waiting.add(now);
            if (now > BACKLOG) {
                pace *= 0.9;
            } else if (now < BACKLOG / 4) {
                pace *= 1.03;
            }
            loader().pace(pace);
            if (heap == 0 && passed.compareTo(WHOLE.dividedBy(5)) > 0) {
                heap = heap();
            }
        }
        Run sent = loader().await();
        untilNothingWaits();
        Duration took = Duration.between(begin, Clock.systemUTC().instant());
        Used used = Used.now().since(start);
        long heapAtEnd = heap();
        Run again = loader().transactions(32, ROUND, plain);
        double rate = (done() - doneBefore) * 1e9 / took.toNanos();
        double plainRate = (reference.rate() + again.rate()) / 2;

        assertThat(sent.failed()).isZero();
        Figures.Figure figure = FIGURES.of(
                        "events in the books, sustained for " + WHOLE.toSeconds() + " s", rate, "a second")
                .beside("plain transactions of three statements, 32 connections", plainRate)
                .bar("3,000 a second, and half of it", rate >= 3_000 && rate >= plainRate / 2)
                .with("waiting after a fifth", waiting.get(waiting.size() / 5))
                .with("waiting at the end", waiting.getLast())
                .with(
                        "most waiting",
                        waiting.stream().mapToLong(each -> each).max().orElseThrow())
                .with("p99 ms of the answer", millis(sent.p99()));
        processors(figure, used, sent);
        FIGURES.write();
        FIGURES.of("heap after a full collection, at the end", heapAtEnd / 1e6, "MB")
                .beside("after a fifth", heap / 1e6)
                .bar("1.2 times", heapAtEnd <= 1.2 * heap);
        FIGURES.write();
        return sent;
    }

    /** From the moment in which it was due to be sent to the commit of its entry. */
    private void latency(double rate) throws Exception {
        Run sent = loader().renewals(64, WHOLE.dividedBy(2), port, rate);
        untilNothingWaits();
        long[] took = loader().due().entrySet().stream()
                .filter(each -> each.getKey() % Loader.EVENTS == 0)
                .mapToLong(each -> commits.micros[Math.toIntExact(each.getKey() / Loader.EVENTS)] - each.getValue())
                .sorted()
                .toArray();
        double p99 = took[(int) (took.length * 0.99)] / 1e3;
        assertThat(took[0]).isPositive();
        FIGURES.of("p99 from request to committed entry, at " + Math.round(rate) + " events a second", p99, "ms")
                .bar("250 ms", p99 < 250)
                .with("p50", took[took.length / 2] / 1e3)
                .with("most", took[took.length - 1] / 1e3)
                .with("answered after, p99", millis(sent.p99()));
        FIGURES.write();
    }

    /** Subscriptions of which a year of payments is known. */
    private void givenForAYear() {
        Desk desk = beans.createBean(Desk.class);
        Instant start =
                Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(380));
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < CONTRIBUTIONS; i++) {
            desk.open(STRIPE, Cadence.MONTHLY, AMOUNT, start, Loader.reference(i));
            String subscription = Loader.id("sub", i);
            facts.add(new Linked(STRIPE, subscription, Loader.reference(i)));
            for (int month = 0; month < MONTHS_BEFORE; month++) {
                int number = i * MONTHS_BEFORE + month;
                Instant at = start.plus(Duration.ofDays(30L * month)).plusSeconds(i);
                String charge = Loader.id("chOld", number);
                String intent = Loader.id("piOld", number);
                String invoice = Loader.id("inOld", number);
                facts.add(new Linked(STRIPE, invoice, subscription));
                facts.add(new Linked(STRIPE, intent, invoice));
                facts.add(new Linked(STRIPE, charge, intent));
                facts.add(new PaymentSucceeded(STRIPE, charge, AMOUNT, at));
                facts.add(new Settled(
                        STRIPE,
                        Loader.id("txnOld", number),
                        charge,
                        AMOUNT,
                        AMOUNT,
                        AMOUNT.dividedBy(10, RoundingMode.DOWN),
                        at));
                facts.add(new SubscriptionSeen(
                        STRIPE,
                        subscription,
                        SubscriptionSeen.Standing.ACTIVE,
                        SubscriptionSeen.Source.EVENT,
                        AMOUNT,
                        Cadence.MONTHLY,
                        at.plus(Duration.ofDays(30)),
                        null,
                        null,
                        at));
            }
            if (facts.size() > 700) {
                door.admit(facts);
                facts.clear();
            }
        }
        door.admit(facts);
        jdbc.sql("analyze table fact, reference, contribution, journal_entry, posting")
                .query((row, number) -> row.getString(1))
                .list();
    }

    private void untilNothingWaits() throws InterruptedException {
        while (count("status = 'WAITING' and due_at < utc_timestamp() + interval 10 minute"
                        + " and type <> 'standwith.question'")
                > 0) {
            Thread.sleep(100);
        }
    }

    /** By the index alone, so that looking costs next to nothing: some questions are among them. */
    private long waiting() {
        return count("status = 'WAITING' and due_at < utc_timestamp() + interval 10 minute");
    }

    private long count(String which) {
        return jdbc.sql("select count(*) from inbox_event where " + which)
                .query(Long.class)
                .single();
    }

    private long done() {
        return jdbc.sql("select count(*) from inbox_event where status = 'DONE'")
                .query(Long.class)
                .single();
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void processors(Figures.Figure figure, Used used, Run run) {
        LongToDoubleFunction perThousand = nanos -> nanos / 1e9 / run.sent() * 1000;
        figure.with(
                        "cpu s per 1,000: service",
                        perThousand.applyAsDouble(used.service().toNanos()))
                .with(
                        "cpu s per 1,000: database",
                        perThousand.applyAsDouble(used.database().toNanos()))
                .with(
                        "cpu s per 1,000: loader",
                        perThousand.applyAsDouble(run.cpu().toNanos()));
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
