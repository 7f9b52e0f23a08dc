package org.standwith.contributions;

import org.joda.money.Money;
import org.standwith.money.Cadence;
import org.standwith.problem.Problem;

/** What a supporter wants to be different about what they give regularly. What was taken already stays as it is. */
public sealed interface Alteration {

    /** What sort of wish it is: whether one is possible depends on nothing else. */
    enum Kind {
        AMOUNT,
        CADENCE,
        PAUSE,
        SKIP,
        RESUME,
        END,
        /** Nobody's but ours. */
        LAPSE,
        END_WITH_PERIOD,
        KEEP_ON,
        CARD
    }

    /**
     * Another amount from the next payment on.
     *
     * @param each all that is taken each time, as {@link Giving#amount()} is: where fees are covered they are in it, and
     *     nothing is added. In the currency of before
     */
    record ToAmount(Money each) implements Alteration {}

    /**
     * Monthly in place of annually, or the other way round, from the end of what is paid on; nothing is taken before.
     *
     * @param each as of {@link ToAmount}
     */
    record ToCadence(Cadence cadence, Money each) implements Alteration {}

    /**
     * So many payments are left out, now and for good; of what is paid monthly. Of what is paused already, from now on.
     *
     * @param months from 1 to 12
     */
    record Pause(int months) implements Alteration {

        static final int LONGEST = 12;

        /** @throws Problem when it is too short or too long */
        public Pause {
            if (months < 1 || months > LONGEST) {
                throw Problem.invalid("months", "From 1 to " + LONGEST + ".");
            }
        }
    }

    /** The next payment is left out, and no other. */
    record Skip() implements Alteration {}

    /** It goes on before its pause is over; what was left out is not taken. */
    record Resume() implements Alteration {}

    /** Nothing more is taken, for good and at once. */
    record End() implements Alteration {}

    /**
     * Nothing more is taken, because for too long nothing could be: as long as that is so, and given up where it no longer is.
     */
    record Lapse() implements Alteration {}

    /** Nothing more is taken, and it ends with what is paid; until then it can be {@linkplain KeepOn kept}. */
    record EndWithPeriod() implements Alteration {}

    /** It does not end with what is paid after all. */
    record KeepOn() implements Alteration {}

    /** It is paid by another card, or whatever the provider takes, from now on; what could not be collected, at once. */
    record AnotherCard() implements Alteration {}

    /** What sort of wish this is. */
    default Kind kind() {
        return switch (this) {
            case ToAmount to -> Kind.AMOUNT;
            case ToCadence to -> Kind.CADENCE;
            case Pause pause -> Kind.PAUSE;
            case Skip skip -> Kind.SKIP;
            case Resume resume -> Kind.RESUME;
            case End end -> Kind.END;
            case Lapse lapse -> Kind.LAPSE;
            case EndWithPeriod end -> Kind.END_WITH_PERIOD;
            case KeepOn keep -> Kind.KEEP_ON;
            case AnotherCard card -> Kind.CARD;
        };
    }
}
