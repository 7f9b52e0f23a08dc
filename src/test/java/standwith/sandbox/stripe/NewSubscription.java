package standwith.sandbox.stripe;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ObjectNode;

/** Subscriptions whose first payment is made on the merchant's own page. */
final class NewSubscription {

    private static final String ITEM = "items[0]";
    private static final String SAVE = "payment_settings[save_default_payment_method]";

    static final Set<String> KNOWN = Set.of(
            "customer",
            "description",
            "metadata[*]",
            "items[*][price_data][currency]",
            "items[*][price_data][product]",
            "items[*][price_data][unit_amount]",
            "items[*][price_data][recurring][interval]",
            "items[*][price_data][recurring][interval_count]",
            "items[*][quantity]",
            "payment_behavior",
            SAVE,
            "expand[*]");

    private final Records records;
    private final Events events;
    private final Customers customers;
    private final Invoices invoices;
    private final Subscriptions subscriptions;

    NewSubscription(
            Records records, Events events, Customers customers, Invoices invoices, Subscriptions subscriptions) {
        this.records = records;
        this.events = events;
        this.customers = customers;
        this.invoices = invoices;
        this.subscriptions = subscriptions;
    }

    ObjectNode create(Form form) {
        ObjectNode customer = customers.live(form.required("customer"));
        only(form, "payment_behavior", "default_incomplete");
        only(form, SAVE, "on_subscription");
        Plan plan = plan(form);
        long quantity = form.whole(ITEM + "[quantity]", 1);
        if (plan.amount() * quantity < Money.minimum(plan.currency())) {
            throw StripeError.invalid(
                    "amount_too_small",
                    ITEM + "[price_data][unit_amount]",
                    "Amount must be at least " + Money.minimum(plan.currency()) + " " + plan.currency()
                            + " minor units.");
        }
        ObjectNode metadata = Json.object();
        form.metadata("metadata", metadata);
        Map<String, String> named = new LinkedHashMap<>();
        metadata.properties()
                .forEach(entry -> named.put(entry.getKey(), entry.getValue().asString()));
        ObjectNode subscription =
                subscriptions.begin(customer, plan, quantity, named).put("description", form.text("description"));
        Json.child(subscription, "payment_settings").put("save_default_payment_method", "on_subscription");
        ObjectNode invoice = subscriptions.invoice(subscription);
        events.happened("customer.subscription.created", subscription);
        events.happened("invoice.created", invoice);
        events.happened("invoice.finalized", invoice);
        events.happened("payment_intent.created", invoices.intent(invoice));
        return subscription;
    }

    private Plan plan(Form form) {
        if (form.mentions("items[1]")) {
            throw StripeError.invalid(null, "items", "The sandbox sells one thing at a time.");
        }
        Plan plan = Plan.from(form, ITEM + "[price_data]", records, true);
        if (plan == null) {
            throw StripeError.invalid("parameter_missing", ITEM + "[price]", "Missing required param: items.");
        }
        return plan;
    }

    private static void only(Form form, String name, String known) {
        if (!known.equals(form.text(name))) {
            throw StripeError.invalid(null, name, "The sandbox only knows '" + known + "'.");
        }
    }
}
