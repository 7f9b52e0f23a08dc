package standwith.sandbox.paypal;

import java.util.Set;
import standwith.sandbox.account.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Subscriptions as they are created, and what may be overridden of their plans. */
final class NewSubscription {

    static final Set<String> MINIMAL = Set.of("id", "status", "create_time", "links");

    private static final String CONTEXT = "/application_context";

    private final Records records;
    private final Links links;
    private final Standing standing;

    NewSubscription(Records records, Links links, Standing standing) {
        this.records = records;
        this.links = links;
        this.standing = standing;
    }

    ObjectNode create(Body body) {
        ObjectNode plan = records.get("plan", body.required("/plan_id"));
        if (!Json.is(plan, "status", "ACTIVE")) {
            throw PayPalError.refused(
                    "PLAN_STATUS_INVALID",
                    "Invalid plan status for subscription creation; plan status should be active.");
        }
        if (body.has("/quantity") && !Json.flag(plan, "quantity_supported")) {
            throw PayPalError.refused(
                    "SUBSCRIPTION_CANNOT_HAVE_QUANTITY",
                    "/quantity",
                    "Subscription can't have quantity as the plan does not support quantity.");
        }
        body.text("/custom_id");
        ObjectNode effective = overridden(plan, body);
        ObjectNode subscription = records.create("subscription");
        subscription
                .put("plan_id", Json.string(plan, "id"))
                .put("plan_overridden", body.has("/plan"))
                .put("status_update_time", records.stamp())
                .put("start_time", body.text("/start_time", records.stamp()))
                .put("quantity", body.text("/quantity", "1"))
                .put("_return", body.text(CONTEXT + "/return_url", 4000))
                .put("_cancel", body.text(CONTEXT + "/cancel_url", 4000))
                .put("_now", !"CONTINUE".equals(body.text(CONTEXT + "/user_action")))
                .put("_shipping", !"NO_SHIPPING".equals(body.text(CONTEXT + "/shipping_preference")))
                .put("_token", "BA-" + records.random(17))
                .set("_plan", effective);
        if (body.has("/custom_id")) {
            subscription.put("custom_id", body.required("/custom_id"));
        }
        links.addPage(subscription, "approve", "?ba_token=" + Json.string(subscription, "_token"));
        String path = "/v1/billing/subscriptions/" + Json.string(subscription, "id");
        links.add(subscription, "edit", "PATCH", path);
        links.add(subscription, "self", "GET", path);
        standing.tell(subscription, "CREATED");
        return subscription;
    }

    /** A copy of the plan, with what the call says in its place. Frequency and currency stay what they are. */
    static ObjectNode overridden(ObjectNode plan, Body body) {
        ObjectNode effective = plan.deepCopy();
        JsonNode cycles = body.json().at("/plan/billing_cycles");
        for (int i = 0; i < cycles.size(); i++) {
            String field = "/plan/billing_cycles/" + i;
            ObjectNode cycle = Plans.cycleOf(effective);
            if (cycles.get(i).path("sequence").asInt() != Json.whole(cycle, "sequence")) {
                throw PayPalError.refused(
                        "INVALID_BILLING_CYCLE_SEQUENCE",
                        field + "/sequence",
                        "The provided billing cycle sequence is not available.");
            }
            if (cycles.get(i).has("frequency")) {
                throw PayPalError.refused(
                        "INVALID_PARAMETER_VALUE",
                        field + "/frequency",
                        "The frequency of a plan cannot be overridden.");
            }
            if (body.has(field + "/pricing_scheme/fixed_price")) {
                price(effective, body, field + "/pricing_scheme/fixed_price");
            }
            if (cycles.get(i).has("total_cycles")) {
                cycle.put("total_cycles", cycles.get(i).path("total_cycles").asInt());
            }
        }
        if (body.json().at("/plan/payment_preferences") instanceof ObjectNode preferences) {
            Json.child(effective, "payment_preferences").setAll(preferences);
        }
        return effective;
    }

    static void price(ObjectNode owner, Body body, String field) {
        Amount price = body.amount(field);
        if (!price.currency().equals(Plans.price(owner).currency())) {
            throw PayPalError.refused(
                    "CURRENCY_MISMATCH",
                    field + "/currency_code",
                    "The currency code is different from the plan's currency code.");
        }
        Json.child(Plans.cycleOf(owner), "pricing_scheme").set("fixed_price", price.money());
    }
}
