package standwith.sandbox.stripe;

import org.jspecify.annotations.Nullable;
import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ObjectNode;

/** What payments on the merchant's own page do to the invoices and subscriptions that they are for, if they are. */
final class FirstPayments {

    private final Records records;
    private final Events events;
    private final Invoices invoices;
    private final Subscriptions subscriptions;

    FirstPayments(Records records, Events events, Invoices invoices, Subscriptions subscriptions) {
        this.records = records;
        this.events = events;
        this.invoices = invoices;
        this.subscriptions = subscriptions;
    }

    /** Pays the invoice that the intent is for; false when it is for none. */
    boolean pay(ObjectNode intent) {
        ObjectNode invoice = invoice(intent);
        if (invoice == null) {
            return false;
        }
        invoices.pay(invoice);
        begin(invoice, Json.string(intent, "payment_method"));
        return true;
    }

    void failed(ObjectNode intent) {
        ObjectNode invoice = invoice(intent);
        if (invoice != null) {
            invoices.failed(invoice, null);
        }
    }

    void actionRequired(ObjectNode intent) {
        ObjectNode invoice = invoice(intent);
        if (invoice != null) {
            events.happened("invoice.payment_action_required", invoice);
        }
    }

    /** The bank takes its time, and the subscription does not wait for it. */
    void waits(ObjectNode intent) {
        ObjectNode invoice = invoice(intent);
        if (invoice != null) {
            begin(invoice, Json.string(intent, "payment_method"));
        }
    }

    /** The bank said no after all. */
    void end(ObjectNode intent) {
        ObjectNode invoice = invoice(intent);
        if (invoice != null) {
            subscriptions.end(subscription(invoice), "payment_failed");
        }
    }

    private void begin(ObjectNode invoice, String method) {
        ObjectNode subscription = subscription(invoice);
        ObjectNode before = subscription.deepCopy();
        subscription.put("default_payment_method", method);
        subscriptions.turn(subscription, before, "active");
    }

    private ObjectNode subscription(ObjectNode invoice) {
        return records.get("subscription", Json.string(invoice, "_subscription"));
    }

    private @Nullable ObjectNode invoice(ObjectNode intent) {
        return records.find("invoice", Json.text(intent, "_invoice"));
    }
}
