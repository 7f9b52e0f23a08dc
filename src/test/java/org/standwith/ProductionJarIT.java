package org.standwith;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What is shipped, as it is shipped: the jar, in a JVM of its own, set up by its environment alone. */
@Execution(ExecutionMode.CONCURRENT)
class ProductionJarIT {

    private static final String CANNOT = "Standwith cannot start: ";
    private static final String PASSWORD = "canary-password";
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    /** The embedded server runs without grants. */
    private static final int ANY_ACCOUNT_DOES = 1290;

    @TempDir
    Path elsewhere;

    @Test
    void nothingOfTheTestsIsInIt() throws IOException {
        try (JarFile jar = new JarFile(ProductionJar.path().toFile())) {
            assertThat(jar.stream().map(Object::toString))
                    .contains("BOOT-INF/classes/org/standwith/Standwith.class")
                    .noneMatch(entry -> Pattern.compile(
                                    "(?i)sandbox|mariadb|wiremock|junit|jqwik|selenium|archunit"
                                        + "|mockito|assertj|bouncycastle|bcpkix|org/standwith/.*Test|EmbeddedDatabase|StripeStub")
                            .matcher(entry)
                            .find());
        }
    }

    @Test
    void withoutSettingsItNamesAllThatIsMissingInOneLine() throws Exception {
        assertThat(reasonOf(Map.of()))
                .contains(
                        "spring.datasource.url",
                        "standwith.base-url",
                        "standwith.stripe.secret-key",
                        "standwith.stripe.webhook-secrets",
                        "standwith.vault.kek");
    }

    @Test
    void ofAProviderThatIsBegunEverythingIsNeededAndOfAnotherNothing() throws Exception {
        Map<String, String> settings = settings("jdbc:mysql://127.0.0.1:1/x");
        settings.keySet().removeIf(name -> name.contains("STRIPE"));
        settings.put("STANDWITH_PAYPAL_CLIENT_ID", "client");

        assertThat(reasonOf(settings))
                .contains("set standwith.paypal.client-secret, standwith.paypal.webhook-id ")
                .doesNotContain("stripe");
    }

    @Test
    void withoutAnyProviderItNamesWhatEachNeeds() throws Exception {
        Map<String, String> settings = settings("jdbc:mysql://127.0.0.1:1/x");
        settings.keySet().removeIf(name -> name.contains("STRIPE"));

        assertThat(reasonOf(settings))
                .contains("set for a payment provider standwith.stripe.secret-key and standwith.stripe.webhook-secrets;"
                        + " or standwith.paypal.client-id and");
    }

    @ParameterizedTest
    @CsvSource({
        "STANDWITH_BASE_URL, standwith.base-url",
        "STANDWITH_STRIPE_SECRET_KEY, standwith.stripe.secret-key",
        "STANDWITH_STRIPE_WEBHOOK_SECRETS, standwith.stripe.webhook-secrets",
        "SPRING_DATASOURCE_URL, spring.datasource.url",
        "STANDWITH_VAULT_KEK, standwith.vault.kek",
    })
    void aBlankSettingIsMissing(String variable, String name) throws Exception {
        Map<String, String> settings = settings("jdbc:mysql://127.0.0.1:1/x");
        settings.put(variable, " ");

        assertThat(reasonOf(settings)).contains("set " + name + " ");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:mysql://127.0.0.1:1/x, 127.0.0.1:1/x",
        "jdbc:mysql://127.0.0.1:1/x?user=me&password=canary-password, 127.0.0.1:1/x",
        "jdbc:mysql://me:canary-password@127.0.0.1:1/x, 127.0.0.1:1/x",
        "jdbc:mysql://address=(host=127.0.0.1)(port=1)(password=canary-password)/x, (host=127.0.0.1)(port=1)",
        "jdbc:nothing://127.0.0.1:1/x?password=canary-password, jdbc:nothing://127.0.0.1:1/x",
        "127.0.0.1:1/x?password=canary-password, 127.0.0.1:1/x",
    })
    void aDatabaseThatIsNotThereIsNamedWithoutItsPassword(String url, String address) throws Exception {
        assertThat(reasonOf(settings(url))).contains("database", address);
    }

    @Test
    void t33InProductionAKeyInAFileHasToBeAccepted() throws Exception {
        Map<String, String> settings = production("jdbc:mysql://127.0.0.1:1/x?user=root");
        settings.remove("STANDWITH_VAULT_ACCEPT_FILE_KEK");

        assertThat(reasonOf(settings)).contains("refused under profile prod: standwith.vault.kek in a file");
    }

    @Test
    void t33InProductionALogThatTellsAllIsRefused() throws Exception {
        Map<String, String> settings = production("jdbc:mysql://127.0.0.1:1/x?user=root");
        settings.put("LOGGING_LEVEL_ORG_HIBERNATE_ORM_JDBC_BIND", "TRACE");

        assertThat(reasonOf(settings)).contains("logging.level.org.hibernate.orm.jdbc.bind below INFO");
    }

    @ParameterizedTest
    @ValueSource(strings = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"})
    void t33InProductionADumpOfMemoryIsRefusedHoweverItIsAskedFor(String variable) throws Exception {
        Map<String, String> settings = production("jdbc:mysql://127.0.0.1:1/x?user=root");
        settings.put(variable, "-XX:+HeapDumpOnOutOfMemoryError -XX:OnError=true");

        assertThat(reasonOf(settings))
                .contains("refused under profile prod: -XX:+HeapDumpOnOutOfMemoryError; -XX:OnError.");
    }

    @Test
    void inProductionWithEverythingInPlaceItGetsReadyAndEachOfItsLinesIsAnObject() throws Exception {
        List<String> lines = getsReady(production(TestDatabase.freshSchema()));

        assertThat(lines)
                .hasSizeGreaterThan(5)
                .allSatisfy(
                        line -> assertThat(JsonMapper.shared().readTree(line).propertyNames())
                                .contains("time", "level", "logger", "thread", "message"));
    }

    @Test
    void withEverythingInPlaceItGetsReady() throws Exception {
        getsReady(settings(TestDatabase.freshSchema()));
    }

    /** What it says until then. */
    private List<String> getsReady(Map<String, String> settings) throws Exception {
        Process process = start(settings);
        List<String> lines = new ArrayList<>();
        try {
            BlockingQueue<String> output = linesOf(process);
            long deadline = System.nanoTime() + Duration.ofSeconds(120).toNanos();
            while (lines.isEmpty() || !lines.getLast().contains("Started Standwith")) {
                String line = output.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                assertThat(line).as("the next line after %s", lines).isNotNull();
                lines.add(line);
            }
            assertThat(lines).noneMatch(line -> line.contains("_canary") || line.contains(PASSWORD));

            Matcher port = PORT.matcher(String.join("\n", lines));
            assertThat(port.find()).isTrue();
            String address = "http://127.0.0.1:" + port.group(1);
            // What runs once at the start may still be under way.
            while (status(address + "/actuator/health/readiness") != 200 && System.nanoTime() < deadline) {
                output.poll(100, TimeUnit.MILLISECONDS);
            }
            assertThat(status(address + "/actuator/health/readiness")).isEqualTo(200);
            assertThat(status(address + "/")).isEqualTo(200);
            assertThat(status(address + "/sandbox")).isEqualTo(404);
        } finally {
            process.destroy();
        }
        assertThat(process.waitFor(40, TimeUnit.SECONDS)).isTrue();
        return lines;
    }

    /** The one line in which it says why it does not start. */
    private String reasonOf(Map<String, String> settings) throws Exception {
        Process process = start(settings);
        try {
            BlockingQueue<String> output = linesOf(process);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isNotZero();
            List<String> lines = new ArrayList<>();
            for (String line = output.take(); !line.equals(END); line = output.take()) {
                lines.add(line);
            }
            // The JVM says so whatever it is told.
            lines.removeIf(line -> line.contains("Picked up J"));
            assertThat(lines).as("the whole output").singleElement().asString().contains(CANNOT);
            assertThat(lines.getFirst()).doesNotContain(PASSWORD, "Exception");
            return lines.getFirst().substring(lines.getFirst().indexOf(CANNOT));
        } finally {
            process.destroyForcibly();
        }
    }

    private static final String END = "";

    private static BlockingQueue<String> linesOf(Process process) {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Thread.ofVirtual().start(() -> {
            try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
                output.lines().filter(line -> !line.isEmpty()).forEach(lines::add);
            } catch (IOException | UncheckedIOException e) {
                // It has ended, and so has what it says.
            }
            lines.add(END);
        });
        return lines;
    }

    private Process start(Map<String, String> settings) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                ProductionJar.path().toString());
        builder.environment().keySet().removeIf(name -> name.matches("(SPRING|STANDWITH|SERVER|JAVA_TOOL|JDK_JAVA).*"));
        builder.environment().putAll(settings);
        // So that no configuration that happens to lie here is read.
        return builder.directory(elsewhere.toFile()).redirectErrorStream(true).start();
    }

    /** The keys are in a schema of their own, which only an account of its own sees. */
    private Map<String, String> production(String database) throws SQLException {
        Map<String, String> settings = settings(database);
        String keys = database.replaceFirst("(/\\w+)([?])", "$1_keys$2").replaceAll("(?<=[?&])user=root&?", "");
        if (!database.contains(":1/")) {
            giveKeysAnAccount(database, database.replaceFirst(".*/(\\w+)[?].*", "$1_keys"));
        }
        settings.putAll(Map.of(
                "SPRING_PROFILES_ACTIVE",
                "prod",
                "STANDWITH_VAULT_ACCEPT_FILE_KEK",
                "true",
                "STANDWITH_VAULT_KEYS_URL",
                keys,
                "STANDWITH_VAULT_KEYS_USERNAME",
                "canary_keys",
                "STANDWITH_VAULT_KEYS_PASSWORD",
                PASSWORD));
        return settings;
    }

    private static void giveKeysAnAccount(String database, String schema) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                var statement = connection.createStatement()) {
            statement.execute("create database " + schema + " character set utf8mb4");
            statement.execute("create user if not exists 'canary_keys'@'%' identified by '" + PASSWORD + "'");
            statement.execute("grant all on " + schema + ".* to 'canary_keys'@'%'");
        } catch (SQLException e) {
            if (e.getErrorCode() != ANY_ACCOUNT_DOES) {
                throw e;
            }
        }
    }

    private Map<String, String> settings(String database) {
        Map<String, String> vault = TestVault.in(elsewhere).stream()
                .map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(
                        setting -> setting[0].toUpperCase(Locale.ROOT).replace('.', '_'), setting -> setting[1]));
        Map<String, String> settings = new HashMap<>(vault);
        settings.putAll(Map.of(
                "SPRING_DATASOURCE_URL",
                database,
                "SPRING_DATASOURCE_PASSWORD",
                database.contains("user=root") ? "" : PASSWORD,
                "STANDWITH_BASE_URL",
                "http://localhost:8080",
                "STANDWITH_STRIPE_PUBLISHABLE_KEY",
                "pk_live_some",
                "STANDWITH_STRIPE_SECRET_KEY",
                "sk_test_canary",
                "STANDWITH_STRIPE_WEBHOOK_SECRETS",
                "whsec_canary",
                "SERVER_PORT",
                "0"));
        return settings;
    }

    private static int status(String address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(address))
                                    .timeout(Duration.ofSeconds(20))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
