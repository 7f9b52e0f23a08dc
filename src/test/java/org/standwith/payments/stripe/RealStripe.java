package org.standwith.payments.stripe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Objects that Stripe made, and published by others. They stay outside of this project; without them the tests that need
 * them are skipped.
 */
final class RealStripe {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path FOLDER =
            Path.of(Optional.ofNullable(System.getenv("STANDWITH_FIXTURES")).orElse("../shared/fixtures"));

    private RealStripe() {}

    /** One object of every kind, of API version dahlia, by kind. */
    static Map<String, JsonNode> objects() {
        Map<String, JsonNode> objects = new TreeMap<>();
        for (Map.Entry<String, JsonNode> each : read(folder().resolve("stripe-openapi/fixtures3.json"))
                .path("resources")
                .properties()) {
            objects.put(each.getKey(), each.getValue());
        }
        return objects;
    }

    /** Objects of API version 2020-08-27 and around, by file. */
    static Map<String, JsonNode> oldObjects() {
        return all("dj-stripe");
    }

    /** Events of API version 2020-08-27, by file. */
    static Map<String, JsonNode> oldEvents() {
        return all("stripe-ruby-mock-webhooks");
    }

    static JsonNode oldEvent(String name) {
        return read(folder().resolve("stripe-ruby-mock-webhooks").resolve(name + ".json"));
    }

    private static Map<String, JsonNode> all(String name) {
        try (Stream<Path> files = Files.list(folder().resolve(name))) {
            Map<String, JsonNode> all = new TreeMap<>();
            files.forEach(file -> all.put(file.getFileName().toString(), read(file)));
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        Assumptions.assumeTrue(
                Files.isDirectory(FOLDER), () -> "No real Stripe objects at " + FOLDER + " (STANDWITH_FIXTURES)");
        return FOLDER;
    }

    private static JsonNode read(Path file) {
        return JSON.readTree(file);
    }
}
