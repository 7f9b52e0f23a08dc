package org.standwith.chaos;

import java.util.Locale;

/**
 * A payment as the provider has it.
 *
 * @param currency in lower case
 * @param minor what was paid
 * @param fee what the provider took of it, in the same currency
 * @param interval once, month or year
 */
record Payment(String provider, String id, String currency, long minor, long fee, String interval) {

    boolean isAt(String name) {
        return provider.equals(name);
    }

    boolean recurs() {
        return !interval.equals("once");
    }

    /** The account of the books that says what supporters gave. */
    String income() {
        return "CONTRIBUTIONS "
                + switch (interval) {
                    case "once" -> "ONCE";
                    case "month" -> "MONTHLY";
                    case "year" -> "ANNUAL";
                    default -> throw new IllegalArgumentException(interval.toUpperCase(Locale.ROOT));
                };
    }
}
