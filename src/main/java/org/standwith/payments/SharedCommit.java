package org.standwith.payments;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;

/**
 * Lets those who write at the same moment share one statement and one commit, which is what writing costs. Whoever comes while
 * nobody writes does so at once and alone; those who come meanwhile are written together by the first of them. There is no
 * thread of its own, and so nobody waits for one that has died or has been stopped.
 */
final class SharedCommit<T> {

    private static final class Waiting<T> {

        private final T what;

        /** Completed when there is something to do: to go on, or to write. */
        private final CompletableFuture<Void> turn = new CompletableFuture<>();

        private final CompletableFuture<Void> written = new CompletableFuture<>();

        Waiting(T what) {
            this.what = what;
        }

        void written() {
            written.complete(null);
            turn.complete(null);
        }

        void failed(RuntimeException why) {
            written.completeExceptionally(why);
            turn.complete(null);
        }
    }

    private final int most;
    private final Consumer<List<T>> write;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Waiting<T>> queue = new ArrayDeque<>();
    private boolean writing;

    /**
     * @param most how many at once
     * @param write commits all or throws; it must do no harm to write again what has been written
     */
    SharedCommit(int most, Consumer<List<T>> write) {
        this.most = most;
        this.write = write;
    }

    /**
     * Committed when this returns.
     *
     * @throws RuntimeException as writing this one by itself would have thrown
     */
    void write(T what) {
        Waiting<T> mine = new Waiting<>(what);
        boolean myTurn;
        lock.lock();
        try {
            queue.add(mine);
            myTurn = !writing;
            writing = true;
        } finally {
            lock.unlock();
        }
        if (!myTurn) {
            mine.turn.join();
        }
        if (!mine.written.isDone()) {
            writeTogether();
        }
        try {
            mine.written.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    /** How many have come and are not being written yet. */
    int waiting() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    private void writeTogether() {
        List<Waiting<T>> batch = new ArrayList<>();
        lock.lock();
        try {
            while (batch.size() < most && !queue.isEmpty()) {
                batch.add(queue.remove());
            }
        } finally {
            lock.unlock();
        }
        try {
            writeOrSplit(batch);
        } finally {
            handOn();
        }
    }

    /** The first of those who have come meanwhile writes next. */
    private void handOn() {
        Waiting<T> next;
        lock.lock();
        try {
            next = queue.peek();
            writing = next != null;
        } finally {
            lock.unlock();
        }
        if (next != null) {
            next.turn.complete(null);
        }
    }

    /** One that cannot be written takes no other with it; where the database is away, it is so for each. */
    private void writeOrSplit(List<Waiting<T>> batch) {
        try {
            write.accept(batch.stream().map(each -> each.what).toList());
            batch.forEach(Waiting::written);
        } catch (DataAccessResourceFailureException | RecoverableDataAccessException e) {
            batch.forEach(each -> each.failed(e));
        } catch (RuntimeException e) {
            if (batch.size() == 1) {
                batch.getFirst().failed(e);
            } else {
                writeOrSplit(batch.subList(0, batch.size() / 2));
                writeOrSplit(batch.subList(batch.size() / 2, batch.size()));
            }
        } catch (Error e) {
            batch.forEach(each -> each.failed(new IllegalStateException(e)));
            throw e;
        }
    }
}
