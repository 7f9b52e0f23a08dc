package org.standwith.contributions;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.standwith.contributions.WithdrawalWork.Step;

/** Has withdrawals carried out, one stage at a time: each that is done is noted before the next is begun. */
@Configuration(proxyBeanMethods = false)
class WithdrawalTask {

    @Bean
    CustomTask<byte[]> withdrawalsCarriedOut(WithdrawalWork work, Withdrawals all) {
        return Tasks.custom(Withdrawals.TASK)
                .onFailureReschedule(FixedDelay.ofMinutes(1))
                .execute((task, context) -> next(task, work, all));
    }

    private static CompletionHandler<byte[]> next(TaskInstance<byte[]> task, WithdrawalWork work, Withdrawals all) {
        Step step =
                all.open(task.getId(), task.getData()).flatMap(work::carryOn).orElse(null);
        return (complete, operations) -> {
            if (step == null) {
                operations.remove();
            } else {
                operations.reschedule(complete, step.at(), all.seal(task.getId(), step.now()));
            }
        };
    }
}
