package org.standwith.risk;

import java.util.Collection;

/** What a policy would say, whether or not it is in force: for finding out whom it would reach before it does. */
public interface Judgement {

    /** The policy's version. */
    String version();

    Level of(Country country);

    /** The highest of these; {@link Level#OPEN} where there are none. */
    default Level of(Collection<Country> places) {
        return places.stream().map(this::of).reduce(Level.OPEN, Level::or);
    }
}
