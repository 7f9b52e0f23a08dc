package standwith.sandbox.stripe;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ObjectNode;

/** Payment intents and their charges. */
final class Payments {

    /** Stripe works out its fee a moment after the charge. */
    private static final Duration FEE_AFTER = Duration.ofSeconds(2);

    static final Duration HELD_FOR = Duration.ofDays(7);

    private final Records records;
    private final Events events;
    private final Balance balance;

    Payments(Records records, Events events, Balance balance) {
        this.records = records;
        this.events = events;
        this.balance = balance;
    }

    /** @param interval once, month or year: for the sandbox's own books */
    ObjectNode intend(long amount, String currency, @Nullable String customer, String interval) {
        ObjectNode intent = records.create("payment_intent");
        return intent.put("amount", amount)
                .put("currency", currency)
                .put("customer", customer)
                .put("client_secret", Json.string(intent, "id") + "_secret_" + records.random(25))
                .put("_interval", interval);
    }

    /** From now on the bank is asked for this one. */
    void use(ObjectNode intent, ObjectNode method) {
        intent.put("_method", Json.string(method, "id"));
    }

    /** The payment method that is used. */
    ObjectNode method(ObjectNode intent) {
        return records.get("payment_method", Json.string(intent, "_method"));
    }

    /** The bank says yes. */
    void succeed(ObjectNode intent) {
        ObjectNode charge = tried(intent);
        authorized(charge);
        captured(charge);
        events.happened("charge.succeeded", charge);
        succeeded(intent, charge);
    }

    /** The bank says yes, and keeps the money for us until we take it or leave it. */
    void hold(ObjectNode intent) {
        ObjectNode charge = tried(intent);
        authorized(charge);
        Json.child(Json.child(charge, "payment_method_details"), "card")
                .put("capture_before", records.now().plus(HELD_FOR).getEpochSecond());
        intent.put("status", "requires_capture")
                .put("amount_capturable", Json.whole(intent, "amount"))
                .put("latest_charge", Json.string(charge, "id"))
                .put("payment_method", Json.string(charge, "payment_method"))
                .putNull("last_payment_error")
                .putNull("next_action");
        events.happened("charge.succeeded", charge);
        events.happened("payment_intent.amount_capturable_updated", intent);
    }

    /** What was held is taken. */
    void capture(ObjectNode intent) {
        ObjectNode charge = charge(intent);
        captured(charge);
        charge.put("_captured_at", records.now().getEpochSecond());
        events.happened("charge.captured", charge);
        succeeded(intent, charge);
    }

    /** What was held, if anything was, is left with the payer. */
    void cancel(ObjectNode intent, @Nullable String reason) {
        if (Json.is(intent, "status", "requires_capture")) {
            ObjectNode charge = charge(intent);
            ObjectNode before = charge.deepCopy();
            charge.put("amount_refunded", Json.whole(charge, "amount")).put("refunded", true);
            events.happened("charge.refunded", charge, before);
        }
        intent.put("status", "canceled")
                .put("canceled_at", records.now().getEpochSecond())
                .put("cancellation_reason", reason)
                .put("amount_capturable", 0)
                .putNull("next_action");
        events.happened("payment_intent.canceled", intent);
    }

    /** The bank says no; the intent waits for another card. */
    void decline(ObjectNode intent, Decline decline) {
        ObjectNode charge =
                tried(intent).put("amount_captured", 0).put("captured", false).put("status", "failed");
        decline.fill(charge);
        String id = Json.string(charge, "id");
        intent.put("latest_charge", id);
        events.happened("charge.failed", charge);
        failed(intent, decline.error(id));
    }

    /** The payer did not show the bank who they are, and so it was not asked for money. */
    void failChallenge(ObjectNode intent) {
        String code = "payment_intent_authentication_failure";
        failed(
                intent,
                Json.object()
                        .put("code", code)
                        .put("doc_url", StripeError.docs(code))
                        .put(
                                "message",
                                "We are unable to authenticate your payment method. Please choose a different payment"
                                        + " method and try again.")
                        .put("type", "invalid_request_error"));
    }

    /** The bank will say so later, of the charge that is made now. */
    void process(ObjectNode intent) {
        ObjectNode charge = tried(intent)
                .put("amount_captured", Json.whole(intent, "amount"))
                .put("captured", true)
                .put("status", "pending");
        Json.child(charge, "outcome").put("seller_message", "Payment pending.");
        intent.put("status", "processing")
                .put("latest_charge", Json.string(charge, "id"))
                .put("payment_method", Json.string(charge, "payment_method"))
                .putNull("last_payment_error")
                .putNull("next_action")
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

    private ObjectNode charge(ObjectNode intent) {
        return records.get("charge", Json.string(intent, "latest_charge"));
    }

    private static void authorized(ObjectNode charge) {
        charge.put("paid", true).put("status", "succeeded");
        Json.child(charge, "outcome").put("seller_message", "Payment complete.");
    }

    private void captured(ObjectNode charge) {
        charge.put("amount_captured", Json.whole(charge, "amount"))
                .put("captured", true)
                .put("receipt_url", "https://receipts.example/" + records.random(20))
                .put("_fee_due", records.now().plus(FEE_AFTER).getEpochSecond());
    }

    private void succeeded(ObjectNode intent, ObjectNode charge) {
        intent.put("status", "succeeded")
                .put("amount_received", Json.whole(intent, "amount"))
                .put("amount_capturable", 0)
                .put("latest_charge", Json.string(charge, "id"))
                .put("payment_method", Json.string(charge, "payment_method"))
                .putNull("last_payment_error")
                .putNull("next_action")
                .putNull("processing");
        events.happened("payment_intent.succeeded", intent);
    }

    private void failed(ObjectNode intent, ObjectNode error) {
        error.set("payment_method", method(intent).deepCopy());
        intent.put("status", "requires_payment_method")
                .putNull("payment_method")
                .putNull("next_action")
                .putNull("processing")
                .set("last_payment_error", error);
        events.happened("payment_intent.payment_failed", intent);
    }

    /** The charge that the bank speaks of: the one it has not answered yet, or else a new one. */
    private ObjectNode tried(ObjectNode intent) {
        ObjectNode latest = records.find("charge", Json.text(intent, "latest_charge"));
        return latest != null && Json.is(latest, "status", "pending") ? latest : newCharge(intent);
    }

    private ObjectNode newCharge(ObjectNode intent) {
        String suffix = Json.text(intent, "statement_descriptor_suffix");
        ObjectNode method = method(intent);
        ObjectNode charge = records.create("charge");
        charge.put("amount", Json.whole(intent, "amount"))
                .put("currency", Json.string(intent, "currency"))
                .put("customer", Json.text(intent, "customer"))
                .put("description", Json.text(intent, "description"))
                .put("payment_intent", Json.string(intent, "id"))
                .put("payment_method", Json.string(method, "id"))
                .put("statement_descriptor_suffix", suffix)
                .put("calculated_statement_descriptor", suffix == null ? "EXAMPLE GAZETTE" : "GAZETTE* " + suffix)
                .put("_interval", Json.string(intent, "_interval"))
                .set("metadata", Json.child(intent, "metadata").deepCopy());
        charge.set("billing_details", Json.child(method, "billing_details").deepCopy());
        ObjectNode card = Json.child(Json.child(charge, "payment_method_details"), "card");
        ObjectNode face = Json.child(method, "card");
        for (String same :
                new String[] {"brand", "checks", "country", "exp_month", "exp_year", "fingerprint", "funding", "last4"
                }) {
            card.set(same, Objects.requireNonNull(face.get(same)).deepCopy());
        }
        card.put("network", Json.string(face, "brand"))
                .put(
                        "network_transaction_id",
                        "9" + Math.abs((long) Json.string(method, "id").hashCode()))
                .put("amount_authorized", Json.whole(intent, "amount"));
        if (Json.flag(intent, "_challenged")) {
            card.putObject("three_d_secure")
                    .put("authentication_flow", "challenge")
                    .put("electronic_commerce_indicator", "05")
                    .putNull("exemption_indicator")
                    .put("result", "authenticated")
                    .putNull("result_reason")
                    .put("version", "2.2.0");
        }
        return charge;
    }
}
