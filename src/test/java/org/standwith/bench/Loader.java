package org.standwith.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A process that loads the service, or the database for comparison. */
public final class Loader implements AutoCloseable {

    /**
     * What it measured.
     *
     * @param sent how many, {@code failed} included
     * @param p50 of the time until the answer
     * @param cpu that the loader itself used
     */
    public record Run(long sent, long failed, Duration took, Duration p50, Duration p99, Duration cpu) {

        /** How many a second. */
        public double rate() {
            return sent * 1e9 / took.toNanos();
        }
    }

    /** How many tell of one renewal. The first of them is its charge. */
    public static final int EVENTS = Renewals.TYPES.size();

    private final Process process;
    private final PrintWriter to;
    private final BufferedReader from;
    private final Path times;

    private Loader(Process process, Path times) {
        this.process = process;
        this.to = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.from = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.times = times;
    }

    /** @param contributions how many are renewed in turn */
    public static Loader start(int contributions) throws IOException {
        Path folder = Files.createDirectories(Path.of("target/bench"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        LoadProcess.class.getName(),
                        String.valueOf(contributions))
                .redirectError(folder.resolve("loader.log").toFile())
                .start();
        return new Loader(process, folder.resolve("sent"));
    }

    /** The reference of a contribution at the provider. */
    public static String reference(long contribution) {
        return Renewals.reference(contribution);
    }

    /** An id as the provider has them. */
    public static String id(String prefix, long number) {
        return Renewals.id(prefix, number);
    }

    /** Whose charge this is, if it is one that was sent from here. */
    public static OptionalInt renewalOf(String charge) {
        return charge.startsWith("ch_1Bench")
                ? OptionalInt.of(Integer.parseInt(charge.substring(charge.length() - 18)))
                : OptionalInt.empty();
    }

    /** Makes the tables that the references fill. */
    public static void prepare(String url) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(PlainInserts.TABLE);
            statement.execute(PlainTransactions.PAYMENTS);
            statement.execute(PlainTransactions.CONTRIBUTIONS);
            for (int i = 0; i < PlainTransactions.MANY; i++) {
                statement.addBatch("insert into plain_contribution values (" + i + ", 'ACTIVE', 0)");
            }
            statement.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The five events of each renewal. */
    public Run renewals(int connections, Duration time, int port, double pace) throws IOException {
        begin("renewals", connections, time, port, pace);
        return await();
    }

    /** Starts what {@link #await} returns. */
    public void begin(String what, int connections, Duration time, int port, double pace) {
        to.println(what + " " + connections + " " + time.toMillis() + " " + port + " " + times + " " + pace);
    }

    /** So many a second from now on. */
    public void pace(double rate) {
        to.println("pace " + rate);
    }

    /** Charges alone, each of another renewal. */
    public Run charges(int connections, Duration time, int port) throws IOException {
        begin("charges", connections, time, port, 0);
        return await();
    }

    /** Plain inserts of the same payload. */
    public Run inserts(int connections, Duration time, String url) throws IOException {
        to.println("inserts " + connections + " " + time.toMillis() + " " + url);
        return await();
    }

    /** People who want to be reminded, each of them once. */
    public Run wishes(int connections, Duration time, int port) throws IOException {
        to.println("wishes " + connections + " " + time.toMillis() + " " + port);
        return await();
    }

    /** Plain inserts of as many bytes. */
    public Run inserts(int connections, Duration time, String url, int bytes) throws IOException {
        to.println("inserts-of " + connections + " " + time.toMillis() + " " + url + " " + bytes);
        return await();
    }

    /** Plain transactions of three statements. */
    public Run transactions(int connections, Duration time, String url) throws IOException {
        to.println("transactions " + connections + " " + time.toMillis() + " " + url);
        return await();
    }

    public Run await() throws IOException {
        @Nullable String answer = from.readLine();
        if (answer == null || !answer.startsWith("done ")) {
            throw new IOException("The loader said: " + answer + "; see target/bench/loader.log");
        }
        List<Long> figures = List.of(answer.substring(5).split(" ")).stream()
                .map(Long::valueOf)
                .toList();
        return new Run(
                figures.get(0),
                figures.get(1),
                Duration.ofNanos(figures.get(2)),
                Duration.ofNanos(figures.get(3)),
                Duration.ofNanos(figures.get(4)),
                Duration.ofNanos(figures.get(5)));
    }

    /** When each was due that was sent last, in microseconds since 1970, by its sequence. */
    public Map<Long, Long> due() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(times));
        Map<Long, Long> due = new HashMap<>();
        while (bytes.hasRemaining()) {
            due.put(bytes.getLong(), bytes.getLong());
        }
        return due;
    }

    @Override
    public void close() throws IOException {
        to.close();
        process.destroy();
    }
}
