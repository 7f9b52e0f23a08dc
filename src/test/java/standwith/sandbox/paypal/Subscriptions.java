package standwith.sandbox.paypal;

import standwith.sandbox.account.Json;
import standwith.sandbox.account.Person;
import tools.jackson.databind.node.ObjectNode;

/** Subscriptions through their life: approved, active, suspended, over. */
final class Subscriptions {

    private final Standing standing;
    private final Links links;
    private final Payer payers;
    private final Billing billing;

    Subscriptions(Standing standing, Links links, Payer payers, Billing billing) {
        this.standing = standing;
        this.links = links;
        this.payers = payers;
        this.billing = billing;
    }

    /** The payer has something to decide. */
    static boolean isOpen(ObjectNode subscription) {
        return Json.is(subscription, "status", "APPROVAL_PENDING") || subscription.has("_revision");
    }

    /** A second click changes nothing. */
    void approve(ObjectNode subscription, Instrument instrument) {
        if (!isOpen(subscription)) {
            return;
        }
        if (subscription.remove("_revision") instanceof ObjectNode revision) {
            revise(subscription, revision);
            return;
        }
        Person payer = Person.of(Json.string(subscription, "id"));
        subscription.put("_instrument", instrument.name());
        subscription.set("subscriber", payers.subscriber(payer, Json.flag(subscription, "_shipping")));
        if (Json.flag(subscription, "_now")) {
            start(subscription);
        } else {
            standing.turn(subscription, "APPROVED");
        }
    }

    void activate(ObjectNode subscription, String reason) {
        switch (Json.string(subscription, "status")) {
            case "APPROVED" -> start(subscription);
            case "SUSPENDED" -> {
                if (Json.flag(subscription, "_exhausted")) {
                    throw PayPalError.refused(
                            "SUBSCRIPTION_CANNOT_BE_ACTIVATED",
                            "Subscription cannot be activated after payment failure threshold has reached.");
                }
                standing.turn(subscription, "ACTIVE").put("status_change_note", reason);
                billing.resume(subscription);
                link(subscription);
                standing.tell(subscription, "RE-ACTIVATED");
            }
            default -> throw invalid("activate", "suspended");
        }
    }

    void suspend(ObjectNode subscription, String reason) {
        if (!Json.is(subscription, "status", "ACTIVE")) {
            throw invalid("suspend", "active");
        }
        standing.turn(subscription, "SUSPENDED").put("status_change_note", reason);
        link(subscription);
        standing.tell(subscription, "SUSPENDED");
    }

    /** Over, at once and for ever. */
    void cancel(ObjectNode subscription, String reason) {
        if (!isLive(subscription)) {
            throw invalid("cancel", "active or suspended");
        }
        standing.turn(subscription, "CANCELLED").put("status_change_note", reason);
        billing.stop(subscription);
        link(subscription);
        standing.tell(subscription, "CANCELLED");
    }

    static boolean isLive(ObjectNode subscription) {
        return Json.is(subscription, "status", "ACTIVE") || Json.is(subscription, "status", "SUSPENDED");
    }

    private void start(ObjectNode subscription) {
        standing.turn(subscription, "ACTIVE");
        link(subscription);
        billing.begin(subscription);
        standing.tell(subscription, "ACTIVATED");
        billing.first(subscription);
    }

    private void revise(ObjectNode subscription, ObjectNode plan) {
        standing.turn(subscription, Json.string(subscription, "status")).put("plan_id", Json.string(plan, "id"));
        boolean overridden = Json.flag(plan, "_overridden");
        subscription.put("plan_overridden", overridden).set("_plan", plan);
        billing.restart(subscription);
        standing.tell(subscription, "UPDATED");
    }

    /** What can be done with it now. */
    private void link(ObjectNode subscription) {
        subscription.withArray("links").removeAll();
        String path = "/v1/billing/subscriptions/" + Json.string(subscription, "id");
        links.add(subscription, "self", "GET", path);
        if (isLive(subscription)) {
            boolean active = Json.is(subscription, "status", "ACTIVE");
            links.add(subscription, "edit", "PATCH", path);
            links.add(
                    subscription, active ? "suspend" : "activate", "POST", path + (active ? "/suspend" : "/activate"));
            links.add(subscription, "cancel", "POST", path + "/cancel");
        }
    }

    private static PayPalError invalid(String action, String wanted) {
        return PayPalError.refused(
                "SUBSCRIPTION_STATUS_INVALID",
                "Invalid subscription status for " + action + " action; subscription status should be " + wanted + ".");
    }
}
