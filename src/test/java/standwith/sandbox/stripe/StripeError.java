package standwith.sandbox.stripe;

import org.jspecify.annotations.Nullable;
import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ObjectNode;

/** A request that Stripe would refuse. */
public final class StripeError extends RuntimeException {

    private final int status;
    private final String type;
    private final @Nullable String code;
    private final @Nullable String param;
    private final ObjectNode details = Json.object();

    private StripeError(int status, String type, @Nullable String code, @Nullable String param, String message) {
        super(message);
        this.status = status;
        this.type = type;
        this.code = code;
        this.param = param;
    }

    static StripeError invalid(@Nullable String code, @Nullable String param, String message) {
        return new StripeError(400, "invalid_request_error", code, param, message);
    }

    static StripeError missing(String type, String id) {
        return new StripeError(
                404, "invalid_request_error", "resource_missing", "id", "No such " + type + ": '" + id + "'");
    }

    static StripeError noSuchUrl(String method, String path) {
        return new StripeError(
                404,
                "invalid_request_error",
                null,
                null,
                "Unrecognized request URL (" + method + ": " + path + "). The sandbox does not know it.");
    }

    static StripeError unauthorized() {
        return new StripeError(401, "invalid_request_error", null, null, "Invalid API Key provided: sk_test_****");
    }

    static StripeError idempotency(String key) {
        return new StripeError(
                400,
                "idempotency_error",
                null,
                null,
                "Keys for idempotent requests can only be used with the same parameters they were first used with."
                        + " Try using a key other than '" + key + "' if you meant to execute a different request.");
    }

    static StripeError declined() {
        return new StripeError(402, "card_error", "card_declined", null, "Your card was declined.");
    }

    /** The intent's last error, with the intent. */
    static StripeError declined(ObjectNode lastError, ObjectNode intent) {
        var error = new StripeError(
                402,
                Json.string(lastError, "type"),
                Json.string(lastError, "code"),
                null,
                Json.string(lastError, "message"));
        error.details.setAll(lastError.deepCopy());
        error.details.set("payment_intent", intent);
        return error;
    }

    /** A card that cannot be one, or is not for trying. */
    static StripeError card(String code, String param, String message) {
        return new StripeError(402, "card_error", code, param, message);
    }

    /** An intent that is not in a state for what was asked. */
    static StripeError unexpectedState(ObjectNode intent, String message) {
        var error = new StripeError(400, "invalid_request_error", "payment_intent_unexpected_state", null, message);
        error.details.set("payment_intent", intent);
        return error;
    }

    static String docs(String code) {
        return "https://docs.stripe.com/error-codes/" + code.replace('_', '-');
    }

    static StripeError trouble(int status) {
        String type = status == 429 ? "invalid_request_error" : "api_error";
        return new StripeError(
                status,
                type,
                status == 429 ? "rate_limit" : null,
                null,
                "The sandbox makes trouble, as it was told to.");
    }

    int status() {
        return status;
    }

    ObjectNode body() {
        ObjectNode body = Json.object();
        ObjectNode error = body.putObject("error").setAll(details);
        if (code != null) {
            error.put("code", code).put("doc_url", docs(code));
        }
        error.put("message", getMessage());
        if (param != null) {
            error.put("param", param);
        }
        error.put("type", type);
        return body;
    }
}
