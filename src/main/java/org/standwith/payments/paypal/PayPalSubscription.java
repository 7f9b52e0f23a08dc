package org.standwith.payments.paypal;

import java.time.Instant;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.standwith.money.Cadence;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Fact.SubscriptionSeen.End;
import org.standwith.payments.Fact.SubscriptionSeen.Source;
import org.standwith.payments.Fact.SubscriptionSeen.Standing;
import org.standwith.payments.Provider;
import tools.jackson.databind.JsonNode;

/** How a subscription of PayPal's stands, in our words. */
final class PayPalSubscription {

    private PayPalSubscription() {}

    /** @param asOf when it was so; the end of an ended one is dated by PayPal */
    static SubscriptionSeen seen(Provider provider, JsonNode subscription, Source source, Instant asOf) {
        Standing standing = standing(subscription);
        // Events say by which plan it runs, which is not what this subscriber pays: that stands in the plan, if given.
        JsonNode cycle = regular(subscription.path("plan").path("billing_cycles"));
        JsonNode billing = subscription.path("billing_info");
        return new SubscriptionSeen(
                provider,
                PayPalFields.id(subscription),
                standing,
                source,
                amount(cycle),
                cadence(cycle.path("frequency")),
                PayPalTimes.read(billing.path("next_billing_time")).orElse(null),
                null,
                null,
                // What it could not collect it suspends, and does not cancel.
                PayPalFields.status(subscription).equals("CANCELLED") ? End.WANTED : null,
                standing == Standing.ENDED
                        ? PayPalTimes.read(subscription.path("status_update_time"))
                                .orElse(asOf)
                        : asOf);
    }

    private static Standing standing(JsonNode subscription) {
        boolean failing =
                subscription.path("billing_info").path("failed_payments_count").intValue(0) > 0;
        return switch (PayPalFields.status(subscription)) {
            case "ACTIVE" -> failing ? Standing.PAST_DUE : Standing.ACTIVE;
            // PayPal suspends by itself after too many declined payments; otherwise somebody asked for it.
            case "SUSPENDED" -> failing ? Standing.PAST_DUE : Standing.PAUSED;
            case "CANCELLED", "EXPIRED" -> Standing.ENDED;
            default -> Standing.INCOMPLETE;
        };
    }

    /** By which PayPal names the cycle that goes on. */
    static int sequence(JsonNode subscription) {
        return regular(subscription.path("plan").path("billing_cycles"))
                .path("sequence")
                .intValue(1);
    }

    private static JsonNode regular(JsonNode cycles) {
        for (JsonNode cycle : cycles) {
            if (cycle.path("tenure_type").stringValue("").equals("REGULAR")) {
                return cycle;
            }
        }
        return cycles.path(0);
    }

    private static @Nullable Money amount(JsonNode cycle) {
        JsonNode price = cycle.path("pricing_scheme").path("fixed_price");
        return PayPalAmounts.isAmount(price) ? PayPalAmounts.read(price) : null;
    }

    private static @Nullable Cadence cadence(JsonNode frequency) {
        boolean single = frequency.path("interval_count").intValue(1) == 1;
        return switch (frequency.path("interval_unit").stringValue("")) {
            case "MONTH" -> single ? Cadence.MONTHLY : null;
            case "YEAR" -> single ? Cadence.ANNUAL : null;
            default -> null;
        };
    }
}
