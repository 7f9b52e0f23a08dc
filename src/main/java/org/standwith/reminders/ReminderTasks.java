package org.standwith.reminders;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.standwith.vault.Seals;
import org.standwith.vault.Seals.Compartment;

/** Has reminders sent, in lanes that whichever nodes there are share, and sees to what comes before and after. */
@Configuration(proxyBeanMethods = false)
@Import(ReminderLanes.class)
class ReminderTasks {

    static final int LANES = 4;

    private static final FixedDelay OFTEN = FixedDelay.of(Duration.ofSeconds(1));
    private static final int AT_ONCE = 500;

    /** The day on which it was asked for, the two for which a link is good, and one for clocks that differ. */
    private static final long KEYS_KEPT = 4;

    @Bean
    RecurringTask<Void> reminderRequestWork(RequestWork requests) {
        return Tasks.recurring("reminder-requests", OFTEN).execute((task, context) -> requests.carryOut());
    }

    @Bean
    RecurringTask<Void> reminderConsequences(Consequences consequences) {
        return Tasks.recurring("reminder-consequences", FixedDelay.ofMinutes(5))
                .execute((task, context) -> consequences.carryOut());
    }

    @Bean
    RecurringTask<Void> reminderShredding(Shredding shredding) {
        return Tasks.recurring("reminder-shredding", FixedDelay.ofMinutes(2))
                .execute((task, context) -> shredding.carryOut());
    }

    @Bean
    RecurringTask<Void> reminderRetention(Pending pending, Echoes echoes, Seals seals, Clock clock) {
        return Tasks.recurring("reminder-retention", FixedDelay.ofMinutes(15)).execute((task, context) -> {
            pending.removeOver();
            int removed;
            do {
                removed = echoes.removeOver(clock.instant(), AT_ONCE);
            } while (removed == AT_ONCE);
            seals.destroyBefore(
                    Compartment.WISH,
                    LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(KEYS_KEPT));
        });
    }
}
