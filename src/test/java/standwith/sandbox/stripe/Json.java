package standwith.sandbox.stripe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Stripe's objects are kept as the JSON they are on the wire; fields that begin with _ never leave the sandbox. */
final class Json {

    static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Map<String, ObjectNode> BLANKS = new ConcurrentHashMap<>();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** A fresh object with every field that Stripe's has, mostly empty. */
    static ObjectNode blank(String type) {
        return BLANKS.computeIfAbsent(type, Json::load).deepCopy();
    }

    static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        return value == null || value.isNull() ? null : value.asString();
    }

    static String string(JsonNode node, String field) {
        return Objects.requireNonNull(text(node, field), field);
    }

    static boolean is(JsonNode node, String field, String value) {
        return value.equals(text(node, field));
    }

    static boolean flag(JsonNode node, String field) {
        return node.path(field).asBoolean(false);
    }

    static long whole(JsonNode node, String field) {
        return node.path(field).asLong(0);
    }

    static @Nullable Instant time(JsonNode node, String field) {
        JsonNode value = node.get(field);
        return value == null || value.isNull() ? null : Instant.ofEpochSecond(value.asLong());
    }

    static ObjectNode child(ObjectNode node, String field) {
        return (ObjectNode) Objects.requireNonNull(node.get(field), field);
    }

    private static ObjectNode load(String type) {
        try (InputStream in = Json.class.getResourceAsStream("/sandbox/stripe/" + type + ".json")) {
            return (ObjectNode) MAPPER.readTree(Objects.requireNonNull(in, type));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
