package standwith.sandbox.stripe;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.state.StateFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Remembers the first answer to each Idempotency-Key. */
final class Idempotency {

    private final Map<String, Kept> answers = new LinkedHashMap<>();
    private final StateFile file;

    private record Kept(String request, int status, String body) {}

    Idempotency(StateFile file) {
        this.file = file;
        JsonNode kept = file.section("idempotency", this::kept);
        if (kept != null) {
            kept.forEach(answer -> answers.put(
                    Json.string(answer, "key"),
                    new Kept(
                            Json.string(answer, "request"),
                            (int) Json.whole(answer, "status"),
                            Json.string(answer, "body"))));
        }
    }

    /** The first answer again; an error when the key was used for another request. */
    @Nullable
    Answer before(String key, String path, Form form) {
        Kept kept = answers.get(key);
        if (kept == null) {
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
            answers.put(key, new Kept(fingerprint(path, form), answer.status(), answer.body()));
            file.changed();
        }
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
                .put("body", answer.body()));
        return kept;
    }
}
