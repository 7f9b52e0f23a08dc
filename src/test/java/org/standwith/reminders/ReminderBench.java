package org.standwith.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import jakarta.mail.Address;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.Standwith;
import org.standwith.bench.BenchDatabase;
import org.standwith.bench.Figures;
import org.standwith.bench.ServiceProcess;
import org.standwith.bench.SmtpSink;
import org.standwith.mail.Letter;
import org.standwith.mail.Outbox;
import org.standwith.vault.EmailAddress;
import org.standwith.vault.Secret;
import org.standwith.vault.Subjects;
import tools.jackson.databind.json.JsonMapper;

/**
 * A hundred thousand reminders that are due at one moment, two nodes to send them, and one of them killed half-way. The nodes are
 * processes of their own, as the database is; the mail server is in this one.
 */
@SpringBootTest(classes = Standwith.class)
@ContextConfiguration(initializers = BenchDatabase.class)
class ReminderBench {

    private static final int MANY = Integer.getInteger("bench.reminders", 100_000);
    private static final Duration BAR = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    /** So that the nodes have been running for a while, as nodes have. */
    private static final int BEFORE = Integer.getInteger("bench.before", 60_000);

    private static final int SEEDERS = 8;
    private static final int IN_A_COMMIT = 100;
    private static final Figures FIGURES = new Figures("reminders");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static SmtpSink sink;

    @Autowired
    Subjects subjects;

    @Autowired
    Refusals refusals;

    @Autowired
    ReminderRows rows;

    @Autowired
    Outbox outbox;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Environment environment;

    private final Clock clock = Clock.systemUTC();
    private final List<ServiceProcess> nodes = new ArrayList<>();

    @BeforeAll
    static void listen() throws Exception {
        sink = new SmtpSink();
    }

    @AfterAll
    static void close() throws Exception {
        sink.close();
    }

    @Test
    void aHundredThousandAreHandedOverAlthoughANodeIsKilledHalfWay() throws Exception {
        seed("early", BEFORE);
        seed("due", MANY);
        try {
            nodes.add(Nodes.start("node-1", environment, sink));
            nodes.add(Nodes.start("node-2", environment, sink));
            nodes.forEach(ServiceProcess::awaitReady);
            makeDue(BEFORE);
            untilTaken(BEFORE, new HashMap<>());
            untilCount("letter", 0);
            sink.forget();
            measure();
        } finally {
            nodes.forEach(ServiceProcess::close);
        }
    }

    private void measure() throws Exception {
        Used before = used();
        long start = makeDue(MANY);
        Map<String, Long> signIns = new TreeMap<>();
        long half = untilTaken(MANY / 2, signIns);
        ServiceProcess killed = busiest();
        long lanes = lanes(killed, "mail");
        Used atKill = used();
        killed.kill();
        Used rest = used();
        untilTaken(MANY, signIns);
        long end = sink.last();
        Used after = used();
        untilCount("letter", 0);
        List<SmtpSink.Repeat> repeats = sink.repeats();
        double slowest = signIns.entrySet().stream()
                .mapToDouble(each -> seconds(sink.by(each.getKey()).nanos() - each.getValue()))
                .max()
                .orElse(0);
        double plain = plainly();
        FIGURES.of(
                        MANY
                                + " due reminders, until the last is with the mail server, one of two nodes killed"
                                + " half-way",
                        seconds(end - start),
                        "s")
                .beside("the same letters handed to the same server plainly, over as many connections", plain)
                .bar("60 s", seconds(end - start) <= BAR.toSeconds())
                .with("until the kill, s", seconds(half - start))
                .with("lanes of mail in the hands of the killed node", lanes)
                .with("letters that came twice", repeats.size())
                .with("letters to sign in put meanwhile", signIns.size())
                .with("the slowest of them, s", slowest)
                .with("cpu s per 1,000: nodes", per(atKill.nodes - before.nodes + after.nodes - rest.nodes))
                .with("cpu s per 1,000: database", per(after.database - before.database))
                .with("cpu s per 1,000: mail server", per(after.here - before.here));
        FIGURES.write();
        assertThat(count("reminder")).isZero();
        assertThat(repeats)
                .hasSizeLessThanOrEqualTo(Math.toIntExact(lanes))
                .allSatisfy(each ->
                        assertThat(each.again().number()).isEqualTo(each.first().number()));
    }

    /** Confirmed, for once, and to be sent tomorrow. */
    private void seed(String whom, int many) throws Exception {
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(SEEDERS)) {
            for (int from = 0; from < many; from += IN_A_COMMIT) {
                int first = from;
                int end = Math.min(many, from + IN_A_COMMIT);
                all.add(pool.submit(() -> transaction.executeWithoutResult(status -> {
                    for (int i = first; i < end; i++) {
                        add(whom + "-" + i + "@mail.example", i);
                    }
                })));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
    }

    private void add(String address, int number) {
        Instant now = clock.instant();
        LocalDate yesterday = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(1);
        Wish wish = new Wish(address, "en", yesterday, null, "UTC", false, "spring", "footer", null, null)
                .confirmed(now, Secret.random());
        Secret secret = Secret.read(String.valueOf(wish.secret())).orElseThrow();
        Subjects.Kept kept = subjects.keep(JSON.writeValueAsBytes(wish));
        rows.add(
                new ReminderRows.Row(
                        kept.subject(),
                        refusals.mailbox(wish.to()),
                        secret.hash(),
                        now.plus(Duration.ofDays(1)),
                        kept.sealed()),
                number % ReminderTasks.LANES);
    }

    /** @return from when on, by {@link System#nanoTime} */
    private long makeDue(int many) {
        Long moment = transaction.execute(status -> {
            jdbc.sql("update reminder set due_at = utc_timestamp(6) order by due_at limit " + many)
                    .update();
            return System.nanoTime();
        });
        return moment == null ? 0 : moment;
    }

    /** Meanwhile somebody signs in now and then. */
    private long untilTaken(int many, Map<String, Long> signIns) {
        AtomicLong last = new AtomicLong(System.nanoTime());
        Awaitility.await(many + " are taken").atMost(PATIENCE).until(() -> {
            if (seconds(System.nanoTime() - last.get()) > 2) {
                last.set(System.nanoTime());
                String address = "reader-" + signIns.size() + "@mail.example";
                signIns.put(address, last.get());
                transaction.executeWithoutResult(status -> outbox.put(letter(address)));
            }
            return sink.count() >= many + signIns.size();
        });
        return System.nanoTime();
    }

    private Letter letter(String address) {
        return new Letter(
                EmailAddress.kept(address),
                Locale.ENGLISH,
                List.of("You can sign in by this link."),
                new Letter.Action("Sign in", URI.create("http://localhost:8080/account/sign-in/open")),
                clock.instant().plus(Duration.ofHours(1)));
    }

    private ServiceProcess busiest() {
        return nodes.stream()
                .max(Comparator.comparingLong(node -> lanes(node, "mail") + lanes(node, "reminders")))
                .orElseThrow();
    }

    private long lanes(ServiceProcess node, String which) {
        return jdbc.sql("select count(*) from scheduled_tasks where picked and picked_by = ? and task_name regexp ?")
                .params(node.name(), "^" + which + "-[0-9]+$")
                .query(Long.class)
                .single();
    }

    private void untilCount(String table, long many) {
        Awaitility.await(table).atMost(PATIENCE).until(() -> count(table) == many);
    }

    private long count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    /** The limit of what is measured with: letters that are written already, over connections that are there. */
    private double plainly() throws Exception {
        byte[] source = sink.letter();
        sink.forget();
        long start = System.nanoTime();
        int lanes =
                Math.toIntExact(jdbc.sql("select count(*) from scheduled_tasks where task_name regexp '^mail-[0-9]+$'")
                        .query(Long.class)
                        .single());
        try (ExecutorService pool = Executors.newFixedThreadPool(lanes)) {
            List<Future<?>> all = new ArrayList<>();
            for (int lane = 0; lane < lanes; lane++) {
                int first = lane;
                all.add(pool.submit(() -> {
                    Session session = Session.getInstance(new Properties());
                    MimeMessage letter = new MimeMessage(session, new ByteArrayInputStream(source));
                    try (Transport transport = session.getTransport("smtp")) {
                        transport.connect(sink.host(), sink.port(), null, null);
                        for (int i = first; i < MANY; i += lanes) {
                            transport.sendMessage(
                                    letter, new Address[] {new InternetAddress("due-" + i + "@mail.example")});
                        }
                    }
                    return first;
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        assertThat(sink.count()).isEqualTo(MANY);
        return seconds(sink.last() - start);
    }

    /** Processor time, in nanoseconds. */
    private record Used(long nodes, long database, long here) {}

    private Used used() {
        return new Used(
                nodes.stream().mapToLong(node -> node.cpu().toNanos()).sum(),
                BenchDatabase.cpu().toNanos(),
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime());
    }

    private static double per(long nanos) {
        return seconds(nanos) / MANY * 1000;
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }
}
