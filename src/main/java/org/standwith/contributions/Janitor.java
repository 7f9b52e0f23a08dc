package org.standwith.contributions;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.standwith.contributions.UnsettledRows.Row;
import org.standwith.payments.CheckoutFact.CheckoutApproved;
import org.standwith.payments.Commands;
import org.standwith.payments.Completions;
import org.standwith.payments.Door;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.PaymentPending;
import org.standwith.payments.Inquiry;
import org.standwith.payments.Patience;

/**
 * Settles what hangs: whose bank has not answered, whose payment is overdue, who opened a checkout of which nothing was heard.
 * Events get lost; so the provider is asked, and what it says comes in through the door as ever. What it does not say for days
 * is parked for staff.
 */
@Component
class Janitor {

    private static final Logger log = LoggerFactory.getLogger(Janitor.class);

    private static final Duration SILENCE = Patience.after(0).orElseThrow();

    /** A checkout can be paid for 23 hours; half an hour later the provider says for good what became of it. */
    private static final Duration CLOSED = Duration.ofHours(23).plusMinutes(30);

    private static final Duration WHILE_ANOTHER_ASKS = Duration.ofHours(1);

    /** So few that the slowest answers come within the lease. */
    private static final int AT_ONCE = 4;

    private static final String NOTHING_NEW = "it says nothing new";

    private final UnsettledRows rows;
    private final Contributions contributions;
    private final Attempts attempts;
    private final Door door;
    private final Commands commands;
    private final Completions completions;
    private final Clock clock;

    Janitor(
            UnsettledRows rows,
            Contributions contributions,
            Attempts attempts,
            Door door,
            Commands commands,
            Completions completions,
            Clock clock) {
        this.rows = rows;
        this.contributions = contributions;
        this.attempts = attempts;
        this.door = door;
        this.commands = commands;
        this.completions = completions;
        this.clock = clock;
    }

    void carryOut() {
        rows.forgetSettled();
        rows.discover(SILENCE, CLOSED);
        List<Row> some = rows.claim(AT_ONCE);
        while (!some.isEmpty()) {
            some.forEach(this::lookAtWithoutHoldingOthersUp);
            some = rows.claim(AT_ONCE);
        }
    }

    private void lookAtWithoutHoldingOthersUp(Row row) {
        try {
            lookAt(row);
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).log("A contribution that hangs was not looked at");
            rows.asked(
                    row,
                    Patience.after(row.tries() + 1).map(clock.instant()::plus).orElse(null),
                    "it was not understood");
        }
    }

    /** As it stands now, since it may have been settled while it waited for us. */
    private void lookAt(Row row) {
        Contribution contribution = contributions.findById(row.contribution()).orElse(null);
        if (contribution == null || !row.isAbout(contribution)) {
            rows.settled(row);
            return;
        }
        Set<String> refs = refsOf(contribution);
        if (refs.stream().anyMatch(each -> completions.isUnderWay(contribution.provider(), each))) {
            // It is asked about already, and by that its money is taken.
            rows.leave(row, clock.instant().plus(WHILE_ANOTHER_ASKS));
            return;
        }
        String answer = ask(contribution, refs);
        if (contributions.findById(row.contribution()).filter(row::isAbout).isEmpty()) {
            rows.settled(row);
        } else {
            goOn(row, contribution, answer, !refs.isEmpty());
        }
    }

    private String ask(Contribution contribution, Set<String> refs) {
        String answer = refs.isEmpty() ? "nothing is known by which to ask" : NOTHING_NEW;
        for (String each : refs) {
            if (commands.ask(contribution.provider(), each) instanceof Inquiry.Unknown unknown) {
                answer = unknown.reason();
            }
        }
        return answer;
    }

    private void goOn(Row row, Contribution contribution, String answer, boolean askable) {
        Instant now = clock.instant();
        Instant again = Patience.after(row.tries() + 1).map(now::plus).orElse(null);
        if (contribution.isUnpaid()) {
            Instant closed = row.since().plus(CLOSED);
            if (now.isBefore(closed)) {
                again = again == null || again.isAfter(closed) ? closed : again;
            } else if (answer.equals(NOTHING_NEW) || !askable) {
                // Nobody has agreed to pay it, and nobody can any more.
                rows.settled(row);
                return;
            }
        }
        rows.asked(row, again, answer);
        if (again == null) {
            log.atWarn()
                    .addKeyValue("provider", contribution.provider().name())
                    .addKeyValue("reason", answer)
                    .log("What became of a contribution is not known");
        }
    }

    /** By what it can be asked about: what goes on, what the bank was asked for, and the checkout. */
    private Set<String> refsOf(Contribution contribution) {
        Set<String> refs = new LinkedHashSet<>(door.lastingOf(contribution.id()));
        attempts.checkoutOf(contribution.id()).ifPresent(refs::add);
        for (Fact fact : door.factsOf(List.of(contribution.id())).getOrDefault(contribution.id(), List.of())) {
            if (fact instanceof CheckoutApproved approved) {
                refs.add(approved.checkout());
            } else if (fact instanceof PaymentPending pending) {
                refs.add(pending.payment());
            }
        }
        return refs;
    }

    @Configuration(proxyBeanMethods = false)
    static class Task {

        @Bean
        RecurringTask<Void> janitorTask(Janitor janitor) {
            return Tasks.recurring("janitor", FixedDelay.ofMinutes(1))
                    .execute((instance, context) -> janitor.carryOut());
        }
    }
}
