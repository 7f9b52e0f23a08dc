package org.standwith.risk;

import java.util.Collection;

/**
 * What a policy says, whether or not it is in force. Stays the same while it is asked, and so is what to go by where many
 * people are judged one after the other, or where it is to be found out whom a policy would reach.
 */
public interface Judgement {

    /** The policy's version. */
    String version();

    /**
     * Whether it is that of no policy, because none can be trusted: then nobody may pay, and nobody is at risk for that
     * reason.
     */
    boolean isClosed();

    Level of(Country country);

    /**
     * The level that somebody has written down, also where it counts for more because nobody has reviewed it for too long:
     * what cannot be undone is done for what is written, and not for what was forgotten.
     */
    Level asWritten(Country country);

    /** The highest of these; {@link Level#OPEN} where there are none. */
    default Level of(Collection<Country> places) {
        return places.stream().map(this::of).reduce(Level.OPEN, Level::or);
    }
}
