package standwith.sandbox.account;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Keeps answers back, so that whoever waits for one runs into a time-out. */
final class Silence {

    private static final long LONGEST_SECONDS = 60;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition over = lock.newCondition();
    private int calls;
    private int ended;

    void keep(int wanted) {
        lock.lock();
        try {
            calls = wanted;
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            calls = 0;
            ended++;
            over.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void await() {
        lock.lock();
        try {
            if (calls == 0) {
                return;
            }
            calls--;
            int before = ended;
            long left = TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
            while (ended == before && left > 0) {
                left = over.awaitNanos(left);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
