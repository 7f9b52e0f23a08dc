package standwith.sandbox.stripe;

import java.time.Clock;
import java.util.Map;
import standwith.sandbox.account.Json;
import standwith.sandbox.account.Shelf;
import standwith.sandbox.state.StateFile;
import tools.jackson.databind.node.ObjectNode;

/** Every object that this Stripe has. */
final class Records extends Shelf {

    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final Map<String, String> PREFIXES = Map.ofEntries(
            Map.entry("product", "prod_"),
            Map.entry("checkout.session", "cs_test_a1"),
            Map.entry("payment_intent", "pi_3"),
            Map.entry("charge", "ch_3"),
            Map.entry("balance_transaction", "txn_3"),
            Map.entry("invoice", "in_1"),
            Map.entry("invoice_payment", "inpay_1"),
            Map.entry("line_item", "il_1"),
            Map.entry("subscription", "sub_1"),
            Map.entry("subscription_item", "si_"),
            Map.entry("price", "price_1"),
            Map.entry("customer", "cus_"),
            Map.entry("refund", "re_3"),
            Map.entry("dispute", "du_1"),
            Map.entry("payout", "po_1"),
            Map.entry("topup", "tu_1"),
            Map.entry("payment_method", "pm_1"),
            Map.entry("setup_intent", "seti_1"),
            Map.entry("confirmation_token", "ctoken_1"),
            Map.entry("privacy.redaction_job", "prj_1"),
            Map.entry("event", "evt_1"));
    /** What is not called as its objects say. */
    private static final Map<String, String> FILES =
            Map.of("checkout.session", "session", "privacy.redaction_job", "redaction_job");

    Records(Clock clock, StateFile file) {
        super(clock, file, "stripe", "object");
    }

    /** A new object of the type, kept, with an id and its time of creation. */
    ObjectNode create(String type) {
        return create(type, newId(type));
    }

    ObjectNode create(String type, String id) {
        ObjectNode object = Json.blank("stripe/" + FILES.getOrDefault(type, type))
                .put("id", id)
                .put("created", now().getEpochSecond());
        return keep(object);
    }

    String newId(String type) {
        int length = type.equals("checkout.session") ? 56 : type.equals("customer") ? 14 : 23;
        return PREFIXES.getOrDefault(type, type + "_") + random(length);
    }

    String random(int length) {
        return random(LETTERS, length);
    }

    @Override
    protected RuntimeException missing(String type, String id) {
        return StripeError.missing(type, id);
    }
}
