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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
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

    private enum Restored {
        MAIN,
        KEYS,
        BOTH
    }

    private final Restorable application = new Restorable();
    private final HttpClient http = HttpClient.newHttpClient();
    private UUID erased;
    private UUID other;
    private UUID contribution;

    @BeforeAll
    void giveBackUpAndErase() throws Exception {
        StripePlay stripe = new StripePlay();
        stripe.opens();
        try (ConfigurableApplicationContext context = application.start()) {
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
            // Nothing of theirs goes on, so that they can be erased.
            context.getBean(JdbcClient.class)
                    .sql("update contribution set state = 'Expired'")
                    .update();
            application.backUp("backup");
            assertThat(context.getBean(Erasure.class).erase(erased)).isEqualTo(new Erasure.Outcome.Erased());
            assertThat(context.getBean(Erasure.class).isBehind()).isFalse();
        }
        application.backUp("latest");
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

    @ParameterizedTest
    @EnumSource
    void t11AnOlderBackupIsInQuarantineUntilItWasTold(Restored what) throws Exception {
        application.restore(application.schema(), what == Restored.KEYS ? "latest" : "backup");
        application.restore(application.schema() + "_keys", what == Restored.MAIN ? "latest" : "backup");
        CountDownLatch mayReplay = new CountDownLatch(1);
        Restorable.replayAfter(mayReplay);

        try (ConfigurableApplicationContext context = application.start()) {
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
        application.restore(application.schema(), "latest");
        application.restore(application.schema() + "_keys", "latest");
        byte[] before = Files.readAllBytes(application.journal());
        try {
            Files.write(application.journal(), change.apply(Files.readAllLines(application.journal())));

            assertThatThrownBy(() -> application.start().close()).isInstanceOf(JournalBroken.class);

            assertThat(output.toString().lines().filter(line -> line.contains("cannot start")))
                    .singleElement()
                    .asString()
                    .endsWith("Standwith cannot start: The erasure journal " + why);
            assertThat(output.toString().substring(output.toString().indexOf("cannot start")))
                    .doesNotContain("\tat ", "Exception", "Started Standwith");
        } finally {
            Files.write(application.journal(), before);
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
        Path aside = application.journal().resolveSibling("aside");
        application.restore(application.schema(), "latest");
        application.restore(application.schema() + "_keys", "latest");
        Files.move(application.journal(), aside);
        try {
            assertThatThrownBy(() -> application.start().close()).isInstanceOf(JournalBroken.class);
            assertThat(output)
                    .contains("Standwith cannot start: The erasure journal is truncated: it ends at entry 0, entry 1 is"
                            + " known");
        } finally {
            Files.move(aside, application.journal());
        }
    }

    @Test
    void aKeyFileThatIsNoneIsToldInOneLine(CapturedOutput output) throws IOException {
        Path kek = application.journal().resolveSibling("kek.json");
        Path aside = application.journal().resolveSibling("kek.aside");
        Files.move(kek, aside);
        try {
            assertThatThrownBy(() -> application.start().close()).isInstanceOf(RuntimeException.class);
            assertThat(output.toString().lines().filter(line -> line.contains("cannot start")))
                    .singleElement()
                    .asString()
                    .contains("standwith.vault.kek is not usable: The key file ", "is missing although keys have been");
        } finally {
            Files.move(aside, kek);
        }
    }
}
