package org.standwith.payments;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Forgets what waits no longer, and providers' ids that nobody has to ask about any more. */
@Component
class PaymentRetention {

    /**
     * @param disputes how long a payment can be contested, and so has to be asked about
     * @param events how long it is known that an event came; providers repeat theirs for some days
     * @param damaged how long an event that could not be understood waits for staff
     */
    @ConfigurationProperties("standwith.retention.payments")
    record Settings(
            @DefaultValue("540d") Duration disputes,
            @DefaultValue("45d") Duration events,
            @DefaultValue("30d") Duration damaged) {}

    private static final int AT_ONCE = 200;

    private final JdbcClient jdbc;
    private final InboxResealing inbox;
    private final Blanking blanking;
    private final Settings settings;
    private final Clock clock;

    PaymentRetention(JdbcClient jdbc, InboxResealing inbox, Blanking blanking, Settings settings, Clock clock) {
        this.jdbc = jdbc;
        this.inbox = inbox;
        this.blanking = blanking;
        this.settings = settings;
        this.clock = clock;
    }

    void carryOut() {
        LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        inbox.carryOut();
        // Since they were understood or parked: a question may be asked anew long after it was asked first.
        repeat("delete from inbox_event where status = 'DONE' and due_at < ?", now.minus(settings.events()));
        repeat("delete from inbox_event where status = 'DAMAGED' and due_at < ?", now.minus(settings.damaged()));
        // Only the month is known in which we heard of them first, so it has to be over.
        LocalDate contested = YearMonth.from(now.minus(settings.disputes())).atDay(1);
        int blanked;
        do {
            blanked = blanking.blankOlderThan(contested, AT_ONCE);
        } while (blanked == AT_ONCE);
        repeat(
                "update reference set sealed = null where sealed is not null and owner is null and since < ?",
                contested);
    }

    /** In small pieces, so that nobody waits for long. */
    private void repeat(String sql, Object before) {
        int changed;
        do {
            changed = jdbc.sql(sql + " limit " + AT_ONCE).param(before).update();
        } while (changed == AT_ONCE);
    }

    @Configuration(proxyBeanMethods = false)
    static class Task {

        @Bean
        RecurringTask<Void> paymentRetentionTask(PaymentRetention retention) {
            return Tasks.recurring("payment-retention", FixedDelay.ofHours(1))
                    .execute((instance, context) -> Contention.outlast(retention::carryOut));
        }
    }
}
