package standwith.sandbox.webhooks;

import java.time.Instant;

/**
 * What became of one event so far.
 *
 * @param status of the last answer: 0 when there was none
 * @param attempts how often it was sent
 */
public record Delivery(String eventId, String type, Instant created, State state, int status, int attempts) {

    public enum State {
        QUEUED,
        COLLECTED,
        DROPPED,
        DELIVERED,
        FAILED
    }
}
