package org.standwith.payments.paypal;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.standwith.payments.Event;
import org.standwith.payments.Fact;
import org.standwith.payments.Provider;
import org.standwith.payments.ProviderSilent;
import org.standwith.payments.Reply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Asks PayPal for all that it knows about a payment or a subscription, by its id. */
final class PayPalInquiry {

    private final Provider provider;
    private final PayPalCalls calls;
    private final PayPalSubscriptions subscriptions;
    private final PayPalCountries countries;
    private final Clock clock;

    PayPalInquiry(
            Provider provider,
            PayPalCalls calls,
            PayPalSubscriptions subscriptions,
            PayPalCountries countries,
            Clock clock) {
        this.provider = provider;
        this.calls = calls;
        this.subscriptions = subscriptions;
        this.countries = countries;
        this.clock = clock;
    }

    /** @throws ProviderSilent when PayPal did not answer, or does not know it */
    List<Fact> about(String ref) {
        return (PayPalSubscriptions.isOne(ref) ? subscription(ref) : find(ref))
                .orElseThrow(() -> new ProviderSilent(provider, PayPalWire.NOT_FOUND));
    }

    /**
     * What all disputes of a payment say: what they moved has an id in none of PayPal's lists. Nothing where PayPal does not
     * let us see disputes.
     *
     * @throws ProviderSilent when PayPal did not answer
     */
    List<Fact> disputes(String payment) {
        List<Fact> facts = new ArrayList<>();
        for (JsonNode item : listed(calls.get("/v1/customer/disputes?disputed_transaction_id=" + payment))) {
            String id = PayPalFields.text(item.path("dispute_id")).orElseThrow();
            found(calls.get("/v1/customer/disputes/" + id))
                    .map(dispute -> PayPalReversals.dispute(
                            provider,
                            dispute,
                            PayPalTimes.read(dispute.path("update_time")).orElse(clock.instant())))
                    .ifPresent(facts::addAll);
        }
        return facts;
    }

    private JsonNode listed(Reply<JsonNode> reply) {
        return reply instanceof Reply.No<JsonNode> no && !PayPalWire.isBusy(no)
                ? MissingNode.getInstance()
                : found(reply).orElse(MissingNode.getInstance()).path("items");
    }

    /**
     * How a subscription is now; nothing where PayPal does not know it.
     *
     * @throws ProviderSilent when PayPal did not answer
     */
    Optional<List<Fact>> subscription(String id) {
        // Before the answer comes: what changes meanwhile must look newer than the picture that lacks it.
        PayPalFacts reading = new PayPalFacts(provider, clock.instant(), countries::seen);
        return found(subscriptions.find(id)).map(reading::fetchedSubscription);
    }

    /**
     * What went back, with what it took from our account; nothing where PayPal does not know it.
     *
     * @throws ProviderSilent when PayPal did not answer
     */
    Optional<List<Fact>> givenBack(Event event, String id) {
        String path = event.type().startsWith("PAYMENT.SALE.") ? "/v1/payments/refund/" : "/v2/payments/refunds/";
        return found(calls.get(path + id)).map(refund -> PayPalFacts.inEvent(provider, event, refund));
    }

    /**
     * A payment or an order; nothing where PayPal does not know it. Ids do not tell captures, sales and orders from each
     * other, so all are tried.
     *
     * @throws ProviderSilent when PayPal did not answer
     */
    Optional<List<Fact>> find(String id) {
        PayPalFacts reading = new PayPalFacts(provider, clock.instant(), countries::seen);
        return found(calls.get("/v2/payments/captures/" + id))
                .or(() -> found(calls.get("/v1/payments/sale/" + id)))
                .map(payment -> withSubscription(reading, payment))
                .or(() -> found(calls.get("/v2/checkout/orders/" + id)).map(reading::order));
    }

    /**
     * Whether this is a payment that was taken.
     *
     * @throws ProviderSilent when PayPal did not answer
     */
    boolean isPayment(String id) {
        return found(calls.get("/v2/payments/captures/" + id)).isPresent()
                || found(calls.get("/v1/payments/sale/" + id)).isPresent();
    }

    private List<Fact> withSubscription(PayPalFacts reading, JsonNode payment) {
        List<Fact> facts = new ArrayList<>(reading.payment(payment));
        // A sale names its subscription, and that one alone names us.
        PayPalFields.text(payment.path("billing_agreement_id"))
                .filter(PayPalSubscriptions::isOne)
                .flatMap(this::subscription)
                .ifPresent(facts::addAll);
        return facts;
    }

    private Optional<JsonNode> found(Reply<JsonNode> reply) {
        return switch (reply) {
            case Reply.Answer<JsonNode> answer -> Optional.of(answer.value());
            case Reply.No<JsonNode> no -> {
                if (PayPalWire.isMissing(no)) {
                    yield Optional.empty();
                }
                throw new ProviderSilent(provider, no.code());
            }
            case Reply.Silence<JsonNode> silence -> throw new ProviderSilent(provider, silence.reason());
        };
    }
}
