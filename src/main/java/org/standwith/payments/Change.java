package org.standwith.payments;

import java.time.Instant;
import org.joda.money.Money;
import org.standwith.money.Cadence;

/** What is to be different about something that goes on. What was taken already stays as it is. */
public sealed interface Change {

    /** Another amount, in the same currency, from the next payment on. Nothing is charged or credited for before. */
    record ToAmount(Money each) implements Change {}

    /** Another cadence from the end of what is paid on, with what is due each time then. Nothing is taken before. */
    record ToCadence(Cadence cadence, Money each) implements Change {}

    /**
     * What falls due before {@code until} is not taken, now or later. Not every provider goes on by itself then: to be
     * {@linkplain Resume resumed} where it has not.
     */
    record Pause(Instant until) implements Change {}

    /** It goes on; what fell due meanwhile is not taken. */
    record Resume() implements Change {}

    /**
     * Nothing more is taken; it can still be {@linkplain KeepOn kept}. Not every provider ends it by itself with what is
     * paid: to be {@linkplain PaymentProvider#end ended} then where it has not.
     */
    record EndWithPeriod() implements Change {}

    /** It does not end with what is paid after all. */
    record KeepOn() implements Change {}
}
