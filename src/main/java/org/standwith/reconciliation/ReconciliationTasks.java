package org.standwith.reconciliation;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.standwith.staff.Backlog;

/** Has runs carried out, one of a provider at a time, and asks for one every day. */
@Configuration(proxyBeanMethods = false)
class ReconciliationTasks {

    static final TaskDescriptor<Void> RUN = TaskDescriptor.of("reconciliation", Void.class);

    /** When yesterday is on every provider's statement: PayPal's is up to three hours late. */
    private static final LocalTime DAILY = LocalTime.of(4, 30);

    private static final Duration NEXT_TURN = Duration.ofSeconds(3);
    private static final Duration SILENT = Duration.ofMinutes(5);

    @Bean
    CustomTask<Void> reconciliationTask(Work work, Clock clock) {
        return Tasks.custom(RUN).onFailureReschedule(FixedDelay.ofMinutes(5)).execute((task, context) -> {
            Work.Outcome outcome = work.carryOut(UUID.fromString(task.getId()));
            return next(outcome, clock);
        });
    }

    private static CompletionHandler<Void> next(Work.Outcome outcome, Clock clock) {
        return (complete, operations) -> {
            switch (outcome) {
                case OVER -> operations.remove();
                case NOT_ITS_TURN ->
                    operations.reschedule(complete, clock.instant().plus(NEXT_TURN));
                case PROVIDER_SILENT ->
                    operations.reschedule(complete, clock.instant().plus(SILENT));
            }
        };
    }

    @Bean
    @Order(1)
    Backlog discrepancyBacklog(Differences differences) {
        return new Backlog("Discrepancies", "/office/reconciliation", differences::countOpen);
    }

    @Bean
    RecurringTask<Void> dailyReconciliationTask(Daily daily) {
        return Tasks.recurring("daily-reconciliation", Schedules.daily(ZoneOffset.UTC, DAILY))
                .execute((task, context) -> daily.ask());
    }
}
