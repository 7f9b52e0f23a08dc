package org.standwith.reconciliation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.standwith.payments.Period;
import org.standwith.payments.Provider;

/**
 * A comparison of one provider's statement of a period with the books.
 *
 * @param number counts all of them
 * @param next the provider's word for the page to go on with; null at the beginning
 * @param read how many lines the statement had so far
 * @param matched how many of them the books had already
 * @param healed how many they had not, and have by now
 * @param waitsFor why it does not go on at the moment; null while it does
 */
public record Run(
        UUID id,
        long number,
        Provider provider,
        Period period,
        Status status,
        Stage stage,
        @Nullable String next,
        String requestedBy,
        Instant requested,
        @Nullable Instant started,
        @Nullable Instant finished,
        long read,
        long matched,
        long healed,
        @Nullable String waitsFor) {

    /** One of a provider at a time is running; the others wait for it. */
    public enum Status {
        QUEUED,
        RUNNING,
        DONE,
        /** The provider did not answer for days. */
        FAILED
    }

    /** What of it is next: the provider's lines, what only the books have, and what payouts are made of. */
    enum Stage {
        LINES,
        BOOKS,
        PAYOUTS,
        OVER
    }
}
