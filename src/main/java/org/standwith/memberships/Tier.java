package org.standwith.memberships;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * @param thresholds what has to be given a month, in any one of these currencies
 * @param grace how long after the time that was paid for it still holds, while the contribution goes on
 */
record Tier(String name, Map<CurrencyUnit, Money> thresholds, List<String> benefits, Duration grace) {

    Tier {
        thresholds = Map.copyOf(thresholds);
        benefits = List.copyOf(benefits);
    }

    /** Whether it asks for no more than this one, in a currency that both have. */
    boolean isWithin(Tier other, CurrencyUnit currency) {
        Money ours = thresholds.get(currency);
        Money theirs = other.thresholds.get(currency);
        return ours != null && theirs != null && !ours.isGreaterThan(theirs);
    }
}
