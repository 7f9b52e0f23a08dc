package org.standwith.payments;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** When a provider is asked again what became of something: after 5 minutes, an hour, and five times a day; then by staff. */
public final class Patience {

    private static final Duration DAY = Duration.ofDays(1);
    private static final List<Duration> PAUSES =
            List.of(Duration.ofMinutes(5), Duration.ofHours(1), DAY, DAY, DAY, DAY, DAY);

    private Patience() {}

    /**
     * How long to wait now.
     *
     * @param tries how often it was waited and asked before, from 0
     * @return nothing when it is for staff to say what becomes of it
     */
    public static Optional<Duration> after(int tries) {
        return tries < PAUSES.size() ? Optional.of(PAUSES.get(tries)) : Optional.empty();
    }
}
