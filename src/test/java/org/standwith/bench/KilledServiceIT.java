package org.standwith.bench;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.standwith.ProductionJar;
import org.standwith.TestDatabase;
import org.standwith.TestVault;

/**
 * The packaged service is killed while webhooks stream in, some of them twice and all in disorder, and is started again: what was
 * answered 200 is in the books, once, and they sum to zero. Small with every build; {@code -Pchaos} kills it twenty times.
 */
class KilledServiceIT {

    private static final int PAYMENTS = Integer.getInteger("chaos.payments", 2_000);
    private static final int KILLS = Integer.getInteger("chaos.kills", 2);
    private static final long SEED = Long.getLong("chaos.seed", 20_260_310L);
    private static final int CONTRIBUTIONS = 100;
    private static final int SENDERS = 8;
    private static final int CENTS = 500;

    @TempDir
    Path elsewhere;

    private final Random random = new Random(SEED);
    private final String database = TestDatabase.freshSchema();
    private final Renewals renewals = new Renewals(CONTRIBUTIONS);
    private final AtomicInteger acknowledged = new AtomicInteger();

    @Test
    void whatWasAcknowledgedIsInTheBooksOnceHoweverOftenItIsKilled() throws Exception {
        try (Service service = new Service(freePort())) {
            service.start();
            undertake();
            Queue<Long> events = new ConcurrentLinkedQueue<>(eventsInDisorder());
            int all = events.size();
            List<Integer> kills = new ArrayList<>();
            for (int i = 0; i < KILLS; i++) {
                kills.add(all * (i + 1) / (KILLS + 1) + random.nextInt(all / (KILLS + 1) / 2));
            }
            try (ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
                List<Future<?>> sending = new ArrayList<>();
                for (int i = 0; i < SENDERS; i++) {
                    sending.add(senders.submit(() -> send(events, service)));
                }
                for (int kill : kills) {
                    await("enough was sent").until(() -> acknowledged.get() >= kill);
                    service.kill();
                    service.start();
                }
                for (Future<?> each : sending) {
                    each.get();
                }
            }
            assertThat(acknowledged).hasValue(all);
            await("everything is booked")
                    .atMost(Duration.ofMinutes(4 + PAYMENTS / 1_000))
                    .until(() -> count("select count(*) from inbox_event where status = 'WAITING' and type <>"
                                    + " 'standwith.question'")
                            == 0);
        }
        theBooksAreRight();
    }

    private void theBooksAreRight() throws SQLException {
        assertThat(count("select count(*) from inbox_event where status = 'DAMAGED'"))
                .isZero();
        assertThat(count("select count(*) from inbox_event where status = 'DONE'"))
                .isEqualTo((long) PAYMENTS * Renewals.TYPES.size());
        assertThat(count("select count(distinct subject) from fact where kind = 'PaymentSucceeded'"))
                .isEqualTo(PAYMENTS);
        assertThat(count("select count(*) from journal_entry where kind = 'PAYMENT' and entry_key not like '%#linked'"))
                .isEqualTo(PAYMENTS);
        assertThat(count("select sum(minor) from posting where account = 'CLEARING'"))
                .isEqualTo((long) PAYMENTS * CENTS);
        assertThat(count("select -sum(minor) from posting where account = 'CONTRIBUTIONS' and cadence = 'MONTHLY'"))
                .as("each is linked to its contribution")
                .isEqualTo((long) PAYMENTS * CENTS);
        assertThat(count("select coalesce(sum(minor), 0) from posting where account = 'SUSPENSE'"))
                .isZero();
        assertThat(count("select count(*) from (select provider, entry_key from posting"
                        + " group by provider, entry_key, currency having sum(minor) <> 0) wrong"))
                .isZero();
        assertThat(count("select count(*) from contribution where state <> 'Active'"))
                .isZero();
    }

    /** Those of neighbouring payments are mixed, and one in five comes twice. */
    private List<Long> eventsInDisorder() {
        List<Long> all = new ArrayList<>();
        List<Long> some = new ArrayList<>();
        for (long sequence = 0; sequence < (long) PAYMENTS * Renewals.TYPES.size(); sequence++) {
            some.add(sequence);
            if (random.nextInt(5) == 0) {
                some.add(sequence);
            }
            if (some.size() > 500) {
                Collections.shuffle(some, random);
                all.addAll(some);
                some.clear();
            }
        }
        Collections.shuffle(some, random);
        all.addAll(some);
        return all;
    }

    /** As a provider does it: again and again until it is acknowledged. */
    private void send(Queue<Long> events, Service service) {
        for (Long event = events.poll(); event != null; event = events.poll()) {
            while (!isTaken(event, service)) {
                service.awaitReady();
            }
            acknowledged.incrementAndGet();
        }
    }

    private static final ThreadLocal<Sender> CONNECTION = new ThreadLocal<>();

    private boolean isTaken(long event, Service service) {
        try {
            Sender sender = CONNECTION.get();
            if (sender == null) {
                sender = new Sender(service.port, "whsec_test");
                CONNECTION.set(sender);
            }
            long second = Clock.systemUTC().instant().getEpochSecond();
            return sender.send(renewals.body(event, second), second) == 200;
        } catch (IOException e) {
            CONNECTION.remove();
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** People who have begun to give, as far as a webhook needs it. */
    private void undertake() throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                PreparedStatement contribution = connection.prepareStatement("""
                    insert into contribution (id, owner, provider, cadence, currency, amount_minor, covers_fees, created_at,
                        state, state_since, version)
                    values (?, 'nobody', 'STRIPE', 'MONTHLY', 'USD', 500, false, '2026-01-01', 'Pending', '2026-01-01', 0)\
                    """);
                PreparedStatement reference = connection.prepareStatement(
                        "insert into reference (provider, ref, owner, since) values ('STRIPE', ?, ?, '2026-01-01')")) {
            for (int i = 0; i < CONTRIBUTIONS; i++) {
                String id = UUID.randomUUID().toString();
                contribution.setString(1, id);
                contribution.executeUpdate();
                reference.setString(1, Renewals.reference(i));
                reference.setString(2, id);
                reference.executeUpdate();
            }
        }
    }

    private long count(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                ResultSet found = connection.createStatement().executeQuery(sql)) {
            found.next();
            return found.getLong(1);
        }
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(Duration.ofMinutes(4)).pollInterval(Duration.ofMillis(20));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** The packaged service, in a process of its own. */
    private final class Service implements AutoCloseable {

        private final int port;
        private final HttpClient http = HttpClient.newHttpClient();
        private volatile @Nullable Process process;

        Service(int port) {
            this.port = port;
        }

        void start() throws IOException {
            ProcessBuilder builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-jar",
                    ProductionJar.path().toString());
            builder.environment()
                    .keySet()
                    .removeIf(name -> name.matches("(SPRING|STANDWITH|SERVER|JAVA_TOOL|JDK_JAVA).*"));
            builder.environment()
                    .putAll(TestVault.in(elsewhere).stream()
                            .map(setting -> setting.split("=", 2))
                            .collect(toMap(
                                    setting ->
                                            setting[0].toUpperCase(Locale.ROOT).replace('.', '_'),
                                    setting -> setting[1])));
            builder.environment().put("SPRING_DATASOURCE_URL", database);
            builder.environment().put("STANDWITH_BASE_URL", "http://localhost:8080");
            builder.environment().put("STANDWITH_STRIPE_SECRET_KEY", "sk_test_unused");
            builder.environment().put("STANDWITH_STRIPE_API_BASE", "http://127.0.0.1:9");
            builder.environment().put("STANDWITH_STRIPE_ACCEPT_HOSTED_CHECKOUT", "true");
            builder.environment().put("STANDWITH_STRIPE_WEBHOOK_SECRETS", "whsec_test");
            builder.environment().put("STANDWITH_INBOX_LEASE", "10s");
            builder.environment().put("STANDWITH_TASKS_RUN", "false");
            builder.environment().put("SERVER_PORT", String.valueOf(port));
            process = builder.directory(elsewhere.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(elsewhere.resolve("service.log").toFile())
                    .start();
            awaitReady();
        }

        void kill() {
            Process running = process;
            if (running != null) {
                running.destroyForcibly();
                running.onExit().join();
            }
        }

        void awaitReady() {
            await("the service is ready")
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> {
                        HttpRequest asks = HttpRequest.newBuilder(
                                        URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"))
                                .timeout(Duration.ofSeconds(10))
                                .build();
                        return http.send(asks, HttpResponse.BodyHandlers.discarding())
                                        .statusCode()
                                == 200;
                    });
        }

        @Override
        public void close() {
            kill();
            http.close();
        }
    }
}
