package org.standwith.commits;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;

/**
 * Lets those who write at the same moment share one statement and one commit, which is what writing costs. Whoever comes while
 * nobody writes is written at once and alone; those who come meanwhile are written together.
 *
 * <p>One thread writes, for as long as there is anything, and it is no virtual one: ciphers and what is random are kept by the
 * thread, and a thread for each request would make them anew each time, for longer than all the rest takes.
 */
public final class SharedCommit<T> {

    private record Waiting<T>(T what, CompletableFuture<Void> written) {}

    private final int most;
    private final Consumer<List<T>> write;
    private final ExecutorService writer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Waiting<T>> queue = new ArrayDeque<>();
    private boolean writing;

    /**
     * @param name of the thread
     * @param most how many at once
     * @param write commits all or throws; it must do no harm to write again what has been written
     */
    public SharedCommit(String name, int most, Consumer<List<T>> write) {
        this.most = most;
        this.write = write;
        var thread = new ThreadPoolExecutor(
                1,
                1,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name(name).daemon().factory());
        thread.allowCoreThreadTimeOut(true);
        this.writer = thread;
    }

    /**
     * Committed when this returns.
     *
     * @throws RuntimeException as writing this one by itself would have thrown
     */
    public void write(T what) {
        Waiting<T> mine = new Waiting<>(what, new CompletableFuture<>());
        boolean first;
        lock.lock();
        try {
            queue.add(mine);
            first = !writing;
            writing = true;
        } finally {
            lock.unlock();
        }
        if (first) {
            writer.execute(this::writeAll);
        }
        try {
            mine.written().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    /** How many have come and are not being written yet. */
    public int waiting() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    private void writeAll() {
        for (List<Waiting<T>> batch = next(); !batch.isEmpty(); batch = next()) {
            try {
                writeOrSplit(batch);
            } catch (Throwable e) {
                // Nobody may wait for ever, whatever it is.
                failed(batch, new IllegalStateException(e));
            }
        }
    }

    private List<Waiting<T>> next() {
        List<Waiting<T>> batch = new ArrayList<>();
        lock.lock();
        try {
            while (batch.size() < most && !queue.isEmpty()) {
                batch.add(queue.remove());
            }
            writing = !batch.isEmpty();
        } finally {
            lock.unlock();
        }
        return batch;
    }

    /** One that cannot be written takes no other with it; where the database is away, it is so for each. */
    private void writeOrSplit(List<Waiting<T>> batch) {
        try {
            write.accept(batch.stream().map(Waiting::what).toList());
            batch.forEach(each -> each.written().complete(null));
        } catch (DataAccessResourceFailureException | RecoverableDataAccessException e) {
            failed(batch, e);
        } catch (DataAccessException e) {
            if (batch.size() == 1) {
                failed(batch, e);
            } else {
                writeOrSplit(batch.subList(0, batch.size() / 2));
                writeOrSplit(batch.subList(batch.size() / 2, batch.size()));
            }
        } catch (RuntimeException e) {
            failed(batch, e);
        }
    }

    private static <T> void failed(List<Waiting<T>> batch, RuntimeException why) {
        batch.forEach(each -> each.written().completeExceptionally(why));
    }
}
