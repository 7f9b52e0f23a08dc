package org.standwith.canary;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/** Every row of every table of a schema, as a thief or a backup has them. */
final class SqlDump implements Artefact {

    private final DatabaseServer server;
    private final String schema;
    private final String name;
    private final Path file;

    SqlDump(String name, DatabaseServer server, String schema, Path folder) {
        this.name = name;
        this.server = server;
        this.schema = schema;
        this.file = folder.resolve(name.replace(' ', '-') + ".sql");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<String> unreadable() {
        try {
            return server.has(schema) ? Optional.empty() : Optional.of("there is no schema " + schema);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Payments stay in clear: they are matched with what the provider says of them. */
    @Override
    public Set<Field> holds() {
        return Set.of(Field.PAYMENT);
    }

    @Override
    public void plant(String text) throws SQLException {
        server.leaveRow(schema, text);
    }

    @Override
    public void read(Reading reading) throws SQLException, IOException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                OutputStream out = Files.newOutputStream(file)) {
            for (String table : server.tables(schema)) {
                out.write(("\n-- " + table + "\n").getBytes(UTF_8));
                try (ResultSet rows = statement.executeQuery("select * from " + schema + ".`" + table + "`")) {
                    while (rows.next()) {
                        write(rows, out);
                    }
                }
            }
        }
        reading.file(file);
    }

    /** Bytes as they are and as the usual programs write them. */
    private static void write(ResultSet row, OutputStream out) throws SQLException, IOException {
        for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
            byte[] value = row.getBytes(column);
            if (value != null) {
                out.write(value);
                String type = row.getMetaData().getColumnTypeName(column);
                if (type.contains("BINARY") || type.contains("BLOB")) {
                    out.write((" 0x" + HexFormat.of().withUpperCase().formatHex(value)).getBytes(UTF_8));
                }
            }
            out.write('\t');
        }
        out.write('\n');
    }
}
