package org.standwith;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What {@code db/inventory.yaml} says of each schema's tables, and what is wrong with it. */
record Inventory(Map<String, Map<String, Table>> schemas) {

    /** @param holding null where the module itself exports and erases what the table has of people */
    record Table(
            String module,
            @Nullable String holding,
            String row,
            List<Personal> personal,
            @JsonProperty("not-personal") List<String> notPersonal) {

        boolean isAbout(String whom) {
            return personal.stream().anyMatch(each -> whom.equals(each.of()));
        }

        String whoExportsAndErases() {
            return holding == null ? module : holding;
        }
    }

    /** Null is what somebody forgot. */
    record Personal(
            @Nullable List<String> columns,
            @Nullable String of,
            @Nullable String purpose,
            @Nullable Map<String, String> protection,
            @Nullable Retention retention,
            @Nullable String erasure) {}

    record Retention(
            @Nullable String task,
            @Nullable String when,
            @JsonProperty("no-task") @Nullable String noTask) {}

    private static final Set<String> WHOM = Set.of("supporters", "staff");
    private static final Set<String> PROTECTIONS = Set.of("sealed", "keyed-index", "alias", "hash", "random", "clear");

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    static Inventory read() {
        try {
            return read(Files.readString(Path.of("db/inventory.yaml")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Inventory read(String text) {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        Object read = new Yaml(new SafeConstructor(strict)).load(text);
        return new Inventory(MAPPER.convertValue(read, new TypeReference<Map<String, Map<String, Table>>>() {}));
    }

    /** What the database has and this has not, or has twice, and the other way round. */
    List<String> differencesTo(Set<String> columns) {
        List<String> wrong = new ArrayList<>();
        Set<String> classified = new TreeSet<>();
        each((name, table) -> Stream.concat(
                        table.personal().stream()
                                .flatMap(each -> each.columns() == null ? Stream.of() : each.columns().stream()),
                        table.notPersonal().stream())
                .map(column -> name + "." + column)
                .filter(column -> !classified.add(column))
                .forEach(column -> wrong.add(column + " is classified twice")));
        columns.stream()
                .filter(column -> !classified.contains(column))
                .sorted()
                .forEach(column -> wrong.add(column + " is not in the inventory"));
        classified.stream()
                .filter(column -> !columns.contains(column))
                .forEach(column -> wrong.add(column + " is not in the database"));
        return wrong;
    }

    /** Entries that lack a part, or say what is not a word of the inventory's. */
    List<String> gaps() {
        List<String> wrong = new ArrayList<>();
        each((name, table) -> {
            for (Personal each : table.personal()) {
                String entry = name + " " + each.columns();
                require(each.columns() != null && !each.columns().isEmpty(), entry + " has no columns", wrong);
                require(each.of() != null && WHOM.contains(each.of()), entry + " does not say of whom", wrong);
                require(isText(each.purpose()), entry + " has no purpose", wrong);
                require(isText(each.erasure()), entry + " has no erasure", wrong);
                Map<String, String> protection = each.protection();
                require(
                        protection != null
                                && protection.size() == 1
                                && PROTECTIONS.containsAll(protection.keySet())
                                && protection.values().stream().allMatch(Inventory::isText),
                        entry + " has no protection",
                        wrong);
                Retention retention = each.retention();
                require(
                        retention != null
                                && (isText(retention.noTask())
                                        ? retention.task() == null && retention.when() == null
                                        : isText(retention.task()) && isText(retention.when())),
                        entry + " has no retention",
                        wrong);
            }
        });
        return wrong;
    }

    List<String> retentionByOtherThan(Set<String> tasks) {
        List<String> wrong = new ArrayList<>();
        each((name, table) -> table.personal().stream()
                .filter(each -> each.retention() != null
                        && each.retention().task() != null
                        && !tasks.contains(each.retention().task()))
                .forEach(each -> wrong.add(name + " " + each.columns() + " is kept until a task that there is not")));
        return wrong;
    }

    /** By whom tables with something of these people have to be exported and erased. */
    Set<String> modulesThatHold(String whom) {
        Set<String> modules = new HashSet<>();
        each((name, table) -> {
            if (table.isAbout(whom)) {
                modules.add(table.whoExportsAndErases());
            }
        });
        return modules;
    }

    private void each(BiConsumer<String, Table> work) {
        schemas.forEach((schema, tables) -> tables.forEach((name, table) -> work.accept(schema + "." + name, table)));
    }

    private static boolean isText(@Nullable String text) {
        return text != null && !text.isBlank();
    }

    private static void require(boolean condition, String otherwise, List<String> wrong) {
        if (!condition) {
            wrong.add(otherwise);
        }
    }
}
