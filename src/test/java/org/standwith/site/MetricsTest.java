package org.standwith.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;
import org.standwith.FreshSchema;
import org.standwith.Standwith;

/** Metrics are on a port of their own, which is for inside, or nowhere. */
@SpringBootTest(
        classes = Standwith.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=0", "spring.test.metrics.export=true"})
@ContextConfiguration(initializers = FreshSchema.class)
class MetricsTest {

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int ownPort;

    @Test
    void metricsAreOnThePortOfTheirOwnOnly() throws Exception {
        assertThat(status(ownPort, "/actuator/prometheus")).isEqualTo(200);
        assertThat(status(ownPort, "/actuator/health")).isEqualTo(200);
        assertThat(status(port, "/actuator/prometheus")).isEqualTo(404);
    }

    private static int status(int port, String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
