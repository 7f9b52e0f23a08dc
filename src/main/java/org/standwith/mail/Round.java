package org.standwith.mail;

import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.standwith.mail.LetterRows.Row;
import org.standwith.mail.Post.Connection;
import org.standwith.mail.Post.PostAway;

/** Takes what is due in a lane to the mail server, one letter after the other: each is gone before the next is handed over. */
@Component
class Round {

    private static final int AT_ONCE = 50;
    private static final Duration LEASE = Duration.ofMinutes(15);

    /** A mail server may take a while to answer, and by then the lease must not be over. */
    private static final Duration SPARE = Duration.ofMinutes(10);

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
    }

    /** Until nothing in the lane is due, or the mail server is away. */
    void carryOut(int lane) {
        unsure.values().removeIf(until -> !until.isAfter(clock.instant()));
        rows.takeOver(lane, clock.instant(), unsure.keySet());
        if (!post.isConfigured()) {
            dropLate(rows.due(lane, clock.instant(), AT_ONCE));
            return;
        }
        while (!clock.instant().isBefore(awayUntil) && carryOutSome(lane)) {
            // There may be more.
        }
    }

    private boolean carryOutSome(int lane) {
        UUID claim = UUID.randomUUID();
        Instant now = clock.instant();
        List<Row> due = rows.claim(lane, now, AT_ONCE, claim, now.plus(LEASE));
        if (due.isEmpty()) {
            return false;
        }
        unsure.put(claim, now.plus(LEASE));
        try (Connection connection = post.connect()) {
            for (Row row : due) {
                if (clock.instant().isAfter(now.plus(LEASE).minus(SPARE)) || !isOver(row, claim, connection)) {
                    break;
                }
            }
            release(claim);
            return true;
        } catch (PostAway away) {
            log.atWarn().addKeyValue("reason", away.getMessage()).log("Mail cannot be handed over");
            awayUntil = clock.instant().plus(SERVER_AWAY);
            dropLate(due);
            release(claim);
            return false;
        }
    }

    private void release(UUID claim) {
        rows.release(claim, clock.instant());
        unsure.remove(claim);
    }

    /** @return false where the connection is lost */
    private boolean isOver(Row row, UUID claim, Connection connection) {
        Letter letter;
        MimeMessage message;
        try {
            letter = wanted(row).orElse(null);
            message = letter == null ? null : composer.compose(row.id(), letter);
        } catch (RuntimeException e) {
            // It holds up no others.
            log.atError().setCause(e).log("A letter cannot be read");
            later(row, claim);
            return true;
        }
        if (letter == null || message == null) {
            giveUp(row);
            return true;
        }
        if (!rows.holds(claim, row.id())) {
            return false;
        }
        // Whatever fails from here on ends the round: the next one waits until this one is noted.
        return isOver(row, claim, letter, connection.hand(message));
    }

    private boolean isOver(Row row, UUID claim, Letter letter, Delivery said) {
        switch (said) {
            case Delivery.Accepted accepted -> rows.remove(row.id());
            case Delivery.NoMailbox none -> {
                log.atInfo().addKeyValue("reason", none.code()).log("There is no such mailbox");
                mailboxes.isGone(letter.to(), none.code());
                rows.remove(row.id());
                events.publishEvent(new CameBack(row.id()));
            }
            case Delivery.Deferred deferred -> {
                log.atWarn().addKeyValue("reason", deferred.code()).log("A letter was not accepted yet");
                later(row, claim);
            }
            case Delivery.Unknown unknown -> {
                if (row.tries() < FEW) {
                    later(row, claim);
                } else {
                    log.atError().log("Whether a letter arrived stays unknown");
                    later(row, claim, IN_DOUBT);
                }
                return false;
            }
        }
        return true;
    }

    /** Nothing where it is for nobody, comes too late, or is for a mailbox that there is not. */
    private Optional<Letter> wanted(Row row) {
        return seals.open(row.id(), row.sealed())
                .filter(letter -> letter.until().isAfter(clock.instant()))
                .filter(letter -> !mailboxes.isKnownToBeGone(letter.to()));
    }

    private void giveUp(Row row) {
        rows.remove(row.id());
        events.publishEvent(new NotSent(row.id()));
    }

    private void later(Row row, UUID claim) {
        later(row, claim, row.tries() < PAUSES.size() ? PAUSES.get(row.tries()) : LONGEST_PAUSE);
    }

    private void later(Row row, UUID claim, Duration pause) {
        rows.tryAgain(row.id(), claim, row.tries() + 1, clock.instant().plus(pause));
    }

    /** Nothing lies here longer than it is of use, also while nobody takes it. */
    private void dropLate(List<Row> due) {
        for (Row row : due) {
            try {
                if (wanted(row).isEmpty()) {
                    giveUp(row);
                }
            } catch (RuntimeException e) {
                log.atError().setCause(e).log("A letter cannot be read");
            }
        }
    }
}
