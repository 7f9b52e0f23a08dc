package org.standwith.payments.paypal;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.standwith.payments.Reply;
import org.standwith.payments.SetUpCheck;
import org.standwith.payments.SetUpCheck.Standing;
import tools.jackson.databind.JsonNode;

/**
 * Whether the PayPal account is set as this adapter needs it.
 *
 * @param webhookId by which PayPal knows our webhook
 * @see <a href="https://developer.paypal.com/docs/api/webhooks/v1/#webhooks_get">PayPal, Show webhook details</a>
 * @see <a href="https://developer.paypal.com/docs/api/transaction-search/v1/">PayPal, Transaction Search API</a>
 */
record PayPalSetUp(PayPalCalls calls, String webhookId, Clock clock) {

    /** What tells all that facts are made of. */
    static final Set<String> EVENTS = Set.of(
            "BILLING.SUBSCRIPTION.ACTIVATED",
            "BILLING.SUBSCRIPTION.CANCELLED",
            "BILLING.SUBSCRIPTION.CREATED",
            "BILLING.SUBSCRIPTION.EXPIRED",
            "BILLING.SUBSCRIPTION.PAYMENT.FAILED",
            "BILLING.SUBSCRIPTION.RE-ACTIVATED",
            "BILLING.SUBSCRIPTION.SUSPENDED",
            "BILLING.SUBSCRIPTION.UPDATED",
            "CHECKOUT.ORDER.APPROVED",
            "CHECKOUT.PAYMENT-APPROVAL.REVERSED",
            "CUSTOMER.DISPUTE.CREATED",
            "CUSTOMER.DISPUTE.RESOLVED",
            "CUSTOMER.DISPUTE.UPDATED",
            "PAYMENT.CAPTURE.COMPLETED",
            "PAYMENT.CAPTURE.DECLINED",
            "PAYMENT.CAPTURE.DENIED",
            "PAYMENT.CAPTURE.PENDING",
            "PAYMENT.CAPTURE.REFUNDED",
            "PAYMENT.CAPTURE.REVERSED",
            "PAYMENT.SALE.COMPLETED",
            "PAYMENT.SALE.DENIED",
            "PAYMENT.SALE.PENDING",
            "PAYMENT.SALE.REFUNDED",
            "PAYMENT.SALE.REVERSED");

    private static final String WEBHOOK = "webhook";
    private static final String SEARCH = "transaction search";

    List<SetUpCheck> check(URI webhook) {
        Reply<JsonNode> known = calls.get("/v1/notifications/webhooks/" + webhookId);
        List<SetUpCheck> checks = new ArrayList<>(webhook(known, webhook));
        // Who keeps silent is not waited for twice.
        checks.add(search(known instanceof Reply.Silence<JsonNode> silence ? silence : searched()));
        checks.add(new SetUpCheck(
                "receipts by PayPal",
                Standing.NOT_TOLD,
                "PayPal writes to whoever pays, and that cannot be switched off. Its mails name the account: call it"
                        + " as on bank statements, and nothing that gives somebody away."));
        return checks;
    }

    private static List<SetUpCheck> webhook(Reply<JsonNode> known, URI webhook) {
        String make = "Apps and credentials, the app, Webhooks: add one for " + webhook
                + ", and set its id as standwith.paypal.webhook-id.";
        return switch (known) {
            case Reply.Answer<JsonNode> answer -> {
                boolean ours = answer.value().path("url").stringValue("").equals(webhook.toString());
                yield List.of(new SetUpCheck(WEBHOOK, Standing.of(ours), make), events(answer.value()));
            }
            case Reply.No<JsonNode> no
            when PayPalWire.isMissing(no) -> List.of(new SetUpCheck(WEBHOOK, Standing.WRONG, make));
            case Reply.No<JsonNode> no -> List.of(asked(WEBHOOK, no.code(), make));
            case Reply.Silence<JsonNode> silence -> List.of(asked(WEBHOOK, silence.reason(), make));
        };
    }

    private static SetUpCheck events(JsonNode webhook) {
        Set<String> missing = new TreeSet<>(EVENTS);
        for (JsonNode event : webhook.path("event_types")) {
            String name = event.path("name").stringValue("");
            if (name.equals("*")) {
                missing.clear();
            }
            missing.remove(name);
        }
        return new SetUpCheck(
                "events of the webhook",
                Standing.of(missing.isEmpty()),
                "Apps and credentials, the app, Webhooks: add " + String.join(", ", missing) + ".");
    }

    private Reply<JsonNode> searched() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return calls.get("/v1/reporting/transactions?start_date=" + now.minus(Duration.ofHours(1)) + "&end_date=" + now
                + "&fields=transaction_info&page_size=1&page=1");
    }

    private static SetUpCheck search(Reply<JsonNode> searched) {
        String mend =
                "Apps and credentials, the app, Features: switch on Transaction search, which may take nine hours."
                        + " Without it nothing can be reconciled.";
        return switch (searched) {
            case Reply.Answer<JsonNode> answer -> new SetUpCheck(SEARCH, Standing.RIGHT, mend);
            case Reply.No<JsonNode> no when PayPalWire.isForbidden(no) -> new SetUpCheck(SEARCH, Standing.WRONG, mend);
            case Reply.No<JsonNode> no -> asked(SEARCH, no.code(), mend);
            case Reply.Silence<JsonNode> silence -> asked(SEARCH, silence.reason(), mend);
        };
    }

    private static SetUpCheck asked(String matter, String answer, String mend) {
        return new SetUpCheck(matter, Standing.NOT_ANSWERED, "PayPal was asked, and: " + answer + ". " + mend);
    }
}
