package org.standwith.payments.stripe;

import com.stripe.param.PaymentIntentCancelParams;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.standwith.payments.Ending;
import org.standwith.payments.Fact;
import org.standwith.payments.Reply;
import tools.jackson.databind.JsonNode;

/** Ends what goes on and lets go of what is reserved, each once, however often that is asked for. */
record StripeEnding(StripeCalls calls, StripeInquiry inquiry, Clock clock) {

    private static final Set<String> ENDED = Set.of("canceled", "incomplete_expired", "expired");

    /** @throws org.standwith.payments.ProviderSilent when Stripe did not answer */
    Ending end(String ref) {
        if (!StripeStanding.isSubscription(ref)) {
            return new Ending.Refused("nothing that goes on");
        }
        Instant asked = clock.instant();
        return after(
                calls.act("subscription", client -> client.v1().subscriptions().cancel(ref)),
                asked,
                "subscription",
                "/v1/subscriptions/" + ref);
    }

    /** @throws org.standwith.payments.ProviderSilent when Stripe did not answer */
    Ending release(String ref) {
        if (StripeStanding.isIntent(ref)) {
            return canceled(ref);
        }
        if (ref.matches("(ch|py)_\\w{1,200}")) {
            return ofPart(inquiry.fetch("charge", "/v1/charges/" + ref));
        }
        if (ref.matches("cs_\\w{1,200}")) {
            String path = "/v1/checkout/sessions/" + ref;
            JsonNode session = inquiry.fetch("checkout.session", path);
            return StripeStanding.status(session).equals("complete") ? ofPart(session) : expired(ref, path);
        }
        return new Ending.Refused("nothing that can be reserved");
    }

    private Ending ofPart(JsonNode whole) {
        Optional<String> intent = StripeFields.idOf(whole.path("payment_intent"));
        return intent.isPresent() ? canceled(intent.get()) : new Ending.Refused("not reserved");
    }

    private Ending expired(String session, String path) {
        Instant asked = clock.instant();
        return after(
                calls.act(
                        "checkout.session",
                        client -> client.v1().checkout().sessions().expire(session)),
                asked,
                "checkout.session",
                path);
    }

    private Ending canceled(String intent) {
        Instant asked = clock.instant();
        PaymentIntentCancelParams params = PaymentIntentCancelParams.builder()
                .addExpand(StripeInquiry.BOOKED)
                .build();
        return after(
                calls.act(
                        "payment_intent", client -> client.v1().paymentIntents().cancel(intent, params)),
                asked,
                "payment_intent",
                "/v1/payment_intents/" + intent);
    }

    /** Stripe says no also to what has ended before. */
    private Ending after(Reply<JsonNode> reply, Instant asked, String kind, String path) {
        return switch (reply) {
            case Reply.Answer<JsonNode> answer -> told(answer.value(), asked, "not ended");
            case Reply.No<JsonNode> no -> told(inquiry.fetch(kind, path), asked, no.code());
            case Reply.Silence<JsonNode> silence -> new Ending.Unknown(silence.reason());
        };
    }

    private Ending told(JsonNode object, Instant asked, String otherwise) {
        List<Fact> facts = inquiry.read(object, asked);
        String status = StripeStanding.status(object);
        if (ENDED.contains(status)) {
            return new Ending.Ended(facts);
        }
        // Also where it was given back: then there is nothing left to let go of.
        return new Ending.Refused(status.equals("succeeded") ? "captured" : otherwise);
    }
}
