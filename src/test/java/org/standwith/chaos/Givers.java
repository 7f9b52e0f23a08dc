package org.standwith.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** People who give by way of our API, half of them by each provider, several at once. */
final class Givers implements AutoCloseable {

    private static final List<String> CURRENCIES = List.of("USD", "EUR", "GBP");

    private final Scene scene;
    private final Random random;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService people = Executors.newFixedThreadPool(4);
    private int giver;

    Givers(Scene scene, long seed) {
        this.scene = scene;
        this.random = new Random(seed);
    }

    /** So many give, and have paid when it returns. */
    void give(String cadence, int people) {
        List<Future<?>> giving = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            String provider = ++giver % 2 == 0 ? "STRIPE" : "PAYPAL";
            String currency = CURRENCIES.get(random.nextInt(CURRENCIES.size()));
            int minor = 500 + random.nextInt(4_500);
            String wish = """
                {"cadence":"%s","provider":"%s","amount":{"currency":"%s","amount":"%d.%02d"}}\
                """.formatted(cadence, provider, currency, minor / 100, minor % 100);
            giving.add(this.people.submit(() -> give(provider, wish)));
        }
        for (Future<?> each : giving) {
            try {
                each.get();
            } catch (ExecutionException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private Void give(String provider, String wish) throws IOException, InterruptedException {
        HttpResponse<String> opened = http.send(
                HttpRequest.newBuilder(scene.stage().page("/api/v1/checkouts"))
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .POST(HttpRequest.BodyPublishers.ofString(wish))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
        JsonNode answer = JsonMapper.shared().readTree(opened.body());
        String checkout = URI.create(answer.required("redirectUrl").stringValue())
                .getPath()
                .replaceFirst(".*/", "");
        if (provider.equals("STRIPE")) {
            scene.stripe().approve(checkout);
            return null;
        }
        scene.paypal().approve(checkout);
        URI way = scene.stage().page("/return/" + answer.required("id").stringValue());
        assertThat(http.send(HttpRequest.newBuilder(way).build(), HttpResponse.BodyHandlers.ofString())
                        .body())
                .contains("Thank you");
        return null;
    }

    @Override
    public void close() {
        people.shutdownNow();
        http.close();
    }
}
