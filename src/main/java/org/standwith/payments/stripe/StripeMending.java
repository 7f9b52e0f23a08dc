package org.standwith.payments.stripe;

import com.stripe.param.SubscriptionUpdateParams;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.Mode;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.standwith.payments.Changing;
import org.standwith.payments.Fact;
import org.standwith.payments.Mending;
import org.standwith.payments.Provider;
import org.standwith.payments.Reply;
import tools.jackson.databind.JsonNode;

/**
 * Another card for a subscription, by Checkout's page for cards to be charged later. What was entered there is nobody's card
 * to charge until the policy has seen where it was issued and we have said so.
 *
 * @see <a href="https://docs.stripe.com/payments/checkout/subscriptions/update-payment-details">Stripe, Update payment
 *     details</a>
 */
record StripeMending(
        Provider provider,
        StripeCalls calls,
        StripeInquiry inquiry,
        StripeOpenInvoices invoices,
        StripeCountries countries,
        Clock clock) {

    /** @throws org.standwith.payments.ProviderSilent when Stripe did not answer */
    Mending mend(String id, URI back, URI cancel, Locale locale, String idempotencyKey) {
        if (!StripeStanding.isSubscription(id)) {
            return new Mending.Refused("nothing that goes on");
        }
        JsonNode subscription = fetched(id);
        if (StripeStanding.hasEnded(subscription)) {
            return new Mending.Refused(StripeStanding.ENDED);
        }
        Optional<String> customer = StripeFields.idOf(subscription.path("customer"));
        if (customer.isEmpty()) {
            return new Mending.Unknown("a subscription without a customer");
        }
        SessionCreateParams params = SessionCreateParams.builder()
                .setMode(Mode.SETUP)
                .setCustomer(customer.get())
                // By which Stripe decides what to offer.
                .setCurrency(subscription.path("currency").stringValue(""))
                .setSuccessUrl(back.toString())
                .setCancelUrl(cancel.toString())
                .setLocale(StripeSession.locale(locale))
                .build();
        Reply<JsonNode> opened = StripeCalls.insist(
                idempotencyKey,
                key -> calls.act(
                        "checkout.session",
                        client -> client.v1().checkout().sessions().create(params, StripeCalls.once(key))));
        return switch (opened) {
            case Reply.Answer<JsonNode> answer -> redirect(answer.value());
            case Reply.No<JsonNode> no when StripeCalls.isRefusal(no) -> new Mending.Refused(no.code());
            case Reply.No<JsonNode> no -> new Mending.Unknown(no.code());
            case Reply.Silence<JsonNode> silence -> new Mending.Unknown(silence.reason());
        };
    }

    private static Mending redirect(JsonNode session) {
        Optional<String> id = StripeFields.idOf(session);
        Optional<URI> page = page(session);
        return id.isPresent() && page.isPresent()
                ? new Mending.Redirect(id.get(), page.get())
                : new Mending.Unknown("an answer without a page");
    }

    private static Optional<URI> page(JsonNode session) {
        String url = session.path("url").stringValue("");
        try {
            return url.matches("https?://[!-~]+") ? Optional.of(URI.create(url)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** @throws org.standwith.payments.ProviderSilent when Stripe did not answer */
    Changing mended(String id, String checkout, String idempotencyKey) {
        if (!StripeStanding.isSubscription(id) || !checkout.matches("cs_\\w{1,200}")) {
            return new Changing.Refused("nothing that was begun");
        }
        JsonNode session =
                inquiry.fetch("checkout.session", "/v1/checkout/sessions/" + checkout, "setup_intent.payment_method");
        return switch (StripeStanding.status(session)) {
            case "complete" -> given(id, session, idempotencyKey);
            case "open" ->
                page(session)
                        .<Changing>map(Changing.ToBeAgreed::new)
                        .orElseGet(() -> new Changing.Unknown("an answer without a page"));
            case "expired" -> new Changing.Refused("expired");
            default -> new Changing.Unknown("a session of an unknown status");
        };
    }

    private Changing given(String id, JsonNode session, String idempotencyKey) {
        JsonNode card = session.path("setup_intent").path("payment_method");
        if (!card.isObject()) {
            return new Changing.Unknown("a session without a card");
        }
        Instant asked = clock.instant();
        JsonNode subscription = fetched(id);
        if (!StripeFields.idOf(session.path("customer")).equals(StripeFields.idOf(subscription.path("customer")))) {
            return new Changing.Refused("a card for another subscription");
        }
        List<Fact> noticed = countries.seen(card).stream()
                .<Fact>map(each -> each.noticed(provider, id, asked))
                .toList();
        if (countries.forbid(card)) {
            return detached(card, new Changing.Forbidden(noticed));
        }
        if (!card.path("type").stringValue("").equals("card")) {
            // A wallet's card is one too. Of anything else nobody tells where it is from.
            return detached(card, new Changing.Refused("not a card"));
        }
        if (StripeStanding.hasEnded(subscription)) {
            return detached(card, new Changing.Refused(StripeStanding.ENDED));
        }
        return taken(id, subscription, StripeFields.id(card), noticed, idempotencyKey);
    }

    /** What was detached before belongs to nobody. */
    private Changing detached(JsonNode card, Changing outcome) {
        if (StripeFields.idOf(card.path("customer")).isEmpty()) {
            return outcome;
        }
        String id = StripeFields.id(card);
        Reply<JsonNode> reply = calls.act(
                "payment_method", client -> client.v1().paymentMethods().detach(id));
        return switch (reply) {
            case Reply.Answer<JsonNode> done -> outcome;
            // Somebody else may have detached it at the same time.
            case Reply.No<JsonNode> no when StripeCalls.isRefusal(no) -> outcome;
            case Reply.No<JsonNode> no -> new Changing.Unknown(no.code());
            case Reply.Silence<JsonNode> silence -> new Changing.Unknown(silence.reason());
        };
    }

    private Changing taken(String id, JsonNode subscription, String card, List<Fact> noticed, String idempotencyKey) {
        Instant asked = clock.instant();
        boolean before = StripeFields.idOf(subscription.path("default_payment_method"))
                .filter(card::equals)
                .isPresent();
        SubscriptionUpdateParams params =
                SubscriptionUpdateParams.builder().setDefaultPaymentMethod(card).build();
        Reply<JsonNode> reply = before
                ? new Reply.Answer<>(subscription)
                : StripeCalls.insist(
                        idempotencyKey + "-card",
                        key -> calls.act(
                                "subscription",
                                client -> client.v1().subscriptions().update(id, params, StripeCalls.once(key))));
        return switch (reply) {
            case Reply.Answer<JsonNode> answer -> collected(id, answer.value(), asked, noticed, idempotencyKey);
            case Reply.No<JsonNode> no when StripeCalls.isRefusal(no) -> new Changing.Refused(no.code());
            case Reply.No<JsonNode> no -> new Changing.Unknown(no.code());
            case Reply.Silence<JsonNode> silence -> new Changing.Unknown(silence.reason());
        };
    }

    /** Stripe itself would try the new card on the day of its next attempt, if it has one left. */
    private Changing collected(
            String id, JsonNode subscription, Instant asked, List<Fact> noticed, String idempotencyKey) {
        List<Fact> facts = new ArrayList<>(noticed);
        List<String> open = StripeStanding.isFailing(subscription) ? invoices.of(id) : List.of();
        if (open.isEmpty()) {
            facts.addAll(inquiry.read(subscription, asked));
            return new Changing.Changed(facts);
        }
        return switch (invoices.pay(open.getFirst(), idempotencyKey)) {
            case Reply.Silence<JsonNode> silence -> new Changing.Unknown(silence.reason());
            case Reply.No<JsonNode> no when !StripeCalls.isRefusal(no) -> new Changing.Unknown(no.code());
            // Also where the bank said no: the card is taken over, and what came of the payment is in the facts.
            case Reply.No<JsonNode> no -> withPayment(id, facts);
            case Reply.Answer<JsonNode> paid -> withPayment(id, facts);
        };
    }

    private Changing withPayment(String id, List<Fact> facts) {
        facts.addAll(inquiry.standing(id).facts());
        return new Changing.Changed(facts);
    }

    private JsonNode fetched(String id) {
        return inquiry.fetch("subscription", "/v1/subscriptions/" + id);
    }
}
