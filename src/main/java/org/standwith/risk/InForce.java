package org.standwith.risk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Which policy is in force: that of the highest version among the file's and those applied. Where one of those was tampered
 * with, or cannot be read, none is, and nobody may pay: who could change one may have wanted to let somebody through.
 */
@Component
class InForce {

    /** How soon a node goes by a policy that another one has applied. */
    static final Duration NEWS = Duration.ofSeconds(10);

    /**
     * For how long a node goes by what it knew while it cannot ask. Not at all would take people at risk for what they are
     * not: a short outage is not to end what they give.
     */
    static final Duration KEPT = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(InForce.class);

    /** @param confirmed when it was last known to be so */
    private record Known(Policy policy, String text, Instant asked, Instant confirmed) {}

    private final PolicyFile file;
    private final PolicyRows rows;
    private final Clock clock;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable Known known;

    InForce(PolicyFile file, PolicyRows rows, Clock clock) {
        this.file = file;
        this.rows = rows;
        this.clock = clock;
    }

    /** Never throws. */
    Policy policy() {
        return current().policy();
    }

    /** Nothing where none is in force. */
    Optional<String> text() {
        return Optional.of(current())
                .filter(found -> !found.policy().isClosed())
                .map(Known::text);
    }

    /** What a newer one has to be newer than, whatever state that is in. */
    int highest() {
        return Math.max(file.policy().number(), rows.highestApplied());
    }

    /** On this node at once. */
    @TransactionalEventListener(fallbackExecution = true)
    void on(PolicyApplied applied) {
        asking.lock();
        try {
            known = null;
        } finally {
            asking.unlock();
        }
    }

    private Known current() {
        Known before = known;
        if (before != null && isWithin(NEWS, before.asked())) {
            return before;
        }
        // Whoever waits here may hold the database connection that whoever asks is waiting for.
        if (before == null || !isWithin(KEPT, before.confirmed())) {
            asking.lock();
        } else if (!asking.tryLock()) {
            return before;
        }
        try {
            Known meanwhile = known;
            if (meanwhile != null && isWithin(NEWS, meanwhile.asked())) {
                return meanwhile;
            }
            Known now = ask(meanwhile);
            known = now;
            return now;
        } finally {
            asking.unlock();
        }
    }

    private boolean isWithin(Duration time, Instant since) {
        Duration passed = Duration.between(since, clock.instant());
        return !passed.isNegative() && passed.compareTo(time) < 0;
    }

    private Known ask(@Nullable Known before) {
        Instant now = clock.instant();
        try {
            return newest(rows.all(), now);
        } catch (RuntimeException e) {
            if (before != null && !before.policy().isClosed() && isWithin(KEPT, before.confirmed())) {
                return new Known(before.policy(), before.text(), now, before.confirmed());
            }
            log.atError().setCause(e).log("The risk policy cannot be asked for: nobody may pay until it can");
            return closed(now);
        }
    }

    private Known newest(List<Proposal> all, Instant now) {
        if (!all.stream().allMatch(Proposal::intact)) {
            log.atError().log("A risk policy in the database was tampered with: nobody may pay until it is removed");
            return closed(now);
        }
        return all.stream()
                .filter(row -> row.state() == Proposal.State.APPLIED)
                .max(Comparator.comparingInt(Proposal::version))
                .filter(row -> row.version() > file.policy().number())
                .map(row -> read(row, now))
                .orElseGet(() -> new Known(file.policy(), file.text(), now, now));
    }

    private static Known read(Proposal row, Instant now) {
        return switch (PolicyText.read(row.text())) {
            case PolicyText.Readable read -> new Known(read.policy(), row.text(), now, now);
            case PolicyText.Unreadable any -> {
                log.atError().log("The risk policy in force cannot be read: nobody may pay until it is replaced");
                yield closed(now);
            }
        };
    }

    private static Known closed(Instant now) {
        return new Known(Policy.CLOSED, "", now, now);
    }
}
