package standwith.sandbox.stripe;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ObjectNode;

/** Whom subscriptions belong to. */
final class Customers {

    static final Set<String> KNOWN = Set.of("description", "email", "name", "metadata[*]", "expand[*]");

    private static final Set<String> OVER = Set.of("canceled", "incomplete_expired");

    private final Records records;
    private final Events events;
    private final Subscriptions subscriptions;
    private final PaymentMethods methods;

    Customers(Records records, Events events, Subscriptions subscriptions, PaymentMethods methods) {
        this.records = records;
        this.events = events;
        this.subscriptions = subscriptions;
        this.methods = methods;
    }

    ObjectNode create(Form form) {
        ObjectNode metadata = Json.object();
        form.metadata("metadata", metadata);
        ObjectNode customer = records.create("customer")
                .put("description", form.text("description"))
                .put("email", form.text("email"))
                .put("invoice_prefix", records.random(8).toUpperCase(Locale.ROOT))
                .put("name", form.text("name"));
        customer.set("metadata", metadata);
        events.happened("customer.created", customer);
        return customer;
    }

    /** One that was not deleted, as a parameter names it. */
    ObjectNode live(String id) {
        ObjectNode customer = records.find("customer", id);
        if (customer == null || Json.flag(customer, "_deleted")) {
            throw StripeError.invalid("resource_missing", "customer", "No such customer: '" + id + "'");
        }
        return customer;
    }

    /** Ends what the customer had; what was paid stays. */
    ObjectNode delete(ObjectNode customer) {
        String id = Json.string(customer, "id");
        if (Json.flag(customer, "_deleted")) {
            throw StripeError.missing("customer", id);
        }
        for (ObjectNode subscription : all("subscription", id)) {
            if (!OVER.contains(Json.string(subscription, "status"))) {
                subscriptions.end(subscription, "cancellation_requested");
            }
        }
        all("payment_method", id).forEach(methods::detach);
        events.happened("customer.deleted", customer);
        return customer.put("_deleted", true);
    }

    private List<ObjectNode> all(String type, String customer) {
        return records.where(type, "customer", customer).toList();
    }
}
