package org.standwith.imports;

import org.standwith.contributions.TakingOver;
import org.standwith.payments.Undertakings;

/** What becomes of one thing that somebody undertook. */
public enum Result {
    TAKEN,
    /** It was somebody's contribution before. */
    KNOWN,
    /** Whoever pays may not, by the policy: it goes on over there until staff end it. */
    BLOCKED,
    RHYTHM,
    SEVERAL_ITEMS,
    CURRENCY,
    TRIAL,
    NOT_PAID,
    ENDED,
    NOT_FOUND,
    OTHER_WAY,
    NO_PAYER,
    UNREADABLE;

    /** Whether somebody may want to know which ones they are. */
    boolean isNotTaken() {
        return this != TAKEN && this != KNOWN;
    }

    static Result of(TakingOver.Outcome outcome) {
        return switch (outcome) {
            case TakingOver.Outcome.Taken taken -> TAKEN;
            case TakingOver.Outcome.Known known -> KNOWN;
            case TakingOver.Outcome.Blocked blocked -> BLOCKED;
            case TakingOver.Outcome.OtherCurrency other -> CURRENCY;
        };
    }

    static Result of(Undertakings.Why why) {
        return switch (why) {
            case RHYTHM -> RHYTHM;
            case SEVERAL_ITEMS -> SEVERAL_ITEMS;
            case CURRENCY -> CURRENCY;
            case TRIAL -> TRIAL;
            case NOT_PAID -> NOT_PAID;
            case ENDED -> ENDED;
            case NOT_FOUND -> NOT_FOUND;
            case OTHER_WAY -> OTHER_WAY;
            case NO_PAYER -> NO_PAYER;
            case UNREADABLE -> UNREADABLE;
        };
    }
}
