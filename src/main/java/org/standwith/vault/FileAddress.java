package org.standwith.vault;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads what comes after {@code file:}: a path, absolute or from the working folder, or the rest of a file URI. */
final class FileAddress {

    private FileAddress() {}

    /** @throws IllegalArgumentException when this cannot be the name of a file, or its folder is not there and cannot be made */
    static Path read(String address) {
        Path file = path(address).toAbsolutePath().normalize();
        if (file.getFileName() == null || Files.isDirectory(file)) {
            throw new IllegalArgumentException(file + " is a folder; the name of a file is needed");
        }
        try {
            Files.createDirectories(folder(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("The folder of " + file + " is missing and cannot be made", e);
        }
        return file;
    }

    static Path folder(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException(file + " has no folder");
        }
        return parent;
    }

    private static Path path(String address) {
        if (address.isBlank()) {
            throw new IllegalArgumentException("The name of a file is needed after file:");
        }
        try {
            // With two slashes it is a URI: escaped, and of another machine when it names one.
            return address.startsWith("//") ? Path.of(URI.create("file:" + address)) : Path.of(address);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("file:" + address + " names no file", e);
        }
    }
}
