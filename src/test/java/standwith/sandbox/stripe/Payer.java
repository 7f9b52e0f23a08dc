package standwith.sandbox.stripe;

import java.util.List;
import standwith.sandbox.account.Json;
import standwith.sandbox.account.Person;
import tools.jackson.databind.node.ObjectNode;

/** A payer in Stripe's words. */
final class Payer {

    private static final List<String> SHOWN = List.of(
            "id",
            "object",
            "amount",
            "canceled_at",
            "cancellation_reason",
            "capture_method",
            "client_secret",
            "confirmation_method",
            "created",
            "currency",
            "description",
            "last_payment_error",
            "livemode",
            "next_action",
            "payment_method",
            "payment_method_types",
            "processing",
            "setup_future_usage",
            "status");

    private Payer() {}

    /** An intent as browsers are shown it: nothing of the merchant's business. */
    static ObjectNode intent(ObjectNode intent) {
        return intent.deepCopy().retain(SHOWN);
    }

    static ObjectNode address(Person payer) {
        return Json.object()
                .put("city", payer.city())
                .put("country", payer.country())
                .put("line1", payer.street())
                .putNull("line2")
                .put("postal_code", payer.postalCode())
                .putNull("state");
    }

    static ObjectNode billingDetails(Person payer) {
        ObjectNode details = Json.object();
        details.set("address", address(payer));
        return details.put("email", payer.email())
                .put("name", payer.name())
                .putNull("phone")
                .putNull("tax_id");
    }

    static ObjectNode customerDetails(Person payer) {
        ObjectNode details = Json.object();
        details.set("address", address(payer));
        details.putNull("business_name")
                .put("email", payer.email())
                .putNull("individual_name")
                .put("name", payer.name())
                .putNull("phone")
                .put("tax_exempt", "none")
                .putArray("tax_ids");
        return details;
    }

    static void fill(ObjectNode card, Person payer) {
        card.put("brand", payer.brand())
                .put("display_brand", payer.brand())
                .put("last4", payer.last4())
                .put("country", payer.country())
                .put("fingerprint", "Fp" + Integer.toHexString(payer.name().hashCode()) + "sandbox");
        Json.child(card, "networks").putArray("available").add(payer.brand());
    }
}
