package org.standwith.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.standwith.reconciliation.ByHand;
import standwith.sandbox.account.Account;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A year is compared, half of it at a time, as a finance program asks for it. */
final class Comparisons implements AutoCloseable {

    private final Scene scene;
    private final HttpClient http = HttpClient.newHttpClient();

    Comparisons(Scene scene) {
        this.scene = scene;
    }

    /** What came of a provider's year. */
    record Outcome(long lines, long matched, long healed) {}

    /** @param trouble how often the provider fails us meanwhile */
    Outcome compare(String provider, ZonedDateTime began, int trouble) {
        ZonedDateTime half = began.plusMonths(6);
        ZonedDateTime now = scene.sandbox().clock().instant().atZone(began.getZone());
        List<String> runs = new ArrayList<>();
        runs.add(ask(provider, began, half));
        runs.add(ask(provider, half.plusDays(1), now));
        long lines = 0;
        long matched = 0;
        long healed = 0;
        int interrupted = 0;
        for (String run : runs) {
            Account<?> account = provider.equals("STRIPE") ? scene.stripe() : scene.paypal();
            for (int i = 0; i < trouble; i++) {
                account.refuseCalls(20, i % 2 == 0 ? 500 : 429);
                interrupted += ByHand.carryOut(scene.stage().context(), UUID.fromString(run)) ? 0 : 1;
            }
            account.refuseCalls(0, 500);
            account.loseAnswers(trouble);
            while (!ByHand.carryOut(scene.stage().context(), UUID.fromString(run))) {
                interrupted++;
            }
            JsonNode told = told(run);
            assertThat(told.required("status").stringValue()).isEqualTo("DONE");
            lines += told.required("lines").longValue();
            matched += told.required("matched").longValue();
            healed += told.required("healed").longValue();
        }
        assertThat(interrupted).isGreaterThanOrEqualTo(trouble);
        return new Outcome(lines, matched, healed);
    }

    private String ask(String provider, ZonedDateTime from, ZonedDateTime to) {
        String wish = "{\"provider\":\"%s\",\"from\":\"%s\",\"to\":\"%s\"}"
                .formatted(provider, from.toLocalDate(), to.toLocalDate());
        return answer(HttpRequest.newBuilder(page(""))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(wish)))
                .required("id")
                .stringValue();
    }

    private JsonNode told(String run) {
        return answer(HttpRequest.newBuilder(page("/" + run)));
    }

    private URI page(String rest) {
        return scene.stage().page("/api/v1/reconciliations" + rest);
    }

    private JsonNode answer(HttpRequest.Builder request) {
        String login =
                Base64.getEncoder().encodeToString("finance@example.org:finance".getBytes(StandardCharsets.UTF_8));
        try {
            HttpResponse<String> answer = http.send(
                    request.header("Authorization", "Basic " + login).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
            return JsonMapper.shared().readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
