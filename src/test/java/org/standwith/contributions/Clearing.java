package org.standwith.contributions;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.standwith.ledger.Account;
import org.standwith.ledger.JournalEntry.Draft.Line;
import org.standwith.payments.Fact;

/** What movements do to our account at the provider, by the rules of our books. */
public final class Clearing {

    private Clearing() {}

    /** By currency, without those in which nothing is left. */
    public static Map<CurrencyUnit, Money> effect(Collection<? extends Fact.Movement> movements) {
        Map<CurrencyUnit, Money> sums = new TreeMap<>();
        for (Fact.Movement movement : movements) {
            for (Line line : PostingRules.draft(movement, null).lines()) {
                if (line.account() == Account.CLEARING) {
                    sums.merge(line.amount().getCurrencyUnit(), line.amount(), Money::plus);
                }
            }
        }
        sums.values().removeIf(Money::isZero);
        return sums;
    }

    /** One sum as such a map. */
    public static Map<CurrencyUnit, Money> of(Money net) {
        return net.isZero() ? Map.of() : Map.of(net.getCurrencyUnit(), net);
    }
}
