package org.standwith.reminders;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How often somebody is reminded who wants to be again and again. */
public enum Rhythm {
    MONTHLY(1),
    QUARTERLY(3),
    YEARLY(12);

    private final int months;

    Rhythm(int months) {
        this.months = months;
    }

    int months() {
        return months;
    }

    /** By its name, in capitals or not. */
    public static Optional<Rhythm> named(String text) {
        return Arrays.stream(values())
                .filter(each -> each.name().equals(text.strip().toUpperCase(Locale.ROOT)))
                .findFirst();
    }
}
