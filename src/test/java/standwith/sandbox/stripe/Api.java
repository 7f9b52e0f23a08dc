package standwith.sandbox.stripe;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.account.Answer;
import standwith.sandbox.account.Faults;
import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ObjectNode;

/** Answers calls as Stripe would: key, then idempotency, then the call itself. */
final class Api {

    private final String secretKey;
    private final Idempotency idempotency;
    private final Routes routes;
    private final Outward outward;
    private final Events events;
    private final Faults faults;
    private int storedFailures;

    /** @param authorization the header, if there was one */
    record Call(
            String id,
            String method,
            String path,
            Map<String, String> parameters,
            @Nullable String authorization,
            @Nullable String idempotencyKey) {}

    Api(String secretKey, Idempotency idempotency, Routes routes, Outward outward, Events events, Faults faults) {
        this.secretKey = secretKey;
        this.idempotency = idempotency;
        this.routes = routes;
        this.outward = outward;
        this.events = events;
        this.faults = faults;
    }

    /** The next calls that have a new key do nothing, and every repeat of them gets the same 500 again. */
    void failStored(int calls) {
        storedFailures = calls;
    }

    Answer answer(Call call) {
        return faults.around(() -> properly(call), status -> answer(StripeError.trouble(status)));
    }

    private Answer properly(Call call) {
        events.causedBy(call.id(), call.idempotencyKey());
        try {
            if (!("Bearer " + secretKey).equals(call.authorization())) {
                throw StripeError.unauthorized();
            }
            var form = new Form(call.parameters());
            String key = call.method().equals("POST") ? call.idempotencyKey() : null;
            if (key == null) {
                return first(call, form);
            }
            Answer before = idempotency.before(key, call.path(), form);
            if (before != null) {
                return before;
            }
            Answer first = storedFailures > 0 ? answer(StripeError.trouble(500)) : first(call, form);
            storedFailures = Math.max(0, storedFailures - 1);
            idempotency.remember(key, call.path(), form, first);
            return first;
        } catch (StripeError refused) {
            return answer(refused);
        } finally {
            events.causedBy(null, null);
        }
    }

    private Answer first(Call call, Form form) {
        try {
            ObjectNode result = routes.handle(call.method(), call.path(), form);
            return new Answer(
                    200,
                    Json.MAPPER.writeValueAsString(
                            outward.of(result, form.below("expand").values())),
                    false);
        } catch (StripeError refused) {
            return answer(refused);
        }
    }

    private static Answer answer(StripeError refused) {
        return new Answer(refused.status(), Json.MAPPER.writeValueAsString(refused.body()), false);
    }
}
