package org.standwith.canary;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/** What is gathered during a run, in a file that can be looked at afterwards. */
final class TextFile {

    private final ReentrantLock lock = new ReentrantLock();
    private final Path path;

    TextFile(Path path) throws IOException {
        this.path = path;
        Files.deleteIfExists(path);
        Files.createFile(path);
    }

    Path path() {
        return path;
    }

    void add(String text) {
        lock.lock();
        try (OutputStream out = Files.newOutputStream(path, StandardOpenOption.APPEND)) {
            out.write(text.getBytes(UTF_8));
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }
}
