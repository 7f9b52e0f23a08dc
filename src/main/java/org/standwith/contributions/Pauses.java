package org.standwith.contributions;

import java.time.Duration;

/** How long to wait before a provider that gave no usable answer is asked the same again. */
final class Pauses {

    private static final Duration SHORTEST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private Pauses() {}

    /** @param tries in vain, from 1 */
    static Duration after(int tries) {
        Duration pause = SHORTEST.multipliedBy(1L << Math.clamp(tries - 1, 0, 12));
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }
}
