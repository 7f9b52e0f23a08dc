package standwith.sandbox.paypal;

import org.jspecify.annotations.Nullable;
import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ObjectNode;

/** A request that PayPal would refuse. */
public final class PayPalError extends RuntimeException {

    private final int status;
    private final ObjectNode body;

    private PayPalError(int status, String message, ObjectNode body) {
        super(message);
        this.status = status;
        this.body = body;
    }

    static PayPalError missing() {
        return detailed(
                404,
                "RESOURCE_NOT_FOUND",
                "The specified resource does not exist.",
                "INVALID_RESOURCE_ID",
                "Requested resource ID was not found.",
                null);
    }

    static PayPalError noSuchUrl(String method, String path) {
        return plain(404, "NOT_FOUND", "The sandbox does not know " + method + " " + path + ".");
    }

    /** The request does not have the right form. */
    static PayPalError invalid(String issue, String field, String description) {
        return detailed(
                400,
                "INVALID_REQUEST",
                "Request is not well-formed, syntactically incorrect, or violates schema.",
                issue,
                description,
                field);
    }

    /** The request is understood and cannot be fulfilled. */
    static PayPalError refused(String issue, String description) {
        return refused(issue, null, description);
    }

    static PayPalError refused(String issue, @Nullable String field, String description) {
        return detailed(
                422,
                "UNPROCESSABLE_ENTITY",
                "The requested action could not be performed, semantically incorrect, or failed business validation.",
                issue,
                description,
                field);
    }

    /** As the API of sales says it: without details. */
    static PayPalError plain(int status, String name, String message) {
        return new PayPalError(status, message, Json.object().put("name", name).put("message", message));
    }

    static PayPalError unauthorized(String error, String description) {
        return new PayPalError(
                401, description, Json.object().put("error", error).put("error_description", description));
    }

    static PayPalError trouble(int status) {
        return plain(
                status,
                switch (status) {
                    case 429 -> "RATE_LIMIT_REACHED";
                    case 503 -> "SERVICE_UNAVAILABLE";
                    default -> "INTERNAL_SERVER_ERROR";
                },
                "The sandbox makes trouble, as it was told to.");
    }

    private static PayPalError detailed(
            int status, String name, String message, String issue, String description, @Nullable String field) {
        ObjectNode body = Json.object().put("name", name).put("message", message);
        ObjectNode detail = body.putArray("details").addObject().put("issue", issue);
        if (field != null) {
            detail.put("field", field).put("location", "body");
        }
        detail.put("description", description);
        body.putArray("links")
                .addObject()
                .put("href", "https://developer.paypal.com/api/rest/responses/#" + name)
                .put("rel", "information_link")
                .put("method", "GET");
        return new PayPalError(status, issue + ": " + description, body);
    }

    /** Where the payer can mend it. */
    PayPalError redirecting(String href) {
        body.withArray("links")
                .addObject()
                .put("href", href)
                .put("rel", "redirect")
                .put("method", "GET");
        return this;
    }

    int status() {
        return status;
    }

    ObjectNode body(String debugId) {
        return body.has("error") ? body : body.put("debug_id", debugId);
    }
}
