package org.standwith.reconciliation;

import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** In what way a provider's statement and the books differ. */
public enum Kind {
    /** In the books, and not on the statement. */
    MISSING_AT_PROVIDER(
            "The books have it and the statement has not: an event told of what the provider undid or never did, or it"
                    + " comes from another account."),
    /** Another amount. */
    AMOUNT("The event that was booked told another amount than the statement does: it was changed or corrected"
            + " afterwards."),
    /** Another fee. */
    FEE("The provider kept another fee than it had told first: fees are corrected when the cards' schemes have"
            + " billed."),
    /** Another currency. */
    CURRENCY("It was booked in another currency than the statement has: settlement in that currency was switched on or"
            + " off."),
    /** One id, two movements. */
    DUPLICATE("The statement names one id twice: the same payment was booked twice over there, or its id was used"
            + " again."),
    /** Booked, and not final over there. */
    STATUS("It is booked as done and the provider holds it as pending or void: it may still come, or was taken back."),
    /** The lines of a payout do not sum to it. */
    UNMATCHED_PAYOUT(
            "The lines that the payout is made of do not sum to it: a line is missing, or it was made by hand of a"
                    + " part of the balance."),
    /** Money for what had been cancelled. */
    CHARGE_AFTER_CANCEL(
            "The provider charged after it had confirmed the end: a renewal that was under way, or a subscription that"
                    + " came to life again. It should be given back."),
    /** The provider's reason is none that we know. */
    UNEXPLAINED("The balance changed for a reason that we have no rule for. It waits in suspense."),
    /** A line of which we can tell nothing but its id. */
    UNREADABLE("The statement has a line that we cannot read, and that the books may lack: look at it over there.");

    private final String cause;

    Kind(String cause) {
        this.cause = cause;
    }

    /** What is probably behind it, in words for finance. */
    public String cause() {
        return cause;
    }

    /** Whether it goes away by itself once statement and books agree about the entry that it is about. */
    boolean isCuredByAgreement() {
        return switch (this) {
            case MISSING_AT_PROVIDER, AMOUNT, FEE, CURRENCY, STATUS -> true;
            case UNMATCHED_PAYOUT, DUPLICATE, CHARGE_AFTER_CANCEL, UNEXPLAINED, UNREADABLE -> false;
        };
    }

    /** Whether a correcting entry can make the books agree with the statement. */
    public boolean isCorrectable() {
        return switch (this) {
            case MISSING_AT_PROVIDER, AMOUNT, FEE, CURRENCY -> true;
            case DUPLICATE, STATUS, UNMATCHED_PAYOUT, CHARGE_AFTER_CANCEL, UNEXPLAINED, UNREADABLE -> false;
        };
    }

    /**
     * What a change of what the provider holds is told as, and the other way round: a fee is taken from it, and told as what it
     * is.
     */
    @Nullable
    Money told(@Nullable Money change) {
        return this == FEE && change != null ? change.negated() : change;
    }
}
