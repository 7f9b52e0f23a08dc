package standwith.sandbox.webhooks;

import java.time.Instant;
import standwith.sandbox.webhooks.Delivery.State;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One event with its envelope; read and changed under the sandbox's lock only. */
final class Letter {

    final String channel;
    final String eventId;
    final String type;
    final Instant created;
    String body;
    State state = State.QUEUED;
    int status;
    int attempts;

    /** How often it must still arrive. */
    int copies = 1;

    /** How many of its copies are on their way at this moment. */
    int onTheWire;

    /** Failures since it was queued: they set the back-off. */
    int failures;

    boolean fresh = true;
    long dueNanos;

    Letter(String channel, String eventId, String type, String body, Instant created) {
        this.channel = channel;
        this.eventId = eventId;
        this.type = type;
        this.body = body;
        this.created = created;
    }

    static Letter from(JsonNode kept) {
        var letter = new Letter(
                kept.get("channel").asString(),
                kept.get("event").asString(),
                kept.get("type").asString(),
                kept.get("body").asString(),
                Instant.parse(kept.get("created").asString()));
        letter.state = State.valueOf(kept.get("state").asString());
        letter.status = kept.get("status").asInt();
        letter.attempts = kept.get("attempts").asInt();
        return letter;
    }

    ObjectNode kept() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("channel", channel)
                .put("event", eventId)
                .put("type", type)
                .put("body", body)
                .put("created", created.toString())
                .put("state", state.name())
                .put("status", status)
                .put("attempts", attempts);
    }

    Delivery outcome() {
        return new Delivery(eventId, type, created, state, status, attempts);
    }
}
