package org.standwith.payments;

import java.util.function.UnaryOperator;

/** The same fact with other names for the provider's things. What concerns the organisation's own account, as
 * payouts do, keeps its name. */
final class Renaming {

    private final UnaryOperator<String> rename;

    Renaming(UnaryOperator<String> rename) {
        this.rename = rename;
    }

    private String to(String ref) {
        return rename.apply(ref);
    }

    Fact of(Fact fact) {
        Provider provider = fact.provider();
        return switch (fact) {
            case Fact.Linked f -> new Fact.Linked(provider, to(f.ref()), to(f.to()));
            case Fact.PaymentSucceeded f -> new Fact.PaymentSucceeded(provider, to(f.payment()), f.amount(), f.at());
            case Fact.PaymentFailed f -> new Fact.PaymentFailed(provider, to(f.payment()), f.reason(), f.at());
            case Fact.PaymentPending f -> new Fact.PaymentPending(provider, to(f.payment()), f.at());
            case Fact.CollectionFailed f ->
                new Fact.CollectionFailed(provider, to(f.invoice()), f.attempt(), f.nextAttempt(), f.at());
            case Fact.Settled(var p, var transaction, var payment, var original, var settled, var fee, var at) ->
                new Fact.Settled(p, to(transaction), to(payment), original, settled, fee, at);
            case Fact.RefundMade f ->
                new Fact.RefundMade(provider, to(f.refund()), to(f.payment()), f.amount(), f.at());
            case Fact.RefundFailed f ->
                new Fact.RefundFailed(provider, to(f.refund()), to(f.payment()), f.amount(), f.at());
            case Fact.DisputeOpened f ->
                new Fact.DisputeOpened(provider, to(f.dispute()), to(f.payment()), f.amount(), f.at());
            case Fact.DisputeWithdrawn(
                    var p,
                    var transaction,
                    var payment,
                    var original,
                    var settled,
                    var fee,
                    var at) -> new Fact.DisputeWithdrawn(p, to(transaction), to(payment), original, settled, fee, at);
            case Fact.DisputeReinstated(
                    var p,
                    var transaction,
                    var payment,
                    var original,
                    var settled,
                    var fee,
                    var at) -> new Fact.DisputeReinstated(p, to(transaction), to(payment), original, settled, fee, at);
            case Fact.DisputeClosed f ->
                new Fact.DisputeClosed(provider, to(f.dispute()), to(f.payment()), f.won(), f.at());
            case Fact.SubscriptionSeen(
                    var p,
                    var subscription,
                    var standing,
                    var source,
                    var amount,
                    var cadence,
                    var paidUntil,
                    var endsAt,
                    var resumesAt,
                    var end,
                    var at) ->
                new Fact.SubscriptionSeen(
                        p, to(subscription), standing, source, amount, cadence, paidUntil, endsAt, resumesAt, end, at);
            case WentOnBefore f -> new WentOnBefore(provider, to(f.subscription()), f.at());
            case CheckoutFact.CheckoutApproved f ->
                new CheckoutFact.CheckoutApproved(provider, to(f.checkout()), f.at());
            case CheckoutFact.CheckoutExpired f -> new CheckoutFact.CheckoutExpired(provider, to(f.checkout()), f.at());
            case Noticed f -> new Noticed(provider, to(f.ref()), f.level(), f.places(), f.at());
            case Fact.PayoutSent f -> f;
            case Fact.PayoutFailed f -> f;
            case AccountFact f -> f;
        };
    }
}
