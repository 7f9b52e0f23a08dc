package standwith.sandbox.stripe;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.state.StateFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Remembers the first answer to each Idempotency-Key. */
final class Idempotency {

    /** Stripe keeps answers for a day at least. Failures are kept no longer, so that it can be seen what follows. */
    private static final Duration FAILURES_KEPT_FOR = Duration.ofDays(1);

    private final Map<String, Kept> answers = new LinkedHashMap<>();
    private final Clock clock;
    private final StateFile file;

    private record Kept(String request, int status, String body, long at) {}

    Idempotency(Clock clock, StateFile file) {
        this.clock = clock;
        this.file = file;
        JsonNode kept = file.section("idempotency", this::kept);
        if (kept != null) {
            kept.forEach(answer -> answers.put(
                    Json.string(answer, "key"),
                    new Kept(
                            Json.string(answer, "request"),
                            (int) Json.whole(answer, "status"),
                            Json.string(answer, "body"),
                            answer.path("at").asLong(0))));
        }
    }

    /** The first answer again; an error when the key was used for another request. */
    @Nullable
    Answer before(String key, String path, Form form) {
        Kept kept = answers.get(key);
        if (kept == null || (kept.status() >= 500 && now() - kept.at() >= FAILURES_KEPT_FOR.toSeconds())) {
            return null;
        }
        if (!kept.request().equals(fingerprint(path, form))) {
            throw StripeError.idempotency(key);
        }
        return new Answer(kept.status(), kept.body(), true);
    }

    /** Stripe forgets requests that it found invalid. */
    void remember(String key, String path, Form form, Answer answer) {
        if (answer.status() != 400) {
            answers.put(key, new Kept(fingerprint(path, form), answer.status(), answer.body(), now()));
            file.changed();
        }
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    private static String fingerprint(String path, Form form) {
        return path + " " + new TreeMap<>(form.values());
    }

    private ArrayNode kept() {
        ArrayNode kept = Json.MAPPER.createArrayNode();
        answers.forEach((key, answer) -> kept.addObject()
                .put("key", key)
                .put("request", answer.request())
                .put("status", answer.status())
                .put("body", answer.body())
                .put("at", answer.at()));
        return kept;
    }
}
