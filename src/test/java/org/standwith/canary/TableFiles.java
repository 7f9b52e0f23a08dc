package org.standwith.canary;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Every file in the server's folder: tables with what was deleted from them, undo and redo logs. */
final class TableFiles implements Artefact {

    private final DatabaseServer server;
    private final Predicate<Path> another;

    /** @param another what has an artefact of its own */
    TableFiles(DatabaseServer server, Predicate<Path> another) {
        this.server = server;
        this.another = another;
    }

    @Override
    public String name() {
        return "table files";
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
        server.leaveRow(server.mainSchema(), text);
    }

    @Override
    public void read(Reading reading) throws SQLException, IOException {
        List<String> tables = new ArrayList<>();
        for (String schema : List.of(server.mainSchema(), server.keysSchema())) {
            server.tables(schema).forEach(table -> tables.add(schema + ".`" + table + "`"));
        }
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            // Puts on disk what is in memory only, and keeps it so.
            statement.execute("flush tables " + String.join(", ", tables) + " for export");
            for (Path file : files()) {
                try {
                    reading.file(file);
                } catch (NoSuchFileException gone) {
                    // A temporary one of the server's.
                }
            }
            statement.execute("unlock tables");
        }
    }

    private List<Path> files() throws SQLException, IOException {
        try (Stream<Path> all = Files.walk(server.dataFolder())) {
            return all.filter(Files::isRegularFile).filter(another.negate()).toList();
        }
    }
}
