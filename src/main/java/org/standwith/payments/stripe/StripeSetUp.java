package org.standwith.payments.stripe;

import com.stripe.Stripe;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.standwith.payments.Reply;
import org.standwith.payments.SetUpCheck;
import org.standwith.payments.SetUpCheck.Standing;
import tools.jackson.databind.JsonNode;

/**
 * Whether the Stripe account is set as this adapter needs it.
 *
 * @see <a href="https://docs.stripe.com/api/webhook_endpoints/object">Stripe, The webhook endpoint object</a>
 * @see <a href="https://docs.stripe.com/api/accounts/object">Stripe, The account object</a>
 */
record StripeSetUp(StripeCalls calls) {

    /** What tells all that facts are made of. */
    static final Set<String> EVENTS = Set.of(
            "charge.captured",
            "charge.dispute.closed",
            "charge.dispute.created",
            "charge.dispute.funds_reinstated",
            "charge.dispute.funds_withdrawn",
            "charge.dispute.updated",
            "charge.failed",
            "charge.pending",
            "charge.succeeded",
            "charge.updated",
            "checkout.session.async_payment_failed",
            "checkout.session.async_payment_succeeded",
            "checkout.session.completed",
            "checkout.session.expired",
            "customer.subscription.created",
            "customer.subscription.deleted",
            "customer.subscription.paused",
            "customer.subscription.resumed",
            "customer.subscription.updated",
            "invoice.paid",
            "invoice.payment_failed",
            "invoice_payment.paid",
            "payment_intent.canceled",
            "payment_intent.payment_failed",
            "payment_intent.processing",
            "payment_intent.succeeded",
            "payout.canceled",
            "payout.failed",
            "payout.paid",
            "refund.created",
            "refund.failed",
            "refund.updated");

    private static final String ENDPOINT = "webhook endpoint";
    private static final String PAYOUTS = "automatic payouts";

    List<SetUpCheck> check(URI webhook) {
        Reply<JsonNode> endpoints =
                StripeCalls.checked("list", calls.fetch("/v1/webhook_endpoints?limit=100", List.of()));
        List<SetUpCheck> checks = new ArrayList<>(webhook(endpoints, webhook));
        // Who keeps silent is not waited for twice.
        checks.add(payouts(
                endpoints instanceof Reply.Silence<JsonNode> silence
                        ? silence
                        : StripeCalls.checked("account", calls.fetch("/v1/account", List.of()))));
        checks.add(new SetUpCheck(
                "receipts by Stripe",
                Standing.NOT_TOLD,
                "Stripe does not tell. Settings, Customer emails: switch off mails for successful payments and for"
                        + " refunds. Whoever is at risk must not get one."));
        return checks;
    }

    private static List<SetUpCheck> webhook(Reply<JsonNode> endpoints, URI webhook) {
        String make = "Developers, Webhooks: add an endpoint for " + webhook + ", with an explicit API version.";
        return switch (endpoints) {
            case Reply.Answer<JsonNode> answer ->
                find(answer.value(), webhook)
                        .map(StripeSetUp::endpoint)
                        .orElseGet(() -> List.of(new SetUpCheck(ENDPOINT, Standing.WRONG, make)));
            case Reply.No<JsonNode> no -> List.of(asked(ENDPOINT, no.code(), make));
            case Reply.Silence<JsonNode> silence -> List.of(asked(ENDPOINT, silence.reason(), make));
        };
    }

    /** Where there are several, the one that is on. */
    private static Optional<JsonNode> find(JsonNode list, URI webhook) {
        Optional<JsonNode> ours = Optional.empty();
        for (JsonNode endpoint : list.path("data")) {
            if (endpoint.path("url").stringValue("").equals(webhook.toString()) && (ours.isEmpty() || isOn(endpoint))) {
                ours = Optional.of(endpoint);
            }
        }
        return ours;
    }

    private static boolean isOn(JsonNode endpoint) {
        return endpoint.path("status").stringValue("").equals("enabled");
    }

    private static List<SetUpCheck> endpoint(JsonNode endpoint) {
        return List.of(
                new SetUpCheck(ENDPOINT, Standing.of(isOn(endpoint)), "Developers, Webhooks: switch the endpoint on."),
                version(endpoint),
                events(endpoint));
    }

    /** Without one the account's default counts, which may change. Releases of one name differ in nothing that we read. */
    private static SetUpCheck version(JsonNode endpoint) {
        String wanted = Stripe.API_VERSION;
        String release = wanted.substring(wanted.indexOf('.'));
        return new SetUpCheck(
                "API version of the webhook endpoint",
                Standing.of(endpoint.path("api_version").stringValue("").endsWith(release)),
                "It cannot be changed: add another endpoint with the version " + wanted
                        + ", put its secret beside the old one in standwith.stripe.webhook-secrets, then remove the"
                        + " old one.");
    }

    private static SetUpCheck events(JsonNode endpoint) {
        Set<String> missing = new TreeSet<>(EVENTS);
        for (JsonNode event : endpoint.path("enabled_events")) {
            String name = event.stringValue("");
            if (name.equals("*")) {
                missing.clear();
            }
            missing.remove(name);
        }
        return new SetUpCheck(
                "events of the webhook endpoint",
                Standing.of(missing.isEmpty()),
                "Developers, Webhooks, the endpoint: add " + String.join(", ", missing) + ".");
    }

    private static SetUpCheck payouts(Reply<JsonNode> account) {
        String mend =
                "Settings, Payouts: choose automatic payouts. Of payouts by hand Stripe does not tell which payments"
                        + " they are made of.";
        return switch (account) {
            case Reply.Answer<JsonNode> answer -> {
                String interval = answer.value()
                        .path("settings")
                        .path("payouts")
                        .path("schedule")
                        .path("interval")
                        .stringValue("");
                yield interval.isEmpty()
                        ? new SetUpCheck(PAYOUTS, Standing.NOT_TOLD, mend)
                        : new SetUpCheck(PAYOUTS, Standing.of(!interval.equals("manual")), mend);
            }
            case Reply.No<JsonNode> no -> asked(PAYOUTS, no.code(), mend);
            case Reply.Silence<JsonNode> silence -> asked(PAYOUTS, silence.reason(), mend);
        };
    }

    private static SetUpCheck asked(String matter, String answer, String mend) {
        return new SetUpCheck(matter, Standing.NOT_ANSWERED, "Stripe was asked, and: " + answer + ". " + mend);
    }
}
