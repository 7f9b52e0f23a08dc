package org.standwith.reconciliation;

import java.time.Instant;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A difference as it was found, before it is kept.
 *
 * @param key of the entry of the books that it is about, or that there should be
 * @param expected what the provider says; null where it says nothing
 * @param actual what the books say; null where they say nothing
 */
record Finding(
        Kind kind,
        String key,
        @Nullable Money expected,
        @Nullable Money actual,
        Instant at) {}
