package org.standwith.guard;

/** Where strangers come in; each has limits of its own. */
public enum Entrance {
    /** A checkout is opened, at the cost of a call to a provider. */
    CHECKOUT,
    /** A card is tried. */
    CONFIRMATION,
    /** A supporter code is typed in, or guessed, or a passkey shown. */
    CODE,
    /** A letter is asked for, at somebody's address. */
    LINK,
    /** Somebody wants to be reminded, or wants a stranger to be. */
    REMINDER
}
