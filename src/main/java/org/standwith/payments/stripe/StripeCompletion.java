package org.standwith.payments.stripe;

import com.stripe.param.PaymentIntentCancelParams;
import com.stripe.param.PaymentIntentCaptureParams;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.standwith.payments.CheckoutFact.CheckoutExpired;
import org.standwith.payments.Completion;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Provider;
import org.standwith.payments.Reply;
import tools.jackson.databind.JsonNode;

/**
 * Sees through what was begun on our own page: takes what is reserved once the issuer's country is known, lets go of it where
 * nothing may be taken from there, and closes what nobody paid. A payment intent is captured or cancelled once, however
 * often that is asked for.
 */
record StripeCompletion(
        Provider provider, StripeCalls calls, StripeInquiry inquiry, StripeCountries countries, Clock clock) {

    /** @throws org.standwith.payments.ProviderSilent when Stripe did not answer */
    Completion complete(String checkout) {
        StripeStanding now = inquiry.standing(checkout);
        return StripeStanding.isSubscription(checkout) ? subscription(checkout, now) : intent(checkout, now);
    }

    private Completion intent(String id, StripeStanding now) {
        return switch (now.intentStatus()) {
            case "requires_capture" -> isForbidden(now.intent()) ? letGo(id) : captured(id);
            case "requires_payment_method", "requires_confirmation", "requires_action" ->
                now.isStale(clock.instant()) ? closed(id) : open(now);
            default -> settled(now);
        };
    }

    private boolean isForbidden(JsonNode intent) {
        JsonNode charge = intent.path("latest_charge");
        return charge.isObject() && countries.forbid(charge);
    }

    private static Completion open(StripeStanding now) {
        return now.isDeclined() ? new Completion.Declined(now.facts()) : new Completion.Open(now.facts());
    }

    private Completion settled(StripeStanding now) {
        return switch (now.intentStatus()) {
            case "succeeded" -> new Completion.Settled(now.facts());
            case "canceled" ->
                isForbidden(now.intent()) ? new Completion.Forbidden(now.facts()) : new Completion.Settled(now.facts());
            case "processing" -> new Completion.Open(now.facts());
            default -> new Completion.Unknown("a payment intent of an unknown status");
        };
    }

    private Completion captured(String id) {
        PaymentIntentCaptureParams params = PaymentIntentCaptureParams.builder()
                .addExpand(StripeInquiry.BOOKED)
                .build();
        return after(
                id,
                calls.act(
                        "payment_intent", client -> client.v1().paymentIntents().capture(id, params)),
                Completion.Settled::new);
    }

    private Completion letGo(String id) {
        return after(id, canceled(id), Completion.Forbidden::new);
    }

    private Completion closed(String id) {
        return after(id, canceled(id), Completion.Settled::new);
    }

    private Reply<JsonNode> canceled(String id) {
        PaymentIntentCancelParams params = PaymentIntentCancelParams.builder()
                .addExpand(StripeInquiry.BOOKED)
                .build();
        return calls.act(
                "payment_intent", client -> client.v1().paymentIntents().cancel(id, params));
    }

    /** Where Stripe says no, somebody else may have done it at the same time, or the supporter may have paid. */
    private Completion after(String id, Reply<JsonNode> reply, Function<List<Fact>, Completion> done) {
        Instant asked = clock.instant();
        return switch (reply) {
            case Reply.Answer<JsonNode> answer -> done.apply(inquiry.read(answer.value(), asked));
            case Reply.No<JsonNode> no -> {
                StripeStanding now = inquiry.standing(id);
                yield switch (now.intentStatus()) {
                    case "succeeded", "canceled" -> settled(now);
                    default -> new Completion.Unknown(no.code());
                };
            }
            case Reply.Silence<JsonNode> silence -> new Completion.Unknown(silence.reason());
        };
    }

    /** Stripe itself ends what nobody pays within a day. */
    private Completion subscription(String id, StripeStanding now) {
        return switch (now.status()) {
            case "incomplete" -> open(now);
            case "canceled" -> new Completion.Settled(ended(id, now));
            case "incomplete_expired", "active", "trialing", "past_due", "unpaid", "paused" ->
                new Completion.Settled(now.facts());
            default -> new Completion.Unknown("a subscription of an unknown status");
        };
    }

    private List<Fact> ended(String id, StripeStanding now) {
        List<Fact> facts = new ArrayList<>(now.facts());
        if (facts.stream().noneMatch(PaymentSucceeded.class::isInstance)) {
            Instant ended = StripeFields.optionalTime(now.checkout(), "ended_at");
            facts.add(new CheckoutExpired(provider, id, ended != null ? ended : clock.instant()));
        }
        return facts;
    }
}
