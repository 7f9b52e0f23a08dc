package org.standwith.reminders;

import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.mail.Outbox;

/**
 * Sees to what was asked for. For a mailbox that is known, one that wants nothing any more and one of which nobody has heard,
 * the same is read and written, and as many letters are put: some for nobody.
 */
@Component
class RequestWork {

    private static final int AT_ONCE = 200;
    private static final int IN_A_COMMIT = 20;
    private static final Duration LATER = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(RequestWork.class);

    private final RequestRows rows;
    private final ReminderRequests requests;
    private final Pending pending;
    private final Refusals refusals;
    private final Reminders reminders;
    private final Letters letters;
    private final Outbox outbox;
    private final TransactionTemplate transaction;
    private final Clock clock;

    RequestWork(
            RequestRows rows,
            ReminderRequests requests,
            Pending pending,
            Refusals refusals,
            Reminders reminders,
            Letters letters,
            Outbox outbox,
            TransactionTemplate transaction,
            Clock clock) {
        this.rows = rows;
        this.requests = requests;
        this.pending = pending;
        this.refusals = refusals;
        this.reminders = reminders;
        this.letters = letters;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** All that waits. */
    void carryOut() {
        List<UUID> some;
        do {
            some = rows.some(clock.instant(), AT_ONCE);
            for (int from = 0; from < some.size(); from += IN_A_COMMIT) {
                carryOut(some.subList(from, Math.min(some.size(), from + IN_A_COMMIT)));
            }
        } while (some.size() == AT_ONCE);
    }

    private void carryOut(List<UUID> some) {
        try {
            transaction.executeWithoutResult(status -> {
                Map<UUID, byte[]> locked = rows.lock(some);
                for (UUID id : some) {
                    byte[] sealed = locked.get(id);
                    if (sealed != null) {
                        requests.open(id, sealed).ifPresent(this::carryOut);
                    }
                }
                rows.remove(locked.keySet());
            });
        } catch (RuntimeException e) {
            if (some.size() > 1) {
                // The one that fails holds up no others.
                some.forEach(id -> carryOut(List.of(id)));
            } else {
                log.atError().setCause(e).log("A wish to be reminded cannot be seen to");
                rows.later(some.getFirst(), clock.instant().plus(LATER));
            }
        }
    }

    void carryOut(Request request) {
        Wish wish = request.wish();
        String mailbox = request.mailbox();
        if (wish != null) {
            ask(wish);
        } else if (mailbox != null) {
            refuse(HexFormat.of().parseHex(mailbox), request.stay());
        }
    }

    private void ask(Wish wish) {
        byte[] mailbox = refusals.mailbox(wish.to());
        boolean refused = refusals.has(mailbox);
        Pending.Link link = pending.put(mailbox, refused ? null : wish).orElse(null);
        if (link == null || refused) {
            outbox.pretend();
        } else {
            outbox.put(letters.confirmation(wish, mailbox, link));
        }
    }

    private void refuse(byte[] mailbox, boolean stay) {
        if (stay) {
            refusals.remove(mailbox);
        } else {
            refusals.add(mailbox);
            pending.empty(mailbox);
            reminders.leave(mailbox);
        }
    }
}
