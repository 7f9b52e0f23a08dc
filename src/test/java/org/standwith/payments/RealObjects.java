package org.standwith.payments;

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
 * What providers really sent, and others published. It stays outside of this project; without it the tests that need it
 * are skipped.
 */
public final class RealObjects {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path FOLDER =
            Path.of(Optional.ofNullable(System.getenv("STANDWITH_FIXTURES")).orElse("../shared/fixtures"));

    private RealObjects() {}

    public static Path folder(String family) {
        Path folder = FOLDER.resolve(family);
        Assumptions.assumeTrue(
                Files.isDirectory(folder), () -> "No real objects at " + folder + " (STANDWITH_FIXTURES)");
        return folder;
    }

    /** By file. */
    public static Map<String, JsonNode> all(String family) {
        try (Stream<Path> files = Files.list(folder(family))) {
            Map<String, JsonNode> all = new TreeMap<>();
            files.forEach(file -> all.put(file.getFileName().toString(), read(file)));
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode read(Path file) {
        return JSON.readTree(file);
    }
}
