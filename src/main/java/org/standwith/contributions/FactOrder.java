package org.standwith.contributions;

import static java.util.Comparator.comparing;

import java.util.Comparator;
import org.standwith.payments.AccountFact;
import org.standwith.payments.CheckoutFact.CheckoutApproved;
import org.standwith.payments.CheckoutFact.CheckoutExpired;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.CollectionFailed;
import org.standwith.payments.Fact.PaymentFailed;
import org.standwith.payments.Fact.PaymentPending;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Fact.SubscriptionSeen.Source;
import org.standwith.payments.Noticed;
import org.standwith.payments.WentOnBefore;

/** Which of two facts is taken first. */
final class FactOrder {

    /**
     * The order in which facts are taken. Stripe's times are whole seconds, so those of one second have an order too:
     * bad news first, because it is the good news that was acted on; what we fetched is later than what was sent.
     */
    static final Comparator<Fact> AS_TAKEN =
            comparing(Fact::at).thenComparing(FactOrder::rank).thenComparing(Fact::key);

    private FactOrder() {}

    /** Zero for what changes nothing about how a contribution stands. */
    static int rank(Fact fact) {
        return switch (fact) {
            case WentOnBefore before -> 1;
            case CheckoutApproved approved -> 1;
            case PaymentPending pending -> 1;
            case PaymentFailed failed -> 2;
            case CollectionFailed failed -> 2;
            case SubscriptionSeen seen
            when seen.source() == Source.EVENT -> 3 + seen.standing().ordinal();
            case PaymentSucceeded paid -> 10;
            case SubscriptionSeen seen -> 11;
            case CheckoutExpired expired -> 12;
            case Fact.Linked link -> 0;
            case Fact.Settled settled -> 0;
            case Fact.RefundMade refund -> 0;
            case Fact.RefundFailed refund -> 0;
            case Fact.DisputeOpened dispute -> 0;
            case Fact.DisputeWithdrawn dispute -> 0;
            case Fact.DisputeReinstated dispute -> 0;
            case Fact.DisputeClosed dispute -> 0;
            case Fact.PayoutSent payout -> 0;
            case Fact.PayoutFailed payout -> 0;
            case AccountFact ours -> 0;
            case Noticed noticed -> 0;
        };
    }
}
