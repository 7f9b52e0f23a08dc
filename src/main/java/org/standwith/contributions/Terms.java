package org.standwith.contributions;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.standwith.contributions.Giving.Fixed;
import org.standwith.contributions.Giving.Standing;
import org.standwith.money.Cadence;
import org.standwith.payments.Fact;

/**
 * How something that goes on is paid.
 *
 * @param until of what is paused: when it goes on, if that is known
 * @param missed when the payment was due that could not be collected; null where none is overdue
 */
record Terms(
        Standing standing,
        Prices prices,
        Dues dues,
        @Nullable Instant until,
        @Nullable Instant missed) {

    static Terms of(
            Contribution contribution,
            @Nullable Appointment appointment,
            List<Fact> facts,
            Duration kept,
            Instant now) {
        Standing standing = Situations.standing(contribution, appointment, now);
        Cadence cadence = contribution.cadence();
        return new Terms(
                standing,
                Prices.of(contribution.amount(), cadence, facts, kept),
                Dues.of(facts, cadence, contribution.createdAt()),
                Situations.until(contribution, appointment, now),
                standing == Standing.OVERDUE ? contribution.missed() : null);
    }

    Money amount() {
        return prices.now();
    }

    Cadence cadence() {
        return prices.cadence();
    }

    /** When it is charged next if nothing is changed. */
    Instant nextCharge(Instant now) {
        return dues.after(standing == Standing.PAUSED && until != null && until.isAfter(now) ? until : now);
    }

    /** Of what is paused: when it is charged again; null where that is not known, and of anything else. */
    @Nullable
    Instant chargedAfterPause(Instant now) {
        return standing == Standing.PAUSED && until != null ? nextCharge(now) : null;
    }

    /** What could not be collected; null where nothing is overdue. */
    @Nullable
    Money missedAmount() {
        return missed == null ? null : prices.at(missed);
    }

    /** What is taken next, or could not be collected, where that is not yet what is agreed upon by now. */
    @Nullable
    Fixed fixed(Instant now) {
        return switch (standing) {
            case ACTIVE -> fixed(until == null ? nextCharge(now) : until, now);
            case OVERDUE -> fixed(missed == null ? now : missed, now);
            case PAUSED -> fixed(nextCharge(now), now);
            case PENDING, EXPIRED, GIVEN, ENDING, ENDED -> null;
        };
    }

    private @Nullable Fixed fixed(Instant due, Instant now) {
        Money each = prices.at(due);
        if (each.equals(amount())) {
            return null;
        }
        Instant then = dues.after(due.isAfter(now) ? due : now);
        while (!prices.at(then).equals(amount())) {
            then = dues.after(then);
        }
        return new Fixed(each, then);
    }
}
