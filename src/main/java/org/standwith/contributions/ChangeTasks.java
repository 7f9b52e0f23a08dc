package org.standwith.contributions;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Has changes carried out whose asker is gone, and what is due at a date. */
@Configuration(proxyBeanMethods = false)
class ChangeTasks {

    @Bean
    CustomTask<Void> changesCarriedOut(ChangeCare care) {
        return Tasks.custom(Asking.TASK)
                .onFailureReschedule(FixedDelay.ofMinutes(1))
                .execute((task, context) -> next(care.lookAfter(UUID.fromString(task.getId()))));
    }

    @Bean
    CustomTask<Void> appointmentsKept(FollowUps followUps) {
        return Tasks.custom(Appointments.TASK)
                .onFailureReschedule(FixedDelay.ofMinutes(1))
                .execute((task, context) -> next(followUps.keep(UUID.fromString(task.getId()))));
    }

    private static CompletionHandler<Void> next(Optional<Instant> next) {
        return (complete, operations) ->
                next.ifPresentOrElse(at -> operations.reschedule(complete, at), operations::remove);
    }
}
