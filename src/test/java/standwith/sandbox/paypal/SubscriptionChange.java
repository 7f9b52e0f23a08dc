package standwith.sandbox.paypal;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import standwith.sandbox.account.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Another price at once, or another plan when the payer agrees. */
final class SubscriptionChange {

    private static final Pattern PRICE =
            Pattern.compile("/plan/billing_cycles/@sequence==(\\d+)/pricing_scheme/fixed_price");
    private static final Duration NOTICE = Duration.ofDays(10);

    private final Records records;
    private final Links links;
    private final Standing standing;
    private final Billing billing;

    SubscriptionChange(Records records, Links links, Standing standing, Billing billing) {
        this.records = records;
        this.links = links;
        this.standing = standing;
        this.billing = billing;
    }

    void patch(ObjectNode subscription, Body body) {
        if (!body.json().isArray() || body.json().isEmpty()) {
            throw PayPalError.invalid("MISSING_REQUEST_BODY", "/", "Request body is missing.");
        }
        requireLive(subscription, "patch");
        for (int i = 0; i < body.json().size(); i++) {
            change(subscription, body, "/" + i);
        }
        subscription.put("update_time", records.stamp());
        standing.tell(subscription, "UPDATED");
    }

    private void change(ObjectNode subscription, Body body, String operation) {
        String path = body.required(operation + "/path");
        if (!body.required(operation + "/op").equals("replace")) {
            throw PayPalError.invalid(
                    "UNSUPPORTED_PATCH_OPERATION",
                    operation + "/op",
                    "The specified patch operation not supported for this field.");
        }
        Matcher price = PRICE.matcher(path);
        if (path.equals("/billing_info/outstanding_balance")) {
            String value = operation + "/value";
            billing.owe(
                    subscription, Amount.of(body.required(value + "/currency_code"), body.required(value + "/value")));
            return;
        }
        if (path.equals("/plan/payment_preferences/auto_bill_outstanding")) {
            boolean wanted = Boolean.parseBoolean(body.required(operation + "/value"));
            Json.child(Json.child(subscription, "_plan"), "payment_preferences").put("auto_bill_outstanding", wanted);
            subscription.put("plan_overridden", true);
            return;
        }
        if (path.equals("/custom_id")) {
            subscription.put("custom_id", body.required(operation + "/value"));
        } else if (price.matches()
                && Long.parseLong(price.group(1)) == Json.whole(Plans.cycleOf(subscription), "sequence")) {
            ObjectNode old = Plans.price(subscription).money();
            NewSubscription.price(subscription, body, operation + "/value");
            subscription.put("plan_overridden", true).set("_old_price", old);
            subscription.put("_old_price_until", Records.stamp(records.now().plus(NOTICE)));
        } else {
            throw PayPalError.invalid(
                    "INVALID_PATCH_PATH", operation + "/path", "The specified field cannot be patched.");
        }
    }

    /** Nothing changes before the payer has agreed on the page that the answer links to. */
    ObjectNode revise(ObjectNode subscription, Body body) {
        requireLive(subscription, "revise");
        ObjectNode plan = body.has("/plan_id")
                ? records.get("plan", body.required("/plan_id"))
                : records.get("plan", Json.string(subscription, "plan_id"));
        JsonNode product = Json.child(subscription, "_plan").path("product_id");
        if (!product.equals(plan.path("product_id"))) {
            throw PayPalError.refused(
                    "PLAN_PRODUCT_NOT_COMPATIBLE", "The old and the new plans should be for the same product.");
        }
        ObjectNode revision = NewSubscription.overridden(plan, body).put("_overridden", body.has("/plan"));
        for (String way : List.of("return", "cancel")) {
            String address = body.text("/application_context/" + way + "_url", 4000);
            if (address != null) {
                subscription.put("_" + way, address);
            }
        }
        subscription.set("_revision", revision);
        ObjectNode answer = Json.object()
                .put("id", Json.string(subscription, "id"))
                .put("plan_id", Json.string(plan, "id"))
                .put("plan_overridden", body.has("/plan"));
        links.addPage(answer, "approve", "?ba_token=" + Json.string(subscription, "_token"));
        links.add(answer, "self", "GET", "/v1/billing/subscriptions/" + Json.string(subscription, "id"));
        answer.remove("id");
        return answer;
    }

    private static void requireLive(ObjectNode subscription, String action) {
        if (!Subscriptions.isLive(subscription)) {
            throw PayPalError.refused(
                    "SUBSCRIPTION_STATUS_INVALID",
                    "Invalid subscription status for " + action
                            + " action; subscription status should be either active or suspended.");
        }
    }
}
