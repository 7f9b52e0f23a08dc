package org.standwith.reminders;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.contributions.Gifts;
import org.standwith.mail.Mailboxes;
import org.standwith.mail.Outbox;
import org.standwith.reminders.ReminderRows.Row;
import org.standwith.risk.RiskPolicy;
import org.standwith.vault.Dossier;
import org.standwith.vault.Dossiers;
import org.standwith.vault.EmailAddress;
import org.standwith.vault.Subjects;
import tools.jackson.databind.json.JsonMapper;

/** Sends what is due, after looking anew at whether it still may be. */
@Component
class Rounds {

    /** What is later than this is not sent any more. */
    static final Duration LATE = Duration.ofDays(14);

    private static final int AT_ONCE = 250;

    /** While so many wait for the mail server, more are of no use; and what is stopped by staff has not left by then. */
    private static final int BACKLOG = 2_000;

    /** Until some of them have left. */
    private static final Duration A_WHILE = Duration.ofMillis(250);

    /** So many steps, each a while or some reminders; more or fewer, so that not all pause at once. */
    private static final int SHORTEST_TURN = 60;

    private static final int LONGEST_TURN = 120;

    /** What does not open is looked at again. */
    private static final Duration AGAIN = Duration.ofDays(1);

    /** As with mail, a node stays in half of the lanes at most. */
    private final Semaphore hands = new Semaphore(ReminderTasks.LANES / 2);

    private final ReminderRows rows;
    private final Sending sending;
    private final Refusals refusals;
    private final Valve valve;
    private final Subjects subjects;
    private final Dossiers dossiers;
    private final Gifts gifts;
    private final Mailboxes mailboxes;
    private final RiskPolicy policy;
    private final Outbox outbox;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().build();

    Rounds(
            ReminderRows rows,
            Sending sending,
            Refusals refusals,
            Valve valve,
            Subjects subjects,
            Dossiers dossiers,
            Gifts gifts,
            Mailboxes mailboxes,
            RiskPolicy policy,
            Outbox outbox,
            TransactionTemplate transaction,
            Clock clock) {
        this.rows = rows;
        this.sending = sending;
        this.refusals = refusals;
        this.valve = valve;
        this.subjects = subjects;
        this.dossiers = dossiers;
        this.gifts = gifts;
        this.mailboxes = mailboxes;
        this.policy = policy;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Until nothing in the lane is due, nothing more may be sent now, or it is another lane's turn. */
    void carryOut(int lane) {
        if (carryOutSome(lane) && hands.tryAcquire()) {
            try {
                int steps = ThreadLocalRandom.current().nextInt(SHORTEST_TURN, LONGEST_TURN);
                while (steps > 0 && carryOutSome(lane)) {
                    steps--;
                }
            } finally {
                hands.release();
            }
        }
    }

    private boolean carryOutSome(int lane) {
        if (!outbox.isOpen() || policy.isClosed() || !rows.isDue(lane, clock.instant())) {
            return false;
        }
        if (outbox.holdsMoreThan(BACKLOG)) {
            return isWorthAWhile();
        }
        int some = valve.take(AT_ONCE);
        if (some > 0) {
            transaction.executeWithoutResult(status -> carryOut(lane, some));
        }
        return some > 0;
    }

    private static boolean isWorthAWhile() {
        try {
            Thread.sleep(A_WHILE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void carryOut(int lane, int most) {
        Instant now = clock.instant();
        List<Row> due = rows.due(lane, now, most);
        Subjects.Opened opened = subjects.open(due.stream().map(Row::kept).toList());
        Map<Row, Wish> wishes = new HashMap<>();
        Set<UUID> gone = new HashSet<>(opened.gone());
        Map<UUID, Instant> unreadable = new HashMap<>();
        for (Row row : due) {
            byte[] plain = opened.plain().get(row.id());
            if (plain != null) {
                wishes.put(row, json.readValue(plain, Wish.class));
            } else if (!gone.contains(row.id())) {
                unreadable.put(row.id(), now.plus(AGAIN));
            }
        }
        rows.end(gone);
        rows.move(unreadable);
        sending.carryOut(wishes, outcomes(wishes, now), now);
    }

    private Map<Row, Outcome> outcomes(Map<Row, Wish> wishes, Instant now) {
        Set<ByteBuffer> left =
                refusals.among(wishes.keySet().stream().map(Row::mailbox).toList());
        Set<EmailAddress> nowhere =
                mailboxes.knownToBeGone(wishes.values().stream().map(Wish::to).toList());
        Set<EmailAddress> givers = givers(wishes.values());
        Map<Row, Outcome> outcomes = new HashMap<>();
        wishes.forEach((row, wish) -> {
            Outcome outcome;
            if (left.contains(ByteBuffer.wrap(row.mailbox()))) {
                outcome = Outcome.LEFT;
            } else if (givers.contains(wish.to())) {
                outcome = Outcome.GAVE;
            } else if (!policy.decide(wish.signals()).mayBeMailed()) {
                outcome = Outcome.POLICY;
            } else if (nowhere.contains(wish.to())) {
                outcome = Outcome.BOUNCED;
            } else {
                outcome = row.due().plus(LATE).isBefore(now) ? Outcome.LATE : Outcome.SENT;
            }
            outcomes.put(row, outcome);
        });
        return outcomes;
    }

    /** Who has given since they wanted to be reminded, by whatever they gave under the same address. */
    private Set<EmailAddress> givers(Iterable<Wish> wishes) {
        Map<EmailAddress, Instant> since = new HashMap<>();
        wishes.forEach(wish -> since.put(wish.to(), wish.since() == null ? Instant.EPOCH : wish.since()));
        Map<EmailAddress, List<Dossier>> known = dossiers.withEmails(new ArrayList<>(since.keySet()));
        Map<UUID, Instant> moments = new HashMap<>();
        known.forEach((address, some) -> some.stream()
                .flatMap(dossier -> dossier.contributions().stream())
                .forEach(contribution -> moments.put(contribution, since.getOrDefault(address, Instant.EPOCH))));
        Set<UUID> paid = gifts.paidSince(moments);
        Set<EmailAddress> givers = new HashSet<>();
        known.forEach((address, some) -> {
            if (some.stream()
                    .flatMap(dossier -> dossier.contributions().stream())
                    .anyMatch(paid::contains)) {
                givers.add(address);
            }
        });
        return givers;
    }
}
