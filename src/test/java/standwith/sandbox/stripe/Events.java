package standwith.sandbox.stripe;

import com.stripe.net.Webhook;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.account.Json;
import standwith.sandbox.webhooks.Channel;
import standwith.sandbox.webhooks.Webhooks;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What Stripe says about what happened. Every event carries the object as it is at that moment. */
final class Events {

    static final String CHANNEL = "stripe";

    /** So long an event can be asked for. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final Records records;
    private final Outward outward;
    private final Webhooks webhooks;
    private @Nullable String requestId;
    private @Nullable String idempotencyKey;
    private boolean quiet;

    Events(Records records, Outward outward, Webhooks webhooks) {
        this.records = records;
        this.outward = outward;
        this.webhooks = webhooks;
    }

    /** Signs as Stripe does while a secret is rolled: once with each. */
    static Channel.Signing signing(List<String> secrets) {
        return (body, at) -> Map.of(
                "User-Agent",
                "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
                "Stripe-Signature",
                "t=" + at.getEpochSecond()
                        + secrets.stream()
                                .map(secret -> ",v1=" + signature(secret, body, at))
                                .collect(Collectors.joining()));
    }

    /** Names the API call that causes the events to come; nulls when none does. */
    void causedBy(@Nullable String request, @Nullable String key) {
        requestId = request;
        idempotencyKey = key;
    }

    void happened(String type, ObjectNode object) {
        happened(type, object, null);
    }

    /** Does something of which nobody is told. */
    <T> T quietly(Supplier<T> action) {
        quiet = true;
        try {
            return action.get();
        } finally {
            quiet = false;
        }
    }

    /** For a change: the fields that are different from the copy taken before are told as previous_attributes. */
    void happened(String type, ObjectNode object, @Nullable ObjectNode before) {
        long old = records.now().minus(KEPT).getEpochSecond();
        records.forget("event", event -> Json.whole(event, "created") < old);
        ObjectNode event = records.create("event").put("type", type);
        ObjectNode data = Json.child(event, "data");
        data.set("object", outward.of(object));
        if (before != null) {
            data.set("previous_attributes", previous(outward.of(before), outward.of(object)));
        }
        Json.child(event, "request").put("id", requestId).put("idempotency_key", idempotencyKey);
        records.changed();
        if (quiet) {
            return;
        }
        webhooks.send(CHANNEL, Json.string(event, "id"), type, Json.MAPPER.writeValueAsString(outward.of(event)));
    }

    private static ObjectNode previous(ObjectNode before, ObjectNode after) {
        ObjectNode changed = Json.object();
        after.properties().forEach(field -> {
            JsonNode old = before.get(field.getKey());
            if (!same(field.getValue(), old)) {
                changed.set(
                        field.getKey(),
                        old instanceof ObjectNode was && field.getValue() instanceof ObjectNode is
                                ? previous(was, is)
                                : old);
            }
        });
        return changed;
    }

    /** Numbers are equal when they are, however many bits they were put in with. */
    private static boolean same(JsonNode now, @Nullable JsonNode before) {
        return now.equals(before)
                || before != null
                        && now.isNumber()
                        && before.isNumber()
                        && now.asString().equals(before.asString());
    }

    private static String signature(String secret, String body, Instant at) {
        try {
            return Webhook.Util.computeHmacSha256(secret, at.getEpochSecond() + "." + body);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
