package org.standwith.payments.stripe;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.joda.money.IllegalCurrencyException;
import org.standwith.money.Cadence;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Noticed;
import org.standwith.payments.Provider;
import org.standwith.payments.Undertaking;
import org.standwith.payments.Undertaking.Payer;
import org.standwith.payments.Undertakings.Why;
import org.standwith.payments.WentOnBefore;
import org.standwith.risk.Country;
import tools.jackson.databind.JsonNode;

/** A subscription or a charge of Stripe's as something that somebody undertook. */
final class StripeUndertaking {

    /** What was read. */
    sealed interface Read {

        record Usable(Undertaking undertaking) implements Read {}

        record Not(Why why) implements Read {}
    }

    private StripeUndertaking() {}

    /** @throws RuntimeException when it lacks what Stripe promises */
    static Read ofSubscription(Provider provider, JsonNode subscription, Instant asked) {
        Optional<Why> not = standing(subscription);
        if (not.isPresent()) {
            return new Read.Not(not.get());
        }
        JsonNode customer = subscription.path("customer");
        if (!customer.isObject() || customer.path("deleted").booleanValue(false)) {
            return new Read.Not(Why.NO_PAYER);
        }
        if (subscription.path("items").path("data").size() > 1
                || subscription.path("items").path("has_more").booleanValue(false)) {
            return new Read.Not(Why.SEVERAL_ITEMS);
        }
        try {
            SubscriptionSeen seen = StripeSubscription.seen(
                            provider, subscription, SubscriptionSeen.Source.FETCHED, asked)
                    .orElse(null);
            if (seen == null || seen.amount() == null || seen.cadence() == null) {
                return new Read.Not(Why.RHYTHM);
            }
            Instant since = StripeFields.optionalTime(subscription, "start_date");
            Instant begun = since != null ? since : StripeFields.time(subscription, "created");
            List<Fact> facts = new ArrayList<>();
            StripeFields.reference(subscription)
                    .ifPresent(ours -> facts.add(new Fact.Linked(provider, seen.subscription(), ours)));
            facts.add(new WentOnBefore(provider, seen.subscription(), begun));
            facts.add(seen);
            return new Read.Usable(new Undertaking(
                    provider,
                    seen.subscription(),
                    seen.cadence(),
                    seen.amount(),
                    begun,
                    payer(
                            customer,
                            customer.path("email"),
                            subscription.path("default_payment_method").path("card")),
                    facts));
        } catch (IllegalCurrencyException | ArithmeticException e) {
            return new Read.Not(Why.CURRENCY);
        }
    }

    private static Optional<Why> standing(JsonNode subscription) {
        return switch (subscription.path("status").stringValue("")) {
            case "active", "past_due", "unpaid" -> Optional.empty();
            case "trialing", "paused" -> Optional.of(Why.TRIAL);
            case "canceled" -> Optional.of(Why.ENDED);
            case "incomplete", "incomplete_expired" -> Optional.of(Why.NOT_PAID);
            default -> Optional.of(Why.UNREADABLE);
        };
    }

    /** @throws RuntimeException when it lacks what Stripe promises */
    static Read ofCharge(Provider provider, JsonNode charge, Instant asked, StripeCountries countries) {
        if (!isPaid(charge)) {
            return new Read.Not(Why.NOT_PAID);
        }
        JsonNode billing = charge.path("billing_details");
        JsonNode customer = charge.path("customer");
        JsonNode email = Stream.of(billing.path("email"), customer.path("email"), charge.path("receipt_email"))
                .filter(each -> each.isString() && !each.stringValue().isBlank())
                .findFirst()
                .orElse(billing.path("email"));
        try {
            List<Fact> facts = new ArrayList<>(StripeFacts.inAnswer(provider, asked, charge, countries));
            // What it says of where somebody is, is said to whoever takes it over.
            facts.removeIf(fact -> fact instanceof Noticed);
            Fact.PaymentSucceeded paid = facts.stream()
                    .filter(Fact.PaymentSucceeded.class::isInstance)
                    .map(Fact.PaymentSucceeded.class::cast)
                    .findFirst()
                    .orElseThrow();
            return new Read.Usable(new Undertaking(
                    provider,
                    paid.payment(),
                    Cadence.ONCE,
                    paid.amount(),
                    paid.at(),
                    payer(customer, email, charge.path("payment_method_details").path("card")),
                    facts));
        } catch (IllegalCurrencyException | ArithmeticException e) {
            return new Read.Not(Why.CURRENCY);
        }
    }

    /** Of a charge for an invoice that is no subscription's: whoever pays a bill gives nothing. */
    static Read ofBill(JsonNode charge) {
        return new Read.Not(isPaid(charge) ? Why.OTHER_WAY : Why.NOT_PAID);
    }

    private static boolean isPaid(JsonNode charge) {
        return charge.path("status").stringValue("").equals("succeeded") && StripeFacts.isCaptured(charge);
    }

    private static Payer payer(JsonNode customer, JsonNode email, JsonNode card) {
        Set<Country> places = new HashSet<>();
        Country.read(card.path("country").stringValue("")).ifPresent(places::add);
        return Payer.of(
                email.stringValue(""),
                customer.path("preferred_locales").path(0).stringValue(""),
                places);
    }
}
