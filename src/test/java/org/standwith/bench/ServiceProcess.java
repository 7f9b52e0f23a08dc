package org.standwith.bench;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.standwith.Standwith;

/** A node: the service as it is in production, in a process of its own, with as much memory as a node gets there. */
public final class ServiceProcess implements AutoCloseable {

    private final String name;
    private final int port;
    private final Process process;

    private ServiceProcess(String name, int port, Process process) {
        this.name = name;
        this.port = port;
        this.process = process;
    }

    /**
     * @param name under which it takes tasks
     * @param settings as properties
     * @param options of its JVM, besides that for its memory
     */
    public static ServiceProcess start(String name, Map<String, String> settings, List<String> options)
            throws IOException {
        int port = freePort();
        Path log = Files.createDirectories(Path.of("target/bench")).resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder();
        builder.command()
                .addAll(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx300m",
                        "-XX:+UseSerialGC"));
        builder.command().addAll(options);
        builder.command().addAll(List.of("-cp", production(), Standwith.class.getName()));
        builder.command().addAll(List.of("--server.port=" + port, "--db-scheduler.scheduler-name=" + name));
        settings.forEach((property, value) -> builder.command().add("--" + property + "=" + value));
        builder.environment()
                .keySet()
                .removeIf(variable -> variable.matches("(SPRING|STANDWITH|SERVER|JAVA_TOOL|JDK_JAVA).*"));
        return new ServiceProcess(
                name,
                port,
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start());
    }

    /** Without tests and what is for them. */
    private static String production() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(all.split(File.pathSeparator))
                .filter(each -> !each.contains("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    public void awaitReady() {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest asks = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            Awaitility.await(name + " is ready")
                    .atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofMillis(200))
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> http.send(asks, HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200);
        }
    }

    public String name() {
        return name;
    }

    public int port() {
        return port;
    }

    /** Processor time that it has used. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** At once, with no chance to end anything, as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
