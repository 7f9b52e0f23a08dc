package org.standwith.canary;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every change, as it goes to replicas and is kept for restoring to a point in time. */
final class BinaryLog implements Artefact {

    private final DatabaseServer server;
    private final boolean on;
    private final String first;

    BinaryLog(DatabaseServer server) throws SQLException {
        this.server = server;
        this.on = server.variable("log_bin").equals("1");
        if (on) {
            server.execute("flush binary logs");
        }
        this.first = on ? names().getLast() : "";
    }

    @Override
    public String name() {
        return "binary log";
    }

    @Override
    public Optional<String> unreadable() {
        if (!on) {
            return Optional.of("the server keeps none");
        }
        return Files.isReadable(file(first)) ? Optional.empty() : Optional.of("it cannot be read");
    }

    @Override
    public Set<Field> holds() {
        return Set.of(Field.PAYMENT);
    }

    @Override
    public void plant(String text) throws SQLException {
        server.leaveRow(server.mainSchema(), text);
    }

    @Override
    public void read(Reading reading) throws SQLException, IOException {
        server.execute("flush binary logs");
        for (String name : names()) {
            if (name.compareTo(first) >= 0) {
                reading.file(file(name));
            }
        }
    }

    boolean isOneOfIts(Path file) {
        return on && file.getFileName().toString().startsWith(base().getFileName() + ".");
    }

    private Path file(String name) {
        return base().resolveSibling(name);
    }

    private Path base() {
        try {
            return Path.of(server.variable("log_bin_basename"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> names() throws SQLException {
        return server.select("show binary logs");
    }
}
