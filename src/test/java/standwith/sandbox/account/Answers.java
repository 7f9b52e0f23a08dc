package standwith.sandbox.account;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.state.StateFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Remembers the first answer to each idempotency key, for as long as the provider does. */
public final class Answers {

    private final Map<String, Kept> answers = new LinkedHashMap<>();
    private final Clock clock;
    private final StateFile file;

    /** @param request by which a repeat is told from another request with the same key */
    public record Kept(String request, int status, String body, long until) {}

    public Answers(Clock clock, StateFile file, String section) {
        this.clock = clock;
        this.file = file;
        JsonNode kept = file.section(section, this::kept);
        if (kept != null) {
            kept.forEach(answer -> answers.put(
                    Json.string(answer, "key"),
                    new Kept(
                            Json.string(answer, "request"),
                            (int) Json.whole(answer, "status"),
                            Json.string(answer, "body"),
                            answer.path("until").asLong(Long.MAX_VALUE))));
        }
    }

    public @Nullable Kept find(String key) {
        Kept kept = answers.get(key);
        return kept == null || kept.until() <= now() ? null : kept;
    }

    /** @param time null for ever */
    public void remember(String key, String request, Answer answer, @Nullable Duration time) {
        long until = time == null ? Long.MAX_VALUE : now() + time.toSeconds();
        answers.put(key, new Kept(request, answer.status(), answer.body(), until));
        file.changed();
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    private ArrayNode kept() {
        ArrayNode kept = Json.MAPPER.createArrayNode();
        answers.forEach((key, answer) -> kept.addObject()
                .put("key", key)
                .put("request", answer.request())
                .put("status", answer.status())
                .put("body", answer.body())
                .put("until", answer.until()));
        return kept;
    }
}
