package org.standwith.mail;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.standwith.vault.Seals;
import org.standwith.vault.Seals.Compartment;

/** Has letters sent, in lanes: whichever nodes there are share them, and in each lane one is sent at a time. */
@Configuration(proxyBeanMethods = false)
@Import(MailLanes.class)
class MailTasks {

    static final int LANES = 16;

    private static final int MONTH = 30;

    /** The day on which a letter is put, those for which it may wait, and one for clocks that differ. */
    private static final long KEYS_KEPT = Outbox.LONGEST.toDays() + 2;

    @Bean
    RecurringTask<Void> mailThatCameBack(BounceMailbox mailbox) {
        return Tasks.recurring("mail-bounces", FixedDelay.ofMinutes(5)).execute((task, context) -> mailbox.empty());
    }

    @Bean
    RecurringTask<Void> mailRetention(Mailboxes mailboxes, Seals seals, Clock clock) {
        return Tasks.recurring("mail-retention", Schedules.daily(ZoneOffset.UTC, LocalTime.of(3, 40)))
                .execute((task, context) -> {
                    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
                    mailboxes.forgetBefore(today.minusDays(MONTH));
                    seals.destroyBefore(Compartment.MAIL, today.minusDays(KEYS_KEPT));
                });
    }
}
