package org.standwith.contributions;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.standwith.money.Cadence;
import org.standwith.payments.Provider;

/**
 * A contribution as its supporter may see it.
 *
 * @param amount what is taken each time, as it is agreed upon now
 * @param fixed the payment that is due next, or could not be collected, where it is another amount than that; else null
 * @param created when it was undertaken
 * @param since since when it stands so
 * @param until of what goes on: until when it is paid; of what is paused: when it goes on; of what is overdue: when it is
 *     tried again; of what is ending: when it ends. Null where that is not known
 * @param next of what is paused: when it is charged after that. Null where that is not known, and of anything else
 * @param payments the latest first
 * @param change what was asked for and is not confirmed yet; null where nothing is
 */
public record Giving(
        UUID id,
        Cadence cadence,
        Money amount,
        @Nullable Fixed fixed,
        boolean coversFees,
        Provider provider,
        Instant created,
        Standing standing,
        Instant since,
        @Nullable Instant until,
        @Nullable Instant next,
        List<Paid> payments,
        @Nullable OpenChange change) {

    /** How it stands, in a supporter's words. */
    public enum Standing {
        /** Not paid yet. */
        PENDING,
        /** Nobody paid, and nobody can any more. */
        EXPIRED,
        /** Paid, once and for all. */
        GIVEN,
        ACTIVE,
        /** Goes on to the end of what is paid, and no further. */
        ENDING,
        /** A payment is due and could not be collected. */
        OVERDUE,
        PAUSED,
        ENDED
    }

    /**
     * One payment.
     *
     * @param payment the name under which it is known here: the provider's id of it, and once that is blanked, an alias
     * @param amount what was taken
     * @param kept what of it has not gone back, by a refund or to whoever contested it
     * @param cadence that of the contribution at that time
     */
    public record Paid(String payment, Instant at, Money amount, Money kept, Cadence cadence) {

        @Override
        public String toString() {
            return "Paid[***]";
        }
    }

    /**
     * A payment whose amount was fixed before it was changed.
     *
     * @param then when the changed amount is taken for the first time
     */
    public record Fixed(Money amount, Instant then) {

        @Override
        public String toString() {
            return "Fixed[***]";
        }
    }

    public Giving {
        payments = List.copyOf(payments);
    }

    /** Ids and amounts of one person together: for nobody's log. */
    @Override
    public String toString() {
        return "Giving[***]";
    }
}
