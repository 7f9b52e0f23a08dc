package org.standwith.payments;

import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Objects of providers with something in them that must not come out again. */
public final class Planted {

    /** Of a shape that an id may have as well, so that only its place can give it away. */
    public static final String CANARY = "jane_roe_4242";

    public static final int CANARY_NUMBER = 424_242_424;

    public static final String ADDRESS = "Jane Roe <jane.roe@example.org>";

    private Planted() {}

    /** Every text, number and null in a place that is not allowed is the canary. */
    public static JsonNode canary(JsonNode object, Predicate<String> allowed) {
        return each(object, "", (path, value) -> {
            if (allowed.test(path)) {
                return value;
            }
            return value.isNumber()
                    ? JsonNodeFactory.instance.numberNode(CANARY_NUMBER)
                    : JsonNodeFactory.instance.stringNode(CANARY);
        });
    }

    /** Every text is a name and address, except in places that are spared. */
    public static JsonNode addresses(JsonNode object, Predicate<String> spared) {
        return each(
                object,
                "",
                (path, value) ->
                        value.isNumber() || spared.test(path) ? value : JsonNodeFactory.instance.stringNode(ADDRESS));
    }

    private static JsonNode each(JsonNode value, String path, BiFunction<String, JsonNode, JsonNode> plant) {
        if (value.isObject()) {
            ObjectNode planted = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                String here = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
                planted.set(field.getKey(), each(field.getValue(), here, plant));
            }
            return planted;
        }
        if (value.isArray()) {
            ArrayNode planted = JsonNodeFactory.instance.arrayNode();
            value.forEach(element -> planted.add(each(element, path + "[]", plant)));
            return planted;
        }
        return plant.apply(path, value);
    }
}
