package org.standwith.contributions;

/**
 * Why something cannot be changed; nothing has changed then. Pages tell it in the words {@code change.refused.<name>}.
 */
public enum Refusal {
    /** Nobody has paid it yet, or nobody ever did. */
    NOT_BEGUN,
    /** It was given once and for all. */
    ONCE,
    ENDED,
    /** It ends with what is paid, and has to be kept first. */
    ENDING,
    /** It does not end by itself. */
    NOT_ENDING,
    /** It is paused, and has to go on first. */
    PAUSED,
    NOT_PAUSED,
    /** Nothing is overdue any more, and so it goes on. */
    NOT_OVERDUE,
    /** A payment could not be collected; another card comes first. */
    OVERDUE,
    /** A pause of months would leave out a year: of what is paid annually one payment can be skipped. */
    ANNUAL,
    /** It is so already. */
    SAME,
    /** Another change is not confirmed yet. */
    BUSY,
    /** It is being ended, and that is not confirmed yet. */
    BEING_ENDED,
    /** It is being ended and undone, because its supporter is at risk by it. */
    TAKEN_BACK,
    /** Its supporter was erased, or we no longer know the provider's id of it. */
    FORGOTTEN,
    /** It was not agreed to in time over there. */
    EXPIRED,
    /** Another change was asked for before this one was agreed to or confirmed. */
    REPLACED,
    /** Declined payments have suspended it: it goes on by another card alone. */
    CARD_FIRST,
    /** The provider said no, for a reason that no supporter can do anything about. */
    PROVIDER;

    /** By the provider's own word, or an adapter's for what it will not do. */
    static Refusal of(String word) {
        return switch (word) {
            case "ended" -> ENDED;
            case "incomplete" -> NOT_BEGUN;
            case "past_due" -> OVERDUE;
            case "expired" -> EXPIRED;
            case "SUBSCRIPTION_CANNOT_BE_ACTIVATED" -> CARD_FIRST;
            default -> PROVIDER;
        };
    }
}
