package org.standwith.payments;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.OptimisticLockingFailureException;

/**
 * What to do about the same money being booked by two at once, such as the inbox and whoever asks the provider: one of the
 * two transactions loses, and has to begin again.
 */
public final class Contention {

    // Who was overtaken on purpose would only be overtaken again.
    private static final RetryTemplate AGAIN = new RetryTemplate(RetryPolicy.builder()
            .includes(ConcurrencyFailureException.class)
            .excludes(OptimisticLockingFailureException.class)
            .maxRetries(5)
            .delay(Duration.ofMillis(30))
            .multiplier(2)
            .jitter(Duration.ofMillis(20))
            .build());

    private Contention() {}

    /**
     * Carries this out, and again after a moment where it was lost to another transaction: five times within two seconds.
     *
     * @param transaction commits all or throws, and may be repeated
     * @throws RuntimeException as it did the last time
     */
    public static void outlast(Runnable transaction) {
        AGAIN.invoke(transaction);
    }

    /**
     * The same for a transaction that tells something.
     *
     * @throws RuntimeException as it did the last time
     */
    public static <T extends @Nullable Object> T outlast(Supplier<T> transaction) {
        return AGAIN.invoke(transaction);
    }
}
