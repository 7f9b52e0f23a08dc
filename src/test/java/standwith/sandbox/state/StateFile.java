package standwith.sandbox.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The sandbox's memory: sections of JSON in one file, written whole and swapped in at once.
 *
 * <p>All sections are read under the one lock of the sandbox, so what is on disk is a state that once was.
 */
public final class StateFile implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long DEBOUNCE_MILLIS = 200;

    private final ReentrantLock lock;
    private final @Nullable Path file;
    private final ObjectNode found;
    private final Map<String, Supplier<JsonNode>> sections = new LinkedHashMap<>();
    private final ReentrantLock writing = new ReentrantLock();
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("sandbox-state").factory());
    private final Thread lastResort = new Thread(this::flush, "sandbox-state-shutdown");
    private boolean due;

    /** Without a folder nothing is kept. */
    public StateFile(@Nullable Path folder, ReentrantLock lock) {
        this.lock = lock;
        this.file = folder == null ? null : folder.resolve("sandbox.json");
        this.found = file != null && Files.exists(file)
                ? (ObjectNode) JSON.readTree(file.toFile())
                : JSON.createObjectNode();
        if (file != null) {
            Runtime.getRuntime().addShutdownHook(lastResort);
        }
    }

    /** Keeps what the supplier says from now on, and answers what was kept under this name in an earlier run. */
    public @Nullable JsonNode section(String name, Supplier<JsonNode> content) {
        sections.put(name, content);
        return found.get(name);
    }

    /** To be called under the lock, after each change; the file follows a moment later. */
    public void changed() {
        if (file != null && !due) {
            due = true;
            writer.schedule(this::flush, DEBOUNCE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    void flush() {
        if (file == null) {
            return;
        }
        writing.lock();
        try {
            String content;
            lock.lock();
            try {
                due = false;
                ObjectNode whole = JSON.createObjectNode();
                sections.forEach((name, section) -> whole.set(name, section.get()));
                content = JSON.writeValueAsString(whole);
            } finally {
                lock.unlock();
            }
            write(file, content);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void close() {
        writer.shutdownNow();
        flush();
        if (file != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(lastResort);
            } catch (IllegalStateException alreadyShuttingDown) {
                // then the hook runs anyway, and writes the same once more
            }
        }
    }

    /** Replaces the file's content, so that a reader sees either all of the old or all of the new. */
    public static void write(Path file, String content) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, content);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
