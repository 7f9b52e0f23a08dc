package org.standwith.guard;

import java.time.Instant;

/** How things look at this node. */
public sealed interface State {

    Figures lately();

    record Calm(Figures lately) implements State {}

    /**
     * Everybody is asked for a proof of work.
     *
     * @param until when it ends, if nothing more happens
     */
    record UnderAttack(Instant since, Instant until, Figures lately) implements State {}

    /**
     * What happened within the last quarter of an hour.
     *
     * @param attempts checkouts opened and cards tried, those that were asked for a proof included
     * @param asked how often a proof was asked for
     */
    record Figures(int attempts, int asked, int paid, int declined) {}
}
