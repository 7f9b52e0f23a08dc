package org.standwith.reconciliation;

import java.time.Instant;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.standwith.payments.Provider;

/**
 * A difference between a provider's statement and the books, until somebody has explained it.
 *
 * @param providerRef the provider's id of what moved
 * @param expected what the provider says, negative where money left; null where it says nothing
 * @param actual what the books say, negative where money left; null where they say nothing
 * @param moved when it happened, by whoever knows of it
 * @param owner who of the staff has taken it on; null while nobody has
 * @param resolution null while it is open
 */
public record Discrepancy(
        UUID id,
        Provider provider,
        Kind kind,
        String providerRef,
        @Nullable Money expected,
        @Nullable Money actual,
        Instant moved,
        Instant found,
        @Nullable String owner,
        @Nullable Resolution resolution) {

    /**
     * @param by {@code system} where statement and books came to agree by themselves
     * @param corrected whether a correcting entry was posted
     */
    public record Resolution(String by, Instant at, String note, boolean corrected) {}

    public boolean isOpen() {
        return resolution == null;
    }
}
