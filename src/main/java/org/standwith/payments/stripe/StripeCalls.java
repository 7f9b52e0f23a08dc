package org.standwith.payments.stripe;

import com.stripe.Stripe;
import com.stripe.StripeClient;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import com.stripe.net.ApiResource.RequestMethod;
import com.stripe.net.StripeResponse;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.standwith.payments.Reply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls to Stripe, with our own time-outs and retries: the SDK's client defaults to 80 s and none, and never retries
 * when Stripe says that it is asked too often.
 */
final class StripeCalls {

    private static final int SDK_RETRIES = 2;
    private static final Pattern CODE = Pattern.compile("[a-z0-9_]{1,60}");

    private final StripeClient client;
    private final JsonMapper json;
    private final RetryTemplate patience = new RetryTemplate(RetryPolicy.builder()
            .includes(RateLimitException.class)
            .maxRetries(2)
            .delay(Duration.ofMillis(400))
            .multiplier(3)
            .jitter(Duration.ofMillis(200))
            .build());

    StripeCalls(StripeProperties properties, JsonMapper json) {
        Stripe.enableTelemetry = false;
        this.json = json;
        this.client = StripeClient.builder()
                .setApiKey(properties.secretKey())
                .setApiBase(properties.apiBase().toString())
                .setHttpClient(new StripeHttp(properties.connectTimeout(), properties.readTimeout()))
                .setMaxNetworkRetries(SDK_RETRIES)
                .build();
    }

    /** A call by the SDK. */
    interface Call<T> {
        T by(StripeClient client) throws StripeException;
    }

    <T> Reply<T> make(Call<T> call) {
        try {
            return new Reply.Answer<>(patience.execute(() -> call.by(client)));
        } catch (RetryException e) {
            return e.getCause() instanceof StripeException cause ? failed(cause) : silence(e.getCause());
        }
    }

    /** Fetches an object as it is on the wire, with these parts of it given in full. */
    Reply<JsonNode> fetch(String path, List<String> parts) {
        String expansion = IntStream.range(0, parts.size())
                .mapToObj(i -> "expand[" + i + "]=" + parts.get(i))
                .collect(Collectors.joining("&"));
        String separator = path.contains("?") ? "&" : "?";
        String address = expansion.isEmpty() ? path : path + separator + expansion;
        return make(client -> {
            StripeResponse response = client.rawRequest(RequestMethod.GET, address, null);
            return json.readTree(response.body());
        });
    }

    private static <T> Reply<T> failed(StripeException e) {
        Integer status = e.getStatusCode();
        boolean said = status != null && status >= 400 && status < 500;
        // Something may come of another request of the same key: one that is still under way, or one of other content.
        boolean another = (status != null && status == 409) || e instanceof IdempotencyException;
        boolean isCode = e.getCode() != null && CODE.matcher(e.getCode()).matches();
        String what = e.getClass().getSimpleName() + (isCode ? " " + e.getCode() : "");
        return said && !another ? new Reply.No<>(what) : new Reply.Silence<>(what, status != null && status >= 500);
    }

    /** The SDK fails in its own ways on answers that are not Stripe's: empty, HTML, cut off. */
    private static <T> Reply<T> silence(Throwable e) {
        return new Reply.Silence<>("no usable answer, " + e.getClass().getSimpleName(), true);
    }
}
