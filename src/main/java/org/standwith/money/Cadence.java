package org.standwith.money;

import java.time.Period;
import java.util.Locale;
import java.util.Optional;

/** How often a contribution is paid. */
public enum Cadence {
    ONCE(Period.ZERO),
    MONTHLY(Period.ofMonths(1)),
    ANNUAL(Period.ofYears(1));

    private final Period period;

    Cadence(Period period) {
        this.period = period;
    }

    /** The time between two payments; zero for {@link #ONCE}. */
    public Period period() {
        return period;
    }

    public boolean recurs() {
        return this != ONCE;
    }

    /** The cadence of this name in any case, or nothing. */
    public static Optional<Cadence> named(String name) {
        for (Cadence each : values()) {
            if (each.name().equals(name.toUpperCase(Locale.ROOT))) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
