package org.standwith;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one database server of a test run: the one that {@code STANDWITH_TEST_DB_URL} names, or else an embedded
 * MariaDB. Whoever asks gets an empty schema.
 */
public final class TestDatabase {

    private static final AtomicInteger SCHEMAS = new AtomicInteger();
    private static @Nullable EmbeddedDatabase embedded;

    private TestDatabase() {}

    /** The JDBC address, with user, of a schema that is new and empty. */
    public static synchronized String freshSchema() {
        String schema = "standwith_test_" + SCHEMAS.incrementAndGet();
        String url = urlOf(schema);
        try (Connection connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute("drop database " + schema);
            statement.execute("create database " + schema + " character set utf8mb4");
            // Keys of an earlier run would want that run's key-encryption key.
            statement.execute("drop database if exists " + schema + "_keys");
        } catch (SQLException e) {
            throw new IllegalStateException("The test database is not usable", e);
        }
        return url;
    }

    /** Whether it is somebody else's server, of which this run may not see everything. */
    public static boolean isGiven() {
        String given = System.getenv("STANDWITH_TEST_DB_URL");
        return given != null && !given.isBlank();
    }

    private static String urlOf(String schema) {
        String given = System.getenv("STANDWITH_TEST_DB_URL");
        if (given != null && !given.isBlank()) {
            String query = given.contains("?") ? given.substring(given.indexOf('?') + 1) + "&" : "";
            String server = given.substring(0, given.indexOf('/', "jdbc:mysql://".length()) + 1);
            return server + schema + "?" + query + "createDatabaseIfNotExist=true";
        }
        if (embedded == null) {
            embedded = startEmbedded();
        }
        return embedded.url(schema);
    }

    /** With a binary log, as servers have that are backed up: what must not be kept must not be in there either. */
    private static EmbeddedDatabase startEmbedded() {
        Stream<String> options = Stream.of("--server-id=1", "--log-bin=binlog", "--binlog-format=ROW");
        Stream<String> ofTheBuild = Stream.of(System.getProperty("standwith.test.database.options", "")
                        .split(" "))
                .filter(option -> !option.isEmpty());
        EmbeddedDatabase server = EmbeddedDatabase.start(
                Path.of("target/mariadb"), Stream.concat(options, ofTheBuild).toArray(String[]::new));
        try (Connection connection = DriverManager.getConnection(server.url("standwith_test"));
                var statement = connection.createStatement()) {
            // The folder is kept from run to run, and nobody needs the log of the last one.
            statement.execute("reset master");
        } catch (SQLException e) {
            throw new IllegalStateException("The embedded database keeps no binary log", e);
        }
        return server;
    }
}
