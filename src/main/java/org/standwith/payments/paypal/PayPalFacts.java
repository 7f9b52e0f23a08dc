package org.standwith.payments.paypal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.joda.money.Money;
import org.standwith.payments.CheckoutFact.CheckoutApproved;
import org.standwith.payments.CheckoutFact.CheckoutExpired;
import org.standwith.payments.Event;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.CollectionFailed;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.Fact.PaymentFailed;
import org.standwith.payments.Fact.PaymentPending;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.SubscriptionSeen.Source;
import org.standwith.payments.Levels;
import org.standwith.payments.Levels.Seen;
import org.standwith.payments.Provider;
import tools.jackson.databind.JsonNode;

/**
 * What PayPal's objects say, from their JSON: of the APIs of version 2 for what is given once, and of version 1 for what
 * subscriptions bring. Only captures, sales, refunds and reversals are money; orders and subscriptions say what belongs
 * to what.
 *
 * @see <a href="https://developer.paypal.com/api/rest/webhooks/event-names/">PayPal, Webhook event names</a>
 */
final class PayPalFacts {

    private final Provider provider;

    /** When this was so, for what carries no readable time of its own. */
    private final Instant asOf;

    private final Function<JsonNode, Optional<Seen>> seen;

    /** @param seen of orders and subscriptions */
    PayPalFacts(Provider provider, Instant asOf, Function<JsonNode, Optional<Seen>> seen) {
        this.provider = provider;
        this.asOf = asOf;
        this.seen = seen;
    }

    /**
     * What the resource of an event says, as its projection has it.
     *
     * @throws RuntimeException when it lacks what PayPal promises: money must not be lost in silence
     */
    static List<Fact> inEvent(Provider provider, Event event, JsonNode resource) {
        int dot = event.type().lastIndexOf('.');
        String family = dot < 0 ? "" : event.type().substring(0, dot);
        String happened = event.type().substring(dot + 1);
        PayPalFacts reading = new PayPalFacts(provider, event.created(), Levels::kept);
        return switch (family) {
            case "CHECKOUT.ORDER" -> reading.order(resource, happened);
            case "CHECKOUT.PAYMENT-APPROVAL" -> reading.approval(resource, happened);
            case "PAYMENT.CAPTURE", "PAYMENT.SALE", "PAYMENT.REFUND" -> reading.movement(resource, family, happened);
            case "BILLING.SUBSCRIPTION" -> reading.subscription(resource, Source.EVENT);
            case "BILLING.SUBSCRIPTION.PAYMENT" -> reading.uncollected(resource);
            case "CUSTOMER.DISPUTE" -> PayPalReversals.dispute(provider, resource, event.created());
            default -> List.of();
        };
    }

    private List<Fact> movement(JsonNode resource, String family, String happened) {
        return switch (happened) {
            case "REFUNDED" -> PayPalReversals.refund(provider, resource, asOf);
            case "REVERSED" -> PayPalReversals.reversal(provider, resource, asOf);
            default ->
                family.equals("PAYMENT.REFUND") ? PayPalReversals.refund(provider, resource, asOf) : payment(resource);
        };
    }

    private List<Fact> order(JsonNode order, String happened) {
        List<Fact> facts = new ArrayList<>(order(order));
        if (happened.equals("APPROVED")) {
            // Not when the event was made, which may be after the payment was taken, or declined.
            Instant at = PayPalTimes.read(order.path("update_time")).orElse(asOf);
            facts.add(new CheckoutApproved(provider, PayPalFields.id(order), at));
        }
        return facts;
    }

    List<Fact> order(JsonNode order) {
        List<Fact> facts = new ArrayList<>();
        String id = PayPalFields.id(order);
        for (JsonNode unit : order.path("purchase_units")) {
            PayPalFields.reference(unit).ifPresent(to -> facts.add(new Linked(provider, id, to)));
            for (JsonNode capture : unit.path("payments").path("captures")) {
                facts.add(new Linked(provider, PayPalFields.id(capture), id));
                facts.addAll(payment(capture));
            }
            unit.path("payments")
                    .path("refunds")
                    .forEach(refund -> facts.addAll(PayPalReversals.refund(provider, refund, asOf)));
        }
        if (order.path("status").stringValue("").equals("VOIDED")) {
            facts.add(new CheckoutExpired(provider, id, asOf));
        }
        seen.apply(order).map(each -> each.noticed(provider, id, asOf)).ifPresent(facts::add);
        return facts;
    }

    /** PayPal takes an approval back that nobody captured. */
    private List<Fact> approval(JsonNode approval, String happened) {
        Optional<String> order =
                PayPalFields.text(approval.path("order_id")).or(() -> PayPalFields.text(approval.path("id")));
        return happened.equals("REVERSED") && order.isPresent()
                ? List.of(new CheckoutExpired(provider, order.get(), asOf))
                : List.of();
    }

    /** A capture, or a sale: the same in older words. */
    List<Fact> payment(JsonNode payment) {
        List<Fact> facts = new ArrayList<>();
        String id = PayPalFields.id(payment);
        PayPalFields.reference(payment).ifPresent(to -> facts.add(new Linked(provider, id, to)));
        PayPalFields.text(payment.path("supplementary_data").path("related_ids").path("order_id"))
                .or(() -> PayPalFields.linked(payment, "orders"))
                .ifPresent(order -> facts.add(new Linked(provider, id, order)));
        PayPalFields.text(payment.path("billing_agreement_id"))
                .ifPresent(subscription -> facts.add(new Linked(provider, id, subscription)));
        // A late answer keeps the time of the question, as the payment does that it is about.
        Instant at = PayPalTimes.read(payment.path("create_time")).orElse(asOf);
        switch (PayPalFields.status(payment)) {
            case "COMPLETED", "PARTIALLY_REFUNDED", "REFUNDED", "REVERSED" -> {
                facts.add(new PaymentSucceeded(provider, id, PayPalAmounts.read(payment.path("amount")), at));
                PayPalSettlement.of(provider, payment, id, at).ifPresent(facts::add);
            }
            case "PENDING" -> facts.add(new PaymentPending(provider, id, at));
            case "DECLINED", "DENIED", "FAILED", "VOIDED" ->
                facts.add(new PaymentFailed(provider, id, reason(payment), at));
            default -> throw new IllegalArgumentException("A payment of an unknown status");
        }
        return facts;
    }

    private static String reason(JsonNode payment) {
        return PayPalFields.text(payment.path("status_details").path("reason"))
                .or(() -> PayPalFields.text(payment.path("reason_code")))
                .orElse("declined");
    }

    /** A payment in a subscription's list, which says less than the sale: what it cost and brought is told by that. */
    List<Fact> transaction(JsonNode transaction, String subscription) {
        String id = PayPalFields.id(transaction);
        Linked link = new Linked(provider, id, subscription);
        if (!PayPalFields.status(transaction).matches("COMPLETED|PARTIALLY_REFUNDED|REFUNDED")) {
            return List.of(link);
        }
        Money amount =
                PayPalAmounts.read(transaction.path("amount_with_breakdown").path("gross_amount"));
        Instant at = PayPalTimes.read(transaction.path("time")).orElse(asOf);
        return List.of(link, new PaymentSucceeded(provider, id, amount, at));
    }

    List<Fact> fetchedSubscription(JsonNode subscription) {
        return subscription(subscription, Source.FETCHED);
    }

    private List<Fact> subscription(JsonNode subscription, Source source) {
        List<Fact> facts = new ArrayList<>();
        String id = PayPalFields.id(subscription);
        PayPalFields.reference(subscription).ifPresent(to -> facts.add(new Linked(provider, id, to)));
        facts.add(PayPalSubscription.seen(provider, subscription, source, asOf));
        seen.apply(subscription).map(each -> each.noticed(provider, id, asOf)).ifPresent(facts::add);
        return facts;
    }

    /** What was due has no id of its own at PayPal: the subscription and the moment of the attempt name it. */
    private List<Fact> uncollected(JsonNode subscription) {
        List<Fact> facts = new ArrayList<>();
        String id = PayPalFields.id(subscription);
        PayPalFields.reference(subscription).ifPresent(to -> facts.add(new Linked(provider, id, to)));
        JsonNode billing = subscription.path("billing_info");
        JsonNode failed = billing.path("last_failed_payment");
        Instant at = PayPalTimes.read(failed.path("time")).orElse(asOf);
        String due = id + "@" + at.getEpochSecond();
        facts.add(new Linked(provider, due, id));
        facts.add(new CollectionFailed(
                provider,
                due,
                Math.max(1, billing.path("failed_payments_count").intValue(1)),
                PayPalTimes.read(failed.path("next_payment_retry_time"))
                        .or(() -> PayPalTimes.read(failed.path("next_payment_retry_date")))
                        .orElse(null),
                at));
        return facts;
    }
}
