package org.standwith.payments;

import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of time, in UTC.
 *
 * @param from the first moment in it
 * @param to the first moment after it
 */
public record Period(Instant from, Instant to) {

    /** @throws IllegalArgumentException when it is empty or runs backwards */
    public Period {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("A period ends after it begins");
        }
    }

    public Duration length() {
        return Duration.between(from, to);
    }

    public boolean contains(Instant moment) {
        return !moment.isBefore(from) && moment.isBefore(to);
    }
}
