package org.standwith.payments.stripe;

import static org.standwith.payments.stripe.StripeFields.id;
import static org.standwith.payments.stripe.StripeFields.idOf;
import static org.standwith.payments.stripe.StripeFields.money;
import static org.standwith.payments.stripe.StripeFields.optionalTime;
import static org.standwith.payments.stripe.StripeFields.ours;
import static org.standwith.payments.stripe.StripeFields.reference;
import static org.standwith.payments.stripe.StripeFields.text;
import static org.standwith.payments.stripe.StripeFields.time;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.joda.money.Money;
import org.standwith.payments.CheckoutFact.CheckoutExpired;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.CollectionFailed;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.Fact.PaymentFailed;
import org.standwith.payments.Fact.PaymentPending;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.PayoutFailed;
import org.standwith.payments.Fact.PayoutSent;
import org.standwith.payments.Fact.Settled;
import org.standwith.payments.Fact.SubscriptionSeen.Source;
import org.standwith.payments.Levels;
import org.standwith.payments.Levels.Seen;
import org.standwith.payments.Provider;
import tools.jackson.databind.JsonNode;

/**
 * What Stripe's objects say, from their JSON: webhooks and answers alike, of the pinned API version and of older ones,
 * whose fields stood elsewhere. Only charges, refunds, balance transactions and payouts are money; sessions, payment
 * intents and invoices say what belongs to what.
 */
final class StripeFacts {

    private final Provider provider;
    private final Source source;
    private final Instant asOf;
    private final String type;
    private final Function<JsonNode, Optional<Seen>> seen;
    private final List<Fact> facts = new ArrayList<>();

    /**
     * @param type of the event, empty for what was fetched
     * @param seen of charges
     */
    private StripeFacts(
            Provider provider, Source source, Instant asOf, String type, Function<JsonNode, Optional<Seen>> seen) {
        this.provider = provider;
        this.source = source;
        this.asOf = asOf;
        this.type = type;
        this.seen = seen;
    }

    /**
     * What the object of an event says, as its projection has it.
     *
     * @throws RuntimeException when it lacks what Stripe promises: money must not be lost in silence
     */
    static List<Fact> inEvent(Provider provider, String type, Instant created, JsonNode object) {
        StripeFacts reading = new StripeFacts(provider, Source.EVENT, created, type, Levels::kept);
        reading.read(object);
        return reading.facts;
    }

    /**
     * What an object says that was fetched just now.
     *
     * @throws RuntimeException when it lacks what Stripe promises
     */
    static List<Fact> inAnswer(Provider provider, Instant now, JsonNode object, StripeCountries countries) {
        StripeFacts reading = new StripeFacts(provider, Source.FETCHED, now, "", countries::seen);
        reading.read(object);
        return reading.facts;
    }

    private void read(JsonNode object) {
        switch (object.path("object").stringValue("")) {
            case "checkout.session" -> session(object);
            case "payment_intent" -> paymentIntent(object);
            case "charge" -> charge(object);
            case "invoice" -> invoice(object);
            case "invoice_payment" -> invoicePayment(object, object.path("invoice"));
            case "subscription" -> subscription(object);
            case "refund" -> facts.addAll(StripeReversals.refund(provider, object, asOf));
            case "dispute" -> facts.addAll(StripeReversals.dispute(provider, object, asOf));
            case "payout" -> payout(object);
            case "list" -> object.path("data").forEach(this::read);
            default -> {
                // Stripe has over a hundred kinds of object, of which these concern us.
            }
        }
    }

    private void session(JsonNode session) {
        if (session.path("mode").stringValue("").equals("setup")) {
            // By it a card is given, and nothing is paid.
            return;
        }
        String id = id(session);
        reference(session).or(() -> ours(session.path("client_reference_id"))).ifPresent(to -> link(id, to));
        belongs(session.path("payment_intent"), id);
        belongs(session.path("subscription"), id);
        belongs(session.path("invoice"), id);
        // A session had no status of its own before 2022.
        boolean complete =
                session.path("status").stringValue("").equals("complete") || type.equals("checkout.session.completed");
        if (complete && session.path("payment_status").stringValue("").equals("unpaid")) {
            // Not when we were told: a decline that came in between would seem to be older.
            Instant created = optionalTime(session, "created");
            facts.add(new PaymentPending(provider, id, created != null ? created : asOf));
        } else if (session.path("status").stringValue("").equals("expired")) {
            facts.add(new CheckoutExpired(provider, id, time(session, "expires_at")));
        }
    }

    private void paymentIntent(JsonNode intent) {
        String id = id(intent);
        reference(intent).ifPresent(to -> link(id, to));
        belongs(intent.path("latest_charge"), id);
        idOf(intent.path("invoice")).ifPresent(invoice -> link(id, invoice));
        String status = intent.path("status").stringValue("");
        if (status.equals("canceled") && reference(intent).isPresent()) {
            // Of one that belongs to an invoice, the invoice and its subscription tell.
            Instant canceled = optionalTime(intent, "canceled_at");
            facts.add(new CheckoutExpired(provider, id, canceled != null ? canceled : asOf));
        }
        if (intent.path("latest_charge").isNull()) {
            withoutCharge(intent, id, status);
        }
    }

    /** What became of it before the bank was asked for money. Without a time of its own, it is dated by the beginning. */
    private void withoutCharge(JsonNode intent, String id, String status) {
        Optional<String> error = text(intent.path("last_payment_error").path("code"));
        if (status.equals("requires_payment_method") && error.isPresent()) {
            facts.add(new PaymentFailed(provider, id, error.get(), time(intent, "created")));
        } else if (status.equals("processing")) {
            facts.add(new PaymentPending(provider, id, time(intent, "created")));
        }
    }

    private void charge(JsonNode charge) {
        String id = id(charge);
        reference(charge).ifPresent(to -> link(id, to));
        idOf(charge.path("payment_intent")).ifPresent(intent -> link(id, intent));
        idOf(charge.path("invoice")).ifPresent(invoice -> link(id, invoice));
        Instant created = time(charge, "created");
        switch (charge.path("status").stringValue("")) {
            case "succeeded" -> {
                if (isCaptured(charge)) {
                    succeeded(charge, id, created);
                } else {
                    facts.add(new PaymentPending(provider, id, created));
                }
            }
            case "failed" -> {
                String reason = text(charge.path("failure_code")).orElse("declined");
                facts.add(new PaymentFailed(provider, id, reason, created));
            }
            default -> facts.add(new PaymentPending(provider, id, created));
        }
        if (isCaptured(charge)) {
            charge.path("refunds").path("data").forEach(this::read);
        }
        seen.apply(charge).map(each -> each.noticed(provider, id, created)).ifPresent(facts::add);
    }

    /** Else it is only reserved: no money has moved, and none goes back when it is let go of. */
    static boolean isCaptured(JsonNode charge) {
        return charge.path("captured").booleanValue(true);
    }

    private void succeeded(JsonNode charge, String id, Instant created) {
        boolean tellsCaptured = charge.path("amount_captured").longValue(0) > 0;
        Money amount = money(charge, tellsCaptured ? "amount_captured" : "amount");
        facts.add(new PaymentSucceeded(provider, id, amount, created));
        JsonNode booking = charge.path("balance_transaction");
        if (booking.isObject()) {
            facts.add(new Settled(
                    provider,
                    id(booking),
                    id,
                    amount,
                    money(booking, "amount"),
                    money(booking, "fee"),
                    time(booking, "created")));
        }
    }

    private void invoice(JsonNode invoice) {
        if (idOf(invoice).isEmpty()) {
            // An upcoming one, which is not made yet.
            return;
        }
        String id = id(invoice);
        JsonNode details = invoice.path("parent").path("subscription_details");
        Optional<String> subscription = idOf(details.path("subscription")).or(() -> idOf(invoice.path("subscription")));
        subscription.ifPresent(to -> link(id, to));
        reference(details)
                .or(() -> reference(invoice.path("subscription_details")))
                .or(() -> reference(invoice))
                .ifPresent(to -> link(subscription.orElse(id), to));
        idOf(invoice.path("payment_intent")).ifPresent(intent -> link(intent, id));
        idOf(invoice.path("charge")).ifPresent(charge -> link(charge, id));
        invoice.path("payments").path("data").forEach(payment -> invoicePayment(payment, invoice.path("id")));
        if (type.equals("invoice.payment_failed")) {
            uncollected(invoice);
        }
    }

    private void invoicePayment(JsonNode payment, JsonNode invoice) {
        idOf(invoice).ifPresent(to -> {
            belongs(payment.path("payment").path("payment_intent"), to);
            belongs(payment.path("payment").path("charge"), to);
        });
        if (invoice.isObject()) {
            read(invoice);
        }
    }

    private void uncollected(JsonNode invoice) {
        facts.add(new CollectionFailed(
                provider,
                id(invoice),
                invoice.path("attempt_count").intValue(1),
                optionalTime(invoice, "next_payment_attempt"),
                asOf));
    }

    private void subscription(JsonNode subscription) {
        reference(subscription).ifPresent(to -> link(id(subscription), to));
        StripeSubscription.seen(provider, subscription, source, asOf).ifPresent(facts::add);
        if (subscription.path("status").stringValue("").equals("incomplete_expired")) {
            Instant ended = optionalTime(subscription, "ended_at");
            facts.add(new CheckoutExpired(provider, id(subscription), ended != null ? ended : asOf));
        }
    }

    private void payout(JsonNode payout) {
        String status = payout.path("status").stringValue("");
        if (status.equals("paid") || status.equals("failed")) {
            facts.add(new PayoutSent(provider, id(payout), money(payout, "amount"), time(payout, "created")));
        }
        if (type.equals("payout.failed")) {
            facts.add(new PayoutFailed(provider, id(payout), money(payout, "amount"), asOf));
        }
    }

    /** Links what a field names to what it stands in, and reads it where it is given in full. */
    private void belongs(JsonNode part, String to) {
        idOf(part).ifPresent(ref -> link(ref, to));
        if (part.isObject()) {
            read(part);
        }
    }

    private void link(String ref, String to) {
        facts.add(new Linked(provider, ref, to));
    }
}
