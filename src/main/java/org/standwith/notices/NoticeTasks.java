package org.standwith.notices;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Has notices given. */
@Configuration(proxyBeanMethods = false)
class NoticeTasks {

    @Bean
    RecurringTask<Void> noticesGiven(Renewals renewals, Failures failures, Endings endings) {
        return Tasks.recurring("notices", FixedDelay.ofMinutes(10)).execute((task, context) -> {
            renewals.carryOut();
            failures.carryOut();
            endings.carryOut();
        });
    }
}
