package org.standwith.risk;

/** How much somebody may have to fear for giving, in rising order. */
public enum Level {
    /** No more than everybody. */
    OPEN,
    /** To be warned, and not to be offered anything unasked that leaves traces. */
    CAUTION,
    /** No mail, as little data as possible, nothing that goes on by itself unless confirmed. */
    PROTECTED,
    /** No payment is begun. */
    BLOCKED;

    /** The higher of the two. */
    public Level or(Level other) {
        return compareTo(other) >= 0 ? this : other;
    }

    public boolean isAtLeast(Level other) {
        return compareTo(other) >= 0;
    }

    /** What holds when nobody has looked for too long whether this still does. */
    Level oneHigher() {
        return this == BLOCKED ? BLOCKED : values()[ordinal() + 1];
    }
}
