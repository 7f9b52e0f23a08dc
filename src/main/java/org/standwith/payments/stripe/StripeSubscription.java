package org.standwith.payments.stripe;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.standwith.money.Cadence;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Fact.SubscriptionSeen.End;
import org.standwith.payments.Fact.SubscriptionSeen.Source;
import org.standwith.payments.Fact.SubscriptionSeen.Standing;
import org.standwith.payments.Provider;
import tools.jackson.databind.JsonNode;

/** How a subscription of Stripe's stands, in our words. */
final class StripeSubscription {

    private StripeSubscription() {}

    /** Nothing for a subscription of another shape than ours: one item, monthly or annual. */
    static Optional<SubscriptionSeen> seen(Provider provider, JsonNode subscription, Source source, Instant asOf) {
        JsonNode items = subscription.path("items").path("data");
        JsonNode item = items.path(0);
        JsonNode price = item.path("price");
        boolean isOurs = items.size() == 1
                && price.path("unit_amount").isIntegralNumber()
                && price.path("recurring").path("interval_count").longValue(1) == 1;
        Cadence cadence = switch (price.path("recurring").path("interval").stringValue("")) {
            case "month" -> Cadence.MONTHLY;
            case "year" -> Cadence.ANNUAL;
            default -> null;
        };
        if (cadence == null || !isOurs) {
            return Optional.empty();
        }
        long quantity = item.path("quantity").longValue(1);
        Instant paidUntil = StripeFields.optionalTime(item, "current_period_end");
        if (paidUntil == null) {
            // Where it stood before API version 2025-03-31.
            paidUntil = StripeFields.optionalTime(subscription, "current_period_end");
        }
        Instant endsAt = StripeFields.optionalTime(subscription, "cancel_at");
        if (endsAt == null && subscription.path("cancel_at_period_end").booleanValue(false)) {
            endsAt = paidUntil;
        }
        Instant endedAt = StripeFields.optionalTime(subscription, "ended_at");
        Standing standing = standing(subscription);
        return Optional.of(new SubscriptionSeen(
                provider,
                StripeFields.id(subscription),
                standing,
                source,
                StripeFields.money(price, "unit_amount").multipliedBy(quantity),
                cadence,
                paidUntil,
                endsAt,
                StripeFields.optionalTime(subscription.path("pause_collection"), "resumes_at"),
                standing == Standing.ENDED ? end(subscription) : null,
                standing == Standing.ENDED && endedAt != null ? endedAt : asOf));
    }

    private static @Nullable End end(JsonNode subscription) {
        return switch (subscription.path("cancellation_details").path("reason").stringValue("")) {
            case "cancellation_requested" -> End.WANTED;
            case "payment_failed" -> End.GIVEN_UP;
            default -> null;
        };
    }

    private static Standing standing(JsonNode subscription) {
        // Pausing the collection leaves the status active, and fires no event of its own.
        boolean paused = subscription.path("pause_collection").path("behavior").isString();
        return switch (subscription.path("status").stringValue("")) {
            case "active", "trialing" -> paused ? Standing.PAUSED : Standing.ACTIVE;
            case "past_due", "unpaid" -> Standing.PAST_DUE;
            case "paused" -> Standing.PAUSED;
            case "canceled", "incomplete_expired" -> Standing.ENDED;
            default -> Standing.INCOMPLETE;
        };
    }
}
