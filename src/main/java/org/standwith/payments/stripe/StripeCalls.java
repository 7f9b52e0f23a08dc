package org.standwith.payments.stripe;

import com.stripe.Stripe;
import com.stripe.StripeClient;
import com.stripe.exception.CardException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import com.stripe.model.StripeObjectInterface;
import com.stripe.net.ApiResource.RequestMethod;
import com.stripe.net.RawRequestOptions;
import com.stripe.net.RequestOptions;
import com.stripe.net.StripeResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.core.retry.Retryable;
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
    private final Patience patience;

    StripeCalls(StripeProperties properties, JsonMapper json) {
        this(client(properties), json, shortly()::execute);
    }

    private StripeCalls(StripeClient client, JsonMapper json, Patience patience) {
        this.client = client;
        this.json = json;
        this.patience = patience;
    }

    private static StripeClient client(StripeProperties properties) {
        Stripe.enableTelemetry = false;
        return StripeClient.builder()
                .setApiKey(properties.secretKey())
                .setApiBase(properties.apiBase().toString())
                .setHttpClient(new StripeHttp(properties.connectTimeout(), properties.readTimeout()))
                .setMaxNetworkRetries(SDK_RETRIES)
                .build();
    }

    /** Somebody waits for the answer. */
    private static RetryTemplate shortly() {
        return new RetryTemplate(RetryPolicy.builder()
                .includes(RateLimitException.class)
                .maxRetries(2)
                .delay(Duration.ofMillis(400))
                .multiplier(3)
                .jitter(Duration.ofMillis(200))
                .build());
    }

    /** The same calls, for which nobody waits. */
    StripeCalls with(Patience patience) {
        return new StripeCalls(client, json, patience);
    }

    /** How often a call is made when Stripe says that it is asked too often, and how long is waited before. */
    interface Patience {

        /** @throws RetryException when that was in vain, by its cause */
        <T> T execute(Retryable<T> call) throws RetryException;
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

    /** By which Stripe knows the same call again, for a day, and answers it as before. */
    static RequestOptions once(String key) {
        return RequestOptions.builder().setIdempotencyKey(key).build();
    }

    /**
     * Does what does no harm when it is done twice; where Stripe has kept an error of its own for this key, by another one.
     *
     * @param call by a key
     * @see <a href="https://docs.stripe.com/api/idempotent_requests">Stripe, Idempotent requests</a>
     */
    static Reply<JsonNode> insist(String key, Function<String, Reply<JsonNode>> call) {
        Reply<JsonNode> first = call.apply(key);
        return first instanceof Reply.Silence<JsonNode> silence && silence.stored()
                ? call.apply(key + "-again")
                : first;
    }

    /** Does something by the SDK, and gives what came of it as it is on the wire, where that is of this kind. */
    Reply<JsonNode> act(String kind, Call<? extends StripeObjectInterface> call) {
        return checked(
                kind,
                make(client -> json.readTree(call.by(client).getLastResponse().body())));
    }

    /**
     * The same for what the SDK does not model: features in preview.
     *
     * @param key empty for what Stripe may be told twice
     */
    Reply<JsonNode> preview(RequestMethod method, String path, String form, String version, String key) {
        return make(client -> {
            RawRequestOptions.RawRequestOptionsBuilder options = RawRequestOptions.builder();
            options.setAdditionalHeaders(Map.of("Stripe-Version", version));
            if (!key.isEmpty()) {
                options.setIdempotencyKey(key);
            }
            StripeResponse response =
                    client.rawRequest(method, path, method == RequestMethod.POST ? form : null, options.build());
            return json.readTree(response.body());
        });
    }

    /** An answer of another kind says nothing. */
    static Reply<JsonNode> checked(String kind, Reply<JsonNode> reply) {
        return reply instanceof Reply.Answer<JsonNode> answer
                        && !answer.value().path("object").stringValue("").equals(kind)
                ? new Reply.Silence<>("an answer that is no " + kind, false)
                : reply;
    }

    /** Whether there is no such thing. */
    static boolean isMissing(Reply.No<?> no) {
        return no.code().endsWith(" resource_missing");
    }

    /** Whether the bank said no. */
    static boolean isDeclined(Reply.No<?> no) {
        return no.code().startsWith(CardException.class.getSimpleName());
    }

    /** Whether Stripe took what it was asked for to be wrong, as opposed to us. */
    static boolean isInvalid(Reply.No<?> no) {
        return no.code().startsWith(InvalidRequestException.class.getSimpleName());
    }

    /** Whether it said no to what was asked for, so that asking again is in vain: as opposed to us, or to how often we ask. */
    static boolean isRefusal(Reply.No<?> no) {
        return isInvalid(no) || isDeclined(no);
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
