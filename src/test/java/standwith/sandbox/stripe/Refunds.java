package standwith.sandbox.stripe;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ObjectNode;

/** Money given back by us. */
final class Refunds {

    static final Set<String> KNOWN = Set.of("charge", "payment_intent", "amount", "reason", "metadata[*]", "expand[*]");

    private final Records records;
    private final Events events;
    private final Payments payments;
    private final Balance balance;

    Refunds(Records records, Events events, Payments payments, Balance balance) {
        this.records = records;
        this.events = events;
        this.payments = payments;
        this.balance = balance;
    }

    ObjectNode create(Form form) {
        ObjectNode charge = charge(form);
        String reason = form.oneOf("reason", Set.of("duplicate", "fraudulent", "requested_by_customer"));
        ObjectNode metadata = Json.object();
        form.metadata("metadata", metadata);
        return refund(charge, form.whole("amount"), reason, metadata);
    }

    /** Gives back the amount, or all that is left. */
    ObjectNode refund(ObjectNode charge, @Nullable Long wanted, @Nullable String reason, ObjectNode metadata) {
        long left = Json.whole(charge, "amount") - Json.whole(charge, "amount_refunded");
        if (!Json.is(charge, "status", "succeeded")) {
            throw StripeError.invalid(null, "charge", "This charge was not successful and cannot be refunded.");
        }
        if (!Json.flag(charge, "captured")) {
            throw StripeError.invalid(
                    null,
                    "charge",
                    "This uncaptured Charge was created by a PaymentIntent. You must cancel the PaymentIntent to"
                            + " reverse the authorization instead of refunding the Charge directly.");
        }
        if (Json.flag(charge, "_redacted")) {
            throw StripeError.invalid(null, "charge", "This charge is redacted and cannot be refunded.");
        }
        if (left == 0) {
            throw StripeError.invalid(
                    "charge_already_refunded", "charge", "Charge " + Json.string(charge, "id") + " has been refunded.");
        }
        if (Json.flag(charge, "disputed")) {
            throw StripeError.invalid("charge_disputed", "charge", "This charge has been charged back.");
        }
        long amount = wanted == null ? left : wanted;
        if (amount < 1 || amount > left) {
            throw StripeError.invalid(
                    null,
                    "amount",
                    "Refund amount (" + amount + ") is greater than unrefunded amount on charge (" + left + ")");
        }
        payments.settle(charge);
        ObjectNode refund = records.create("refund")
                .put("amount", amount)
                .put("currency", Json.string(charge, "currency"))
                .put("charge", Json.string(charge, "id"))
                .put("payment_intent", Json.string(charge, "payment_intent"))
                .put("reason", reason);
        refund.set("metadata", metadata);
        refund.putNull("failure_balance_transaction");
        refund.put("balance_transaction", Json.string(balance.moved("refund", "refund", refund, -amount, 0, ""), "id"));
        ObjectNode before = charge.deepCopy();
        charge.put("amount_refunded", Json.whole(charge, "amount_refunded") + amount)
                .put("refunded", amount == left);
        events.happened("refund.created", refund);
        events.happened("charge.refunded", charge, before);
        ObjectNode unnumbered = refund.deepCopy();
        Json.child(Json.child(refund, "destination_details"), "card")
                .put("reference", "7" + records.random(10))
                .put("reference_status", "available");
        events.happened("refund.updated", refund, unnumbered);
        return refund;
    }

    /** The payer's bank sends it back. */
    void fail(ObjectNode refund) {
        if (!Json.is(refund, "status", "succeeded")) {
            throw new IllegalStateException("This refund failed already.");
        }
        ObjectNode before = refund.deepCopy();
        long amount = Json.whole(refund, "amount");
        refund.put("status", "failed")
                .put("failure_reason", "expired_or_canceled_card")
                .put(
                        "failure_balance_transaction",
                        Json.string(balance.moved("refund_failure", "refund_failure", refund, amount, 0, ""), "id"));
        ObjectNode charge = records.get("charge", Json.string(refund, "charge"));
        charge.put("amount_refunded", Json.whole(charge, "amount_refunded") - amount)
                .put("refunded", false);
        events.happened("refund.updated", refund, before);
        events.happened("refund.failed", refund);
    }

    private ObjectNode charge(Form form) {
        String id = form.text("charge");
        if (id == null) {
            ObjectNode intent = records.get("payment_intent", form.required("payment_intent"));
            id = Objects.requireNonNullElseGet(Json.text(intent, "latest_charge"), () -> {
                throw StripeError.invalid(null, "payment_intent", "This PaymentIntent has no successful charge.");
            });
        }
        return records.get("charge", id);
    }
}
