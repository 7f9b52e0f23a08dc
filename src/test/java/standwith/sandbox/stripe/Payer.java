package standwith.sandbox.stripe;

import standwith.sandbox.account.Json;
import standwith.sandbox.account.Person;
import tools.jackson.databind.node.ObjectNode;

/** A payer in Stripe's words. */
final class Payer {

    private Payer() {}

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
                .put("network", payer.brand())
                .put("last4", payer.last4())
                .put("country", payer.country())
                .put("fingerprint", "Fp" + Integer.toHexString(payer.name().hashCode()) + "sandbox")
                .put(
                        "network_transaction_id",
                        "9" + Math.abs((long) payer.email().hashCode()));
    }
}
