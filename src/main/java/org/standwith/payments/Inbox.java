package org.standwith.payments;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.standwith.commits.SharedCommit;

/** Webhooks that wait to be understood, each kept once however often it is sent. */
@Component
class Inbox {

    /** With the delays of {@link #delayAfter}, parked after about a day. */
    private static final int MOST_ATTEMPTS = 11;

    private static final int MOST_DEADLOCKS = 4;

    /** That arrive at the same moment, of a few kilobytes each. */
    private static final int MOST_AT_ONCE = 256;

    /** A second's worth, or two; of a few kilobytes each as well. */
    private static final int MOST_HANDED_OVER = 4_000;

    /** Who works on what arrives must not forget what waits. */
    private static final int DUE_ONES_EVERY = 8;

    private static final Duration SOONEST = Duration.ofMinutes(10);
    private static final Duration LATEST = Duration.ofHours(1);

    /**
     * @param readable whether its seal opened; else the event has no content
     * @param claim whose it is; a worker that was too slow has lost it to another one
     */
    record Waiting(UUID id, Event event, boolean readable, int attempts, String claim) {}

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final InboxSeals seals;
    private final Clock clock;
    private final Duration lease;
    private final Handover handover = new Handover(MOST_HANDED_OVER);
    private final AtomicInteger turns = new AtomicInteger();
    private final SharedCommit<Event> arriving = new SharedCommit<>("inbox-arrivals", MOST_AT_ONCE, this::insert);

    Inbox(JdbcTemplate template, InboxSeals seals, Clock clock) {
        this(template, seals, clock, Duration.ofMinutes(5));
    }

    /** @param lease how long a worker may be silent before another one takes over what it had claimed */
    @Autowired
    Inbox(JdbcTemplate template, InboxSeals seals, Clock clock, @Value("${standwith.inbox.lease:5m}") Duration lease) {
        this.lease = lease;
        this.jdbc = JdbcClient.create(template);
        this.template = template;
        this.seals = seals;
        this.clock = clock;
    }

    /**
     * Kept durably when this returns; an event that is there already is nothing. Those that come at the same moment share a
     * commit.
     *
     * @throws IllegalStateException within a transaction: it could still be rolled back
     */
    void keep(Event event) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("What is acknowledged has to be committed");
        }
        arriving.write(event);
    }

    /** What arrives from now on is for a worker of this node. */
    void handOver() {
        handover.open();
    }

    /** The worker of this node rests: whatever it has not begun is for others, at once. */
    void handOverNoMore() {
        release(handover.close());
    }

    private void insert(List<Event> events) {
        Instant now = clock.instant();
        boolean ours = handover.hasRoomFor(events.size());
        String claim = UUID.randomUUID().toString();
        List<Waiting> fresh = events.stream()
                .map(each -> new Waiting(UUID.randomUUID(), each, true, 0, claim))
                .toList();
        insertPatiently(fresh.stream().map(each -> columns(each, now, ours)).toList());
        // One that was there before is handed over too, under an id that no row has: what it says is known, or is now.
        if (ours && !handover.add(fresh)) {
            release(fresh);
        }
    }

    private Object[] columns(Waiting fresh, Instant now, boolean ours) {
        Event event = fresh.event();
        return new Object[] {
            fresh.id().toString(),
            event.provider().name(),
            event.id(),
            event.type(),
            at(event.created()),
            at(now),
            seals.seal(event.provider(), event.id(), event.projection()),
            ours ? fresh.claim() : null,
            ours ? at(now.plus(lease)) : at(now)
        };
    }

    private void insertPatiently(List<Object[]> rows) {
        for (int left = MOST_DEADLOCKS; ; left--) {
            try {
                // Providers repeat themselves; the first one is kept.
                template.batchUpdate("""
                    insert into inbox_event
                        (id, provider, event_id, type, created_at, received_at, projection, claim, status, attempts, due_at)
                    values (?, ?, ?, ?, ?, ?, ?, ?, 'WAITING', 0, ?)
                    on duplicate key update attempts = attempts\
                    """, rows);
                return;
            } catch (PessimisticLockingFailureException e) {
                // Sent many times at once, it can get into its own way.
                if (left == 0) {
                    throw e;
                }
            }
        }
    }

    /** Takes up to so many that are due or were handed over, so that no other worker does for the length of the lease. */
    List<Waiting> claim(int most) {
        List<Waiting> due = turns.incrementAndGet() % DUE_ONES_EVERY == 0 ? claimDue(most) : List.of();
        if (!due.isEmpty()) {
            return due;
        }
        List<Waiting> handed = handover.take(most);
        return handed.isEmpty() ? claimDue(most) : handed;
    }

    private List<Waiting> claimDue(int most) {
        String claim = UUID.randomUUID().toString();
        Instant now = clock.instant();
        LocalDateTime lease = at(now.plus(this.lease)).truncatedTo(ChronoUnit.MICROS);
        int claimed = jdbc.sql("""
            update inbox_event set claim = :claim, due_at = :lease
            where status = 'WAITING' and due_at <= :now
            order by due_at limit :most\
            """)
                .param("claim", claim)
                .param("lease", lease)
                .param("now", at(now))
                .param("most", most)
                .update();
        if (claimed == 0) {
            return List.of();
        }
        return jdbc.sql("""
            select id, provider, event_id, type, created_at, projection, attempts
            from inbox_event where status = 'WAITING' and due_at = :lease and claim = :claim\
            """)
                .param("lease", lease)
                .param("claim", claim)
                .query((row, number) -> waiting(row, claim))
                .list();
    }

    private Waiting waiting(ResultSet row, String claim) throws SQLException {
        Provider provider = new Provider(row.getString("provider"));
        String event = row.getString("event_id");
        byte @Nullable [] kept = row.getBytes("projection");
        Optional<String> projection = kept == null ? Optional.empty() : seals.open(provider, event, kept);
        return new Waiting(
                UUID.fromString(row.getString("id")),
                new Event(
                        provider,
                        event,
                        row.getString("type"),
                        row.getObject("created_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                        projection.orElse("")),
                projection.isPresent(),
                row.getInt("attempts"),
                claim);
    }

    /** Given back unfinished, through no fault of theirs: what is still claimed is due at once. */
    void release(List<Waiting> events) {
        if (!events.isEmpty()) {
            jdbc.sql("update inbox_event set claim = null, due_at = :now where id in (:ids) and claim in (:claims)"
                            + " and status = 'WAITING'")
                    .param(
                            "ids",
                            events.stream().map(each -> each.id().toString()).toList())
                    .param("now", at(clock.instant()))
                    .param("claims", claimsOf(events))
                    .update();
        }
    }

    /** Understood: what it said is in the books, so its content is no longer needed. */
    void done(List<Waiting> events) {
        if (!events.isEmpty()) {
            jdbc.sql("update inbox_event set status = 'DONE', projection = null, claim = null, error = null"
                            + " where id in (:ids) and claim in (:claims)")
                    .param("claims", claimsOf(events))
                    .param(
                            "ids",
                            events.stream().map(each -> each.id().toString()).toList())
                    .update();
        }
    }

    /** Not understood: tried again later, each time later, and parked in the end. */
    void failed(Waiting event, String error) {
        int attempts = event.attempts() + 1;
        jdbc.sql("""
            update inbox_event
            set status = :status, attempts = :attempts, due_at = :due, claim = null, error = :error
            where id = :id and claim = :claim and status = 'WAITING'\
            """)
                .param("claim", event.claim())
                .param("status", attempts >= MOST_ATTEMPTS ? "DAMAGED" : "WAITING")
                .param("attempts", attempts)
                .param("due", at(clock.instant().plus(delayAfter(attempts))))
                .param("error", error.length() > 500 ? error.substring(0, 500) : error)
                .param("id", event.id().toString())
                .update();
    }

    /** Understood, but not over: looked at again and again, the older the more rarely, and never counted as a failure. */
    void again(Waiting event) {
        Instant now = clock.instant();
        Duration half = Duration.between(event.event().created(), now).dividedBy(2);
        Duration pause = half.compareTo(SOONEST) < 0 ? SOONEST : half.compareTo(LATEST) > 0 ? LATEST : half;
        jdbc.sql("update inbox_event set attempts = 0, due_at = :due, claim = null, error = null"
                        + " where id = :id and claim = :claim and status = 'WAITING'")
                .param("due", at(now.plus(pause)))
                .param("id", event.id().toString())
                .param("claim", event.claim())
                .update();
    }

    /** 5 s, 20 s, 80 s, 5 min, 21 min, and from then on hours, six at the most. */
    static Duration delayAfter(int attempts) {
        long seconds = 5L << Math.min(2 * (attempts - 1), 30);
        return Duration.ofSeconds(Math.min(seconds, Duration.ofHours(6).toSeconds()));
    }

    private static List<String> claimsOf(List<Waiting> events) {
        return events.stream().map(Waiting::claim).distinct().toList();
    }

    static LocalDateTime at(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
