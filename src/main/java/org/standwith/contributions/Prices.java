package org.standwith.contributions;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.joda.money.Money;
import org.standwith.money.Cadence;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.SubscriptionSeen;

/**
 * What is taken by which payment: what was agreed upon when its amount was fixed.
 *
 * @param now what is agreed upon now
 * @param told what it was when, the earliest first
 * @param kept how long before a payment its amount is fixed
 */
record Prices(Money now, Cadence cadence, List<SubscriptionSeen> told, Duration kept) {

    static Prices of(Money now, Cadence cadence, Collection<Fact> facts, Duration kept) {
        return new Prices(
                now,
                cadence,
                facts.stream()
                        .filter(SubscriptionSeen.class::isInstance)
                        .sorted(FactOrder.AS_TAKEN)
                        .map(SubscriptionSeen.class::cast)
                        .filter(each -> each.amount() != null)
                        .toList(),
                kept);
    }

    /** What is taken, or would have been, by the payment of this date. */
    Money at(Instant due) {
        Instant fixed = due.minus(kept);
        SubscriptionSeen then = null;
        for (SubscriptionSeen each : told) {
            if (then == null || !each.at().isAfter(fixed)) {
                then = each;
            }
        }
        return then == null || then == told.getLast() || then.amount() == null || isOfAnotherCadence(then)
                ? now
                : then.amount();
    }

    private boolean isOfAnotherCadence(SubscriptionSeen then) {
        return then.cadence() != null && then.cadence() != cadence;
    }

    /** Whether what is agreed upon at this moment comes too late for the payment of this date. */
    boolean isFixed(Instant due, Instant moment) {
        return due.isBefore(moment.plus(kept));
    }

    @Override
    public String toString() {
        return "Prices[***]";
    }
}
