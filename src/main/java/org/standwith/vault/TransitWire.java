package org.standwith.vault;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Carries a request to Vault and back. Of what comes back nothing is repeated but the status: it may quote keys. */
final class TransitWire {

    /** @param body a JSON object; empty where there was no content */
    record Answer(int status, JsonNode body) {

        boolean isGood() {
            return status >= 200 && status < 300;
        }

        /** What Vault itself says is wrong; null when it is not Vault that answers. */
        @Nullable
        List<String> errors() {
            JsonNode errors = body.path("errors");
            return errors.isArray()
                    ? errors.valueStream().map(each -> each.stringValue("")).toList()
                    : null;
        }

        KeyServiceSilent unusable() {
            return new KeyServiceSilent(isGood() ? "an answer that makes no sense" : "status " + status);
        }
    }

    private final HttpClient http;
    private final Duration patience;
    private final TransitToken token;
    private final JsonMapper json = JsonMapper.builder().build();

    /** @param patience for the whole of an answer, from sending the request to the last byte */
    TransitWire(Duration connectTimeout, Duration patience, TransitToken token) {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .build();
        this.patience = patience;
        this.token = token;
    }

    /** @throws KeyServiceSilent when no whole answer came */
    Answer get(URI address) {
        return send(request(address).GET().build());
    }

    /** @throws KeyServiceSilent when no whole answer came */
    Answer post(URI address, Map<String, ?> body) {
        return send(request(address)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
                .build());
    }

    private HttpRequest.Builder request(URI address) {
        // The second one is what an agent that guards against forged requests insists on.
        return HttpRequest.newBuilder(address)
                .header("X-Vault-Token", token.now())
                .header("X-Vault-Request", "true");
    }

    private Answer send(HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> exchange = http.sendAsync(request, BodyHandlers.ofByteArray());
        try {
            HttpResponse<byte[]> answer = exchange.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(answer.statusCode(), body(answer.body()));
        } catch (TimeoutException e) {
            exchange.cancel(true);
            throw new KeyServiceSilent("no answer in time");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new KeyServiceSilent("no answer, " + cause.getClass().getSimpleName());
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw new KeyServiceSilent("interrupted while waiting for an answer");
        }
    }

    private JsonNode body(byte[] bytes) {
        try {
            JsonNode body = bytes.length == 0 ? json.createObjectNode() : json.readTree(bytes);
            return body.isObject() ? body : json.missingNode();
        } catch (JacksonException e) {
            return json.missingNode();
        }
    }
}
