package standwith.sandbox.stripe;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ObjectNode;

/** Why a card does not pay: the bank's reason, or Stripe's own before it asks the bank. */
enum Decline {
    GENERIC_DECLINE("card_declined", "05", "Your card was declined."),
    INSUFFICIENT_FUNDS("card_declined", "51", "Your card has insufficient funds."),
    LOST_CARD("card_declined", "41", "Your card was declined."),
    STOLEN_CARD("card_declined", "43", "Your card was declined."),
    EXPIRED_CARD("expired_card", "54", "Your card has expired."),
    INCORRECT_CVC("incorrect_cvc", "N7", "Your card's security code is incorrect."),
    PROCESSING_ERROR(
            "processing_error", "96", "An error occurred while processing your card. Try again in a little bit."),
    CARD_VELOCITY_EXCEEDED("card_declined", "61", "Your card was declined."),
    FRAUDULENT("card_declined", null, "Your card was declined.");

    private final String code;
    private final @Nullable String network;
    private final String message;

    Decline(String code, @Nullable String network, String message) {
        this.code = code;
        this.network = network;
        this.message = message;
    }

    static Decline of(String reason) {
        return valueOf(reason.toUpperCase(Locale.ROOT));
    }

    String message() {
        return message;
    }

    private String reason() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the charge says of it. */
    void fill(ObjectNode charge) {
        charge.put("failure_code", code).put("failure_message", message);
        ObjectNode outcome = Json.child(charge, "outcome");
        if (network == null) {
            outcome.put("network_status", "not_sent_to_network")
                    .put("reason", "highest_risk_level")
                    .put("risk_level", "highest")
                    .put("risk_score", 93)
                    .put("seller_message", "Stripe blocked this payment as too risky.")
                    .put("type", "blocked");
        } else {
            outcome.put("network_decline_code", network)
                    .put("network_status", "declined_by_network")
                    .put("reason", reason())
                    .put("seller_message", "The bank returned the decline code `" + reason() + "`.")
                    .put("type", "issuer_declined");
        }
    }

    /** As the last error of an intent. */
    ObjectNode error(String charge) {
        ObjectNode error = Json.object().put("charge", charge).put("code", code);
        if (code.equals("card_declined")) {
            error.put("decline_code", reason());
        }
        return error.put("doc_url", StripeError.docs(code))
                .put("message", message)
                .put("type", "card_error");
    }
}
