package org.standwith.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.standwith.Standwith;
import org.standwith.bench.BenchDatabase;
import org.standwith.bench.Figures;
import org.standwith.bench.Loader;
import org.standwith.bench.Loader.Run;
import org.standwith.bench.ServiceProcess;
import org.standwith.bench.SmtpSink;

/** How many can ask to be reminded at once, of one node, and how fast they are written to then. */
@SpringBootTest(classes = Standwith.class)
@ContextConfiguration(initializers = BenchDatabase.class)
class WishBench {

    private static final int CONNECTIONS = 64;
    private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("bench.round", 10));
    private static final Figures FIGURES = new Figures("wishes");

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Environment environment;

    @Test
    void howManyAreTaken() throws Exception {
        String plain = BenchDatabase.fresh("bench_plain");
        Loader.prepare(plain);
        try (SmtpSink sink = new SmtpSink();
                Loader loader = Loader.start(1);
                ServiceProcess node = Nodes.start("node-1", environment, sink)) {
            node.awaitReady();
            for (int untimed = 0; untimed < 3; untimed++) {
                loader.wishes(CONNECTIONS, ROUND, node.port());
            }
            int bytes = jdbc.sql("select coalesce(max(length(sealed)), 2048) from reminder_request")
                    .query(Integer.class)
                    .single();
            untilNothingWaits();
            Run before = loader.inserts(CONNECTIONS, ROUND.dividedBy(2), plain, bytes);
            measure(loader, node, plain, bytes, before);
        }
    }

    private void measure(Loader loader, ServiceProcess node, String plain, int bytes, Run before) throws IOException {
        Duration cpu = node.cpu();
        Run taken = loader.wishes(CONNECTIONS, ROUND, node.port());
        Duration used = node.cpu().minus(cpu);
        long waiting = count("reminder_request");
        long start = System.nanoTime();
        untilNothingWaits();
        double drained = (System.nanoTime() - start) / 1e9;
        Run after = loader.inserts(CONNECTIONS, ROUND.dividedBy(2), plain, bytes);

        assertThat(taken.failed()).isZero();
        FIGURES.of("wishes to be reminded taken by one node, " + CONNECTIONS + " connections", taken.rate(), "a second")
                .beside("plain inserts of as many bytes", (before.rate() + after.rate()) / 2)
                .bar("1,000 a second", taken.rate() >= 1_000)
                .with("p50 ms", taken.p50().toNanos() / 1e6)
                .with("p99 ms", taken.p99().toNanos() / 1e6)
                .with("cpu s per 1,000: node", used.toNanos() / 1e9 / taken.sent() * 1000)
                .with("seen to afterwards, a second", waiting / drained);
        FIGURES.write();
    }

    private void untilNothingWaits() {
        Awaitility.await("all are seen to").atMost(Duration.ofMinutes(8)).until(() -> count("reminder_request") == 0);
    }

    private long count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }
}
