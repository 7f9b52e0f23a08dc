package org.standwith.payments;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.standwith.vault.Seals;

/** Webhooks that wait to be understood, each kept once however often it is sent. */
@Component
class Inbox {

    /** With the delays of {@link #delayAfter}, parked after about a day. */
    private static final int MOST_ATTEMPTS = 11;

    private static final int MOST_DEADLOCKS = 4;

    /** That arrive at the same moment, of a few kilobytes each. */
    private static final int MOST_AT_ONCE = 256;

    private static final Period KEYS_KEPT = Period.ofDays(2);

    private static final Duration SOONEST = Duration.ofMinutes(10);
    private static final Duration LATEST = Duration.ofHours(1);

    /**
     * @param readable whether its seal opened; else the event has no content
     * @param claim whose it is; a worker that was too slow has lost it to another one
     */
    record Waiting(UUID id, Event event, boolean readable, int attempts, String claim) {}

    private record Arriving(Event event, byte[] sealed, LocalDateTime now) {

        Object[] columns() {
            return new Object[] {
                UUID.randomUUID().toString(),
                event.provider().name(),
                event.id(),
                event.type(),
                at(event.created()),
                now,
                sealed,
                now
            };
        }
    }

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final InboxSeals seals;
    private final Clock clock;
    private final Duration lease;
    private final SharedCommit<Arriving> arriving = new SharedCommit<>(MOST_AT_ONCE, this::insert);

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
        arriving.write(
                new Arriving(event, seals.seal(event.provider(), event.id(), event.projection()), at(clock.instant())));
    }

    private void insert(List<Arriving> events) {
        for (int left = MOST_DEADLOCKS; ; left--) {
            try {
                // Providers repeat themselves; the first one is kept.
                template.batchUpdate("""
                    insert into inbox_event
                        (id, provider, event_id, type, created_at, received_at, projection, status, attempts, due_at)
                    values (?, ?, ?, ?, ?, ?, ?, 'WAITING', 0, ?)
                    on duplicate key update attempts = attempts\
                    """, events.stream().map(Arriving::columns).toList());
                return;
            } catch (PessimisticLockingFailureException e) {
                // Sent many times at once, it can get into its own way.
                if (left == 0) {
                    throw e;
                }
            }
        }
    }

    /** Takes up to so many that are due, so that no other worker does for the length of the lease. */
    List<Waiting> claim(int most) {
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

    /**
     * Keys of days are destroyed after three, so that what was sealed then is gone from backups too. What still waits is
     * sealed under today's before.
     */
    void sealAnew() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        List<UUID> old = jdbc
                .sql("select id, projection from inbox_event where status <> 'DONE' and projection is not null")
                .query((row, number) -> Seals.isBefore(today, row.getBytes(2)) ? row.getString(1) : "")
                .list()
                .stream()
                .filter(id -> !id.isEmpty())
                .map(UUID::fromString)
                .toList();
        old.forEach(this::sealAnew);
        seals.destroyBefore(today.minus(KEYS_KEPT));
    }

    private void sealAnew(UUID id) {
        jdbc.sql("select provider, event_id, projection from inbox_event where id = ? and projection is not null")
                .param(id.toString())
                .query(row -> {
                    Provider provider = new Provider(row.getString(1));
                    String event = row.getString(2);
                    byte[] before = row.getBytes(3);
                    seals.open(provider, event, before)
                            .ifPresent(projection -> jdbc.sql(
                                            "update inbox_event set projection = ? where id = ? and projection = ?")
                                    .params(seals.seal(provider, event, projection), id.toString(), before)
                                    .update());
                });
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
