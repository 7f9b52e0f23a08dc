package org.standwith.imports;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Has imports carried out, one of a provider at a time. */
@Configuration(proxyBeanMethods = false)
class ImportTasks {

    static final TaskDescriptor<Void> RUN = TaskDescriptor.of("import", Void.class);

    private static final Duration NEXT_TURN = Duration.ofSeconds(3);
    private static final Duration LATER = Duration.ofMinutes(5);

    /** Long enough to look into what was not taken. */
    private static final Duration EXAMPLES_KEPT = Duration.ofDays(30);

    @Bean
    CustomTask<Void> importTask(ImportWork work, Clock clock) {
        return Tasks.custom(RUN).onFailureReschedule(FixedDelay.ofMinutes(5)).execute((task, context) -> {
            ImportWork.Outcome outcome = work.carryOut(UUID.fromString(task.getId()));
            return next(outcome, clock);
        });
    }

    private static CompletionHandler<Void> next(ImportWork.Outcome outcome, Clock clock) {
        return (complete, operations) -> {
            switch (outcome) {
                case OVER -> operations.remove();
                case NOT_ITS_TURN ->
                    operations.reschedule(complete, clock.instant().plus(NEXT_TURN));
                case HELD_UP -> operations.reschedule(complete, clock.instant().plus(LATER));
            }
        };
    }

    @Bean
    RecurringTask<Void> importRetentionTask(Findings findings, Clock clock) {
        return Tasks.recurring("import-retention", FixedDelay.ofHours(12))
                .execute((task, context) ->
                        findings.forgetExamples(clock.instant().minus(EXAMPLES_KEPT)));
    }
}
