package org.standwith.memberships;

import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.standwith.contributions.Giving;

/**
 * Which tier somebody has: a pure function of what they give and of the moment. What a payment has left us counts for the
 * time that it pays for, an annual one with a twelfth a month; contributions in one currency add up, and nothing is
 * converted.
 *
 * @param tiers the lowest first
 * @param onceMonths over how many months a gift given once is spread
 */
record Reckoning(List<Tier> tiers, int onceMonths) {

    /** The highest tier that is reached, and until when if nothing more is paid. */
    Membership at(Instant now, Collection<Giving> givings) {
        List<Share> shares = givings.stream()
                .flatMap(each -> Share.of(each, now, onceMonths))
                .toList();
        for (Tier tier : tiers.reversed()) {
            if (reaches(shares, tier, now)) {
                return new Membership(tier.name(), tier.benefits(), end(shares, tier, now));
            }
        }
        return Membership.NONE;
    }

    /** Nothing is added while time passes, so it is over at one of the ends, for good. */
    private Instant end(List<Share> shares, Tier tier, Instant now) {
        return shares.stream()
                .map(each -> each.end(tier.grace()))
                .filter(each -> each.isAfter(now))
                .sorted()
                .filter(each -> !reaches(shares, tier, each))
                .findFirst()
                .orElseThrow();
    }

    private boolean reaches(List<Share> shares, Tier tier, Instant at) {
        List<Share> counting =
                shares.stream().filter(each -> each.counts(at, tier.grace())).toList();
        return tier.thresholds().entrySet().stream()
                .anyMatch(each -> !total(counting, each.getKey())
                        .isLessThan(each.getValue().multipliedBy(term())));
    }

    /** Of two payments of one contribution for the same time, the larger one. */
    private Money total(List<Share> counting, CurrencyUnit currency) {
        Map<UUID, Money> each = counting.stream()
                .filter(share -> share.kept().getCurrencyUnit().equals(currency))
                .collect(toMap(
                        Share::contribution,
                        share -> share.over(term()),
                        (one, other) -> one.isGreaterThan(other) ? one : other));
        return each.values().stream().reduce(Money.zero(currency), Money::plus);
    }

    /** So many months that shares of one, of twelve and of a single gift's months all go into them. */
    private int term() {
        return 12 * Math.max(1, onceMonths);
    }
}
