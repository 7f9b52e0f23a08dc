package org.standwith.contributions;

import java.util.Optional;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.standwith.contributions.Alteration.Kind;
import org.standwith.contributions.Alteration.ToAmount;
import org.standwith.contributions.Alteration.ToCadence;
import org.standwith.contributions.Giving.Standing;
import org.standwith.money.Cadence;

/**
 * All that decides whether something can be changed: the one table of states and wishes. Which provider it is makes no
 * difference here.
 *
 * @param isForgotten whether its supporter was erased
 * @param isTakenBack whether it is being undone, which wins over every wish
 * @param busyWith the change that is with the provider; null where none is
 */
record Situation(
        Standing standing,
        Cadence cadence,
        Money amount,
        boolean isForgotten,
        boolean isTakenBack,
        @Nullable Kind busyWith) {

    /** Why not; nothing where it can be asked for. */
    Optional<Refusal> against(Alteration wish) {
        boolean same = switch (wish) {
            case ToAmount to -> to.each().isEqual(amount);
            case ToCadence to -> to.cadence() == cadence;
            case Alteration.Pause pause -> false;
            case Alteration.Skip skip -> false;
            case Alteration.Resume resume -> false;
            case Alteration.End end -> false;
            case Alteration.Lapse lapse -> false;
            case Alteration.EndWithPeriod end -> false;
            case Alteration.KeepOn keep -> false;
            case Alteration.AnotherCard card -> false;
        };
        return against(wish.kind()).or(() -> same ? Optional.of(Refusal.SAME) : Optional.empty());
    }

    /** Why nothing of this kind can be asked for; nothing where it can. */
    Optional<Refusal> against(Kind kind) {
        if (isForgotten) {
            return Optional.of(Refusal.FORGOTTEN);
        }
        if (isTakenBack) {
            return Optional.of(Refusal.TAKEN_BACK);
        }
        if (isBeingEnded() && standing != Standing.ENDED && !(kind == Kind.END && busyWith == Kind.LAPSE)) {
            return Optional.of(Refusal.BEING_ENDED);
        }
        Optional<Refusal> byState = switch (standing) {
            case PENDING, EXPIRED -> Optional.of(Refusal.NOT_BEGUN);
            case GIVEN -> Optional.of(Refusal.ONCE);
            case ACTIVE -> whileActive(kind);
            case ENDING -> whileEnding(kind);
            case OVERDUE -> whileOverdue(kind);
            case PAUSED -> whilePaused(kind);
            case ENDED -> Optional.of(Refusal.ENDED);
        };
        // Whoever wants to end it need not wait: the end is final, whatever becomes of the other change.
        boolean waits = busyWith != null && kind != Kind.END;
        return byState.or(() -> waits ? Optional.of(Refusal.BUSY) : Optional.empty());
    }

    private boolean isBeingEnded() {
        return busyWith == Kind.END || busyWith == Kind.LAPSE;
    }

    private Optional<Refusal> whileActive(Kind kind) {
        return switch (kind) {
            case AMOUNT, CADENCE, SKIP, END, END_WITH_PERIOD, CARD -> Optional.empty();
            case PAUSE -> ofMonths();
            case RESUME -> Optional.of(Refusal.NOT_PAUSED);
            case KEEP_ON -> Optional.of(Refusal.NOT_ENDING);
            case LAPSE -> Optional.of(Refusal.NOT_OVERDUE);
        };
    }

    private static Optional<Refusal> whileEnding(Kind kind) {
        return switch (kind) {
            case END, KEEP_ON -> Optional.empty();
            case AMOUNT, CADENCE, PAUSE, SKIP, RESUME, END_WITH_PERIOD, CARD -> Optional.of(Refusal.ENDING);
            case LAPSE -> Optional.of(Refusal.NOT_OVERDUE);
        };
    }

    /** Who pauses or ends it is not asked any more for what could not be collected. */
    private Optional<Refusal> whileOverdue(Kind kind) {
        return switch (kind) {
            case AMOUNT, END, LAPSE, END_WITH_PERIOD, CARD -> Optional.empty();
            case PAUSE -> ofMonths();
            // What is paid has ended: nothing could begin there, and which payment is the next one is not settled.
            case CADENCE, SKIP -> Optional.of(Refusal.OVERDUE);
            case RESUME -> Optional.of(Refusal.NOT_PAUSED);
            case KEEP_ON -> Optional.of(Refusal.NOT_ENDING);
        };
    }

    private Optional<Refusal> whilePaused(Kind kind) {
        return switch (kind) {
            case AMOUNT, RESUME, END, CARD -> Optional.empty();
            case PAUSE -> ofMonths();
            // A first annual payment that falls into the pause would be left out, and with it a year.
            case CADENCE, SKIP, END_WITH_PERIOD -> Optional.of(Refusal.PAUSED);
            case KEEP_ON -> Optional.of(Refusal.NOT_ENDING);
            case LAPSE -> Optional.of(Refusal.NOT_OVERDUE);
        };
    }

    private Optional<Refusal> ofMonths() {
        return cadence == Cadence.ANNUAL ? Optional.of(Refusal.ANNUAL) : Optional.empty();
    }
}
