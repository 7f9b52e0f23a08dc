package standwith.sandbox.stripe;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.account.Json;
import standwith.sandbox.account.Person;
import tools.jackson.databind.node.ObjectNode;

/** People who gave before there was an application that would have been told of it. */
final class Predecessors {

    private final Records records;
    private final Events events;
    private final Payments payments;
    private final PaymentMethods methods;
    private final Invoices invoices;
    private final Subscriptions subscriptions;

    Predecessors(
            Records records,
            Events events,
            Payments payments,
            PaymentMethods methods,
            Invoices invoices,
            Subscriptions subscriptions) {
        this.records = records;
        this.events = events;
        this.payments = payments;
        this.methods = methods;
        this.invoices = invoices;
        this.subscriptions = subscriptions;
    }

    /** @param locale null where none is known */
    ObjectNode subscribe(Person payer, Plan plan, @Nullable String locale) {
        return events.quietly(() -> {
            ObjectNode customer =
                    records.create("customer").put("email", payer.email()).put("name", payer.name());
            if (locale != null) {
                customer.withArray("preferred_locales").add(locale);
            }
            ObjectNode subscription = subscriptions.begin(customer, plan, 1, Map.of());
            ObjectNode method = methods.of(payer, null);
            methods.attach(method, Json.string(customer, "id"));
            subscription.put("default_payment_method", Json.string(method, "id"));
            ObjectNode invoice = subscriptions.invoice(subscription);
            payments.use(invoices.intent(invoice), method);
            invoices.pay(invoice);
            return subscription.put("status", "active");
        });
    }

    /** @return the payment intent */
    ObjectNode pay(Person payer, long amount, String currency) {
        return events.quietly(() -> {
            ObjectNode intent = payments.intend(amount, currency, null, "once");
            payments.use(intent, methods.of(payer, null));
            payments.succeed(intent);
            return intent;
        });
    }
}
