package org.standwith.payments;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.standwith.vault.Quarantine;

/** Keeps one thread at the inbox: at once when something arrives, and now and then for what comes due by itself. */
@Component
class InboxPoll implements SmartLifecycle {

    /**
     * @param poll how often to look without being rung for
     * @param enabled whether this node works on the inbox at all
     */
    @ConfigurationProperties("standwith.inbox")
    record Settings(
            @DefaultValue("1s") Duration poll,
            @DefaultValue("true") boolean enabled) {}

    private static final Logger log = LoggerFactory.getLogger(InboxPoll.class);

    private final InboxWorker worker;
    private final Quarantine quarantine;
    private final Settings settings;
    private final Semaphore bell = new Semaphore(0);
    private volatile @Nullable Thread thread;

    InboxPoll(InboxWorker worker, Quarantine quarantine, Settings settings) {
        this.worker = worker;
        this.quarantine = quarantine;
        this.settings = settings;
    }

    /** Something has arrived. */
    void ring() {
        bell.release();
    }

    private void work() {
        while (thread == Thread.currentThread()) {
            try {
                quarantine.await();
                bell.tryAcquire(settings.poll().toMillis(), TimeUnit.MILLISECONDS);
                bell.drainPermits();
                worker.drain();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                // Most likely the database is away: nothing is lost, the claims run out and are taken again.
                log.atWarn().setCause(e).log("The inbox is not being worked on");
            }
        }
    }

    @Override
    public boolean isAutoStartup() {
        return settings.enabled();
    }

    @Override
    public void start() {
        Thread next = Thread.ofPlatform().name("inbox").daemon().unstarted(this::work);
        thread = next;
        worker.begin();
        next.start();
    }

    @Override
    public void stop() {
        Thread current = thread;
        thread = null;
        if (current == null) {
            return;
        }
        bell.release();
        if (quarantine.isClosed()) {
            current.interrupt();
        }
        try {
            // First, so that it does not go on for as long as something arrives.
            worker.rest();
        } finally {
            await(current);
        }
    }

    private static void await(Thread worker) {
        try {
            worker.join(Duration.ofSeconds(20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
