package org.standwith.memberships;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.standwith.contributions.Giving;
import org.standwith.contributions.Giving.Paid;
import org.standwith.money.Cadence;

/**
 * What a payment has left us, spread evenly over the months that it pays for.
 *
 * @param until the end of what it pays for
 * @param mayBeLate whether the next payment is still expected, so that a tier's grace follows
 */
record Share(UUID contribution, Money kept, int months, Instant from, Instant until, boolean mayBeLate) {

    /** @param onceMonths how many months a single gift is spread over */
    static Stream<Share> of(Giving giving, Instant now, int onceMonths) {
        if (giving.payments().isEmpty()) {
            return takenOver(giving).filter(each -> !each.from.isAfter(now));
        }
        List<Paid> paid = giving.payments().stream()
                .filter(each -> !each.at().isAfter(now))
                .toList();
        Instant last = paid.stream().map(Paid::at).max(Instant::compareTo).orElse(now);
        return paid.stream()
                .filter(each -> lasts(each.cadence(), onceMonths) > 0)
                .map(each -> new Share(
                        giving.id(),
                        each.kept(),
                        lasts(each.cadence(), onceMonths),
                        each.at(),
                        after(each.at(), lasts(each.cadence(), onceMonths)),
                        // Whatever became of the later one: what was lowered is not held up by grace.
                        each.at().equals(last) && each.cadence().recurs() && isExpected(giving.standing())));
    }

    /** It went on before we knew of it: nobody tells what was paid until it is due again, and it is believed. */
    private static Stream<Share> takenOver(Giving giving) {
        Instant until = giving.until();
        boolean paid = giving.standing() == Giving.Standing.ACTIVE || giving.standing() == Giving.Standing.ENDING;
        return giving.cadence().recurs() && paid && until != null
                ? Stream.of(new Share(
                        giving.id(),
                        giving.amount(),
                        lasts(giving.cadence(), 0),
                        giving.since(),
                        until,
                        isExpected(giving.standing())))
                : Stream.empty();
    }

    /** The first moment at which it does not count any more. */
    Instant end(Duration grace) {
        return mayBeLate ? until.plus(grace) : until;
    }

    boolean counts(Instant at, Duration grace) {
        return !at.isBefore(from) && at.isBefore(end(grace));
    }

    /** What comes to so many months if all are like these; exact, since it is a multiple of them. */
    Money over(int term) {
        return kept.multipliedBy(term / months);
    }

    private static boolean isExpected(Giving.Standing standing) {
        return switch (standing) {
            case ACTIVE, OVERDUE -> true;
            case PENDING, EXPIRED, GIVEN, ENDING, PAUSED, ENDED -> false;
        };
    }

    private static int lasts(Cadence cadence, int onceMonths) {
        return switch (cadence) {
            case ONCE -> onceMonths;
            case MONTHLY, ANNUAL -> (int) cadence.period().toTotalMonths();
        };
    }

    private static Instant after(Instant at, int months) {
        return at.atOffset(ZoneOffset.UTC).plus(Period.ofMonths(months)).toInstant();
    }
}
