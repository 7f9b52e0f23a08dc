package standwith.sandbox.webhooks;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.webhooks.Delivery.State;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** All letters, and which of them are to be sent when. Used under the sandbox's lock only. */
final class Outbox {

    private static final int GIVE_UP_AFTER = 20;
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(30);
    private static final long LONGEST_WAIT = TimeUnit.MINUTES.toNanos(1);

    private final Map<String, Letter> letters = new LinkedHashMap<>();
    private final Set<Letter> queue = new LinkedHashSet<>();
    private Duration firstBackOff = Duration.ofMillis(500);

    /** What an earlier run did not get delivered is queued again. */
    Outbox(@Nullable JsonNode kept) {
        if (kept != null) {
            kept.forEach(one -> {
                Letter letter = Letter.from(one);
                letters.put(letter.eventId, letter);
                if (letter.state == State.QUEUED || letter.state == State.FAILED) {
                    enqueue(letter, Manner.NORMAL);
                }
            });
        }
    }

    void add(Letter letter, State state) {
        letter.state = state;
        letters.put(letter.eventId, letter);
    }

    void enqueue(Letter letter, Manner manner) {
        queue.remove(letter);
        letter.state = State.QUEUED;
        letter.copies = manner.copies();
        letter.failures = 0;
        letter.fresh = manner.delay().isZero();
        letter.dueNanos = System.nanoTime() + manner.delay().toNanos();
        queue.add(letter);
    }

    void backOff(Duration first) {
        firstBackOff = first;
    }

    @Nullable
    Letter find(String eventId) {
        return letters.get(eventId);
    }

    List<Letter> in(State state) {
        return letters.values().stream().filter(letter -> letter.state == state).toList();
    }

    List<Letter> all() {
        return List.copyOf(letters.values());
    }

    /** Forgets what arrived and is older than this. */
    void forget(Instant before) {
        letters.values().removeIf(letter -> letter.state == State.DELIVERED && letter.created.isBefore(before));
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    boolean allTried() {
        return queue.stream().noneMatch(letter -> letter.fresh);
    }

    /** The first letter that may be sent now. */
    @Nullable
    Letter next() {
        long now = System.nanoTime();
        for (Letter letter : queue) {
            if (isWaiting(letter) && letter.dueNanos - now <= 0) {
                letter.fresh = false;
                return letter;
            }
        }
        return null;
    }

    long nanosToNext() {
        long now = System.nanoTime();
        return queue.stream()
                .filter(Outbox::isWaiting)
                .mapToLong(letter -> letter.dueNanos - now)
                .reduce(LONGEST_WAIT, Math::min);
    }

    private static boolean isWaiting(Letter letter) {
        return letter.onTheWire < letter.copies;
    }

    void settle(Letter letter, int status) {
        letter.attempts++;
        letter.status = status;
        boolean arrived = status >= 200 && status < 300;
        if (arrived) {
            letter.copies--;
        } else {
            letter.failures++;
        }
        if (letter.copies <= 0 || letter.failures == GIVE_UP_AFTER) {
            queue.remove(letter);
            letter.state = arrived ? State.DELIVERED : State.FAILED;
        } else if (!arrived) {
            long pause = firstBackOff.toNanos() << Math.min(letter.failures - 1, 16);
            letter.dueNanos = System.nanoTime() + Math.min(pause, LONGEST_BACK_OFF.toNanos());
        }
    }

    JsonNode kept() {
        ArrayNode kept = JsonNodeFactory.instance.arrayNode();
        letters.values().forEach(letter -> kept.add(letter.kept()));
        return kept;
    }
}
