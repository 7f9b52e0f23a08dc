package org.standwith.payments.stripe;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Provider;
import org.standwith.payments.ProviderSilent;
import org.standwith.payments.Reply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Asks Stripe for all that it knows about something, by its id. */
final class StripeInquiry {

    private static final Pattern ID = Pattern.compile("[a-z]+_\\w+");
    static final String BOOKED = "latest_charge.balance_transaction";

    private final Provider provider;
    private final StripeCalls calls;
    private final StripeCountries countries;
    private final Clock clock;

    StripeInquiry(Provider provider, StripeCalls calls, StripeCountries countries, Clock clock) {
        this.provider = provider;
        this.calls = calls;
        this.countries = countries;
        this.clock = clock;
    }

    /**
     * @throws ProviderSilent when Stripe did not answer, or does not know it
     * @throws IllegalArgumentException when it is not the id of anything that can be asked about
     */
    List<Fact> about(String ref) {
        // Before the answer comes: what changes meanwhile must look newer than the picture that lacks it.
        Instant asked = clock.instant();
        String kind = ID.matcher(ref).matches() ? ref.substring(0, ref.indexOf('_')) : "";
        return switch (kind) {
            case "cs" -> session(ref, asked);
            case "pi" -> read(paymentIntent(ref), asked);
            case "ch", "py" -> charge(ref, asked);
            case "re", "pyr" -> booking(ref);
            case "du", "dp" -> read(fetch("dispute", "/v1/disputes/" + ref), asked);
            case "sub" -> read(fetch("subscription", "/v1/subscriptions/" + ref), asked);
            default -> throw new IllegalArgumentException("Stripe cannot be asked about this");
        };
    }

    private List<Fact> session(String id, Instant asked) {
        JsonNode session = fetch(
                "checkout.session",
                "/v1/checkout/sessions/" + id,
                "payment_intent." + BOOKED,
                "subscription",
                "invoice.payments");
        List<Fact> facts = new ArrayList<>(read(session, asked));
        for (JsonNode payment : session.path("invoice").path("payments").path("data")) {
            JsonNode intent = payment.path("payment").path("payment_intent");
            if (intent.isString()) {
                facts.addAll(read(paymentIntent(intent.stringValue()), asked));
            }
        }
        return facts;
    }

    private List<Fact> charge(String id, Instant asked) {
        // With what went back of it, which is left out unless it is asked for.
        JsonNode charge = fetch("charge", "/v1/charges/" + id, "balance_transaction", "refunds");
        List<Fact> facts = new ArrayList<>(read(charge, asked));
        JsonNode intent = charge.path("payment_intent");
        if (intent.isString()) {
            // A renewal's charge does not name its invoice; this list is the one way from one to the other.
            JsonNode payments = fetch(
                    "list",
                    "/v1/invoice_payments?payment[type]=payment_intent&payment[payment_intent]=" + intent.stringValue(),
                    "data.invoice");
            facts.addAll(read(payments, asked));
        }
        return facts;
    }

    /**
     * A charge or a refund with its bookings, and nothing more: asked for each that there is.
     *
     * @throws ProviderSilent when Stripe did not answer, or does not know it
     */
    List<Fact> booking(String ref) {
        Instant asked = clock.instant();
        return read(ref.startsWith("ch_") || ref.startsWith("py_") ? booked(ref) : refund(ref), asked);
    }

    private JsonNode booked(String charge) {
        return fetch("charge", "/v1/charges/" + charge, "balance_transaction");
    }

    private JsonNode refund(String id) {
        return fetch("refund", "/v1/refunds/" + id, "charge", "balance_transaction", "failure_balance_transaction");
    }

    private JsonNode paymentIntent(String id) {
        return fetch("payment_intent", "/v1/payment_intents/" + id, BOOKED);
    }

    /** How what is paid on our own page stands: a payment intent, or a subscription and that of its latest invoice. */
    StripeStanding standing(String checkout) {
        Instant asked = clock.instant();
        if (!StripeStanding.isSubscription(checkout)) {
            JsonNode intent = paymentIntent(checkout);
            return new StripeStanding(intent, intent, read(intent, asked));
        }
        JsonNode subscription = fetch("subscription", "/v1/subscriptions/" + checkout, "latest_invoice.payments");
        JsonNode invoice = subscription.path("latest_invoice");
        List<Fact> facts = new ArrayList<>(read(subscription, asked));
        if (invoice.isObject()) {
            facts.addAll(read(invoice, asked));
        }
        JsonNode intent = StripeStanding.intentOf(invoice)
                .map(this::paymentIntent)
                .orElseGet(() -> JsonNodeFactory.instance.objectNode());
        facts.addAll(read(intent, asked));
        return new StripeStanding(subscription, intent, facts);
    }

    /** @throws ProviderSilent when it lacks what Stripe promises */
    List<Fact> read(JsonNode object, Instant asked) {
        try {
            return StripeFacts.inAnswer(provider, asked, object, countries);
        } catch (RuntimeException e) {
            throw new ProviderSilent(provider, "unreadable, " + e.getClass().getSimpleName());
        }
    }

    /**
     * How a subscription that was fetched stands; nothing for one of another shape than ours.
     *
     * @throws ProviderSilent when it lacks what Stripe promises
     */
    Optional<SubscriptionSeen> seen(JsonNode subscription, Instant asked) {
        try {
            return StripeSubscription.seen(provider, subscription, SubscriptionSeen.Source.FETCHED, asked);
        } catch (RuntimeException e) {
            throw new ProviderSilent(provider, "unreadable, " + e.getClass().getSimpleName());
        }
    }

    /**
     * @param kind what must come back: an answer of another kind says nothing, rather than that there is nothing
     * @throws ProviderSilent when Stripe did not answer, or does not know it
     */
    JsonNode fetch(String kind, String path, String... parts) {
        return switch (calls.fetch(path, List.of(parts))) {
            case Reply.Answer<JsonNode> answer
            when !answer.value().path("object").stringValue("").equals(kind) ->
                throw new ProviderSilent(provider, "an answer that is no " + kind);
            case Reply.Answer<JsonNode> answer -> answer.value();
            case Reply.No<JsonNode> no -> throw new ProviderSilent(provider, no.code());
            case Reply.Silence<JsonNode> silence -> throw new ProviderSilent(provider, silence.reason());
        };
    }
}
