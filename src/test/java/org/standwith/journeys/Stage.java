package org.standwith.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.springframework.context.ApplicationContext;
import org.standwith.TestDatabase;
import org.standwith.TestStandwith;
import org.standwith.TestStandwith.Providers;
import standwith.sandbox.Sandbox;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The application as the first command of README starts it, on ports and a schema of its own. */
public final class Stage implements AutoCloseable {

    private static final String[] HOSTED = {
        "--standwith.stripe.publishable-key=", "--standwith.stripe.accept-hosted-checkout=true"
    };

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String database;
    private final TestStandwith running;
    private final HttpClient http = HttpClient.newHttpClient();

    Stage() {
        this(Providers.BOTH);
    }

    Stage(Providers providers) {
        this(providers, TestDatabase.freshSchema());
    }

    /**
     * Cards are entered on the provider's page.
     *
     * @param database address of the schema to use, with user
     * @param more properties of the application, as arguments
     */
    public Stage(Providers providers, String database, String... more) {
        this(database, start(providers, database, more, HOSTED));
    }

    private Stage(String database, TestStandwith running) {
        this.database = database;
        this.running = running;
    }

    /** As a trial run has it: cards are entered on our own page. */
    static Stage withCardFields(String... more) {
        String database = TestDatabase.freshSchema();
        return new Stage(database, start(Providers.BOTH, database, more));
    }

    private static TestStandwith start(Providers providers, String database, String[] more, String... own) {
        String[] all = Stream.of(own, more).flatMap(Stream::of).toArray(String[]::new);
        return TestStandwith.start(providers, freePort(), 0, database, null, all);
    }

    /** Starts another process of the same installation, which has cards entered on our own page. @return its address */
    public URI alsoWithCardFields(String... more) {
        String key = "--standwith.stripe.publishable-key=" + sandbox().stripePublishableKey();
        return running.another(
                freePort(), Stream.concat(Stream.of(key), Stream.of(more)).toArray(String[]::new));
    }

    public URI page(String path) {
        return URI.create(running.address() + path);
    }

    /** The application itself. */
    public ApplicationContext context() {
        return running.context();
    }

    public Sandbox sandbox() {
        return running.sandbox();
    }

    /** Lets every event arrive and be understood. */
    public void settle() {
        settle(PATIENCE);
    }

    /** As above, where there are many. */
    public void settle(Duration patience) {
        sandbox().webhooks().flush();
        sandbox().webhooks().awaitDelivered(patience);
        Awaitility.await("the inbox is empty").atMost(patience).until(this::isNothingDue);
    }

    /** Waits until what the application does by itself under these names has nothing to do at this moment. */
    public void settleTasks(String... names) {
        String all = Stream.of(names).collect(Collectors.joining("','", "('", "')"));
        Awaitility.await("nothing is due").atMost(PATIENCE).until(() -> {
            String now = sandbox().clock().instant().toString().substring(0, 19).replace('T', ' ');
            return select("select task_name from scheduled_tasks where task_name in " + all + " and (picked = 1"
                            + " or execution_time <= '" + now + "')")
                    .isEmpty();
        });
    }

    /** Waits until no letter waits for the mail server. */
    public void settleMail() {
        Awaitility.await("no letter waits")
                .atMost(PATIENCE)
                .until(() -> select("select id from letter").isEmpty());
    }

    /** The income report, as a finance program asks for it. */
    public List<JsonNode> income(String by) {
        String login =
                Base64.getEncoder().encodeToString("finance@example.org:finance".getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(page("/api/v1/reports/income?from=2026-01&to=2035-12&by=" + by))
                .header("Authorization", "Basic " + login)
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            List<JsonNode> rows = new ArrayList<>();
            JsonMapper.shared().readTree(response.body()).required("rows").forEach(rows::add);
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of what this finds. */
    public List<String> select(String sql) {
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (found.next()) {
                values.add(found.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isNothingDue() {
        String now = sandbox().clock().instant().toString().substring(0, 19).replace('T', ' ');
        return select("select event_id from inbox_event where status = 'WAITING' and due_at <= '" + now + "' limit 1")
                        .isEmpty()
                && select("select event_id from inbox_event where status = 'WAITING' and claim is not null limit 1")
                        .isEmpty();
    }

    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        running.close();
    }
}
