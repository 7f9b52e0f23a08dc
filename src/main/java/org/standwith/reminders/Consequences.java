package org.standwith.reminders;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.contributions.CameByLink;
import org.standwith.contributions.Gifts;
import org.standwith.mail.CameBack;
import org.standwith.mail.NotSent;
import org.standwith.reminders.Traces.Trace;
import org.standwith.vault.Secret;

/** What comes of letters: somebody gives by the link in one, or it comes back. Counted once, and then nobody knows of which. */
@Component
class Consequences {

    private static final int AT_ONCE = 500;

    private final Traces traces;
    private final Sending sending;
    private final Reminders reminders;
    private final Totals totals;
    private final Gifts gifts;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Consequences(
            Traces traces,
            Sending sending,
            Reminders reminders,
            Totals totals,
            Gifts gifts,
            TransactionTemplate transaction,
            Clock clock) {
        this.traces = traces;
        this.sending = sending;
        this.reminders = reminders;
        this.totals = totals;
        this.gifts = gifts;
        this.transaction = transaction;
        this.clock = clock;
    }

    @EventListener
    void note(CameByLink came) {
        Secret.read(came.note()).ifPresent(note -> traces.lead(note.hash(), clock.instant(), came.checkout()));
    }

    @EventListener
    void note(CameBack back) {
        count(back.letter(), Outcome.BOUNCED);
    }

    @EventListener
    void note(NotSent late) {
        count(late.letter(), Outcome.LATE);
    }

    /** Counts what was given, and ends what would ask again. */
    void carryOut() {
        String after = "";
        List<Trace> page;
        do {
            page = traces.leading(after, AT_ONCE);
            Set<UUID> paid = gifts.paid(
                    page.stream().map(Trace::checkout).filter(Objects::nonNull).toList());
            page.stream()
                    .filter(each -> each.checkout() != null && paid.contains(each.checkout()))
                    .forEach(each -> count(each.letter(), Outcome.CONVERTED));
            after = page.isEmpty() ? after : page.getLast().letter().toString();
        } while (page.size() == AT_ONCE);
        int removed;
        do {
            removed = traces.removeOver(clock.instant(), AT_ONCE);
        } while (removed == AT_ONCE);
    }

    private void count(UUID letter, Outcome outcome) {
        transaction.executeWithoutResult(status -> traces.lock(letter).ifPresent(trace -> {
            totals.add(trace.campaign(), outcome);
            sending.reminder(trace).ifPresent(reminders::end);
            traces.remove(letter);
        }));
    }
}
