package org.standwith.payments.stripe;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.standwith.payments.Fact;
import tools.jackson.databind.JsonNode;

/**
 * How something that is paid on our own page stands.
 *
 * @param checkout the payment intent or the subscription that was begun
 * @param intent what pays it; for a subscription of which nothing was ever due, an empty object
 * @param facts all that both say
 */
record StripeStanding(JsonNode checkout, JsonNode intent, List<Fact> facts) {

    /** So long may it be paid, as a subscription's first invoice. */
    private static final Duration PAYABLE = Duration.ofHours(23);

    /** What is said of a subscription that has ended: nothing about it can be changed any more. */
    static final String ENDED = "ended";

    private static final Set<String> OVER = Set.of("canceled", "incomplete_expired");
    private static final Set<String> FAILING = Set.of("past_due", "unpaid");
    private static final Pattern INTENT = Pattern.compile("pi_\\w{1,200}");
    private static final Pattern SUBSCRIPTION = Pattern.compile("sub_\\w{1,200}");

    StripeStanding {
        facts = List.copyOf(facts);
    }

    static boolean isIntent(String ref) {
        return INTENT.matcher(ref).matches();
    }

    static boolean isSubscription(String ref) {
        return SUBSCRIPTION.matcher(ref).matches();
    }

    static boolean hasEnded(JsonNode subscription) {
        return OVER.contains(status(subscription));
    }

    /** Whether something that fell due by a subscription could not be collected. */
    static boolean isFailing(JsonNode subscription) {
        return FAILING.contains(status(subscription));
    }

    /** What an invoice is paid by, also in the shape before API version 2025-03-31. */
    static Optional<String> intentOf(JsonNode invoice) {
        for (JsonNode payment : invoice.path("payments").path("data")) {
            Optional<String> intent = StripeFields.idOf(payment.path("payment").path("payment_intent"));
            if (intent.isPresent()) {
                return intent;
            }
        }
        return StripeFields.idOf(invoice.path("payment_intent"));
    }

    /** Whether this is a subscription whose first payment is still to be made: any other invoice is a renewal's. */
    boolean isUnpaidSubscription() {
        return status().equals("incomplete");
    }

    String status() {
        return status(checkout);
    }

    String intentStatus() {
        return status(intent);
    }

    static String status(JsonNode object) {
        return object.path("status").stringValue("");
    }

    /** Whether somebody tried to pay, and the bank or the check before it said no. */
    boolean isDeclined() {
        return intentStatus().equals("requires_payment_method")
                && (intent.path("latest_charge").isObject()
                        || intent.path("last_payment_error").isObject());
    }

    /** Whether it was begun too long ago to be paid. */
    boolean isStale(Instant now) {
        Instant created = StripeFields.optionalTime(intent, "created");
        return created != null && now.isAfter(created.plus(PAYABLE));
    }
}
