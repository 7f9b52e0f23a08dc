package org.standwith.canary;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the database server writes beside its tables; switched on before the application connects to it. */
final class ServerLogs implements AutoCloseable {

    private final BinaryLog binaryLog;
    private final List<QueryLog> queryLogs;

    ServerLogs(DatabaseServer server) throws SQLException, IOException {
        binaryLog = new BinaryLog(server);
        queryLogs = QueryLog.both(server);
    }

    List<Artefact> artefacts() {
        List<Artefact> all = new ArrayList<>(queryLogs);
        all.add(binaryLog);
        return all;
    }

    boolean have(Path file) {
        return binaryLog.isOneOfIts(file) || queryLogs.stream().anyMatch(log -> log.isIts(file));
    }

    @Override
    public void close() throws SQLException, IOException {
        for (QueryLog log : queryLogs) {
            log.restore();
        }
    }
}
