package org.standwith.payments;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.joda.money.Money;

/** What was taken of payments and has not gone back, whoever asked for it back. */
public final class Remaining {

    private Remaining() {}

    /** By payment, in its currency; without those of which nothing remains. */
    public static Map<String, Money> of(Collection<Fact> facts) {
        Map<String, Money> remaining = new LinkedHashMap<>();
        for (Fact fact : facts) {
            if (fact instanceof Fact.PaymentSucceeded paid) {
                remaining.merge(paid.payment(), paid.amount(), Money::plus);
            }
        }
        for (Fact fact : facts) {
            if (fact instanceof Fact.RefundMade refund) {
                remaining.computeIfPresent(refund.payment(), (payment, left) -> left.minus(refund.amount()));
            } else if (fact instanceof Fact.RefundFailed bounced) {
                remaining.computeIfPresent(bounced.payment(), (payment, left) -> left.plus(bounced.amount()));
            } else if (fact instanceof Fact.DisputeWithdrawn dispute) {
                remaining.computeIfPresent(dispute.payment(), (payment, left) -> left.minus(dispute.original()));
            } else if (fact instanceof Fact.DisputeReinstated back) {
                remaining.computeIfPresent(back.payment(), (payment, left) -> left.plus(back.original()));
            }
        }
        remaining.values().removeIf(left -> !left.isPositive());
        return remaining;
    }
}
