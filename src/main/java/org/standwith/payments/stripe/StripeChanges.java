package org.standwith.payments.stripe;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.standwith.payments.Change;
import org.standwith.payments.Changing;
import org.standwith.payments.Reply;
import tools.jackson.databind.JsonNode;

/**
 * Changes a subscription by a single call each. Asks first: the call has to name the item that it replaces, and what is so
 * already is left alone.
 *
 * @see <a href="https://docs.stripe.com/api/subscriptions/update">Stripe, Update a subscription</a>
 */
record StripeChanges(StripeCalls calls, StripeInquiry inquiry, StripeOpenInvoices invoices, Clock clock) {

    /** @throws org.standwith.payments.ProviderSilent when Stripe did not answer */
    Changing change(String id, Change change, String idempotencyKey) {
        if (!StripeStanding.isSubscription(id)) {
            return new Changing.Refused("nothing that goes on");
        }
        Instant asked = clock.instant();
        JsonNode now = fetched(id);
        Optional<String> obstacle = obstacle(now, change);
        if (obstacle.isPresent()) {
            return new Changing.Refused(obstacle.get());
        }
        return StripeWish.isSo(now, inquiry.seen(now, asked), change)
                ? done(id, now, change, asked)
                : ask(id, now, change, idempotencyKey);
    }

    private Changing ask(String id, JsonNode now, Change change, String idempotencyKey) {
        Instant asked = clock.instant();
        Reply<JsonNode> reply = StripeCalls.insist(
                idempotencyKey,
                key -> calls.act(
                        "subscription",
                        client -> client.v1()
                                .subscriptions()
                                .update(id, StripeWish.params(now, change), StripeCalls.once(key))));
        return switch (reply) {
            case Reply.Answer<JsonNode> answer ->
                ifSo(id, answer.value(), change, asked)
                        .orElseGet(() -> new Changing.Unknown("an answer without the change"));
            case Reply.No<JsonNode> no when StripeCalls.isRefusal(no) -> refused(id, change, no.code());
            case Reply.No<JsonNode> no -> new Changing.Unknown(no.code());
            case Reply.Silence<JsonNode> silence -> new Changing.Unknown(silence.reason());
        };
    }

    private Optional<Changing> ifSo(String id, JsonNode subscription, Change change, Instant asked) {
        return StripeWish.isSo(subscription, inquiry.seen(subscription, asked), change)
                ? Optional.of(done(id, subscription, change, asked))
                : Optional.empty();
    }

    /** It may have been changed, or have ended, at the same time by somebody else who asked. */
    private Changing refused(String id, Change change, String code) {
        Instant asked = clock.instant();
        JsonNode now = fetched(id);
        return StripeStanding.hasEnded(now)
                ? new Changing.Refused(StripeStanding.ENDED)
                : ifSo(id, now, change, asked).orElseGet(() -> new Changing.Refused(code));
    }

    private Changing done(String id, JsonNode subscription, Change change, Instant asked) {
        return StripeWish.stops(change) && StripeStanding.isFailing(subscription)
                ? withoutArrears(id)
                : new Changing.Changed(inquiry.read(subscription, asked));
    }

    /**
     * Stripe would go on to collect what fell due before, also of what is paused or ends.
     *
     * @see <a href="https://docs.stripe.com/billing/subscriptions/pause-payment">Stripe, Pause payment collection</a>
     */
    private Changing withoutArrears(String id) {
        Optional<String> unsure = invoices.voided(id);
        if (unsure.isPresent()) {
            return new Changing.Unknown(unsure.get());
        }
        Instant asked = clock.instant();
        return new Changing.Changed(inquiry.read(fetched(id), asked));
    }

    private JsonNode fetched(String id) {
        return inquiry.fetch("subscription", "/v1/subscriptions/" + id);
    }

    private Optional<String> obstacle(JsonNode now, Change change) {
        if (StripeStanding.hasEnded(now)) {
            return Optional.of(StripeStanding.ENDED);
        }
        if (StripeStanding.status(now).equals("incomplete")) {
            return Optional.of("incomplete");
        }
        return switch (change) {
            case Change.ToCadence to when !to.cadence().recurs() -> Optional.of("not a rhythm");
            case Change.ToAmount to -> obstacle(now, to.each().getCurrencyUnit().getCode());
            case Change.ToCadence to
            when StripeStanding.isFailing(now) && !StripeWish.keepsInterval(now, to.cadence()) ->
                // What is paid has ended already, and nothing would be taken for the time until the next period.
                Optional.of("past_due");
            case Change.ToCadence to ->
                obstacle(now, to.each().getCurrencyUnit().getCode());
            case Change.Pause pause -> Optional.empty();
            case Change.Resume resume -> Optional.empty();
            case Change.EndWithPeriod end -> Optional.empty();
            case Change.KeepOn keep -> Optional.empty();
        };
    }

    private Optional<String> obstacle(JsonNode now, String currency) {
        if (inquiry.seen(now, clock.instant()).isEmpty()) {
            return Optional.of("of another shape");
        }
        return now.path("currency").stringValue("").equalsIgnoreCase(currency)
                ? Optional.empty()
                : Optional.of("currency");
    }
}
