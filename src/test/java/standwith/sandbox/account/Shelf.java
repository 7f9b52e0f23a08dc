package standwith.sandbox.account;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.state.StateFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Every object that a provider has, by type and in order of creation. Used under the sandbox's lock only. */
public abstract class Shelf {

    private final Map<String, Map<String, ObjectNode>> byType = new LinkedHashMap<>();
    private final RandomGenerator chance = new SecureRandom();
    private final String typeField;
    private final Clock clock;
    private final StateFile file;

    /**
     * @param section where the objects are kept between runs
     * @param typeField in which an object says what it is
     */
    protected Shelf(Clock clock, StateFile file, String section, String typeField) {
        this.clock = clock;
        this.file = file;
        this.typeField = typeField;
        JsonNode kept = file.section(section, this::kept);
        if (kept != null) {
            kept.forEach(object -> keep((ObjectNode) object));
        }
    }

    /** What the provider says when it has no such object. */
    protected abstract RuntimeException missing(String type, String id);

    public final ObjectNode keep(ObjectNode object) {
        byType.computeIfAbsent(Json.string(object, typeField), type -> new LinkedHashMap<>())
                .put(Json.string(object, "id"), object);
        file.changed();
        return object;
    }

    /** As if it had never been. */
    public final void remove(String type, String id) {
        byType.getOrDefault(type, Map.of()).remove(id);
        file.changed();
    }

    public final ObjectNode get(String type, String id) {
        ObjectNode object = find(type, id);
        if (object == null) {
            throw missing(type, id);
        }
        return object;
    }

    public final @Nullable ObjectNode find(String type, @Nullable String id) {
        return id == null ? null : byType.getOrDefault(type, Map.of()).get(id);
    }

    public final @Nullable ObjectNode find(String id) {
        return byType.values().stream()
                .map(objects -> objects.get(id))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** A copy, since most who walk through the objects also make new ones. */
    public final List<ObjectNode> all(String type) {
        return List.copyOf(byType.getOrDefault(type, Map.of()).values());
    }

    public final Stream<ObjectNode> newest(String type) {
        return all(type).reversed().stream();
    }

    public final Stream<ObjectNode> where(String type, String field, String value) {
        return all(type).stream().filter(object -> Json.is(object, field, value));
    }

    public final Instant now() {
        return clock.instant();
    }

    /** To be called when an object has changed, so that it is kept. */
    public final void changed() {
        file.changed();
    }

    protected final String random(String letters, int length) {
        return chance.ints(length, 0, letters.length())
                .collect(StringBuilder::new, (id, i) -> id.append(letters.charAt(i)), StringBuilder::append)
                .toString();
    }

    private ArrayNode kept() {
        ArrayNode kept = Json.MAPPER.createArrayNode();
        byType.values().forEach(objects -> objects.values().forEach(object -> kept.add(object.deepCopy())));
        return kept;
    }
}
