package standwith.sandbox.stripe;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.account.Json;
import standwith.sandbox.webhooks.Delivery;
import standwith.sandbox.webhooks.Webhooks;
import tools.jackson.databind.node.ObjectNode;

/** The calls that the API knows, with the parameters of each. */
final class Routes {

    private static final Set<String> EXPAND = Set.of("expand[*]");

    private final Records records;
    private final Webhooks webhooks;
    private final Balance balance;
    private final Listing listing;
    private final Routing routing;

    Routes(
            Routing routing,
            Records records,
            Listing listing,
            Webhooks webhooks,
            Balance balance,
            Subscriptions subscriptions,
            Checkout checkout,
            Refunds refunds,
            NewSession sessions,
            SubscriptionChange changes,
            Arrears arrears) {
        this.routing = routing;
        this.records = records;
        this.webhooks = webhooks;
        this.balance = balance;
        this.listing = listing;

        for (String type : List.of(
                "product",
                "payment_intent",
                "charge",
                "invoice",
                "invoice_payment",
                "subscription",
                "customer",
                "refund",
                "dispute",
                "payout",
                "topup",
                "payment_method",
                "setup_intent",
                "confirmation_token",
                "event")) {
            routing.get("/v1/" + type + "s/{id}", EXPAND, (id, form) -> records.get(type, id));
        }
        routing.get("/v1/checkout/sessions/{id}", EXPAND, (id, form) -> records.get("checkout.session", id));
        routing.get("/v1/balance_transactions/{id}", EXPAND, (id, form) -> {
            balance.ripen();
            return records.get("balance_transaction", id);
        });
        lists();

        routing.post("/v1/products", NewProduct.KNOWN, (id, form) -> NewProduct.create(records, form));
        routing.post("/v1/checkout/sessions", NewSession.KNOWN, (id, form) -> sessions.open(form));
        routing.post("/v1/checkout/sessions/{id}/expire", EXPAND, (id, form) -> {
            ObjectNode session = records.get("checkout.session", id);
            if (!Checkout.isOpen(session)) {
                throw StripeError.invalid(
                        null,
                        "session",
                        "Only Checkout Sessions with a status in [\"open\"] can be expired. This Checkout Session has a"
                                + " status of `" + Json.string(session, "status") + "`.");
            }
            checkout.expire(session);
            return session;
        });
        routing.post("/v1/subscriptions/{id}", SubscriptionChange.KNOWN, (id, form) -> {
            ObjectNode subscription = records.get("subscription", id);
            changes.apply(subscription, form);
            return subscription;
        });
        routing.post("/v1/invoices/{id}/pay", Arrears.PAYABLE, (id, form) -> arrears.pay(records.get("invoice", id)));
        routing.post("/v1/invoices/{id}/void", EXPAND, (id, form) -> arrears.makeVoid(records.get("invoice", id)));
        Set<String> cancel = Set.of(
                "cancellation_details[comment]",
                "cancellation_details[feedback]",
                "invoice_now",
                "prorate",
                "expand[*]");
        routing.delete("/v1/subscriptions/{id}", cancel, (id, form) -> {
            ObjectNode subscription = records.get("subscription", id);
            if (Set.of("canceled", "incomplete_expired").contains(Json.string(subscription, "status"))) {
                throw StripeError.missing("subscription", id);
            }
            form.below("cancellation_details").forEach(Json.child(subscription, "cancellation_details")::put);
            subscriptions.end(subscription, "cancellation_requested");
            return subscription;
        });
        routing.post("/v1/refunds", Refunds.KNOWN, (id, form) -> refunds.create(form));
    }

    private void lists() {
        list("/v1/checkout/sessions", "checkout.session", "payment_intent", "subscription", "customer", "status");
        list("/v1/payment_intents", "payment_intent", "customer");
        list("/v1/customers", "customer", "email");
        list("/v1/charges", "charge", "payment_intent", "customer");
        list("/v1/invoices", "invoice", "subscription", "customer", "status");
        routing.get(
                "/v1/subscriptions",
                with(Listing.PAGING, "customer", "status"),
                (id, form) -> listing.page(
                        records.all("subscription").stream()
                                .filter(Listing.same(form, "customer"))
                                .filter(wanted(form.text("status"))),
                        form,
                        "/v1/subscriptions"));
        list("/v1/payment_methods", "payment_method", "customer", "type");
        list("/v1/refunds", "refund", "charge", "payment_intent");
        list("/v1/disputes", "dispute", "charge", "payment_intent");
        list("/v1/payouts", "payout", "status");
        routing.get(
                "/v1/invoice_payments",
                with(Listing.PAGING, "invoice", "status", "payment[type]", "payment[payment_intent]"),
                (id, form) -> listing.page(
                        records.all("invoice_payment").stream()
                                .filter(Listing.same(form, "invoice"))
                                .filter(Listing.same(form, "status"))
                                .filter(payment -> form.text("payment[payment_intent]") == null
                                        || Json.is(
                                                Json.child(payment, "payment"),
                                                "payment_intent",
                                                form.required("payment[payment_intent]"))),
                        form,
                        "/v1/invoice_payments"));
        Set<String> money = with(Listing.PAGING, "payout", "type", "source", "currency");
        money.addAll(Listing.CREATED);
        routing.get("/v1/balance_transactions", money, (id, form) -> {
            balance.ripen();
            requireItemised(form.text("payout"));
            Stream<ObjectNode> moved = Listing.byTime(records.all("balance_transaction"))
                    .filter(Listing.same(form, "payout", "_payout"))
                    .filter(Listing.same(form, "type"))
                    .filter(Listing.same(form, "source"))
                    .filter(Listing.same(form, "currency"))
                    .filter(Listing.created(form));
            return listing.page(moved, form, "/v1/balance_transactions");
        });
        Set<String> told = with(Listing.PAGING, "type", "types[*]", "delivery_success");
        told.addAll(Listing.CREATED);
        routing.get("/v1/events", told, (id, form) -> {
            Collection<String> types = form.below("types").values();
            Boolean delivered = form.flag("delivery_success");
            Stream<ObjectNode> events = records.all("event").stream()
                    .filter(Listing.same(form, "type"))
                    .filter(event -> types.isEmpty() || types.contains(Json.string(event, "type")))
                    .filter(event -> delivered == null || delivered == arrived(event))
                    .filter(Listing.created(form));
            return listing.page(events, form, "/v1/events");
        });
    }

    private void requireItemised(@Nullable String payout) {
        if (payout != null && !Json.flag(records.get("payout", payout), "automatic")) {
            throw StripeError.invalid(
                    null,
                    "payout",
                    "Balance transaction history can only be filtered on automatic transfers, not manual.");
        }
    }

    private void list(String path, String type, String... fields) {
        Set<String> known = with(Listing.PAGING, fields);
        known.addAll(Listing.CREATED);
        routing.get(path, known, (id, form) -> {
            Stream<ObjectNode> found = records.all(type).stream().filter(Listing.created(form));
            for (String field : fields) {
                boolean own = type.equals("invoice") && field.equals("subscription");
                found = found.filter(Listing.same(form, field, own ? "_subscription" : field));
            }
            return listing.page(found, form, path);
        });
    }

    /** Canceled ones are listed only for who asks. */
    private static Predicate<ObjectNode> wanted(@Nullable String status) {
        return subscription -> switch (status) {
            case null -> !Json.is(subscription, "status", "canceled");
            case "all" -> true;
            case String one -> Json.is(subscription, "status", one);
        };
    }

    private boolean arrived(ObjectNode event) {
        Delivery delivery = webhooks.sent(Json.string(event, "id"));
        return delivery != null && delivery.state() == Delivery.State.DELIVERED;
    }

    static Set<String> with(Set<String> known, String... more) {
        var all = new HashSet<>(known);
        all.addAll(List.of(more));
        return all;
    }
}
