package org.standwith.canary;

import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What the application says to whoever watches over it. */
final class Metrics implements Artefact {

    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final List<URI> management;
    private final TextFile file;
    private final Map<String, Set<String>> labels = new TreeMap<>();
    private final Set<Counter> planted = new HashSet<>();

    /** @param ports for management only */
    Metrics(List<Integer> ports, Path folder) throws IOException {
        this.management = ports.stream()
                .map(port -> URI.create("http://localhost:" + port))
                .toList();
        this.file = new TextFile(folder.resolve("metrics.txt"));
    }

    @Override
    public String name() {
        return "metrics and health";
    }

    @Override
    public void plant(String text) {
        planted.add(io.micrometer.core.instrument.Metrics.counter("canary.planted", "whose", text));
    }

    @Override
    public void gather() throws IOException, InterruptedException {
        for (URI process : management) {
            gather(process);
        }
    }

    private void gather(URI process) throws IOException, InterruptedException {
        for (String path : List.of(
                "/actuator",
                "/actuator/prometheus",
                "/actuator/health",
                "/actuator/health/liveness",
                "/actuator/health/readiness",
                "/actuator/info",
                "/actuator/env",
                "/actuator/httpexchanges")) {
            String said = get(process.resolve(path));
            file.add("=== " + path + "\n" + said);
            if (path.endsWith("prometheus")) {
                said.lines().filter(line -> !line.startsWith("#")).forEach(this::count);
            }
        }
    }

    private static String get(URI page) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
                    .body();
        }
    }

    private void count(String sample) {
        String metric = sample.replaceFirst("[{ ].*", "");
        var found = LABEL.matcher(sample);
        while (found.find()) {
            labels.computeIfAbsent(metric + "{" + found.group(1) + "}", none -> new HashSet<>())
                    .add(found.group(2));
        }
    }

    /** The different values of each label of each metric. */
    Map<String, Set<String>> labels() {
        return labels;
    }

    @Override
    public void read(Reading reading) throws IOException {
        reading.file(file.path());
    }

    @Override
    public void restore() {
        planted.forEach(io.micrometer.core.instrument.Metrics.globalRegistry::remove);
    }
}
