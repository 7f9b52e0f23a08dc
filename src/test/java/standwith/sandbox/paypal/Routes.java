package standwith.sandbox.paypal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The calls that the API knows. */
final class Routes {

    private static final Duration ORDERS = Duration.ofHours(6);
    private static final Duration BILLING = Duration.ofHours(72);
    private static final Duration REFUNDS = Duration.ofDays(45);
    private static final String SUBSCRIPTION = "/v1/billing/subscriptions/{id}";

    private final List<Route> all = new ArrayList<>();

    /** Answers a call for the object with this id; null when there is nothing to say. */
    @FunctionalInterface
    interface Action {
        @Nullable
        ObjectNode answer(String id, Api.Call call);
    }

    /**
     * @param minimal what is shown when the call does not ask for all of it; null for everything
     * @param remembered for how long a repeat with the same PayPal-Request-Id gets the first answer; null: it does not
     */
    record Route(
            String method,
            Pattern path,
            Action action,
            int status,
            @Nullable Set<String> minimal,
            @Nullable Duration remembered) {}

    private final Records records;

    Routes(Records records) {
        this.records = records;
        get("/v2/payments/captures/{id}", (id, call) -> records.get("capture", id));
        get("/v2/payments/refunds/{id}", (id, call) -> records.get("refund", id));
        get("/v1/payments/sale/{id}", (id, call) -> records.get("sale", id));
        get("/v1/payments/refund/{id}", (id, call) -> records.get("sale_refund", id));
        get("/v1/catalogs/products/{id}", (id, call) -> records.get("product", id));
        get("/v1/billing/plans/{id}", (id, call) -> records.get("plan", id));
        get("/v1/customer/disputes/{id}", (id, call) -> Disputes.view(records.get("dispute", id)));
    }

    Routes orders(NewOrder created, Orders orders, Refunds refunds) {
        post("/v2/checkout/orders", 201, NewOrder.MINIMAL, ORDERS, (id, call) -> created.create(call.body()));
        get("/v2/checkout/orders/{id}", (id, call) -> orders.view(orders.get(id)));
        post(
                "/v2/checkout/orders/{id}/capture",
                201,
                Orders.CAPTURED,
                ORDERS,
                (id, call) -> orders.capture(orders.get(id)));
        post(
                "/v2/payments/captures/{id}/refund",
                201,
                Refunds.MINIMAL,
                REFUNDS,
                (id, call) -> refunds.ofCapture(id, call.body()));
        post("/v1/payments/sale/{id}/refund", 201, null, REFUNDS, (id, call) -> refunds.ofSale(id, call.body()));
        return this;
    }

    Routes plans(Plans plans, Reading reading) {
        post(
                "/v1/catalogs/products",
                201,
                Plans.MINIMAL_PRODUCT,
                BILLING,
                (id, call) -> plans.createProduct(call.body()));
        get("/v1/catalogs/products", (id, call) -> reading.page("product", Plans.MINIMAL_PRODUCT, null, call.query()));
        post("/v1/billing/plans", 201, Plans.MINIMAL_PLAN, BILLING, (id, call) -> plans.createPlan(call.body()));
        get(
                "/v1/billing/plans",
                (id, call) ->
                        reading.page("plan", Plans.MINIMAL_PLAN, call.query().get("product_id"), call.query()));
        return this;
    }

    Routes subscriptions(
            Records records,
            NewSubscription created,
            Subscriptions subscriptions,
            SubscriptionChange changes,
            Reading reading) {
        post(
                "/v1/billing/subscriptions",
                201,
                NewSubscription.MINIMAL,
                BILLING,
                (id, call) -> created.create(call.body()));
        get(SUBSCRIPTION, (id, call) -> reading.subscription(records.get("subscription", id), call.query()));
        get(
                SUBSCRIPTION + "/transactions",
                (id, call) -> reading.transactions(records.get("subscription", id), call.query()));
        post(SUBSCRIPTION + "/activate", 204, null, null, (id, call) -> {
            subscriptions.activate(records.get("subscription", id), call.body().text("/reason", ""));
            return null;
        });
        post(SUBSCRIPTION + "/suspend", 204, null, null, (id, call) -> {
            subscriptions.suspend(records.get("subscription", id), call.body().required("/reason", 128));
            return null;
        });
        post(SUBSCRIPTION + "/cancel", 204, null, null, (id, call) -> {
            subscriptions.cancel(records.get("subscription", id), call.body().required("/reason", 128));
            return null;
        });
        post(
                SUBSCRIPTION + "/revise",
                200,
                null,
                null,
                (id, call) -> changes.revise(records.get("subscription", id), call.body()));
        add("PATCH", SUBSCRIPTION, 204, null, null, (id, call) -> {
            changes.patch(records.get("subscription", id), call.body());
            return null;
        });
        return this;
    }

    Routes reports(Reports reports, Disputes disputes) {
        get("/v1/reporting/transactions", (id, call) -> reports.transactions(call.query()));
        get("/v1/customer/disputes", (id, call) -> disputes.list(call.query()));
        return this;
    }

    Routes merchant(Merchant merchant) {
        get("/v1/notifications/webhooks/{id}", (id, call) -> merchant.webhook(id));
        return this;
    }

    Routes signatures(Signatures signatures) {
        post(
                "/v1/notifications/verify-webhook-signature",
                200,
                null,
                null,
                (id, call) -> signatures.verify(call.text()));
        return this;
    }

    Route find(String method, String path) {
        return all.stream()
                .filter(route -> route.method().equals(method)
                        && route.path().matcher(path).matches())
                .findFirst()
                .orElseThrow(() -> PayPalError.noSuchUrl(method, path));
    }

    ObjectNode minimal(ObjectNode answer, @Nullable Set<String> shown) {
        ObjectNode view = records.shown(answer);
        if (shown != null) {
            view.retain(shown);
        }
        return view;
    }

    private void get(String path, Action action) {
        add("GET", path, 200, null, null, action);
    }

    private void post(
            String path, int status, @Nullable Set<String> minimal, @Nullable Duration remembered, Action action) {
        add("POST", path, status, minimal, remembered, action);
    }

    private void add(
            String method,
            String path,
            int status,
            @Nullable Set<String> minimal,
            @Nullable Duration remembered,
            Action action) {
        Pattern pattern = Pattern.compile(path.replace("{id}", "([A-Za-z0-9_-]+)"));
        all.add(new Route(method, pattern, action, status, minimal, remembered));
    }
}
