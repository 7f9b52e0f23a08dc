package org.standwith.payments;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps of a provider's object only the fields that facts need. A list of what is allowed, because nobody can list what a
 * provider may add: names, addresses, card digits and IP addresses are in places that change.
 */
public final class Projection {

    private final Set<String> allowed;
    private final BiFunction<String, JsonNode, Optional<JsonNode>> plain;

    /** Ways that lead to an allowed field. */
    private final Set<String> leading;

    /**
     * @param allowed paths to plain values; {@code []} stands for each element of a list
     * @param plain what to keep of the value that was found under a name, if anything; only plain values are kept
     */
    public Projection(Set<String> allowed, BiFunction<String, JsonNode, Optional<JsonNode>> plain) {
        this.allowed = Set.copyOf(allowed);
        this.plain = plain;
        this.leading = leadingTo(allowed);
    }

    public ObjectNode of(JsonNode object) {
        return project(object, "");
    }

    private ObjectNode project(JsonNode object, String path) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String here = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            JsonNode value = field.getValue();
            if (allowed.contains(here)) {
                plain.apply(field.getKey(), value)
                        .filter(JsonNode::isValueNode)
                        .ifPresent(keep -> kept.set(field.getKey(), keep));
            } else if (value.isObject() && leading.contains(here)) {
                kept.set(field.getKey(), project(value, here));
            } else if (value.isArray() && leading.contains(here + "[]")) {
                ArrayNode elements = kept.putArray(field.getKey());
                value.forEach(element -> elements.add(project(element, here + "[]")));
            }
        }
        return kept;
    }

    private static Set<String> leadingTo(Set<String> allowed) {
        Set<String> leading = new HashSet<>();
        for (String path : allowed) {
            for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
                leading.add(path.substring(0, dot));
            }
        }
        return Set.copyOf(leading);
    }
}
