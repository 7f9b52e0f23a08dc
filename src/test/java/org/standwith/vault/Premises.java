package org.standwith.vault;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.flywaydb.core.Flyway;
import org.standwith.TestDatabase;

/**
 * Where an installation is: two schemas, as the migrations leave them. To make them takes far longer than to empty them, and
 * so one installation moves in where another has moved out.
 */
final class Premises {

    private static final Queue<Premises> VACANT = new ConcurrentLinkedQueue<>();
    private static final String HISTORY = "flyway_schema_history";
    private static final String FIRST = "first_";

    /** The main schema's address, with user. */
    final String url;

    private Premises(String url) {
        this.url = url;
    }

    static Premises moveIn() {
        Premises vacant = VACANT.poll();
        if (vacant != null) {
            return vacant;
        }
        Premises made = new Premises(TestDatabase.freshSchema());
        Flyway.configure()
                .dataSource(made.url, null, null)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        made.keepWhatIsThereFirst();
        return made;
    }

    /** The keys' schema is made, and given its first row, by whoever opens it. */
    private void keepWhatIsThereFirst() {
        onConnection(statement -> {
            for (String table : tables(statement, "database()")) {
                statement.execute("create table " + FIRST + table + " as select * from " + table);
            }
        });
    }

    /** Leaves nothing behind, not even tables of their own. */
    void moveOut() {
        onConnection(statement -> {
            statement.execute("set foreign_key_checks = 0");
            List<String> main = tables(statement, "database()");
            for (String table : main) {
                if (table.startsWith(FIRST)) {
                    continue;
                }
                if (main.contains(FIRST + table)) {
                    statement.execute("delete from " + table);
                    String columns = Restorable.written(
                            statement, statement.getConnection().getCatalog(), table);
                    statement.execute(
                            "insert into " + table + " (" + columns + ") select " + columns + " from " + FIRST + table);
                } else {
                    statement.execute("drop table " + table);
                }
            }
            String keys = statement.getConnection().getCatalog() + "_keys";
            for (String table : tables(statement, "'" + keys + "'")) {
                statement.execute(
                        (table.startsWith(Installation.BACKUP) ? "drop table " : "delete from ") + keys + "." + table);
            }
        });
        VACANT.add(this);
    }

    private static List<String> tables(Statement statement, String schema) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (var names = statement.executeQuery(
                "select table_name from information_schema.tables where table_schema = " + schema)) {
            while (names.next()) {
                if (!names.getString(1).equals(HISTORY)) {
                    tables.add(names.getString(1));
                }
            }
        }
        return tables;
    }

    private interface Work {
        void on(Statement statement) throws SQLException;
    }

    private void onConnection(Work work) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            work.on(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
