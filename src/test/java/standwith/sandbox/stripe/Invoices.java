package standwith.sandbox.stripe;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.account.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What subscriptions owe, and the payment behind it. */
final class Invoices {

    private final Records records;
    private final Events events;
    private final Payments payments;

    Invoices(Records records, Events events, Payments payments) {
        this.records = records;
        this.events = events;
        this.payments = payments;
    }

    /** An open invoice for the subscription's current items, with a payment intent nobody has tried yet. */
    ObjectNode issue(ObjectNode subscription, String reason, Instant start, Instant end) {
        Instant now = records.now();
        long amount = Subscriptions.amount(subscription);
        String customer = Json.string(subscription, "customer");
        ObjectNode payer = records.get("customer", customer);
        ObjectNode invoice = records.create("invoice")
                .put("billing_reason", reason)
                .put("currency", Json.string(subscription, "currency"))
                .put("customer", customer)
                .put("customer_email", Json.text(payer, "email"))
                .put("customer_name", Json.text(payer, "name"))
                .put("amount_due", amount)
                .put("amount_remaining", amount)
                .put("subtotal", amount)
                .put("subtotal_excluding_tax", amount)
                .put("total", amount)
                .put("total_excluding_tax", amount)
                .put("effective_at", now.getEpochSecond())
                .put("number", records.random(8).toUpperCase(Locale.ROOT) + "-0001")
                .put("_subscription", Json.string(subscription, "id"));
        // The first invoice has no period of its own; later ones tell the period before the one they pay for.
        boolean first = reason.equals("subscription_create");
        invoice.put("period_end", start.getEpochSecond())
                .put("period_start", first ? start.getEpochSecond() : Json.whole(subscription, "_last_start"));
        invoice.set(
                "customer_address", Objects.requireNonNull(payer.get("address")).deepCopy());
        Json.child(invoice, "status_transitions").put("finalized_at", now.getEpochSecond());
        ObjectNode details = Json.child(Json.child(invoice, "parent"), "subscription_details");
        details.put("subscription", Json.string(subscription, "id"))
                .set("metadata", Json.child(subscription, "metadata").deepCopy());
        addLines(invoice, subscription, start, end);
        invoice.put("_intent", Json.string(intend(invoice, subscription), "id"));
        subscription.put("latest_invoice", Json.string(invoice, "id"));
        return invoice;
    }

    private ObjectNode intend(ObjectNode invoice, ObjectNode subscription) {
        long amount = Json.whole(invoice, "amount_due");
        String currency = Json.string(invoice, "currency");
        ObjectNode intent = payments.intend(
                        amount, currency, Json.string(invoice, "customer"), Subscriptions.interval(subscription))
                .put("setup_future_usage", "off_session")
                .put("_invoice", Json.string(invoice, "id"))
                .put(
                        "description",
                        Json.is(invoice, "billing_reason", "subscription_create")
                                ? "Subscription creation"
                                : "Subscription update");
        String method = Json.text(subscription, "default_payment_method");
        if (method != null) {
            intent.put("_method", method);
        }
        ObjectNode payment = records.create("invoice_payment")
                .put("amount_requested", amount)
                .put("currency", currency)
                .put("invoice", Json.string(invoice, "id"));
        Json.child(payment, "payment").put("payment_intent", Json.string(intent, "id"));
        return intent;
    }

    private void addLines(ObjectNode invoice, ObjectNode subscription, Instant start, Instant end) {
        String id = Json.string(invoice, "id");
        ObjectNode lines = Json.child(invoice, "lines").put("url", "/v1/invoices/" + id + "/lines");
        for (JsonNode item : Subscriptions.items(subscription)) {
            JsonNode price = item.get("price");
            long amount = Json.whole(price, "unit_amount") * Json.whole(item, "quantity");
            ObjectNode line = Json.blank("stripe/line_item")
                    .put("id", records.newId("line_item"))
                    .put("amount", amount)
                    .put("subtotal", amount)
                    .put("currency", Json.string(invoice, "currency"))
                    .put("invoice", id)
                    .put("quantity", Json.whole(item, "quantity"));
            line.set("metadata", Json.child(subscription, "metadata").deepCopy());
            Json.child(Json.child(line, "parent"), "subscription_item_details")
                    .put("subscription", Json.string(subscription, "id"))
                    .put("subscription_item", Json.string(item, "id"));
            Json.child(line, "period").put("start", start.getEpochSecond()).put("end", end.getEpochSecond());
            ObjectNode pricing = Json.child(line, "pricing")
                    .put("unit_amount_decimal", Long.toString(Json.whole(price, "unit_amount")));
            Json.child(pricing, "price_details")
                    .put("price", Json.string(price, "id"))
                    .put("product", Json.string(price, "product"));
            lines.withArray("data").add(line);
        }
    }

    void pay(ObjectNode invoice) {
        payments.succeed(intent(invoice));
        long paidAt = records.now().getEpochSecond();
        long amount = Json.whole(invoice, "amount_due");
        invoice.put("status", "paid")
                .put("amount_paid", amount)
                .put("amount_remaining", 0)
                .put("attempt_count", Json.whole(invoice, "attempt_count") + 1)
                .put("attempted", true)
                .putNull("next_payment_attempt");
        Json.child(invoice, "status_transitions").put("paid_at", paidAt);
        ObjectNode payment = payment(invoice).put("status", "paid").put("amount_paid", amount);
        Json.child(payment, "status_transitions").put("paid_at", paidAt);
        events.happened("invoice.paid", invoice);
        events.happened("invoice.payment_succeeded", invoice);
        events.happened("invoice_payment.paid", payment);
    }

    /** One more attempt that failed. */
    void fail(ObjectNode invoice, @Nullable Instant nextAttempt) {
        payments.decline(intent(invoice), Decline.INSUFFICIENT_FUNDS);
        failed(invoice, nextAttempt);
    }

    /** An attempt failed that was not one of Stripe's own. */
    void failBesides(ObjectNode invoice) {
        payments.decline(intent(invoice), Decline.INSUFFICIENT_FUNDS);
        events.happened("invoice.payment_failed", invoice);
    }

    /** From now on the bank is asked for this one. */
    void use(ObjectNode invoice, ObjectNode method) {
        payments.use(intent(invoice), method);
    }

    /** What nobody has to pay, and which therefore is paid already: Stripe makes it when a trial begins. */
    ObjectNode free(ObjectNode subscription, Instant start, Instant end) {
        long now = records.now().getEpochSecond();
        ObjectNode invoice = records.create("invoice")
                .put("billing_reason", "subscription_update")
                .put("currency", Json.string(subscription, "currency"))
                .put("customer", Json.string(subscription, "customer"))
                .put("attempted", true)
                .put("status", "paid")
                .put("period_start", start.getEpochSecond())
                .put("period_end", end.getEpochSecond())
                .put("_subscription", Json.string(subscription, "id"));
        Json.child(invoice, "status_transitions").put("finalized_at", now).put("paid_at", now);
        Json.child(Json.child(invoice, "parent"), "subscription_details")
                .put("subscription", Json.string(subscription, "id"))
                .set("metadata", Json.child(subscription, "metadata").deepCopy());
        subscription.put("latest_invoice", Json.string(invoice, "id"));
        return invoice;
    }

    /** An attempt failed, as the bank has said already. */
    void failed(ObjectNode invoice, @Nullable Instant nextAttempt) {
        invoice.put("attempt_count", Json.whole(invoice, "attempt_count") + 1)
                .put("attempted", true)
                .put("auto_advance", nextAttempt != null)
                .put("next_payment_attempt", nextAttempt == null ? null : nextAttempt.getEpochSecond());
        events.happened("invoice.payment_failed", invoice);
    }

    /** Ends an invoice that will not be collected, as void or uncollectible. */
    void close(ObjectNode invoice, String status) {
        boolean voided = status.equals("void");
        invoice.put("status", status).putNull("next_payment_attempt");
        Json.child(invoice, "status_transitions")
                .put(
                        voided ? "voided_at" : "marked_uncollectible_at",
                        records.now().getEpochSecond());
        payments.cancel(intent(invoice), "void_invoice");
        payment(invoice).put("status", "canceled");
        events.happened(voided ? "invoice.voided" : "invoice.marked_uncollectible", invoice);
    }

    ObjectNode intent(ObjectNode invoice) {
        return records.get("payment_intent", Json.string(invoice, "_intent"));
    }

    private ObjectNode payment(ObjectNode invoice) {
        return records.of("invoice_payment", "invoice", Json.string(invoice, "id"))
                .findFirst()
                .orElseThrow();
    }
}
