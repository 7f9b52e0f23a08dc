package standwith.sandbox.stripe;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.account.Json;
import standwith.sandbox.account.Person;
import tools.jackson.databind.node.ObjectNode;

/** Payment intents and their charges. */
final class Payments {

    /** Stripe works out its fee a moment after the charge. */
    private static final Duration FEE_AFTER = Duration.ofSeconds(2);

    private static final String DECLINED = "Your card was declined.";

    private final Records records;
    private final Events events;
    private final Balance balance;

    Payments(Records records, Events events, Balance balance) {
        this.records = records;
        this.events = events;
        this.balance = balance;
    }

    /** @param interval once, month or year: for the sandbox's own books */
    ObjectNode intend(long amount, String currency, @Nullable String customer, Person payer, String interval) {
        ObjectNode intent = records.create("payment_intent");
        return intent.put("amount", amount)
                .put("currency", currency)
                .put("customer", customer)
                .put("client_secret", Json.string(intent, "id") + "_secret_" + records.random(25))
                .put("_payer", payer.email())
                .put("_interval", interval);
    }

    /** The bank says yes. */
    void succeed(ObjectNode intent, Person payer) {
        ObjectNode charge = tried(intent, payer)
                .put("amount_captured", Json.whole(intent, "amount"))
                .put("captured", true)
                .put("paid", true)
                .put("status", "succeeded")
                .put("receipt_url", "https://receipts.example/" + records.random(20))
                .put("_fee_due", records.now().plus(FEE_AFTER).getEpochSecond());
        Json.child(charge, "outcome").put("seller_message", "Payment complete.");
        intent.put("status", "succeeded")
                .put("amount_received", Json.whole(intent, "amount"))
                .put("latest_charge", Json.string(charge, "id"))
                .put("payment_method", Json.string(charge, "payment_method"))
                .putNull("last_payment_error")
                .putNull("processing");
        events.happened("charge.succeeded", charge);
        events.happened("payment_intent.succeeded", intent);
    }

    /** The bank says no; the intent waits for another card. */
    void decline(ObjectNode intent, Person payer) {
        ObjectNode charge = tried(intent, payer)
                .put("amount_captured", 0)
                .put("captured", false)
                .put("status", "failed")
                .put("failure_code", "card_declined")
                .put("failure_message", DECLINED);
        Json.child(charge, "outcome")
                .put("network_decline_code", "05")
                .put("network_status", "declined_by_network")
                .put("reason", "insufficient_funds")
                .put("seller_message", "The bank returned the decline code `insufficient_funds`.")
                .put("type", "issuer_declined");
        ObjectNode error = intent.put("status", "requires_payment_method")
                .put("latest_charge", Json.string(charge, "id"))
                .putNull("processing")
                .putObject("last_payment_error");
        error.put("charge", Json.string(charge, "id"))
                .put("code", "card_declined")
                .put("decline_code", "insufficient_funds")
                .put("doc_url", "https://docs.stripe.com/error-codes/card-declined")
                .put("message", DECLINED)
                .put("type", "card_error");
        error.putObject("payment_method")
                .put("id", Json.string(charge, "payment_method"))
                .put("object", "payment_method")
                .put("type", "card")
                .set("billing_details", Payer.billingDetails(payer));
        events.happened("charge.failed", charge);
        events.happened("payment_intent.payment_failed", intent);
    }

    /** The bank will say so later, of the charge that is made now. */
    void process(ObjectNode intent, Person payer) {
        ObjectNode charge = charge(intent, payer)
                .put("amount_captured", Json.whole(intent, "amount"))
                .put("captured", true)
                .put("status", "pending");
        Json.child(charge, "outcome").put("seller_message", "Payment pending.");
        intent.put("status", "processing")
                .put("latest_charge", Json.string(charge, "id"))
                .put("payment_method", Json.string(charge, "payment_method"))
                .putNull("last_payment_error")
                .putObject("processing")
                .put("type", "card");
        events.happened("charge.pending", charge);
        events.happened("payment_intent.processing", intent);
    }

    /** Books the fee of a charge, if that has not happened yet. */
    void settle(ObjectNode charge) {
        if (charge.has("_fee_due")) {
            ObjectNode before = charge.deepCopy();
            charge.remove("_fee_due");
            charge.put("balance_transaction", Json.string(balance.charged(charge), "id"));
            events.happened("charge.updated", charge, before);
        }
    }

    /** The charge that the bank speaks of: the one it has not answered yet, or else a new one. */
    private ObjectNode tried(ObjectNode intent, Person payer) {
        ObjectNode latest = records.find("charge", Json.text(intent, "latest_charge"));
        return latest != null && Json.is(latest, "status", "pending") ? latest : charge(intent, payer);
    }

    private ObjectNode charge(ObjectNode intent, Person payer) {
        String suffix = Json.text(intent, "statement_descriptor_suffix");
        ObjectNode charge = records.create("charge");
        charge.put("amount", Json.whole(intent, "amount"))
                .put("currency", Json.string(intent, "currency"))
                .put("customer", Json.text(intent, "customer"))
                .put("description", Json.text(intent, "description"))
                .put("payment_intent", Json.string(intent, "id"))
                .put("payment_method", "pm_1" + records.random(23))
                .put("statement_descriptor_suffix", suffix)
                .put("calculated_statement_descriptor", suffix == null ? "EXAMPLE GAZETTE" : "GAZETTE* " + suffix)
                .put("_interval", Json.string(intent, "_interval"))
                .set("metadata", Json.child(intent, "metadata").deepCopy());
        charge.set("billing_details", Payer.billingDetails(payer));
        ObjectNode card = Json.child(Json.child(charge, "payment_method_details"), "card");
        Payer.fill(card, payer);
        card.put("amount_authorized", Json.whole(intent, "amount"));
        return charge;
    }
}
