package org.standwith.payments.paypal;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.standwith.payments.Reply;
import tools.jackson.databind.JsonNode;

/**
 * The pace of whoever reads much and is in no hurry: a few questions a second, and some seconds of waiting when even that is
 * too often. PayPal names no limits, and does not say how long to wait.
 */
final class PayPalPace {

    private static final int A_SECOND = 3;

    private final List<Duration> waits;
    private final Bucket permits = Bucket.builder()
            .addLimit(limit -> limit.capacity(A_SECOND).refillGreedy(A_SECOND, Duration.ofSeconds(1)))
            .build();

    PayPalPace() {
        this(List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4)));
    }

    /** @param waits before each try that follows a refused one */
    PayPalPace(List<Duration> waits) {
        this.waits = List.copyOf(waits);
    }

    /** Asks, and asks again where PayPal had too much to do. */
    Reply<JsonNode> ask(Supplier<Reply<JsonNode>> question) {
        try {
            for (Duration wait : waits) {
                permits.asBlocking().consume(1);
                Reply<JsonNode> reply = question.get();
                if (!isBusy(reply)) {
                    return reply;
                }
                Thread.sleep(wait.plusMillis(ThreadLocalRandom.current().nextLong(1 + wait.toMillis() / 4)));
            }
            permits.asBlocking().consume(1);
            return question.get();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return new Reply.Silence<>("interrupted", false);
        }
    }

    private static boolean isBusy(Reply<JsonNode> reply) {
        return reply instanceof Reply.No<JsonNode> no && PayPalWire.isBusy(no);
    }
}
