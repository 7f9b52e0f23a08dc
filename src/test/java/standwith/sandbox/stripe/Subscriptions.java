package standwith.sandbox.stripe;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import standwith.sandbox.account.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Subscriptions through their life: begun, renewed, failing, recovered, ended. */
final class Subscriptions {

    /** Days from one failed attempt to the next; after the last, Stripe gives up and cancels. */
    private static final List<Duration> RETRIES = List.of(Duration.ofDays(3), Duration.ofDays(5), Duration.ofDays(7));

    static final Duration INCOMPLETE_FOR = Duration.ofHours(23);

    private final Records records;
    private final Events events;
    private final Invoices invoices;

    Subscriptions(Records records, Events events, Invoices invoices) {
        this.records = records;
        this.events = events;
        this.invoices = invoices;
    }

    static ArrayNode items(ObjectNode subscription) {
        return (ArrayNode)
                Objects.requireNonNull(Json.child(subscription, "items").get("data"));
    }

    static ObjectNode item(ObjectNode subscription) {
        return (ObjectNode) items(subscription).get(0);
    }

    static long amount(ObjectNode subscription) {
        return items(subscription)
                .valueStream()
                .mapToLong(item -> Json.whole(item.path("price"), "unit_amount") * Json.whole(item, "quantity"))
                .sum();
    }

    static String interval(ObjectNode subscription) {
        return item(subscription)
                .path("price")
                .path("recurring")
                .path("interval")
                .asString();
    }

    static Plan plan(ObjectNode subscription) {
        JsonNode price = item(subscription).path("price");
        return new Plan(
                Json.string(subscription, "currency"),
                Json.whole(price, "unit_amount"),
                Json.string(price, "product"),
                interval(subscription),
                price.path("recurring").path("interval_count").asInt(1));
    }

    static Instant periodEnd(ObjectNode subscription) {
        return Instant.ofEpochSecond(Json.whole(item(subscription), "current_period_end"));
    }

    ObjectNode invoice(ObjectNode subscription) {
        return records.get("invoice", Json.string(subscription, "latest_invoice"));
    }

    /** A subscription with its first invoice, not paid yet and not told to anyone. */
    ObjectNode begin(ObjectNode customer, Plan plan, long quantity, Map<String, String> metadata) {
        Instant now = Instant.ofEpochSecond(records.now().getEpochSecond());
        ObjectNode subscription = records.create("subscription");
        String id = Json.string(subscription, "id");
        subscription
                .put("billing_cycle_anchor", now.getEpochSecond())
                .put("start_date", now.getEpochSecond())
                .put("currency", plan.currency())
                .put("customer", Json.string(customer, "id"))
                .put("status", "incomplete");
        metadata.forEach(Json.child(subscription, "metadata")::put);
        ObjectNode item = plan.fill(Json.blank("stripe/subscription_item"), records.newId("price"), now)
                .put("id", records.newId("subscription_item"))
                .put("created", now.getEpochSecond())
                .put("quantity", quantity)
                .put("subscription", id);
        Json.child(subscription, "items")
                .put("url", "/v1/subscription_items?subscription=" + id)
                .withArray("data")
                .add(item);
        period(subscription, now, plan.next(now, now));
        invoices.issue(subscription, "subscription_create", now, periodEnd(subscription));
        return subscription;
    }

    /** The period is over: the next one begins and is to be paid, unless it was the last. */
    void renew(ObjectNode subscription) {
        if (Json.flag(subscription, "cancel_at_period_end")) {
            end(subscription, "cancellation_requested");
            return;
        }
        ObjectNode before = subscription.deepCopy();
        Instant start = periodEnd(subscription);
        Instant anchor = Instant.ofEpochSecond(Json.whole(subscription, "billing_cycle_anchor"));
        period(subscription, start, plan(subscription).next(anchor, start));
        if (Json.is(subscription, "status", "trialing")) {
            subscription.put("status", "active");
        }
        ObjectNode invoice = invoices.issue(subscription, "subscription_cycle", start, periodEnd(subscription));
        events.happened("customer.subscription.updated", subscription, before);
        JsonNode pause = subscription.path("pause_collection");
        if (pause.isObject()) {
            String behavior = Json.string(pause, "behavior");
            if (behavior.equals("keep_as_draft")) {
                invoice.put("status", "draft");
            } else {
                invoices.close(invoice, behavior.equals("void") ? "void" : "uncollectible");
            }
        } else {
            collect(subscription, invoice);
        }
    }

    /** Tries to collect an invoice, for the first time or again. */
    void collect(ObjectNode subscription, ObjectNode invoice) {
        ObjectNode before = subscription.deepCopy();
        if (pays(subscription, invoice)) {
            invoices.pay(invoice);
            turn(subscription, before, "active");
            return;
        }
        int failed = (int) Json.whole(invoice, "attempt_count");
        boolean last = failed >= RETRIES.size();
        invoices.fail(invoice, last ? null : records.now().plus(RETRIES.get(failed)));
        if (last) {
            end(subscription, "payment_failed");
        } else {
            turn(subscription, before, "past_due");
        }
    }

    /**
     * Tries to collect an invoice besides: when Stripe itself tries next, and which attempt that is, stays the same.
     *
     * @return whether it is paid
     */
    boolean tryNow(ObjectNode subscription, ObjectNode invoice) {
        ObjectNode before = subscription.deepCopy();
        boolean pays = pays(subscription, invoice);
        if (pays) {
            invoices.pay(invoice);
            relieve(subscription, before);
        } else {
            invoices.failBesides(invoice);
        }
        return pays;
    }

    /** Nothing is left to be collected, perhaps. */
    void relieve(ObjectNode subscription) {
        relieve(subscription, subscription.deepCopy());
    }

    private void relieve(ObjectNode subscription, ObjectNode before) {
        if (Json.is(subscription, "status", "past_due")
                && openInvoices(subscription).isEmpty()) {
            turn(subscription, before, "active");
        }
    }

    /** Whether its card is still there, was not detached, and is not declined. */
    private boolean pays(ObjectNode subscription, ObjectNode invoice) {
        ObjectNode method = records.find("payment_method", Json.text(subscription, "default_payment_method"));
        if (method != null) {
            // It may have changed since the invoice was made.
            invoices.use(invoice, method);
        }
        long declines = Json.whole(subscription, "_declines");
        subscription.put("_declines", Math.max(0, declines - 1));
        boolean there = method != null && Json.text(method, "customer") != null;
        Card card = method == null ? null : PaymentMethods.card(method);
        return declines == 0 && there && (card == null || card.decline() == null);
    }

    void turn(ObjectNode subscription, ObjectNode before, String status) {
        if (!Json.is(subscription, "status", status)) {
            subscription.put("status", status);
            events.happened("customer.subscription.updated", subscription, before);
        }
    }

    /** Over, at once. A first payment that was never made cannot be made any more. */
    void end(ObjectNode subscription, String reason) {
        long now = records.now().getEpochSecond();
        if (Json.is(subscription, "status", "incomplete")) {
            openInvoices(subscription).forEach(invoice -> invoices.close(invoice, "void"));
        }
        subscription.put("status", "canceled").put("ended_at", now);
        if (subscription.path("canceled_at").isNull()) {
            subscription.put("canceled_at", now);
        }
        Json.child(subscription, "cancellation_details").put("reason", reason);
        openInvoices(subscription).forEach(invoice -> invoice.putNull("next_payment_attempt"));
        events.happened("customer.subscription.deleted", subscription);
    }

    /** The first payment never came. */
    void expire(ObjectNode subscription) {
        ObjectNode before = subscription.deepCopy();
        openInvoices(subscription).forEach(invoice -> invoices.close(invoice, "void"));
        turn(subscription, before, "incomplete_expired");
    }

    void resume(ObjectNode subscription) {
        ObjectNode before = subscription.deepCopy();
        subscription.putNull("pause_collection");
        events.happened("customer.subscription.updated", subscription, before);
    }

    static void period(ObjectNode subscription, Instant start, Instant end) {
        subscription.put("_last_start", Json.whole(item(subscription), "current_period_start"));
        for (JsonNode item : items(subscription)) {
            ((ObjectNode) item)
                    .put("current_period_start", start.getEpochSecond())
                    .put("current_period_end", end.getEpochSecond());
        }
    }

    private List<ObjectNode> openInvoices(ObjectNode subscription) {
        return records.of("invoice", "_subscription", Json.string(subscription, "id"))
                .filter(invoice -> Json.is(invoice, "status", "open"))
                .toList();
    }
}
