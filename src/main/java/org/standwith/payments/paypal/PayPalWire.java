package org.standwith.payments.paypal;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.standwith.payments.Reply;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Carries requests to PayPal and reads what comes back, whatever it is. The SDK's own client cannot: it fails on an
 * empty error, knows no TLS 1.3, and lets the JDK repeat a POST.
 */
final class PayPalWire {

    static final String REQUEST_ID = "PayPal-Request-Id";

    /** What is said instead of PayPal's own words, which differ, or are missing. */
    static final String UNAUTHORIZED = "UNAUTHORIZED";

    static final String NOT_FOUND = "NOT_FOUND";

    private static final String NOTHING_HERE = "status 404";
    private static final Set<String> BUSY = Set.of("RATE_LIMIT_REACHED", "status 429");
    private static final Set<String> FORBIDDEN = Set.of("NOT_AUTHORIZED", "PERMISSION_DENIED", "status 403");

    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{1,80}");
    private static final int MOST_BYTES = 4 << 20;

    /** @param body null for none */
    record Request(HttpMethod method, String path, Map<String, String> headers, byte @Nullable [] body) {

        /** Whether PayPal does nothing twice when it is sent twice. */
        boolean isRepeatable() {
            return method.equals(HttpMethod.GET) || headers.containsKey(REQUEST_ID);
        }
    }

    private final RestClient rest;
    private final String base;
    private final JsonMapper json;
    private final RetryTemplate patience = new RetryTemplate(RetryPolicy.builder()
            .includes(Busy.class)
            .maxRetries(2)
            .delay(Duration.ofMillis(300))
            .multiplier(3)
            .jitter(Duration.ofMillis(100))
            .build());

    PayPalWire(URI base, Duration connectTimeout, Duration patience, JsonMapper json) {
        JdkClientHttpRequestFactory http = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .build());
        http.setReadTimeout(patience);
        this.rest = RestClient.builder().requestFactory(http).build();
        this.base = base.toString().replaceFirst("/$", "");
        this.json = json;
    }

    Reply<JsonNode> send(Request request) {
        try {
            return patience.execute(() -> {
                Heard heard = once(request);
                if (heard.again() && request.isRepeatable()) {
                    throw new Busy(heard.reply());
                }
                return heard.reply();
            });
        } catch (RetryException e) {
            return e.getCause() instanceof Busy busy
                    ? busy.reply
                    : noAnswer(e.getCause()).reply();
        }
    }

    /** Whether PayPal says that there is no such thing, or somebody on the way that there is no such address. */
    static boolean isMissing(Reply.No<?> no) {
        return no.code().equals(NOT_FOUND) || no.code().equals(NOTHING_HERE);
    }

    /** Whether PayPal was asked too often. */
    static boolean isBusy(Reply.No<?> no) {
        return BUSY.contains(no.code());
    }

    /** Whether our app may not do this. */
    static boolean isForbidden(Reply.No<?> no) {
        return FORBIDDEN.contains(no.code());
    }

    private Heard once(Request request) {
        RestClient.RequestBodySpec call = rest.method(request.method())
                .uri(URI.create(base + request.path()))
                .headers(headers -> request.headers().forEach(headers::set));
        if (request.body() != null) {
            call.body(request.body());
        }
        try {
            return call.exchangeForRequiredValue((sent, answer) -> read(answer));
        } catch (ResourceAccessException e) {
            // Not what is below it: under a refused connection is a closed channel, and under a slow one a refused one.
            Throwable cause = e.getCause();
            return noAnswer(cause == null ? e : cause);
        }
    }

    private Heard read(ClientHttpResponse answer) throws IOException {
        int status = answer.getStatusCode().value();
        JsonNode body = body(answer);
        String code = codeIn(body, status);
        if (status >= 200 && status < 300) {
            return last(
                    body.isObject()
                            ? new Reply.Answer<>(body)
                            : new Reply.Silence<>("an answer that is not JSON", false));
        }
        return switch (status) {
            case 401 -> last(new Reply.No<>(UNAUTHORIZED));
            // PayPal itself names what is wrong.
            case 404 -> last(new Reply.No<>(body.has("name") ? NOT_FOUND : NOTHING_HERE));
            // Another request of the same id is under way.
            case 409 -> last(new Reply.Silence<>(code, false));
            case 429 -> new Heard(new Reply.No<>(code), true);
            default ->
                status >= 400 && status < 500
                        ? last(new Reply.No<>(code))
                        : new Heard(new Reply.Silence<>(code, status >= 500), status >= 500);
        };
    }

    /** An empty object for an empty body, as of 204; nothing for what is not JSON. */
    private JsonNode body(ClientHttpResponse answer) throws IOException {
        try (InputStream stream = answer.getBody()) {
            byte[] bytes = stream.readNBytes(MOST_BYTES);
            return bytes.length == 0 ? json.createObjectNode() : json.readTree(bytes);
        } catch (JacksonException e) {
            return json.missingNode();
        }
    }

    /** PayPal's issue, which says more than its name; never its description, which may quote what was sent. */
    private static String codeIn(JsonNode body, int status) {
        String issue = body.path("details").path(0).path("issue").stringValue("");
        String code = CODE.matcher(issue).matches() ? issue : body.path("name").stringValue("");
        return CODE.matcher(code).matches() ? code : "status " + status;
    }

    /** Only a connection that was never made is worth another try at once; who was slow is asked again later. */
    private static Heard noAnswer(Throwable cause) {
        return new Heard(
                new Reply.Silence<>("no answer, " + cause.getClass().getSimpleName(), false),
                cause instanceof ConnectException);
    }

    private static Heard last(Reply<JsonNode> reply) {
        return new Heard(reply, false);
    }

    /** @param again whether it may be another answer in a moment */
    private record Heard(Reply<JsonNode> reply, boolean again) {}

    private static final class Busy extends RuntimeException {

        private final transient Reply<JsonNode> reply;

        Busy(Reply<JsonNode> reply) {
            super(null, null, false, false);
            this.reply = reply;
        }
    }
}
