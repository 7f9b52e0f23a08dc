package standwith.sandbox.account;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
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
    private final Map<String, Index> indices = new HashMap<>();
    private final Map<String, List<ObjectNode>> open = new HashMap<>();
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
        String kind = Json.string(object, typeField);
        byType.computeIfAbsent(kind, type -> new LinkedHashMap<>()).put(Json.string(object, "id"), object);
        indices.values().stream().filter(index -> index.type.equals(kind)).forEach(index -> index.add(object));
        List<ObjectNode> undecided = open.get(kind);
        if (undecided != null) {
            undecided.add(object);
        }
        file.changed();
        return object;
    }

    /** As if it had never been. */
    public final void remove(String type, String id) {
        ObjectNode removed = byType.getOrDefault(type, Map.of()).remove(id);
        if (removed != null) {
            indices.values().stream().filter(index -> index.type.equals(type)).forEach(index -> index.remove(removed));
            open.getOrDefault(type, new ArrayList<>()).remove(removed);
        }
        file.changed();
    }

    /** Forgets the oldest, as long as they are such. */
    public final void forget(String type, Predicate<ObjectNode> old) {
        Iterator<ObjectNode> oldest =
                byType.getOrDefault(type, Map.of()).values().iterator();
        while (oldest.hasNext() && old.test(oldest.next())) {
            oldest.remove();
        }
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

    /** As {@link #where}, for a field that never changes once what made the object is over: found without a walk through all. */
    public final Stream<ObjectNode> of(String type, String field, String value) {
        return indices
                .computeIfAbsent(type + " " + field, any -> new Index(type, field, all(type)))
                .find(value)
                .stream();
    }

    /**
     * Those of which something may still come.
     *
     * @param over the same each time for a type; what it says of an object once, it says for good
     */
    public final Stream<ObjectNode> open(String type, Predicate<ObjectNode> over) {
        List<ObjectNode> undecided = open.computeIfAbsent(type, any -> new ArrayList<>(all(type)));
        undecided.removeIf(over);
        return undecided.stream();
    }

    private static final class Index {

        private final String type;
        private final String field;
        private final Map<String, List<ObjectNode>> found = new HashMap<>();

        /** A field may be filled in after an object is kept. */
        private final List<ObjectNode> fresh;

        Index(String type, String field, List<ObjectNode> all) {
            this.type = type;
            this.field = field;
            this.fresh = new ArrayList<>(all);
        }

        void add(ObjectNode object) {
            fresh.add(object);
        }

        void remove(ObjectNode object) {
            find("");
            found.getOrDefault(String.valueOf(Json.text(object, field)), new ArrayList<>())
                    .remove(object);
        }

        List<ObjectNode> find(String value) {
            fresh.forEach(
                    object -> found.computeIfAbsent(String.valueOf(Json.text(object, field)), any -> new ArrayList<>())
                            .add(object));
            fresh.clear();
            return List.copyOf(found.getOrDefault(value, List.of()));
        }
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
