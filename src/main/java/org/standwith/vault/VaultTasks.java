package org.standwith.vault;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the vault does by itself; each on one node at a time. */
@Configuration(proxyBeanMethods = false)
class VaultTasks {

    private static final Duration WEEK = Duration.ofDays(7);

    @Bean
    RecurringTask<Void> keyRotation(Rotations rotations, RotationWork work) {
        return Tasks.recurring("key-rotation", FixedDelay.ofSeconds(10)).execute((instance, context) -> {
            if (rotations.isEpochOlderThan(WEEK) && rotations.running().isEmpty()) {
                rotations.start(Rotations.Kind.EPOCH);
            }
            work.carryOn();
        });
    }

    @Bean
    RecurringTask<Void> supporterRetention(Expiry expiry) {
        return Tasks.recurring("supporter-retention", Schedules.daily(ZoneOffset.UTC, LocalTime.of(2, 30)))
                .execute((instance, context) -> expiry.carryOut());
    }

    @Bean
    RecurringTask<Void> keyRetention(EpochKeys epochs, SigningKeys signing, VaultProperties properties) {
        return Tasks.recurring("key-retention", Schedules.daily(ZoneOffset.UTC, LocalTime.of(3, 30)))
                .execute((instance, context) -> {
                    signing.destroyOld();
                    epochs.noteEmpty();
                    epochs.destroyOlderThan(properties.restoreWindow());
                });
    }

    @Bean
    RecurringTask<Void> unfinishedErasures(Erasure erasure) {
        return Tasks.recurring("unfinished-erasures", FixedDelay.ofMinutes(5)).execute((instance, context) -> {
            if (erasure.isBehind()) {
                erasure.catchUp();
            }
        });
    }
}
