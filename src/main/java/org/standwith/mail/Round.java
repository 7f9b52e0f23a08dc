package org.standwith.mail;

import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.standwith.commits.SharedCommit;
import org.standwith.mail.LetterRows.Row;
import org.standwith.mail.Post.Connection;
import org.standwith.mail.Post.PostAway;
import org.standwith.vault.EmailAddress;

/** Takes what is due in a lane to the mail server, one letter after the other: each is gone before the next is handed over. */
@Component
class Round {

    private static final int AT_ONCE = 50;
    private static final Duration LEASE = Duration.ofMinutes(15);

    /** A mail server may take a while to answer, and by then the lease must not be over. */
    private static final Duration SPARE = Duration.ofMinutes(10);

    /** So that lanes for which there are no hands get theirs; longer or shorter, so that not all pause at once. */
    private static final int SHORTEST_TURN = 15;

    private static final int LONGEST_TURN = 30;

    /** Whoever works in a lane looks more often than that: after it, others do so as well. */
    private static final Duration ALONE = Duration.ofSeconds(2);

    private static final int FEW = 4;

    /** A server that takes letters and never says so would hand out one after the other. */
    private static final Duration IN_DOUBT = Duration.ofHours(6);

    private static final Duration SERVER_AWAY = Duration.ofMinutes(1);
    private static final List<Duration> PAUSES =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15));
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private static final Logger log = LoggerFactory.getLogger(Round.class);

    private final LetterRows rows;
    private final LetterSeals seals;
    private final Mailboxes mailboxes;
    private final Composer composer;
    private final Post post;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    /**
     * A node stays in half of the lanes at most, however much there is to do, so that of two nodes each has some, and when one of
     * them dies the other one is at work already.
     */
    private final Semaphore hands = new Semaphore(MailTasks.LANES / 2);

    private final SharedCommit<LetterRows.Sent> removals;

    /** It is asked once in a while then, and not for each letter. */
    private volatile Instant awayUntil = Instant.MIN;

    /** What this node has claimed and could not note the end of: one of them may have been sent, and so they wait for long. */
    private final Map<UUID, Instant> unsure = new ConcurrentHashMap<>();

    Round(
            LetterRows rows,
            LetterSeals seals,
            Mailboxes mailboxes,
            Composer composer,
            Post post,
            ApplicationEventPublisher events,
            Clock clock) {
        this.rows = rows;
        this.seals = seals;
        this.mailboxes = mailboxes;
        this.composer = composer;
        this.post = post;
        this.events = events;
        this.clock = clock;
        this.removals = new SharedCommit<>("mail-removals", MailTasks.LANES, rows::removeSent);
    }

    /** Until nothing is due, the mail server is away, or it is another lane's turn. */
    void carryOut(int lane) {
        takeOver(lane);
        if (!post.isConfigured()) {
            wanted(rows.due(List.of(lane), clock.instant(), AT_ONCE), row -> {});
            return;
        }
        if (isThere() && carryOutSome(lane) && hands.tryAcquire()) {
            try {
                Instant end =
                        clock.instant().plusSeconds(ThreadLocalRandom.current().nextLong(SHORTEST_TURN, LONGEST_TURN));
                while (isThere() && clock.instant().isBefore(end) && carryOutSome(lane)) {
                    // There may be more.
                }
            } finally {
                hands.release();
            }
        }
    }

    private boolean isThere() {
        return !clock.instant().isBefore(awayUntil);
    }

    private void takeOver(int lane) {
        unsure.values().removeIf(until -> !until.isAfter(clock.instant()));
        rows.takeOver(lane, clock.instant(), unsure.keySet());
    }

    private boolean carryOutSome(int lane) {
        UUID claim = UUID.randomUUID();
        Instant now = clock.instant();
        unsure.put(claim, now.plus(LEASE));
        List<Row> due;
        Map<Row, Letter> wanted;
        try {
            due = rows.claim(lane, now, now.minus(ALONE), AT_ONCE, claim, now.plus(LEASE));
            wanted = wanted(due, row -> later(row, claim));
        } catch (RuntimeException e) {
            // Nothing was handed over yet.
            unsure.remove(claim);
            throw e;
        }
        boolean there =
                wanted.isEmpty() || handOver(wanted, claim, now.plus(LEASE).minus(SPARE));
        rows.release(wanted.keySet().stream().map(Row::id).toList(), claim, clock.instant());
        unsure.remove(claim);
        return there && !due.isEmpty();
    }

    /**
     * @param left without those that were handed over, when this returns
     * @return whether the mail server is there
     */
    private boolean handOver(Map<Row, Letter> left, UUID claim, Instant end) {
        try (Connection connection = post.connect()) {
            Iterator<Map.Entry<Row, Letter>> all = left.entrySet().iterator();
            // What is noted of one letter tells whether the next one is still ours.
            boolean ours = rows.holds(left.keySet().iterator().next().id(), claim);
            while (ours && all.hasNext() && !clock.instant().isAfter(end)) {
                Map.Entry<Row, Letter> next = all.next();
                ours = isOver(next.getKey(), claim, next.getValue(), connection);
                all.remove();
            }
            return true;
        } catch (PostAway away) {
            log.atWarn().addKeyValue("reason", away.getMessage()).log("Mail cannot be handed over");
            awayUntil = clock.instant().plus(SERVER_AWAY);
            return false;
        }
    }

    /** @return false where the connection is lost, or somebody else has taken over */
    private boolean isOver(Row row, UUID claim, Letter letter, Connection connection) {
        MimeMessage message;
        try {
            message = composer.compose(row.id(), letter);
        } catch (RuntimeException e) {
            // It holds up no others.
            log.atError().setCause(e).log("A letter cannot be read");
            return later(row, claim);
        }
        // Whatever fails from here on ends the round: the next one waits until this one is noted.
        return isOver(row, claim, letter, connection.hand(message));
    }

    private boolean isOver(Row row, UUID claim, Letter letter, Delivery said) {
        return switch (said) {
            case Delivery.Accepted accepted -> isRemoved(row, claim);
            case Delivery.NoMailbox none -> {
                log.atInfo().addKeyValue("reason", none.code()).log("There is no such mailbox");
                mailboxes.isGone(letter.to(), none.code());
                boolean ours = isRemoved(row, claim);
                events.publishEvent(new CameBack(row.id()));
                yield ours;
            }
            case Delivery.Deferred deferred -> {
                log.atWarn().addKeyValue("reason", deferred.code()).log("A letter was not accepted yet");
                yield later(row, claim);
            }
            case Delivery.Unknown unknown -> {
                if (row.tries() < FEW) {
                    later(row, claim);
                } else {
                    log.atError().log("Whether a letter arrived stays unknown");
                    later(row, claim, IN_DOUBT);
                }
                yield false;
            }
        };
    }

    /** Durably. Lanes that note something at the same moment share a commit: there is one for each letter. */
    private boolean isRemoved(Row row, UUID claim) {
        LetterRows.Sent sent = new LetterRows.Sent(row.id(), claim);
        removals.write(sent);
        return sent.held().get();
    }

    /**
     * In their order. What is for nobody, comes too late, or is for a mailbox that there is not, is gone after this: nothing lies
     * here longer than it is of use, also while nobody takes it.
     */
    private Map<Row, Letter> wanted(List<Row> due, Consumer<Row> unreadable) {
        Map<Row, Letter> wanted = new LinkedHashMap<>();
        List<UUID> unwanted = new ArrayList<>();
        List<UUID> late = new ArrayList<>();
        for (Row row : due) {
            try {
                Letter letter = seals.open(row.id(), row.sealed()).orElse(null);
                if (letter == null) {
                    unwanted.add(row.id());
                } else if (letter.until().isAfter(clock.instant())) {
                    wanted.put(row, letter);
                } else {
                    late.add(row.id());
                }
            } catch (RuntimeException e) {
                // It holds up no others.
                log.atError().setCause(e).log("A letter cannot be read");
                unreadable.accept(row);
            }
        }
        Set<EmailAddress> gone =
                mailboxes.knownToBeGone(wanted.values().stream().map(Letter::to).toList());
        wanted.entrySet()
                .removeIf(each -> gone.contains(each.getValue().to())
                        && unwanted.add(each.getKey().id()));
        unwanted.addAll(late);
        rows.remove(unwanted);
        late.forEach(each -> events.publishEvent(new NotSent(each)));
        return wanted;
    }

    private boolean later(Row row, UUID claim) {
        return later(row, claim, row.tries() < PAUSES.size() ? PAUSES.get(row.tries()) : LONGEST_PAUSE);
    }

    private boolean later(Row row, UUID claim, Duration pause) {
        return rows.tryAgain(row.id(), claim, row.tries() + 1, clock.instant().plus(pause));
    }
}
