package org.standwith.canary;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The server that the application's data lies on, seen by somebody who may do everything there. */
final class DatabaseServer {

    private final String url;

    DatabaseServer(String url) {
        this.url = url;
    }

    /** The address of the main schema, with user. */
    String url() {
        return url;
    }

    String mainSchema() {
        return url.replaceFirst("\\?.*", "").replaceFirst(".*/", "");
    }

    String keysSchema() {
        return mainSchema() + "_keys";
    }

    boolean has(String schema) throws SQLException {
        return !select("select schema_name from information_schema.schemata where schema_name = '" + schema + "'")
                .isEmpty();
    }

    List<String> tables(String schema) throws SQLException {
        return select("select table_name from information_schema.tables where table_type = 'BASE TABLE'"
                + " and table_schema = '" + schema + "' order by table_name");
    }

    Path dataFolder() throws SQLException {
        return Path.of(variable("datadir"));
    }

    /** Whether the server runs on this machine, and shows us what it keeps. */
    boolean showsItsFiles() throws SQLException {
        return Files.isReadable(dataFolder().resolve(mainSchema()));
    }

    String variable(String name) throws SQLException {
        return select("select @@global." + name).getFirst();
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url);
    }

    /** The first column of what this finds. */
    List<String> select(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (found.next()) {
                values.add(found.getString(1));
            }
            return values;
        }
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** As a row of a table of our own. */
    void leaveRow(String schema, String text) throws SQLException {
        String table = schema + ".canary_plant";
        execute(
                "create table if not exists " + table + " (id char(20) primary key, what varchar(200))",
                "insert into " + table + " values ('" + text + "', 'planted: " + text + "')");
    }
}
