package org.standwith.contributions;

import java.time.Duration;
import java.time.Instant;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.standwith.money.Cadence;

/**
 * What will be charged when, if a wish is fulfilled. Dates are those of the provider's periods, by which it charges within
 * hours.
 *
 * @param missed what could not be collected, and is not changed by the wish; null where there is nothing like that
 * @param next the next charge; null where there will be none
 * @param then the one after it, where it is another amount
 * @param pausedUntil until when it is paused; null where it is not
 * @param ends when it ends; null where it does not
 */
public record Forecast(
        @Nullable Money missed,
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
            case Alteration.Resume resume -> asBefore(terms, terms.dues().after(now));
            case Alteration.KeepOn keep -> asBefore(terms, terms.dues().after(now));
            case Alteration.End end -> ends(now);
            case Alteration.Lapse lapse -> ends(now);
            case Alteration.EndWithPeriod end -> ends(terms.dues().after(now));
            case Alteration.AnotherCard card -> ofCard(terms, now);
        };
    }

    private static Forecast ofAmount(Terms terms, Money each, Instant now) {
        Instant due = terms.nextCharge(now);
        return terms.prices().isFixed(due, now)
                ? charged(terms, terms.missedAmount(), due, each)
                : new Forecast(terms.missedAmount(), new Charge(due, each, terms.cadence()), null, null, null);
    }

    private static Forecast ofCard(Terms terms, Instant now) {
        Money missed = terms.missedAmount();
        return missed == null
                ? asBefore(terms, terms.nextCharge(now))
                : charged(new Charge(now, missed, terms.cadence()));
    }

    private static Forecast leftOut(Terms terms, int payments, Instant now) {
        Instant due = terms.dues().nth(payments, now);
        return new Forecast(
                null, new Charge(due, terms.prices().at(due), terms.cadence()), null, due.minus(AHEAD), null);
    }

    private static Forecast asBefore(Terms terms, Instant due) {
        return charged(terms, null, due, terms.amount());
    }

    /** @param then what is charged as soon as it can be */
    private static Forecast charged(Terms terms, @Nullable Money missed, Instant due, Money then) {
        Money fixed = terms.prices().at(due);
        Charge next = new Charge(due, fixed, terms.cadence());
        Charge after = new Charge(terms.dues().after(due), then, terms.cadence());
        return new Forecast(missed, next, fixed.equals(then) ? null : after, null, null);
    }

    private static Forecast charged(Charge next) {
        return new Forecast(null, next, null, null, null);
    }

    private static Forecast ends(Instant at) {
        return new Forecast(null, null, null, null, at);
    }

    /** Dates and amounts of one person together. */
    @Override
    public String toString() {
        return "Forecast[***]";
    }
}
