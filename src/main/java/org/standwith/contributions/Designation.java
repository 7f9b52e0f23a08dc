package org.standwith.contributions;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.contributions.Withdrawal.Cause;
import org.standwith.risk.Country;
import org.standwith.risk.Judgement;
import org.standwith.risk.Level;
import org.standwith.risk.RiskPolicy;
import org.standwith.vault.Dossier;
import org.standwith.vault.Dossiers;

/**
 * The day on which a place becomes one from where nobody may pay: whoever is at home there gives no longer, and is forgotten.
 * Laws reach back, so it is done to all at once, and no supporter has to ask for it.
 */
@Service
public class Designation {

    /**
     * Whom a policy would reach.
     *
     * @param recurring contributions that go on and would be ended
     * @param supporters whose keys would be destroyed
     */
    public record Reach(int recurring, int supporters) {}

    private static final String NAME = "designation";

    private final Dossiers dossiers;
    private final Contributions contributions;
    private final Withdrawals withdrawals;
    private final RiskPolicy policy;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final ObjectProvider<SchedulerClient> tasks;

    Designation(
            Dossiers dossiers,
            Contributions contributions,
            Withdrawals withdrawals,
            RiskPolicy policy,
            TransactionTemplate transaction,
            Clock clock,
            ObjectProvider<SchedulerClient> tasks) {
        this.dossiers = dossiers;
        this.contributions = contributions;
        this.withdrawals = withdrawals;
        this.policy = policy;
        this.transaction = transaction;
        this.clock = clock;
        this.tasks = tasks;
    }

    /**
     * Whom a policy would reach that blocks these places. Reads every dossier and changes nothing.
     *
     * @param blocked of a place, whether nobody may pay from there
     */
    public Reach reach(Predicate<Country> blocked) {
        AtomicInteger recurring = new AtomicInteger();
        AtomicInteger supporters = new AtomicInteger();
        Instant now = clock.instant();
        dossiers.readAll(some -> some.values().stream()
                .filter(dossier -> isAtHome(dossier, blocked))
                .forEach(dossier -> {
                    supporters.incrementAndGet();
                    recurring.addAndGet(goingOn(dossier.contributions(), now));
                }));
        return new Reach(recurring.get(), supporters.get());
    }

    /**
     * Begins to take back what whoever is at home in a blocked place gives, and to end what has gone on by itself for too
     * long where the policy limits that; what has begun already goes on.
     */
    public void carryOut() {
        Judgement judgement = policy.judgement();
        if (judgement.isClosed()) {
            // Nobody may pay while nobody knows the policy, but that is no reason to forget everybody.
            return;
        }
        dossiers.readAll(some -> some.values().forEach(dossier -> {
            if (isAtHome(dossier, place -> judgement.asWritten(place) == Level.BLOCKED)) {
                begin(dossier.contributions(), Cause.DESIGNATED);
            } else {
                begin(lapsed(dossier), Cause.LAPSED);
            }
        }));
    }

    /** Has it carried out at once, and not only the next time that it comes round. */
    public void soon() {
        TaskInstanceId task = TaskInstanceId.of(NAME, RecurringTask.INSTANCE);
        tasks.getObject()
                .getScheduledExecution(task)
                .filter(each -> !each.isPicked())
                .ifPresent(each -> tasks.getObject().reschedule(task, clock.instant()));
    }

    private void begin(Collection<UUID> some, Cause cause) {
        some.stream()
                .sorted()
                .forEach(each -> transaction.executeWithoutResult(status -> withdrawals.begin(each, cause, List.of())));
    }

    /** What has gone on by itself for longer than the policy lets it at this level. */
    private Set<UUID> lapsed(Dossier dossier) {
        Period longest = policy.recurring(Appraisal.levelOf(dossier.handling()))
                .expires()
                .orElse(null);
        if (longest == null) {
            return Set.of();
        }
        Instant now = clock.instant();
        Instant before = now.atOffset(ZoneOffset.UTC).minus(longest).toInstant();
        return contributions.findAllById(dossier.contributions()).stream()
                .filter(each -> isGoingOn(each, now) && each.createdAt().isBefore(before))
                .map(Contribution::id)
                .collect(Collectors.toSet());
    }

    private static boolean isGoingOn(Contribution contribution, Instant now) {
        return contribution.cadence().recurs() && !contribution.isUnpaid() && contribution.goesOn(now);
    }

    private static boolean isAtHome(Dossier dossier, Predicate<Country> blocked) {
        return dossier.handling().places().stream()
                .flatMap(code -> Country.read(code).stream())
                .anyMatch(blocked);
    }

    private int goingOn(Set<UUID> ids, Instant now) {
        Collection<Contribution> all = contributions.findAllById(ids);
        return Math.toIntExact(all.stream().filter(each -> isGoingOn(each, now)).count());
    }

    @Configuration(proxyBeanMethods = false)
    static class Task {

        private static final Duration OFTEN = Duration.ofHours(1);

        @Bean
        RecurringTask<Void> designationTask(Designation designation) {
            return Tasks.recurring(NAME, FixedDelay.of(OFTEN)).execute((instance, context) -> designation.carryOut());
        }
    }
}
