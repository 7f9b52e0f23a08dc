package standwith.sandbox.stripe;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.account.Json;
import standwith.sandbox.account.Person;
import tools.jackson.databind.node.ObjectNode;

/** What can happen to a checkout session once it is open. */
final class Checkout {

    static final Duration LATE_ANSWER_AFTER = Duration.ofDays(1);

    private final Records records;
    private final Events events;
    private final Payments payments;
    private final PaymentMethods methods;
    private final Invoices invoices;
    private final Subscriptions subscriptions;
    private final Setups setups;

    Checkout(
            Records records,
            Events events,
            Payments payments,
            PaymentMethods methods,
            Invoices invoices,
            Subscriptions subscriptions,
            Setups setups) {
        this.records = records;
        this.events = events;
        this.payments = payments;
        this.methods = methods;
        this.invoices = invoices;
        this.subscriptions = subscriptions;
        this.setups = setups;
    }

    /** A session that is not open any more stays as it is: a second click pays nothing. */
    void approve(ObjectNode session) {
        if (!isOpen(session)) {
            return;
        }
        if (Setups.isOne(session)) {
            setups.approve(session);
            return;
        }
        if (recurring(session)) {
            ObjectNode known = incomplete(session);
            ObjectNode subscription = known == null ? begin(session) : known;
            choose(session, subscription);
            ObjectNode before = subscription.deepCopy().put("status", "incomplete");
            subscription.put("status", "active");
            if (known == null) {
                events.happened("customer.subscription.created", subscription);
            }
            invoices.pay(subscriptions.invoice(subscription));
            if (known != null) {
                events.happened("customer.subscription.updated", subscription, before);
            }
        } else {
            payments.succeed(tried(session));
        }
        complete(session, "paid");
    }

    void decline(ObjectNode session) {
        if (!isOpen(session)) {
            return;
        }
        if (Setups.isOne(session)) {
            setups.decline(session);
            return;
        }
        session.put("_error", "Your card was declined.");
        if (recurring(session)) {
            ObjectNode known = incomplete(session);
            ObjectNode subscription = known == null ? begin(session) : known;
            choose(session, subscription);
            if (known == null) {
                events.happened("customer.subscription.created", subscription);
            }
            invoices.fail(subscriptions.invoice(subscription), null);
        } else {
            payments.decline(tried(session), Decline.INSUFFICIENT_FUNDS);
        }
    }

    /** The bank takes its time: the session is over, the money is not there. */
    void answerLate(ObjectNode session) {
        if (!isOpen(session) || Setups.isOne(session)) {
            return;
        }
        if (recurring(session)) {
            ObjectNode known = incomplete(session);
            ObjectNode subscription = known == null ? begin(session) : known;
            choose(session, subscription);
            ObjectNode before = subscription.deepCopy().put("status", "incomplete");
            subscription.put("status", "active");
            events.happened(
                    known == null ? "customer.subscription.created" : "customer.subscription.updated",
                    subscription,
                    known == null ? null : before);
            payments.process(invoices.intent(subscriptions.invoice(subscription)));
        } else {
            payments.process(tried(session));
        }
        session.put("_answer_due", records.now().plus(LATE_ANSWER_AFTER).getEpochSecond());
        complete(session, "unpaid");
    }

    /** The bank's answer after all. */
    void answer(ObjectNode session, boolean yes) {
        if (session.remove("_answer_due") == null) {
            return;
        }
        if (recurring(session)) {
            ObjectNode subscription = records.get("subscription", Json.string(session, "subscription"));
            ObjectNode invoice = subscriptions.invoice(subscription);
            if (yes) {
                invoices.pay(invoice);
            } else {
                invoices.fail(invoice, null);
                subscriptions.end(subscription, "payment_failed");
            }
        } else if (yes) {
            payments.succeed(intent(session));
        } else {
            payments.decline(intent(session), Decline.INSUFFICIENT_FUNDS);
        }
        if (yes) {
            session.put("payment_status", "paid");
        }
        events.happened(
                yes ? "checkout.session.async_payment_succeeded" : "checkout.session.async_payment_failed", session);
    }

    void expire(ObjectNode session) {
        session.put("status", "expired").putNull("url");
        events.happened("checkout.session.expired", session);
    }

    static boolean isOpen(ObjectNode session) {
        return Json.is(session, "status", "open");
    }

    static boolean recurring(ObjectNode session) {
        return Json.is(session, "mode", "subscription");
    }

    private void complete(ObjectNode session, String paymentStatus) {
        Person payer = payer(session);
        session.put("status", "complete")
                .put("payment_status", paymentStatus)
                .putNull("url")
                .set("customer_details", Payer.customerDetails(payer));
        session.remove("_error");
        if (recurring(session)) {
            ObjectNode subscription = records.get("subscription", Json.string(session, "_subscription"));
            session.put("subscription", Json.string(subscription, "id"))
                    .put("invoice", Json.string(subscription, "latest_invoice"));
        }
        events.happened("checkout.session.completed", session);
    }

    /** The card that the payer takes now: the one on the page, or else their own. */
    private ObjectNode method(ObjectNode session) {
        return methods.of(payer(session), Cards.numbered(Json.text(session, "_card")));
    }

    private void choose(ObjectNode session, ObjectNode subscription) {
        ObjectNode method = method(session).put("customer", Json.string(subscription, "customer"));
        subscription.put("default_payment_method", Json.string(method, "id"));
        payments.use(invoices.intent(subscriptions.invoice(subscription)), method);
    }

    private ObjectNode tried(ObjectNode session) {
        ObjectNode intent = intent(session);
        payments.use(intent, method(session));
        return intent;
    }

    private ObjectNode intent(ObjectNode session) {
        ObjectNode known = records.find("payment_intent", Json.text(session, "payment_intent"));
        if (known != null) {
            return known;
        }
        String customer = Json.is(session, "customer_creation", "always") ? Json.string(customer(session), "id") : null;
        ObjectNode intent = payments.intend(
                Json.whole(session, "amount_total"), Json.string(session, "currency"), customer, "once");
        ObjectNode wanted = Json.child(session, "_data");
        Json.child(intent, "metadata").setAll(Json.child(wanted, "metadata"));
        intent.put("description", Json.text(wanted, "description"))
                .put("statement_descriptor_suffix", Json.text(wanted, "statement_descriptor_suffix"));
        session.put("payment_intent", Json.string(intent, "id"));
        return intent;
    }

    /** The subscription of an earlier, declined attempt. */
    private @Nullable ObjectNode incomplete(ObjectNode session) {
        ObjectNode known = records.find("subscription", Json.text(session, "_subscription"));
        return known != null && Json.is(known, "status", "incomplete") ? known : null;
    }

    private ObjectNode begin(ObjectNode session) {
        var metadata = new LinkedHashMap<String, String>();
        Json.child(Json.child(session, "_data"), "metadata")
                .properties()
                .forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asString()));
        ObjectNode plan = Json.child(session, "_plan");
        ObjectNode subscription = subscriptions.begin(
                customer(session),
                new Plan(
                        Json.string(session, "currency"),
                        Json.whole(plan, "amount"),
                        Json.string(plan, "product"),
                        Json.string(plan, "interval"),
                        (int) Json.whole(plan, "count")),
                Json.whole(plan, "quantity"),
                Map.copyOf(metadata));
        session.put("_subscription", Json.string(subscription, "id"));
        return subscription;
    }

    private ObjectNode customer(ObjectNode session) {
        ObjectNode known = records.find("customer", Json.text(session, "customer"));
        if (known != null) {
            return known;
        }
        ObjectNode customer = records.create("customer");
        String id = Json.string(customer, "id");
        Person.same(Json.string(session, "id"), id);
        Person payer = Person.of(id);
        customer.put("email", payer.email())
                .put("name", payer.name())
                .put("currency", Json.string(session, "currency"))
                .put("invoice_prefix", records.random(8).toUpperCase(Locale.ROOT))
                .set("address", Payer.address(payer));
        session.put("customer", id);
        return customer;
    }

    private static Person payer(ObjectNode session) {
        String customer = Json.text(session, "customer");
        return Person.of(customer == null ? Json.string(session, "id") : customer);
    }
}
