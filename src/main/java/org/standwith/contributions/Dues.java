package org.standwith.contributions;

import static java.util.Comparator.naturalOrder;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.stream.Stream;
import org.standwith.money.Cadence;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.SubscriptionSeen;

/**
 * When payments fall due. Providers do not tell of each period, so later ones are counted from the last that they told of.
 *
 * @param from one of the dates
 * @param every of what recurs; not zero
 */
record Dues(Instant from, Period every) {

    /** @param created when it was undertaken, by which it is counted where nobody has told anything else */
    static Dues of(Collection<Fact> facts, Cadence cadence, Instant created) {
        Stream<Instant> told = facts.stream()
                .filter(SubscriptionSeen.class::isInstance)
                .sorted(FactOrder.AS_TAKEN)
                .flatMap(fact -> Stream.ofNullable(((SubscriptionSeen) fact).paidUntil()));
        Instant from = told.reduce((earlier, later) -> later)
                .or(() -> facts.stream()
                        .filter(PaymentSucceeded.class::isInstance)
                        .map(Fact::at)
                        .max(naturalOrder()))
                .orElse(created);
        return new Dues(from, cadence.period());
    }

    /** The first date after this moment. */
    Instant after(Instant moment) {
        return nth(0, moment);
    }

    /** The date that comes so many after the first one after this moment. */
    Instant nth(int later, Instant moment) {
        int number = 0;
        while (!date(number).isAfter(moment)) {
            number++;
        }
        return date(number + later);
    }

    /** Each from the first, since a month later than the end of January is the end of February, and then a day is lost. */
    private Instant date(int number) {
        return plus(from, every.multipliedBy(number));
    }

    private static Instant plus(Instant moment, Period time) {
        return moment.atOffset(ZoneOffset.UTC).plus(time).toInstant();
    }
}
