package org.standwith.contributions;

import java.time.Duration;
import java.time.Instant;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.standwith.contributions.Giving.Standing;
import org.standwith.money.Cadence;

/**
 * What will be charged when, if a wish is fulfilled. Dates are those of the provider's periods, by which it charges within
 * hours.
 *
 * @param next the next charge; null where there will be none
 * @param then the one after it, where it is another amount
 * @param pausedUntil until when it is paused; null where it is not
 * @param ends when it ends; null where it does not
 */
public record Forecast(
        @Nullable Charge next,
        @Nullable Charge then,
        @Nullable Instant pausedUntil,
        @Nullable Instant ends) {

    /** @param cadence how often it is charged from then on */
    public record Charge(Instant at, Money amount, Cadence cadence) {}

    /** Before the next payment: whoever has to have it go on may fail for a day or two, and that is in time still. */
    private static final Duration AHEAD = Duration.ofDays(3);

    /** Pure: from these terms, at this moment. */
    static Forecast of(Terms terms, Alteration wish, Instant now) {
        return switch (wish) {
            case Alteration.ToAmount to -> ofAmount(terms, to.each(), now);
            case Alteration.ToCadence to -> charged(new Charge(terms.nextCharge(now), to.each(), to.cadence()));
            case Alteration.Pause pause -> leftOut(terms, pause.months(), now);
            case Alteration.Skip skip -> leftOut(terms, 1, now);
            case Alteration.Resume resume -> asBefore(terms, now);
            case Alteration.KeepOn keep -> asBefore(terms, now);
            case Alteration.End end -> new Forecast(null, null, null, now);
            case Alteration.Lapse lapse -> new Forecast(null, null, null, now);
            case Alteration.EndWithPeriod end ->
                new Forecast(null, null, null, terms.dues().after(now));
            case Alteration.AnotherCard card ->
                terms.standing() == Standing.OVERDUE
                        ? charged(new Charge(now, terms.amount(), terms.cadence()))
                        : charged(new Charge(terms.nextCharge(now), terms.amount(), terms.cadence()));
        };
    }

    private static Forecast ofAmount(Terms terms, Money each, Instant now) {
        Instant due = terms.nextCharge(now);
        if (!due.isBefore(now.plus(terms.priceKept()))) {
            return charged(new Charge(due, each, terms.cadence()));
        }
        return new Forecast(
                new Charge(due, terms.amount(), terms.cadence()),
                new Charge(terms.dues().after(due), each, terms.cadence()),
                null,
                null);
    }

    private static Forecast leftOut(Terms terms, int payments, Instant now) {
        Instant due = terms.dues().nth(payments, now);
        return new Forecast(new Charge(due, terms.amount(), terms.cadence()), null, due.minus(AHEAD), null);
    }

    private static Forecast asBefore(Terms terms, Instant now) {
        return charged(new Charge(terms.dues().after(now), terms.amount(), terms.cadence()));
    }

    private static Forecast charged(Charge next) {
        return new Forecast(next, null, null, null);
    }

    /** Dates and amounts of one person together. */
    @Override
    public String toString() {
        return "Forecast[***]";
    }
}
