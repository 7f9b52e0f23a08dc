package org.standwith.contributions;

import java.time.Duration;
import java.time.Instant;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.standwith.contributions.Giving.Standing;
import org.standwith.money.Cadence;

/**
 * How something that goes on is paid.
 *
 * @param until of what is paused: when it goes on, if that is known
 * @param priceKept how long before a payment its amount is fixed
 */
record Terms(
        Standing standing,
        Cadence cadence,
        Money amount,
        Dues dues,
        @Nullable Instant until,
        Duration priceKept) {

    /** When it is charged next if nothing is changed. */
    Instant nextCharge(Instant now) {
        return dues.after(standing == Standing.PAUSED && until != null && until.isAfter(now) ? until : now);
    }
}
