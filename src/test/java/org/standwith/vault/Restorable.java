package org.standwith.vault;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.standwith.Standwith;
import org.standwith.StripeStub;
import org.standwith.TestDatabase;
import org.standwith.TestVault;

/** The application on schemas that are backed up and restored while it is stopped. */
final class Restorable {

    /** Holds the replay, and nothing else, until it may go on. */
    private static final class Held {

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

    private final String database = TestDatabase.freshSchema();
    private final List<String> vault = TestVault.fresh();

    /** Lets the replays of applications that are started from now on wait for this. */
    static void replayAfter(CountDownLatch latch) {
        Held.mayReplay = latch;
    }

    ConfigurableApplicationContext start() {
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
                                        "standwith.stripe.accept-hosted-checkout=true",
                                        "standwith.stripe.api-base="
                                                + StripeStub.server().baseUrl(),
                                        "standwith.stripe.webhook-secrets[0]=whsec_test"),
                                vault.stream())
                        .map(each -> "--" + each)
                        .toArray(String[]::new));
    }

    Path journal() {
        String setting = vault.get(1);
        return Path.of(setting.substring(setting.indexOf("file:") + "file:".length()));
    }

    String schema() {
        return database.replaceAll(".*/([^/?]+)\\?.*", "$1");
    }

    void backUp(String name) throws SQLException {
        copy(schema(), schema() + "_" + name);
        copy(schema() + "_keys", schema() + "_keys_" + name);
    }

    void restore(String schema, String name) throws SQLException {
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
                String columns = written(statement, from, table);
                statement.execute("insert into " + to + "." + table + " (" + columns + ") select " + columns + " from "
                        + from + "." + table);
            }
        }
    }

    /** Those that are not made of others. */
    static String written(Statement statement, String schema, String table) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (var names =
                statement.executeQuery("select column_name from information_schema.columns where table_schema = '"
                        + schema + "' and table_name = '" + table
                        + "' and extra not like '%GENERATED%' order by ordinal_position")) {
            while (names.next()) {
                columns.add("`" + names.getString(1) + "`");
            }
        }
        return String.join(", ", columns);
    }
}
