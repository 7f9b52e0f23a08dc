package org.standwith.payments.stripe;

import com.stripe.exception.RateLimitException;
import com.stripe.model.StripeError;
import com.stripe.net.StripeResponse;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.Retryable;
import org.standwith.payments.stripe.StripeCalls.Patience;

/**
 * The pace of whoever reads much and is in no hurry: less than half of the 25 questions a second that Stripe allows of one
 * kind, so that those of people who pay have room, and some seconds of waiting when even that is too often.
 *
 * @see <a href="https://docs.stripe.com/rate-limits">Stripe, Rate limits</a>
 */
final class StripePace implements Patience {

    private static final int A_SECOND = 10;
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    private final List<Duration> waits;
    private final Bucket permits = Bucket.builder()
            .addLimit(limit -> limit.capacity(A_SECOND).refillGreedy(A_SECOND, Duration.ofSeconds(1)))
            .build();

    StripePace() {
        this(List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4)));
    }

    /** @param waits before each try that follows a refused one, where Stripe does not say how long it wants us to wait */
    StripePace(List<Duration> waits) {
        this.waits = List.copyOf(waits);
    }

    @Override
    public <T> T execute(Retryable<T> call) throws RetryException {
        try {
            for (Duration wait : waits) {
                try {
                    return paced(call);
                } catch (RateLimitException busy) {
                    Thread.sleep(jittered(asked(busy, wait)));
                }
            }
            return paced(call);
        } catch (Throwable failed) {
            if (failed instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new RetryException("in vain", failed);
        }
    }

    private <T> T paced(Retryable<T> call) throws Throwable {
        permits.asBlocking().consume(1);
        return call.execute();
    }

    /** As long as Stripe wants it, within reason. */
    private static Duration asked(RateLimitException busy, Duration otherwise) {
        StripeError error = busy.getStripeError();
        StripeResponse answer = error == null ? null : error.getLastResponse();
        Duration asked = answer == null
                ? otherwise
                : answer.headers()
                        .firstValue("Retry-After")
                        .filter(seconds -> SECONDS.matcher(seconds).matches())
                        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                        .orElse(otherwise);
        return asked.compareTo(LONGEST) < 0 ? asked : LONGEST;
    }

    private static Duration jittered(Duration wait) {
        return wait.plusMillis(ThreadLocalRandom.current().nextLong(1 + wait.toMillis() / 4));
    }
}
