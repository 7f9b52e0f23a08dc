package org.standwith.receipts;

import java.util.Comparator;
import java.util.List;
import org.joda.money.Money;
import org.standwith.contributions.Giving;
import org.standwith.contributions.Giving.Paid;
import org.standwith.payments.Provider;

/** A payment, and by which provider it came. */
record Entry(Provider provider, Paid paid) {

    /** How much of it is still with whom it was given to. */
    enum Kept {
        ALL,
        PART,
        NONE
    }

    /** The earliest first. */
    static List<Entry> of(List<Giving> givings) {
        return givings.stream()
                .flatMap(giving -> giving.payments().stream().map(paid -> new Entry(giving.provider(), paid)))
                .sorted(Comparator.comparing((Entry entry) -> entry.paid().at())
                        .thenComparing(entry -> entry.paid().payment()))
                .toList();
    }

    Money returned() {
        return paid.amount().minus(paid.kept());
    }

    Kept kept() {
        return paid.kept().isZero() ? Kept.NONE : returned().isPositive() ? Kept.PART : Kept.ALL;
    }

    @Override
    public String toString() {
        return "Entry[***]";
    }
}
