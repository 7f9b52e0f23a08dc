package org.standwith.memberships;

import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.springframework.stereotype.Component;
import org.standwith.memberships.MembershipProperties.Level;
import org.standwith.money.AmountText;

/** The tiers as they are configured, once they were found to make sense. */
@Component
class Tiers {

    private static final int A_YEAR = 12;

    private final List<Tier> ascending;
    private final int onceMonths;

    /** @throws WrongTiers when they do not */
    Tiers(MembershipProperties properties) {
        List<Tier> tiers = new ArrayList<>();
        for (Level each : properties.tiers()) {
            String property = "tiers[" + tiers.size() + "]";
            Tier tier = tier(property, each);
            tiers.forEach(lower -> requireAbove(lower, tier, property));
            tiers.add(tier);
        }
        ascending = List.copyOf(tiers);
        onceMonths = months(properties.onceLasts());
    }

    boolean isEmpty() {
        return ascending.isEmpty();
    }

    Reckoning reckoning() {
        return new Reckoning(ascending, onceMonths);
    }

    private static Tier tier(String property, Level level) {
        Map<CurrencyUnit, Money> thresholds = new HashMap<>();
        level.threshold().forEach((currency, amount) -> {
            Money threshold = new AmountText(currency, amount)
                    .read()
                    .filter(Money::isPositive)
                    .orElseThrow(() -> new WrongTiers(
                            property + ".threshold." + currency,
                            "has to be an amount above zero under the code of its currency, as USD: 5.00"));
            thresholds.put(threshold.getCurrencyUnit(), threshold);
        });
        return new Tier(level.name(), thresholds, level.benefits(), level.grace());
    }

    private static void requireAbove(Tier lower, Tier tier, String property) {
        if (tier.name().equals(lower.name())) {
            throw new WrongTiers(property + ".name", "is another tier's name too");
        }
        for (CurrencyUnit currency : tier.thresholds().keySet()) {
            if (tier.isWithin(lower, currency)) {
                throw new WrongTiers(
                        property + ".threshold." + currency,
                        "has to be more than in the tiers before it: the lowest tier stands first");
            }
        }
    }

    private static int months(Period lasts) {
        if (lasts.getDays() != 0 || lasts.toTotalMonths() < 0 || lasts.toTotalMonths() > A_YEAR) {
            throw new WrongTiers("once-lasts", "has to be in whole months, from P0M (it does not count) to P1Y");
        }
        return (int) lasts.toTotalMonths();
    }
}
