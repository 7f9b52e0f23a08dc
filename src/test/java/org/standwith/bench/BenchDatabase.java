package org.standwith.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.standwith.EmbeddedDatabase;
import org.standwith.TestGuard;
import org.standwith.TestVault;

/** A database server as a production server is set: every commit is on the disk before it is acknowledged. */
public final class BenchDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final Path FOLDER = Path.of("target/bench/mariadb");
    private static @Nullable EmbeddedDatabase server;

    private static synchronized EmbeddedDatabase server() {
        EmbeddedDatabase running = server;
        if (running == null) {
            running = EmbeddedDatabase.start(
                    FOLDER,
                    "--innodb-flush-log-at-trx-commit=1",
                    "--innodb-buffer-pool-size=2G",
                    "--innodb-log-file-size=1G",
                    "--max-connections=300");
            server = running;
        }
        return running;
    }

    /** The address of a schema that is new. */
    public static String fresh(String schema) {
        String url = server().url(schema);
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("drop database " + schema);
            statement.execute("create database " + schema + " character set utf8mb4");
            statement.execute("drop database if exists " + schema + "_keys");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return url;
    }

    /** Processor time that the server has used. */
    public static Duration cpu() {
        server();
        try {
            long pid = Long.parseLong(
                    Files.readString(FOLDER.resolve("server.pid")).strip());
            return ProcessHandle.of(pid).orElseThrow().info().totalCpuDuration().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of(
                        "standwith.tasks.run=false",
                        "spring.datasource.url=" + fresh("bench"),
                        "standwith.base-url=http://localhost:8080",
                        "standwith.stripe.secret-key=sk_test_unused",
                        "standwith.stripe.accept-hosted-checkout=true",
                        "standwith.stripe.api-base=http://127.0.0.1:9",
                        "standwith.stripe.webhook-secrets[0]=whsec_test",
                        "standwith.inbox.enabled=false")
                .and(TestVault.fresh().toArray(String[]::new))
                .and(TestGuard.generous().toArray(String[]::new))
                .applyTo(context);
    }
}
