package standwith.sandbox.stripe;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ObjectNode;

/** What a caller may change about a subscription. */
final class SubscriptionChange {

    static final Set<String> KNOWN = Set.of(
            "cancel_at",
            "cancel_at_period_end",
            "default_payment_method",
            "cancellation_details[comment]",
            "cancellation_details[feedback]",
            "description",
            "metadata[*]",
            "items[*][id]",
            "items[*][quantity]",
            "items[*][price_data][currency]",
            "items[*][price_data][product]",
            "items[*][price_data][unit_amount]",
            "items[*][price_data][recurring][interval]",
            "items[*][price_data][recurring][interval_count]",
            "pause_collection",
            "pause_collection[behavior]",
            "pause_collection[resumes_at]",
            "proration_behavior",
            "payment_behavior",
            "trial_end",
            "expand[*]");

    private final Records records;
    private final Events events;
    private final Invoices invoices;

    SubscriptionChange(Records records, Events events, Invoices invoices) {
        this.records = records;
        this.events = events;
        this.invoices = invoices;
    }

    void apply(ObjectNode subscription, Form form) {
        if (Set.of("canceled", "incomplete_expired").contains(Json.string(subscription, "status"))) {
            throw StripeError.invalid(
                    null, null, "A canceled subscription can only update its cancellation_details and metadata.");
        }
        ObjectNode before = subscription.deepCopy();
        Instant trial = trial(form);
        method(subscription, form);
        ObjectNode billed = form.mentions("items") ? items(subscription, form, trial != null) : null;
        ObjectNode free = trial == null ? null : startTrial(subscription, trial);
        cancellation(subscription, form);
        pause(subscription, form);
        form.metadata("metadata", Json.child(subscription, "metadata"));
        if (form.has("description")) {
            subscription.put("description", form.text("description"));
        }
        events.happened("customer.subscription.updated", subscription, before);
        if (free != null) {
            events.happened("invoice.paid", free);
            events.happened("invoice.payment_succeeded", free);
        }
        if (billed != null) {
            invoices.pay(billed);
        }
    }

    private void method(ObjectNode subscription, Form form) {
        String id = form.text("default_payment_method");
        if (id == null) {
            return;
        }
        ObjectNode method = records.find("payment_method", id);
        if (method == null || !Json.string(subscription, "customer").equals(Json.text(method, "customer"))) {
            throw StripeError.invalid(
                    "resource_missing",
                    "default_payment_method",
                    "The customer does not have a payment method with the ID " + id + ".");
        }
        if (!id.equals(Json.text(subscription, "default_payment_method"))) {
            // They were the old card's.
            subscription.put("default_payment_method", id).put("_declines", 0);
        }
    }

    private @Nullable Instant trial(Form form) {
        Long end = form.whole("trial_end");
        if (end == null) {
            return null;
        }
        requireNoProration(form);
        Instant trial = Instant.ofEpochSecond(end);
        requireFuture(trial, "trial_end");
        return trial;
    }

    private void requireFuture(Instant time, String name) {
        if (!time.isAfter(records.now())) {
            throw StripeError.invalid(
                    null, name, "Invalid timestamp: must be an integer Unix timestamp in the future.");
        }
    }

    /** Until then nothing is due; what was paid already is neither credited nor given back. */
    private ObjectNode startTrial(ObjectNode subscription, Instant end) {
        Instant now = Instant.ofEpochSecond(records.now().getEpochSecond());
        subscription
                .put("trial_start", now.getEpochSecond())
                .put("trial_end", end.getEpochSecond())
                .put("billing_cycle_anchor", end.getEpochSecond())
                .put("status", "trialing");
        Subscriptions.period(subscription, now, end);
        return invoices.free(subscription, now, end);
    }

    private void cancellation(ObjectNode subscription, Form form) {
        Boolean atEnd = form.flag("cancel_at_period_end");
        cancelAt(subscription, form, atEnd != null);
        ObjectNode details = Json.child(subscription, "cancellation_details");
        if (atEnd != null) {
            subscription.put("cancel_at_period_end", atEnd);
            if (atEnd) {
                subscription
                        .put("cancel_at", Subscriptions.periodEnd(subscription).getEpochSecond())
                        .put("canceled_at", records.now().getEpochSecond());
                details.put("reason", "cancellation_requested");
            } else {
                subscription.putNull("cancel_at").putNull("canceled_at");
                details.putNull("reason");
            }
        }
        form.below("cancellation_details").forEach(details::put);
    }

    private void cancelAt(ObjectNode subscription, Form form, boolean both) {
        if (!form.mentions("cancel_at")) {
            return;
        }
        if (both) {
            throw StripeError.invalid(
                    null, "cancel_at", "`cancel_at` and `cancel_at_period_end` can not be passed together.");
        }
        if (form.text("cancel_at") != null) {
            throw StripeError.invalid(null, "cancel_at", "The sandbox ends nothing at a date.");
        }
        subscription.putNull("cancel_at").putNull("canceled_at").put("cancel_at_period_end", false);
    }

    private void pause(ObjectNode subscription, Form form) {
        if (form.has("pause_collection")) {
            subscription.putNull("pause_collection");
        } else if (form.mentions("pause_collection")) {
            form.required("pause_collection[behavior]");
            Long resumes = form.whole("pause_collection[resumes_at]");
            if (resumes != null) {
                requireFuture(Instant.ofEpochSecond(resumes), "pause_collection[resumes_at]");
            }
            subscription
                    .putObject("pause_collection")
                    .put(
                            "behavior",
                            form.oneOf(
                                    "pause_collection[behavior]",
                                    Set.of("void", "keep_as_draft", "mark_uncollectible")))
                    .put("resumes_at", resumes);
        }
    }

    /** The invoice that is due at once because the interval changed; null when nothing is. */
    private @Nullable ObjectNode items(ObjectNode subscription, Form form, boolean trial) {
        form.oneOf(
                "payment_behavior",
                Set.of("allow_incomplete", "error_if_incomplete", "pending_if_incomplete", "default_incomplete"));
        requireNoProration(form);
        String interval = Subscriptions.interval(subscription);
        ObjectNode unchanged = subscription.deepCopy();
        for (int i = 0; form.mentions("items[" + i + "]"); i++) {
            item(subscription, form, "items[" + i + "]");
        }
        boolean begins = !interval.equals(Subscriptions.interval(subscription));
        if (!begins || trial || Json.is(subscription, "status", "trialing")) {
            return null;
        }
        if (Json.whole(subscription, "_declines") > 0) {
            subscription.setAll(unchanged);
            throw StripeError.declined();
        }
        return startAgain(subscription);
    }

    private static void requireNoProration(Form form) {
        form.oneOf("proration_behavior", Set.of("none", "create_prorations", "always_invoice"));
        if (!"none".equals(form.text("proration_behavior"))) {
            throw StripeError.invalid(
                    null, "proration_behavior", "The sandbox does not prorate: it only knows 'none'.");
        }
    }

    private ObjectNode startAgain(ObjectNode subscription) {
        Instant now = Instant.ofEpochSecond(records.now().getEpochSecond());
        subscription.put("billing_cycle_anchor", now.getEpochSecond());
        Subscriptions.period(subscription, now, Subscriptions.plan(subscription).next(now, now));
        return invoices.issue(subscription, "subscription_update", now, Subscriptions.periodEnd(subscription));
    }

    private void item(ObjectNode subscription, Form form, String name) {
        Plan plan = Plan.from(form, name + "[price_data]", records, true);
        String id = form.text(name + "[id]");
        if (id == null) {
            Plan added = Objects.requireNonNullElseGet(plan, () -> {
                throw StripeError.invalid("parameter_missing", name + "[price]", "Missing required param: price.");
            });
            add(subscription, added, form.whole(name + "[quantity]", 1));
            return;
        }
        ObjectNode item = Subscriptions.items(subscription)
                .valueStream()
                .filter(known -> Json.is(known, "id", id))
                .map(ObjectNode.class::cast)
                .findFirst()
                .orElseThrow(() -> StripeError.invalid(
                        "resource_missing", name + "[id]", "No such subscription item: '" + id + "'"));
        if (plan != null) {
            requireSameCurrency(subscription, plan, name);
            plan.fill(item, records.newId("price"), records.now()).put("quantity", 1);
        }
        if (form.has(name + "[quantity]")) {
            item.put("quantity", form.whole(name + "[quantity]", 1));
        }
    }

    /** As at Stripe: an item without the id of an old one is one more to pay. */
    private void add(ObjectNode subscription, Plan plan, long quantity) {
        requireSameCurrency(subscription, plan, "items");
        ObjectNode first = Subscriptions.item(subscription);
        ObjectNode item = plan.fill(Json.blank("stripe/subscription_item"), records.newId("price"), records.now())
                .put("id", records.newId("subscription_item"))
                .put("created", records.now().getEpochSecond())
                .put("quantity", quantity)
                .put("subscription", Json.string(subscription, "id"))
                .put("current_period_start", Json.whole(first, "current_period_start"))
                .put("current_period_end", Json.whole(first, "current_period_end"));
        Json.child(subscription, "items")
                .put("total_count", Subscriptions.items(subscription).size() + 1)
                .withArray("data")
                .add(item);
    }

    private static void requireSameCurrency(ObjectNode subscription, Plan plan, String name) {
        if (!plan.currency().equals(Json.text(subscription, "currency"))) {
            throw StripeError.invalid(
                    null,
                    name,
                    "The price specified must match the subscription's currency. Yours: " + plan.currency());
        }
    }
}
