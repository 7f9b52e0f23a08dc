package org.standwith;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A key-encryption key and an erasure journal in files, as the application is told of them. */
public final class TestVault {

    private TestVault() {}

    /** The settings by which both are in this folder. */
    public static List<String> in(Path folder) {
        return List.of(
                "standwith.vault.kek=file:" + folder.resolve("kek.json").toAbsolutePath(),
                "standwith.vault.journal=file:"
                        + folder.resolve("erasures.journal").toAbsolutePath());
    }

    /** The same in a folder that is new. */
    public static List<String> fresh() {
        try {
            Files.createDirectories(Path.of("target"));
            return in(Files.createTempDirectory(Path.of("target"), "vault"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
