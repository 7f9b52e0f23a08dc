package org.standwith.payments.stripe;

import java.util.Optional;
import java.util.Set;
import org.standwith.payments.Levels;
import org.standwith.payments.Projection;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Which fields of Stripe's objects facts need. */
final class StripeProjection {

    /** By path; {@code []} stands for each element of a list. All lead to plain values. */
    static final Set<String> ALLOWED = Set.of(
            // every object
            "id",
            "object",
            "created",
            "currency",
            "amount",
            "status",
            "metadata.reference",
            // what belongs to what; an expanded object is reduced to its id
            "payment_intent",
            "charge",
            "invoice",
            "subscription",
            "latest_charge",
            "balance_transaction",
            // checkout.session
            "client_reference_id",
            "mode",
            "payment_status",
            "expires_at",
            // charge
            "amount_captured",
            "captured",
            "paid",
            "failure_code",
            // payment_intent
            "last_payment_error.code",
            // invoice, also in the shape before API version 2025-03-31
            "attempt_count",
            "next_payment_attempt",
            "parent.subscription_details.subscription",
            "parent.subscription_details.metadata.reference",
            "subscription_details.metadata.reference",
            "payments.data[].payment.payment_intent",
            "payments.data[].payment.charge",
            // invoice_payment
            "payment.payment_intent",
            "payment.charge",
            // subscription
            "cancel_at",
            "cancel_at_period_end",
            "canceled_at",
            "ended_at",
            "cancellation_details.reason",
            "current_period_end",
            "pause_collection.behavior",
            "pause_collection.resumes_at",
            "items.data[].quantity",
            "items.data[].current_period_end",
            "items.data[].price.currency",
            "items.data[].price.unit_amount",
            "items.data[].price.recurring.interval",
            "items.data[].price.recurring.interval_count",
            // dispute and balance transaction
            "balance_transactions[].id",
            "balance_transactions[].amount",
            "balance_transactions[].fee",
            "balance_transactions[].currency",
            "balance_transactions[].created",
            "balance_transactions[].type",
            // refunds in a charge, before API version 2022-11-15
            "refunds.data[].id",
            "refunds.data[].object",
            "refunds.data[].amount",
            "refunds.data[].currency",
            "refunds.data[].status",
            "refunds.data[].created",
            "refunds.data[].charge");

    /** The kinds of object that {@link StripeFacts} reads. Of any other nothing is kept but its kind. */
    private static final Set<String> READ = Set.of(
            "checkout.session",
            "payment_intent",
            "charge",
            "invoice",
            "invoice_payment",
            "subscription",
            "refund",
            "dispute",
            "payout");

    /** Where others who use the account may write what they like, a name for instance: only our references are kept. */
    private static final Set<String> FREE_TEXT = Set.of("reference", "client_reference_id");

    private static final Projection PROJECTION = new Projection(ALLOWED, StripeProjection::plain);

    private StripeProjection() {}

    /** Of every charge the level is kept that its card's country has now, and not the country. */
    static ObjectNode of(JsonNode object, StripeCountries countries) {
        String kind = StripeFields.text(object.path("object")).orElse("");
        if (!READ.contains(kind)) {
            return JsonNodeFactory.instance.objectNode().put("object", kind);
        }
        ObjectNode kept = PROJECTION.of(object);
        return kind.equals("charge")
                ? kept.put(Levels.FIELD, countries.of(object).name())
                : kept;
    }

    private static Optional<JsonNode> plain(String name, JsonNode value) {
        JsonNode plain = value.isObject() ? value.path("id") : value;
        boolean fine = FREE_TEXT.contains(name)
                ? StripeFields.ours(plain).isPresent()
                : !plain.isString() || StripeFields.text(plain).isPresent();
        return fine ? Optional.of(plain) : Optional.empty();
    }
}
