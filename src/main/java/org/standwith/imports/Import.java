package org.standwith.imports;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.standwith.payments.Period;
import org.standwith.payments.Provider;

/**
 * One import of a provider's account.
 *
 * @param number counts all of them
 * @param period of which single payments are taken over, and of which the books are completed
 * @param dry whether it only finds out what would be taken
 * @param next the provider's word for the page to go on with; null at the beginning of a stage
 * @param pages how many were done
 * @param progressed when it last came further, or began; null before that
 * @param waitsFor why it does not go on at the moment; null while it does
 */
public record Import(
        UUID id,
        long number,
        Provider provider,
        Period period,
        boolean dry,
        Status status,
        Stage stage,
        @Nullable String next,
        long pages,
        String requestedBy,
        Instant requested,
        @Nullable Instant started,
        @Nullable Instant progressed,
        @Nullable Instant finished,
        @Nullable String waitsFor) {

    /** One of a provider at a time is running; the others wait for it. */
    public enum Status {
        QUEUED,
        RUNNING,
        DONE,
        /** It came no further for days. */
        FAILED
    }

    /** What of it is next. */
    public enum Stage {
        SUBSCRIPTIONS,
        PAYMENTS,
        /** What the books lack of the period is fetched by reconciliation. */
        BOOKS,
        OVER
    }

    /** The page may be called by the id of somebody's subscription. */
    @Override
    public String toString() {
        return "Import[" + id + ", " + stage + "]";
    }
}
