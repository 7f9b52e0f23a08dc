package org.standwith.risk;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A mapping in a policy's text, read key by key. What is wrong is noted by its path, so that all of it is told at once; some
 * value stands in for it meanwhile, since nothing is made of a text that has a fault.
 *
 * <p>Works on nodes and not on what they would be made into, because those no longer show whether a key was quoted, or was
 * there twice.
 */
final class Entries {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private final String path;
    private final List<Fault> faults;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, ScalarNode> keys = new LinkedHashMap<>();
    private final Set<String> read = new LinkedHashSet<>();

    /** @param node anything; whatever is not a mapping is a fault */
    Entries(String path, @Nullable Node node, List<Fault> faults) {
        this.path = path;
        this.faults = faults;
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(this::add);
        } else {
            faults.add(new Fault(path, "has to have keys and values"));
        }
    }

    private void add(NodeTuple entry) {
        if (!(entry.getKeyNode() instanceof ScalarNode key)) {
            faults.add(new Fault(path, "has a key that is not text"));
        } else if (values.putIfAbsent(key.getValue(), entry.getValueNode()) != null) {
            fault(key.getValue(), "is there twice");
        } else {
            keys.put(key.getValue(), key);
        }
    }

    Set<String> names() {
        return values.keySet();
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** Else some languages and countries would be read as yes or no. */
    void requireQuotedKeys() {
        keys.forEach((name, key) -> {
            if (key.getScalarStyle() != ScalarStyle.DOUBLE_QUOTED
                    && key.getScalarStyle() != ScalarStyle.SINGLE_QUOTED) {
                fault(name, "has to be in quotes");
            }
        });
    }

    void fault(String key, String what) {
        faults.add(new Fault(pathOf(key), what));
    }

    Entries entries(String key) {
        read.add(key);
        if (!has(key)) {
            fault(key, "is missing");
            return new Entries(pathOf(key), null, new ArrayList<>());
        }
        return new Entries(pathOf(key), values.get(key), faults);
    }

    String text(String key) {
        return scalar(key, "has to be text", "", node -> {
            if (!node.getTag().equals(Tag.STR) || node.getValue().isBlank()) {
                throw new IllegalArgumentException();
            }
            return node.getValue().strip();
        });
    }

    int number(String key, int least, int most) {
        return scalar(key, "has to be a number from " + least + " to " + most, least, node -> {
            int value = NUMBER.matcher(node.getValue()).matches() ? Integer.parseInt(node.getValue()) : -1;
            if (!node.isPlain() || value < least || value > most) {
                throw new IllegalArgumentException();
            }
            return value;
        });
    }

    LocalDate date(String key) {
        return scalar(
                key, "has to be a date like 2026-11-30", LocalDate.EPOCH, node -> LocalDate.parse(node.getValue()));
    }

    boolean yesOrNo(String key) {
        return scalar(key, "has to be true or false", false, node -> switch (node.getValue()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException();
        });
    }

    /** By its name. */
    <E extends Enum<E>> E oneOf(String key, List<E> values) {
        return scalar(
                key,
                "has to be one of " + values,
                values.getFirst(),
                node -> values.stream()
                        .filter(value -> value.name().equals(node.getValue()))
                        .findFirst()
                        .orElseThrow(IllegalArgumentException::new));
    }

    <T> T scalar(String key, String otherwise, T instead, Function<ScalarNode, T> read) {
        this.read.add(key);
        if (!has(key)) {
            fault(key, "is missing");
        } else if (values.get(key) instanceof ScalarNode node) {
            try {
                return read.apply(node);
            } catch (IllegalArgumentException | DateTimeException e) {
                fault(key, otherwise);
            }
        } else {
            fault(key, otherwise);
        }
        return instead;
    }

    /** Texts, each of which has to be acceptable. */
    List<String> list(String key, String kind, Pattern acceptable) {
        read.add(key);
        List<String> texts = new ArrayList<>();
        if (!has(key)) {
            fault(key, "is missing");
        } else if (values.get(key) instanceof SequenceNode sequence) {
            for (Node each : sequence.getValue()) {
                if (each instanceof ScalarNode node
                        && node.getTag().equals(Tag.STR)
                        && acceptable.matcher(node.getValue()).matches()) {
                    texts.add(node.getValue());
                } else {
                    fault(key + "[" + (texts.size()) + "]", "has to be " + kind + ", in quotes where in doubt");
                    texts.add("");
                }
            }
        } else {
            fault(key, "has to be a list");
        }
        return texts;
    }

    /** To be called when all has been read: what nobody asked for is a fault. */
    void end() {
        values.keySet().stream().filter(key -> !read.contains(key)).forEach(key -> fault(key, "is not known"));
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
