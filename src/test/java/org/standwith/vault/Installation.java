package org.standwith.vault;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;
import org.standwith.TestClock;

/** Two schemas, a key and a journal of one organisation, on which nodes work. Without an application, and so quick to make. */
final class Installation implements AutoCloseable {

    static final Duration WINDOW = Duration.ofDays(7);

    /** How names of tables begin in which something is kept aside. */
    static final String BACKUP = "backup_";

    final TestClock clock = new TestClock("2026-03-02T12:00:00Z");
    final Path folder;
    final MockEnvironment settings;
    final List<Holding> holdings = new ArrayList<>();
    final HikariDataSource pool;

    /** Of the main schema. */
    final JdbcClient jdbc;

    KeyService keyService;
    JournalStore journal;
    private final Premises premises = Premises.moveIn();
    private final SteppingKeySchema keys;

    Installation() {
        try {
            folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "vault");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        settings = new MockEnvironment()
                .withProperty("spring.datasource.url", premises.url)
                .withProperty("spring.datasource.hikari.maximum-pool-size", "8")
                .withProperty("spring.datasource.hikari.minimum-idle", "0")
                .withProperty("spring.datasource.hikari.transaction-isolation", "TRANSACTION_READ_COMMITTED")
                .withProperty("spring.datasource.hikari.data-source-properties.rewriteBatchedStatements", "true")
                .withProperty("spring.datasource.hikari.data-source-properties.connectionTimeZone", "UTC");
        pool = Node.pool(settings);
        jdbc = JdbcClient.create(pool);
        keys = new SteppingKeySchema(settings, clock);
        keyService = new FileKeyFactory().open(folder.resolve("kek.json").toString(), settings, true);
        journal = new FileJournalStore(folder.resolve("erasures.journal"));
    }

    Node node() {
        return node(Crash.never());
    }

    /** Another one, that knows nothing of what those before it had in memory. */
    Node node(Crash crash) {
        return new Node(this, crash);
    }

    KeySchema keySchema(Crash crash) {
        keys.crash(crash);
        return keys;
    }

    /** What a backup of the tables would have. */
    static final class Backup {

        private static final AtomicInteger NUMBER = new AtomicInteger();

        private final JdbcClient from;
        private final List<String> tables;
        private final String prefix = BACKUP + NUMBER.incrementAndGet() + "_";

        private Backup(JdbcClient from, List<String> tables) {
            this.from = from;
            this.tables = tables;
            tables.forEach(table -> {
                from.sql("create table " + prefix + table + " as select * from " + table)
                        .update();
            });
        }

        void restore() {
            tables.forEach(table -> {
                from.sql("delete from " + table).update();
                from.sql("insert into " + table + " select * from " + prefix + table)
                        .update();
            });
        }
    }

    Backup backUpMain() {
        return new Backup(jdbc, List.of("dossier", "vault_state"));
    }

    Backup backUpKeys() {
        return new Backup(
                keySchema(Crash.never()).jdbc(),
                List.of("kek_version", "epoch_key", "subject_key", "service_key", "identity", "rotation"));
    }

    @Override
    public void close() {
        keys.destroy();
        pool.close();
        premises.moveOut();
    }
}
