package org.standwith.contributions;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.standwith.money.Cadence;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.SubscriptionSeen;

/** Which cadence a contribution had when. */
final class Cadences {

    private final Cadence first;
    private final List<SubscriptionSeen> seen;

    /** @param first as it was undertaken */
    Cadences(Cadence first, Collection<Fact> facts) {
        this.first = first;
        this.seen = facts.stream()
                .filter(SubscriptionSeen.class::isInstance)
                .sorted(FactOrder.AS_TAKEN)
                .map(SubscriptionSeen.class::cast)
                .toList();
    }

    Cadence at(Instant time) {
        Cadence cadence = first;
        for (SubscriptionSeen each : seen) {
            if (each.cadence() != null && !each.at().isAfter(time)) {
                cadence = each.cadence();
            }
        }
        return cadence;
    }
}
