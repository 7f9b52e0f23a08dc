package standwith.sandbox.account;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Providers' objects are kept as the JSON they are on the wire; fields that begin with _ never leave the sandbox. */
public final class Json {

    public static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Map<String, ObjectNode> BLANKS = new ConcurrentHashMap<>();

    private Json() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** A fresh object with every field that the provider's has, mostly empty: {@code stripe/charge}. */
    public static ObjectNode blank(String type) {
        return BLANKS.computeIfAbsent(type, Json::load).deepCopy();
    }

    public static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        return value == null || value.isNull() ? null : value.asString();
    }

    public static String string(JsonNode node, String field) {
        return Objects.requireNonNull(text(node, field), field);
    }

    public static boolean is(JsonNode node, String field, String value) {
        return value.equals(text(node, field));
    }

    public static boolean flag(JsonNode node, String field) {
        return node.path(field).asBoolean(false);
    }

    public static long whole(JsonNode node, String field) {
        return node.path(field).asLong(0);
    }

    public static @Nullable Instant time(JsonNode node, String field) {
        JsonNode value = node.get(field);
        return value == null || value.isNull() ? null : Instant.ofEpochSecond(value.asLong());
    }

    public static ObjectNode child(ObjectNode node, String field) {
        return (ObjectNode) Objects.requireNonNull(node.get(field), field);
    }

    /** How an object looks from outside. */
    public static ObjectNode outward(ObjectNode object) {
        ObjectNode copy = object.deepCopy();
        hideInternals(copy);
        return copy;
    }

    private static void hideInternals(JsonNode node) {
        if (node instanceof ObjectNode object) {
            List.copyOf(object.propertyNames()).stream()
                    .filter(name -> name.startsWith("_"))
                    .forEach(object::remove);
        }
        node.forEach(Json::hideInternals);
    }

    private static ObjectNode load(String type) {
        try (InputStream in = Json.class.getResourceAsStream("/sandbox/" + type + ".json")) {
            return (ObjectNode) MAPPER.readTree(Objects.requireNonNull(in, type));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
