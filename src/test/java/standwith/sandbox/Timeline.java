package standwith.sandbox;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import standwith.sandbox.webhooks.Webhooks;

/** Lets things happen when they are due: as the clock ticks, and one after the other when it is moved on. */
final class Timeline implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Timeline.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long GLANCE_MILLIS = 250;
    private static final long SHARE = 20;

    private final ReentrantLock lock;
    private final Condition closed;
    private final MovableClock clock;
    private final Webhooks webhooks;
    private final List<Supplier<Optional<Due>>> sources;
    private final Thread ticker =
            Thread.ofPlatform().daemon().name("sandbox-time").unstarted(this::tick);
    private boolean open = true;

    Timeline(ReentrantLock lock, MovableClock clock, Webhooks webhooks, List<Supplier<Optional<Due>>> sources) {
        this.lock = lock;
        this.closed = lock.newCondition();
        this.clock = clock;
        this.webhooks = webhooks;
        this.sources = sources;
    }

    void start() {
        ticker.start();
    }

    /**
     * Moves on to the moment, stopping wherever something is due. The application gets to hear of each stop before time
     * goes on, unless it does not listen.
     */
    void advance(Instant target) {
        while (happened(target)) {
            webhooks.awaitTried(PATIENCE);
        }
        webhooks.betweenDeliveries(() -> clock.moveTo(target));
    }

    private boolean happened(Instant target) {
        var happened = new AtomicBoolean();
        webhooks.betweenDeliveries(
                () -> next().filter(due -> !due.at().isAfter(target)).ifPresent(due -> {
                    clock.moveTo(due.at());
                    due.action().run();
                    happened.set(true);
                }));
        return happened.get();
    }

    private Optional<Due> next() {
        return sources.stream().map(Supplier::get).flatMap(Optional::stream).min(Comparator.comparing(Due::at));
    }

    private void tick() {
        lock.lock();
        try {
            while (open) {
                long began = System.nanoTime();
                try {
                    Optional<Due> due = next().filter(next -> !next.at().isAfter(clock.instant()));
                    if (due.isPresent()) {
                        due.get().action().run();
                        continue;
                    }
                } catch (RuntimeException failed) {
                    LOG.log(Level.ERROR, "Something was due and failed", failed);
                }
                // Where there is much to look through, others have to get at it as well.
                long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
                boolean ended = closed.await(GLANCE_MILLIS + SHARE * took, TimeUnit.MILLISECONDS);
                if (ended) {
                    return;
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            open = false;
            closed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
