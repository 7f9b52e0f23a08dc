package org.standwith.risk;

import java.util.Set;

/**
 * What a policy decided about somebody: of all that led to it only this is kept, sealed in their dossier. Whoever handles
 * them asks this, never where they are.
 *
 * @param policy the version that decided
 * @param places where they are at home, as far as they said it, so that they are found when such a place becomes dangerous
 * @param takesMailbox false where the mailbox that they gave is within the reach of those whom they have to fear
 * @param offersProtection whether two signs that prove nothing alone came together: to be asked whether they want more care
 */
public record Handling(
        Level level, String policy, Set<Country> places, boolean takesMailbox, boolean offersProtection) {

    public Handling {
        places = Set.copyOf(places);
    }

    /** Whether a payment may begin. */
    public boolean mayPay() {
        return level != Level.BLOCKED;
    }

    /** Whether they have to say that they have read the warning. */
    public boolean needsAcknowledgement() {
        return level.isAtLeast(Level.CAUTION);
    }

    /** Whether something that goes on by itself has to be confirmed a second time. */
    public boolean confirmsRecurring() {
        return level.isAtLeast(Level.PROTECTED);
    }

    /** Whether an address may be kept and written to. */
    public boolean mayBeMailed() {
        return takesMailbox && !level.isAtLeast(Level.PROTECTED);
    }

    /** What follows in each flow. Where a mailbox is not taken, {@link #mayBeMailed} has the last word about mail. */
    public Flows flows() {
        return Flows.of(level);
    }

    @Override
    public String toString() {
        return "Handling[***]";
    }
}
