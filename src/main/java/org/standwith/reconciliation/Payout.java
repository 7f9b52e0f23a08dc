package org.standwith.reconciliation;

import java.time.Instant;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.standwith.payments.Provider;

/**
 * Money that a provider sent to our bank.
 *
 * @param payout the provider's id of it
 * @param lines what its lines sum to; null while nobody has said what it is made of
 */
public record Payout(
        Provider provider,
        String payout,
        Money amount,
        Instant sent,
        Status status,
        @Nullable Money lines) {

    public enum Status {
        /** On its way, or there; what it is made of is not all known yet. */
        SENT,
        /** Its lines sum to it. */
        CLOSED,
        /** They do not, and somebody has said why. */
        ACCEPTED,
        /** The bank did not take it, and the money is back at the provider. */
        FAILED
    }
}
