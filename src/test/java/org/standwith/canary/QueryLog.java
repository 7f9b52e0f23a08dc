package org.standwith.canary;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Statements with their values, as whoever looks for a fault has the server write them down. */
final class QueryLog implements Artefact {

    private final DatabaseServer server;
    private final String name;
    private final String file;
    private final Map<String, String> before = new LinkedHashMap<>();

    private QueryLog(DatabaseServer server, String name, Map<String, String> settings)
            throws SQLException, IOException {
        this.server = server;
        this.name = name;
        this.file = "canary-" + name.replace(' ', '-') + ".log";
        if (server.showsItsFiles()) {
            Files.deleteIfExists(server.dataFolder().resolve(file));
        }
        for (var setting : settings.entrySet()) {
            before.put(setting.getKey(), server.variable(setting.getKey()));
            set(setting.getKey(), setting.getValue().formatted(file));
        }
    }

    /** Each switches on what its log needs; what is on for connections that are new comes before the application. */
    static List<QueryLog> both(DatabaseServer server) throws SQLException, IOException {
        Map<String, String> general = new LinkedHashMap<>();
        general.put("log_output", "'FILE'");
        general.put("general_log_file", "'%s'");
        general.put("general_log", "1");
        Map<String, String> slow = new LinkedHashMap<>();
        slow.put("log_output", "'FILE'");
        slow.put("long_query_time", "0");
        slow.put("slow_query_log_file", "'%s'");
        slow.put("slow_query_log", "1");
        return List.of(
                new QueryLog(server, "general query log", general), new QueryLog(server, "slow query log", slow));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<String> unreadable() {
        try {
            return server.showsItsFiles() ? Optional.empty() : Optional.of("the server's folder cannot be read");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Set<Field> holds() {
        return Set.of(Field.PAYMENT);
    }

    @Override
    public void plant(String text) throws SQLException {
        server.select("select '" + text + "'");
    }

    /** No longer than needed: what follows is the scan itself. */
    @Override
    public void gather() throws SQLException {
        var settings = List.copyOf(before.entrySet()).reversed();
        for (var setting : settings) {
            set(setting.getKey(), quoted(setting.getValue()));
        }
        before.clear();
    }

    @Override
    public void read(Reading reading) throws SQLException, IOException {
        reading.file(server.dataFolder().resolve(file));
    }

    @Override
    public void restore() throws SQLException, IOException {
        gather();
        if (server.showsItsFiles()) {
            Files.deleteIfExists(server.dataFolder().resolve(file));
        }
    }

    boolean isIts(Path other) {
        return other.endsWith(file);
    }

    private void set(String variable, String value) throws SQLException {
        server.execute("set global " + variable + " = " + value);
    }

    private static String quoted(String value) {
        return value.matches("[0-9.]+") ? value : "'" + value + "'";
    }
}
