package org.standwith.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;
import org.standwith.FreshSchema;
import org.standwith.Standwith;

/** Metrics are on a port of their own, which is for inside, or nowhere; and they tell of routes, not of requests. */
@SpringBootTest(
        classes = Standwith.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=0", "spring.test.metrics.export=true"})
@ContextConfiguration(initializers = FreshSchema.class)
class MetricsTest {

    private static final String MARKER = "zq8canary";
    private static final int MOST_VALUES = 200;
    private static final Pattern LABEL = Pattern.compile("[{,]([a-zA-Z_]\\w*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int ownPort;

    @Autowired
    private MeterRegistry meters;

    @Test
    void metricsAreOnThePortOfTheirOwnOnly() throws Exception {
        assertThat(ask(ownPort, "/actuator/prometheus").statusCode()).isEqualTo(200);
        assertThat(ask(ownPort, "/actuator/health").statusCode()).isEqualTo(200);
        assertThat(ask(port, "/actuator/prometheus").statusCode()).isEqualTo(404);
    }

    @Test
    void t4NoLabelHoldsAnythingOfARequest() throws Exception {
        String[] paths = {
            "/",
            "/api/",
            "/return/",
            "/webhooks/",
            "/api/v1/checkouts/",
            "/.well-known/",
            "/office/",
            "/?a=",
            "/images/"
        };
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < 500; i++) {
                String marker = MARKER + i;
                String method = i % 5 == 0 ? "ZQ" + i : i % 2 == 0 ? "GET" : "POST";
                URI address = URI.create("http://localhost:" + port + paths[i % paths.length] + marker);
                client.send(
                        HttpRequest.newBuilder(address)
                                .method(method, BodyPublishers.ofString(marker))
                                .header("X-" + marker, marker)
                                .header("User-Agent", marker)
                                .header("Accept-Language", marker)
                                .header("Idempotency-Key", marker)
                                .build(),
                        BodyHandlers.discarding());
            }
        }

        Map<String, Set<String>> labels = labels();
        assertThat(labels.get("http_server_requests_seconds_count uri"))
                .contains("/api/v1/checkouts/{id}", "/webhooks/{provider}");
        assertThat(labels.get("http_server_requests_seconds_count method")).contains("GET", "POST");
        assertHarmless(labels);
    }

    @Test
    void t4ALabelWithTooManyValuesOrOneOfARequestIsFound() throws Exception {
        meters.counter("leak", "who", MARKER).increment();
        assertThatThrownBy(() -> assertHarmless(labels())).isInstanceOf(AssertionError.class);
        meters.find("leak").counters().forEach(meters::remove);
        assertHarmless(labels());

        for (int i = 0; i <= MOST_VALUES; i++) {
            meters.counter("leak", "who", "number " + i).increment();
        }
        assertThatThrownBy(() -> assertHarmless(labels())).isInstanceOf(AssertionError.class);
        meters.find("leak").counters().forEach(meters::remove);
    }

    private static void assertHarmless(Map<String, Set<String>> labels) {
        assertThat(labels)
                .isNotEmpty()
                .allSatisfy((label, values) -> assertThat(values)
                        .as(label)
                        .hasSizeLessThanOrEqualTo(MOST_VALUES)
                        .noneMatch(value -> value.toLowerCase(Locale.ROOT).contains(MARKER))
                        .noneMatch(value -> value.startsWith("ZQ")));
    }

    /** Of each metric and label, all the values. */
    private Map<String, Set<String>> labels() throws Exception {
        Map<String, Set<String>> labels = new TreeMap<>();
        ask(ownPort, "/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> !line.startsWith("#") && line.contains("{"))
                .forEach(line -> LABEL.matcher(line)
                        .results()
                        .forEach(label -> labels.computeIfAbsent(
                                        line.substring(0, line.indexOf('{')) + " " + label.group(1),
                                        name -> new TreeSet<>())
                                .add(label.group(2))));
        return labels;
    }

    private static HttpResponse<String> ask(int port, String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                            .build(),
                    BodyHandlers.ofString());
        }
    }
}
