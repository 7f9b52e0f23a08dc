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
    private final Routing routes;
    private final Routing browsers;
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
            @Nullable String idempotencyKey,
            String version) {

        /** Whether it comes from somebody's browser: from a page with a publishable key, which is no secret. */
        boolean isFromBrowser() {
            return key().startsWith("pk_");
        }

        private String key() {
            return authorization != null && authorization.startsWith("Bearer ")
                    ? authorization.substring("Bearer ".length())
                    : parameters.getOrDefault("key", "");
        }
    }

    /**
     * @param routes for servers
     * @param browsers for browsers
     */
    Api(
            String secretKey,
            Idempotency idempotency,
            Routing routes,
            Routing browsers,
            Outward outward,
            Events events,
            Faults faults) {
        this.secretKey = secretKey;
        this.idempotency = idempotency;
        this.routes = routes;
        this.browsers = browsers;
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

    /** A browser's call. The trouble that is made is for servers. */
    Answer browse(Call call) {
        events.causedBy(call.id(), null);
        try {
            if (!publishable(secretKey).equals(call.key())) {
                throw StripeError.unauthorized();
            }
            return shown(browsers.handle(call.method(), call.path(), new Form(call.parameters())), new Form(Map.of()));
        } catch (StripeError refused) {
            return answer(refused);
        } finally {
            events.causedBy(null, null);
        }
    }

    /** The key that pages are given. */
    static String publishable(String secretKey) {
        return secretKey.replaceFirst("^sk_", "pk_");
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
            if (call.path().startsWith("/v1/privacy/")) {
                Redactions.requirePreview(call.version());
            }
            return shown(routes.handle(call.method(), call.path(), form), form);
        } catch (StripeError refused) {
            return answer(refused);
        }
    }

    private Answer shown(ObjectNode result, Form form) {
        return new Answer(
                200,
                Json.MAPPER.writeValueAsString(
                        outward.of(result, form.below("expand").values())),
                false);
    }

    private static Answer answer(StripeError refused) {
        return new Answer(refused.status(), Json.MAPPER.writeValueAsString(refused.body()), false);
    }
}
