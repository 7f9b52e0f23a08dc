package standwith.sandbox.stripe;

import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.account.Json;
import standwith.sandbox.account.Person;
import tools.jackson.databind.node.ObjectNode;

/** Cards that are given now and charged later: checkout sessions by which nothing is paid. */
final class Setups {

    static final String MODE = "setup";

    /** Stripe documents it for this: it can be attached, and is declined whenever it is charged. */
    private static final String FAILS_LATER = "pm_card_chargeCustomerFail";

    private final Records records;
    private final Events events;
    private final Customers customers;
    private final PaymentMethods methods;
    private final Supplier<URI> address;

    Setups(Records records, Events events, Customers customers, PaymentMethods methods, Supplier<URI> address) {
        this.records = records;
        this.events = events;
        this.customers = customers;
        this.methods = methods;
        this.address = address;
    }

    static boolean isOne(ObjectNode session) {
        return Json.is(session, "mode", MODE);
    }

    ObjectNode open(Form form) {
        for (String foreign : List.of(
                "line_items",
                "submit_type",
                "payment_intent_data",
                "subscription_data",
                "customer_creation",
                "customer_email",
                "adaptive_pricing")) {
            if (form.mentions(foreign)) {
                throw StripeError.invalid(
                        null, foreign, "You can not pass `" + foreign + "` in `setup` mode with a customer.");
            }
        }
        ObjectNode customer = customers.live(form.required("customer"));
        // Which ways to pay there are depends on it.
        String currency = form.required("currency");
        String success = NewSession.url(form, "success_url", true);
        String cancel = NewSession.url(form, "cancel_url", false);
        long expires = NewSession.expires(form, records.now()).getEpochSecond();
        String locale = form.oneOf("locale", NewSession.LOCALES);
        String owner = Json.string(customer, "id");

        ObjectNode intent = records.create("setup_intent").put("customer", owner);
        String id = Json.string(intent, "id");
        intent.put("client_secret", id + "_secret_" + records.random(25));
        ObjectNode session = records.create("checkout.session");
        session.put("mode", MODE)
                .put("currency", currency)
                .putNull("amount_subtotal")
                .putNull("amount_total")
                .put("customer", owner)
                .put("success_url", success)
                .put("cancel_url", cancel)
                .put("client_reference_id", form.text("client_reference_id"))
                .put("locale", locale)
                .put("payment_status", "no_payment_required")
                .put("setup_intent", id)
                .put("expires_at", expires)
                .put("url", address.get() + "/pay/" + Json.string(session, "id"));
        form.metadata("metadata", Json.child(session, "metadata"));
        events.happened("setup_intent.created", intent);
        return session;
    }

    /** The payer gives a card: the one on the page, or else their own. */
    void approve(ObjectNode session) {
        Card card = Cards.numbered(Json.text(session, "_card"));
        if (card != null && card.decline() != null && !card.name().equals(FAILS_LATER)) {
            decline(session);
            return;
        }
        String customer = Json.string(session, "customer");
        Person payer = Person.of(customer);
        ObjectNode method = methods.of(payer, card).put("_number", number(card));
        ObjectNode intent = intent(session)
                .put("status", "succeeded")
                .put("payment_method", Json.string(method, "id"))
                .putNull("last_setup_error");
        session.put("status", "complete").putNull("url").set("customer_details", Payer.customerDetails(payer));
        session.remove("_error");
        methods.attach(method, customer);
        events.happened("setup_intent.succeeded", intent);
        events.happened("checkout.session.completed", session);
    }

    void decline(ObjectNode session) {
        session.put("_error", "Your card was declined.");
        ObjectNode intent = intent(session);
        intent.putObject("last_setup_error")
                .put("code", "card_declined")
                .put("decline_code", "generic_decline")
                .put("message", "Your card was declined.")
                .put("type", "card_error");
        events.happened("setup_intent.setup_failed", intent);
    }

    private static @Nullable String number(@Nullable Card card) {
        return card == null ? null : card.number();
    }

    private ObjectNode intent(ObjectNode session) {
        return records.get("setup_intent", Json.string(session, "setup_intent"));
    }
}
