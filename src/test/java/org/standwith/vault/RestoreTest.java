package org.standwith.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.standwith.Standwith;
import org.standwith.StripeStub;
import org.standwith.TestDatabase;
import org.standwith.TestVault;
import org.standwith.contributions.StripePlay;

/** T11 and T12 with the whole application: what a restored backup may do before it was told who was erased. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
@SuppressWarnings("NullAway.Init") // before all
class RestoreTest {

    private static final EmailAddress CANARY =
            EmailAddress.read("canary.of.the.erased@example.org").orElseThrow();
    private static final EmailAddress OTHER =
            EmailAddress.read("another.supporter@example.org").orElseThrow();

    /** Holds the replay, and nothing else, until it may go on. */
    static class Held {

        private static volatile CountDownLatch mayReplay = new CountDownLatch(0);
        private static volatile Path journal = Path.of("");

        @Bean
        @Primary
        JournalStore heldJournal() {
            FileJournalStore real = new FileJournalStore(journal);
            return new JournalStore() {
                @Override
                public List<String> lines() {
                    if (Thread.currentThread().getName().equals("restoration")) {
                        try {
                            mayReplay.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                    return real.lines();
                }

                @Override
                public void append(String line) {
                    real.append(line);
                }
            };
        }
    }

    /** What other tests set up is on the class path as well. */
    private static final class NoTests extends TypeExcludeFilter {

        @Override
        public boolean match(MetadataReader type, MetadataReaderFactory factory) {
            return type.getAnnotationMetadata().isAnnotated(TestConfiguration.class.getName());
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof NoTests;
        }

        @Override
        public int hashCode() {
            return NoTests.class.hashCode();
        }
    }

    private enum Restored {
        MAIN,
        KEYS,
        BOTH
    }

    private final String database = TestDatabase.freshSchema();
    private final List<String> vault = TestVault.fresh();
    private final HttpClient http = HttpClient.newHttpClient();
    private UUID erased;
    private UUID other;
    private UUID contribution;

    private ConfigurableApplicationContext start() {
        Held.journal = journal();
        return new SpringApplicationBuilder(Standwith.class, Held.class)
                .initializers(context -> context.getBeanFactory().registerSingleton("noTests", new NoTests()))
                .run(Stream.concat(
                                Stream.of(
                                        "server.port=0",
                                        "spring.datasource.url=" + database,
                                        "standwith.base-url=http://localhost:8080",
                                        "standwith.origins=https://news.example.org",
                                        "standwith.stripe.secret-key=sk_test_unused",
                                        "standwith.stripe.api-base="
                                                + StripeStub.server().baseUrl(),
                                        "standwith.stripe.webhook-secrets[0]=whsec_test"),
                                vault.stream())
                        .map(each -> "--" + each)
                        .toArray(String[]::new));
    }

    private Path journal() {
        String setting = vault.get(1);
        return Path.of(setting.substring(setting.indexOf("file:") + "file:".length()));
    }

    @BeforeAll
    void giveBackUpAndErase() throws Exception {
        StripePlay stripe = new StripePlay();
        stripe.opens();
        try (ConfigurableApplicationContext context = start()) {
            context.getBean(Quarantine.class).await();
            give(context, CANARY);
            give(context, OTHER);
            Dossiers dossiers = context.getBean(Dossiers.class);
            erased = dossiers.withEmail(CANARY).iterator().next();
            other = dossiers.withEmail(OTHER).iterator().next();
            contribution = dossiers.open(erased)
                    .orElseThrow()
                    .contributions()
                    .iterator()
                    .next();
            backUp("backup");
            assertThat(context.getBean(Erasure.class).erase(erased)).isEqualTo(new Erasure.Outcome.Erased());
            assertThat(context.getBean(Erasure.class).isBehind()).isFalse();
        }
        backUp("latest");
    }

    private void give(ConfigurableApplicationContext context, EmailAddress email) throws Exception {
        HttpRequest wish = HttpRequest.newBuilder(address(context, "/api/v1/checkouts"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString("""
                    {"cadence":"ONCE","amount":{"currency":"USD","amount":"5.00"},"provider":"STRIPE","email":"%s"}\
                    """.formatted(email.reveal())))
                .build();
        assertThat(http.send(wish, BodyHandlers.ofString()).statusCode()).isEqualTo(201);
    }

    private static URI address(ConfigurableApplicationContext context, String path) {
        return URI.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port") + path);
    }

    private int status(ConfigurableApplicationContext context, String method, String path) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(address(context, path))
                                .method(method, BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    private String schema() {
        return database.replaceAll(".*/([^/?]+)\\?.*", "$1");
    }

    private void backUp(String name) throws SQLException {
        copy(schema(), schema() + "_" + name);
        copy(schema() + "_keys", schema() + "_keys_" + name);
    }

    private void restore(String schema, String name) throws SQLException {
        copy(schema + "_" + name, schema);
    }

    private void copy(String from, String to) throws SQLException {
        try (var connection = DriverManager.getConnection(database);
                var statement = connection.createStatement()) {
            statement.execute("set foreign_key_checks = 0");
            List<String> tables = new ArrayList<>();
            try (var names = statement.executeQuery(
                    "select table_name from information_schema.tables where table_schema = '" + from + "'")) {
                while (names.next()) {
                    tables.add(names.getString(1));
                }
            }
            statement.execute("drop database if exists " + to);
            statement.execute("create database " + to);
            for (String table : tables) {
                statement.execute("create table " + to + "." + table + " like " + from + "." + table);
                statement.execute("insert into " + to + "." + table + " select * from " + from + "." + table);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void t11AnOlderBackupIsInQuarantineUntilItWasTold(Restored what) throws Exception {
        restore(schema(), what == Restored.KEYS ? "latest" : "backup");
        restore(schema() + "_keys", what == Restored.MAIN ? "latest" : "backup");
        CountDownLatch mayReplay = new CountDownLatch(1);
        Held.mayReplay = mayReplay;

        try (ConfigurableApplicationContext context = start()) {
            JdbcClient jdbc = context.getBean(JdbcClient.class);
            jdbc.sql("""
                insert into inbox_event (id, provider, event_id, type, created_at, received_at, status, attempts,
                    due_at, projection)
                values (?, 'STRIPE', 'evt_waits', 'charge.updated', '2026-01-01', '2026-01-01', 'WAITING', 0,
                    '2026-01-01', 'xx')\
                """).param(UUID.randomUUID().toString()).update();
            for (String path : List.of(
                    "/",
                    "/contribute",
                    "/office",
                    "/api/v1/contribution-options",
                    "/actuator/prometheus",
                    "/return/" + UUID.randomUUID(),
                    "/actuator/health/../../contribute",
                    "/actuator/health/..;/..;/contribute")) {
                assertThat(status(context, "GET", path)).as(path).isIn(503, 400);
            }
            assertThat(status(context, "GET", "/")).isEqualTo(503);
            assertThat(status(context, "POST", "/api/v1/checkouts")).isEqualTo(503);
            assertThat(status(context, "POST", "/webhooks/stripe")).isEqualTo(503);
            assertThat(status(context, "GET", "/actuator/health/liveness")).isEqualTo(200);
            Scheduler scheduler = context.getBean(Scheduler.class);
            assertThat(scheduler.getSchedulerState().isStarted()).isFalse();
            assertThat(attempts(jdbc)).isZero();

            mayReplay.countDown();
            context.getBean(Quarantine.class).await();

            assertThat(status(context, "GET", "/api/v1/contribution-options")).isEqualTo(200);
            await().untilAsserted(() ->
                    assertThat(scheduler.getSchedulerState().isStarted()).isTrue());
            await().untilAsserted(() -> assertThat(attempts(jdbc)).isPositive());
            cannotBeRecovered(context);
            assertThat(context.getBean(Dossiers.class).open(other)).isPresent();
            assertThat(context.getBean(Dossiers.class).withEmail(OTHER)).containsExactly(other);
            assertThat(context.getBean(Erasure.class).isBehind()).isFalse();
        }
    }

    private static int attempts(JdbcClient jdbc) {
        return jdbc.sql("select attempts from inbox_event where event_id = 'evt_waits'")
                .query(Integer.class)
                .single();
    }

    private void cannotBeRecovered(ConfigurableApplicationContext context) {
        JdbcClient jdbc = context.getBean(JdbcClient.class);
        assertThat(context.getBean(Dossiers.class).open(erased)).isEmpty();
        assertThat(context.getBean(Dossiers.class).withEmail(CANARY)).isEmpty();
        assertThat(context.getBean(SubjectKeys.class).load(Set.of(erased))).isEmpty();
        assertThat(context.getBean(OwnerRegister.class).contributionsOf(Set.of(erased, other)))
                .containsOnlyKeys(other);
        for (Map.Entry<String, String> each : Map.of(
                        "select count(*) from dossier where id = ?", erased.toString(),
                        "select count(*) from checkout where contribution_id = ?", contribution.toString(),
                        "select count(*) from reference where ref not like '~%%' and owner = ?",
                                contribution.toString())
                .entrySet()) {
            assertThat(jdbc.sql(each.getKey())
                            .param(each.getValue())
                            .query(Integer.class)
                            .single())
                    .as(each.getKey())
                    .isZero();
        }
        assertThat(jdbc.sql("select count(*) from contribution where id = ?")
                        .param(contribution.toString())
                        .query(Integer.class)
                        .single())
                .as("the money stays")
                .isEqualTo(1);
    }

    private void refusesToStart(UnaryOperator<List<String>> change, String why, CapturedOutput output)
            throws Exception {
        restore(schema(), "latest");
        restore(schema() + "_keys", "latest");
        byte[] before = Files.readAllBytes(journal());
        try {
            Files.write(journal(), change.apply(Files.readAllLines(journal())));

            assertThatThrownBy(() -> start().close()).isInstanceOf(JournalBroken.class);

            assertThat(output.toString().lines().filter(line -> line.contains("cannot start")))
                    .singleElement()
                    .asString()
                    .endsWith("Standwith cannot start: The erasure journal " + why);
            assertThat(output.toString().substring(output.toString().indexOf("cannot start")))
                    .doesNotContain("\tat ", "Exception", "Started Standwith");
        } finally {
            Files.write(journal(), before);
        }
    }

    @Test
    void t12OnATruncatedJournalNothingStarts(CapturedOutput output) throws Exception {
        refusesToStart(
                lines -> lines.subList(0, lines.size() - 1),
                "is truncated: it ends at entry 0, entry 1 is known",
                output);
    }

    @Test
    void t12OnAForgedJournalNothingStarts(CapturedOutput output) throws Exception {
        refusesToStart(
                lines -> List.of(lines.getFirst().replace(erased.toString(), other.toString())),
                "is damaged: entry 1 is not as it was written",
                output);
    }

    @Test
    void t12OnAnotherJournalNothingStarts(CapturedOutput output) throws Exception {
        JournalStore theirs = new FileJournalStore(
                Files.createTempDirectory(Path.of("target"), "vault").resolve("erasures.journal"));
        new ErasureJournal(theirs, Macs.fresh()).append(JournalHead.NONE, "2026-W48", List.of(erased));
        refusesToStart(lines -> theirs.lines(), "is damaged: entry 1 is not as it was written", output);
    }

    @Test
    void t12WithoutTheJournalThatIsKnownNothingStarts(CapturedOutput output) throws Exception {
        Path aside = journal().resolveSibling("aside");
        restore(schema(), "latest");
        restore(schema() + "_keys", "latest");
        Files.move(journal(), aside);
        try {
            assertThatThrownBy(() -> start().close()).isInstanceOf(JournalBroken.class);
            assertThat(output)
                    .contains("Standwith cannot start: The erasure journal is truncated: it ends at entry 0, entry 1 is"
                            + " known");
        } finally {
            Files.move(aside, journal());
        }
    }

    @Test
    void aKeyFileThatIsNoneIsToldInOneLine(CapturedOutput output) throws IOException {
        Path kek = journal().resolveSibling("kek.json");
        Path aside = journal().resolveSibling("kek.aside");
        Files.move(kek, aside);
        try {
            assertThatThrownBy(() -> start().close()).isInstanceOf(RuntimeException.class);
            assertThat(output.toString().lines().filter(line -> line.contains("cannot start")))
                    .singleElement()
                    .asString()
                    .contains("standwith.vault.kek is not usable: The key file ", "is missing although keys have been");
        } finally {
            Files.move(aside, kek);
        }
    }
}
