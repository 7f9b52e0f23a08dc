package org.standwith.mail;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.env.Environment;

/** The lanes, a task each. */
final class MailLanes implements BeanRegistrar {

    private static final FixedDelay OFTEN = FixedDelay.of(Duration.ofSeconds(1));

    @Override
    public void register(BeanRegistry registry, Environment environment) {
        for (int lane = 0; lane < MailTasks.LANES; lane++) {
            int number = lane;
            registry.registerBean(
                    "mailLane" + number,
                    new ParameterizedTypeReference<RecurringTask<Void>>() {},
                    spec -> spec.supplier(context -> task(number, context.bean(Round.class))));
        }
    }

    private static RecurringTask<Void> task(int lane, Round round) {
        return Tasks.recurring("mail-" + lane, OFTEN).execute((task, context) -> round.carryOut(lane));
    }
}
