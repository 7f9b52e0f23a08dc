package org.standwith.risk;

import java.io.StringReader;
import java.io.StringWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Writes another level for a country into a policy's text, and leaves the rest of it, comments too, to be recognised. */
final class Raising {

    private final MappingNode root;

    /** @param text of a policy that can be read */
    Raising(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setProcessComments(true);
        root = (MappingNode) new Yaml(options).compose(new StringReader(text));
    }

    String by(Country country, Level level, String reason, LocalDate reviewed, int version) {
        set(root, "version", scalar(Tag.INT, Integer.toString(version), ScalarStyle.PLAIN));
        MappingNode countries = (MappingNode) find(root, "countries").orElseThrow();
        MappingNode entry = (MappingNode) find(countries, country.code()).orElseGet(() -> added(countries, country));
        Level before = find(entry, "level")
                .map(node -> Level.valueOf(((ScalarNode) node).getValue()))
                .orElse(Level.OPEN);
        set(entry, "level", scalar(Tag.STR, level.or(before).name(), ScalarStyle.PLAIN));
        set(entry, "reason", scalar(Tag.STR, reason, ScalarStyle.DOUBLE_QUOTED));
        set(entry, "reviewed", scalar(Tag.TIMESTAMP, reviewed.toString(), ScalarStyle.PLAIN));
        return written();
    }

    private static MappingNode added(MappingNode countries, Country country) {
        MappingNode entry = new MappingNode(Tag.MAP, new ArrayList<>(), FlowStyle.BLOCK);
        add(countries, new NodeTuple(scalar(Tag.STR, country.code(), ScalarStyle.DOUBLE_QUOTED), entry));
        return entry;
    }

    private static Optional<Node> find(MappingNode mapping, String key) {
        return mapping.getValue().stream()
                .filter(entry -> isNamed(entry, key))
                .map(NodeTuple::getValueNode)
                .findFirst();
    }

    private static void set(MappingNode mapping, String key, Node value) {
        if (find(mapping, key).isEmpty()) {
            add(mapping, new NodeTuple(scalar(Tag.STR, key, ScalarStyle.PLAIN), value));
        }
        mapping.setValue(mapping.getValue().stream()
                .map(entry -> isNamed(entry, key) ? new NodeTuple(entry.getKeyNode(), value) : entry)
                .toList());
    }

    private static void add(MappingNode mapping, NodeTuple entry) {
        List<NodeTuple> entries = new ArrayList<>(mapping.getValue());
        entries.add(entry);
        mapping.setValue(entries);
    }

    private static boolean isNamed(NodeTuple entry, String key) {
        return entry.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key);
    }

    private static ScalarNode scalar(Tag tag, String value, ScalarStyle style) {
        return new ScalarNode(tag, value, null, null, style);
    }

    private String written() {
        DumperOptions options = new DumperOptions();
        options.setProcessComments(true);
        options.setWidth(120);
        StringWriter text = new StringWriter();
        new Yaml(options).serialize(root, text);
        return text.toString();
    }
}
