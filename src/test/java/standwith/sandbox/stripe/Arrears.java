package standwith.sandbox.stripe;

import java.util.Set;
import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ObjectNode;

/** What a caller may do with invoices that could not be collected. */
final class Arrears {

    static final Set<String> PAYABLE = Set.of("off_session", "expand[*]");

    private final Records records;
    private final Invoices invoices;
    private final Subscriptions subscriptions;

    Arrears(Records records, Invoices invoices, Subscriptions subscriptions) {
        this.records = records;
        this.invoices = invoices;
        this.subscriptions = subscriptions;
    }

    /** One more attempt, besides those that Stripe makes by itself. */
    ObjectNode pay(ObjectNode invoice) {
        if (Json.is(invoice, "status", "paid")) {
            throw StripeError.invalid(null, null, "Invoice is already paid");
        }
        requireOpen(invoice, "This invoice can no longer be paid.");
        if (!subscriptions.tryNow(subscription(invoice), invoice)) {
            throw StripeError.declined();
        }
        return invoice;
    }

    ObjectNode makeVoid(ObjectNode invoice) {
        requireOpen(
                invoice,
                "You can only pass in open invoices. This invoice isn't open (it is " + Json.string(invoice, "status")
                        + ").");
        invoices.close(invoice, "void");
        subscriptions.relieve(subscription(invoice));
        return invoice;
    }

    private ObjectNode subscription(ObjectNode invoice) {
        return records.get("subscription", Json.string(invoice, "_subscription"));
    }

    private static void requireOpen(ObjectNode invoice, String otherwise) {
        if (!Json.is(invoice, "status", "open")) {
            throw StripeError.invalid(null, null, otherwise);
        }
    }
}
