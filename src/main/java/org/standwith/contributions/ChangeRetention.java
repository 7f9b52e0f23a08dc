package org.standwith.contributions;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Instant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** Deletes changes that are made, or refused, when nobody repeats their request any more. */
@Component
class ChangeRetention {

    private static final int AT_ONCE = 1_000;

    private final Intents intents;
    private final RetentionProperties retention;
    private final Clock clock;

    ChangeRetention(Intents intents, RetentionProperties retention, Clock clock) {
        this.intents = intents;
        this.retention = retention;
        this.clock = clock;
    }

    void carryOut() {
        Instant before = clock.instant().minus(retention.changes());
        int deleted;
        do {
            deleted = intents.forget(before, AT_ONCE);
        } while (deleted == AT_ONCE);
    }

    @Configuration(proxyBeanMethods = false)
    static class Task {

        @Bean
        RecurringTask<Void> changeRetentionTask(ChangeRetention retention) {
            return Tasks.recurring("change-retention", FixedDelay.ofHours(1))
                    .execute((instance, context) -> retention.carryOut());
        }
    }
}
