package org.standwith.vault;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one thread of one process at a time at a file that several use. The lock is on a file beside it, since the file
 * itself may be replaced, and since a process loses its lock when it closes any other handle of the locked file.
 */
final class OneAtATime {

    /** A file lock is the whole process's, and a second one of the same process an error; so its threads take turns. */
    private static final ReentrantLock TURN = new ReentrantLock();

    interface Work<T> {
        T run() throws IOException;
    }

    private OneAtATime() {}

    static <T> T at(Path file, Work<T> work) throws IOException {
        TURN.lock();
        try (FileChannel beside = FileChannel.open(
                file.resolveSibling(file.getFileName() + ".lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                Durable.OURS_ALONE)) {
            beside.lock();
            return work.run();
        } finally {
            TURN.unlock();
        }
    }
}
