package org.standwith.money;

import org.joda.money.Money;

/** Whether somebody may give this. */
public sealed interface Verdict {

    record Acceptable(Money money) implements Verdict {}

    /** No currency of this code is configured. */
    record UnknownCurrency(String code) implements Verdict {}

    /** Not a plain decimal number with at most the currency's decimals. */
    record NotAnAmount(int decimals) implements Verdict {}

    record BelowMinimum(Money minimum) implements Verdict {}

    record AboveMaximum(Money maximum) implements Verdict {}
}
