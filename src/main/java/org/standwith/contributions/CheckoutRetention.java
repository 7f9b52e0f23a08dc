package org.standwith.contributions;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.standwith.vault.Seals;
import org.standwith.vault.Seals.Compartment;

/** Blanks answers after their day, and removes checkouts that nobody looks at any more. */
@Component
class CheckoutRetention {

    private static final Duration ANSWERED = Duration.ofHours(24);
    private static final int AT_ONCE = 1_000;

    private final JdbcClient jdbc;
    private final Seals seals;
    private final RetentionProperties retention;
    private final Clock clock;

    CheckoutRetention(JdbcClient jdbc, Seals seals, RetentionProperties retention, Clock clock) {
        this.jdbc = jdbc;
        this.seals = seals;
        this.retention = retention;
        this.clock = clock;
    }

    void carryOut() {
        LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        repeat(
                "update checkout set answer = null where created_at < ? and answer is not null limit " + AT_ONCE,
                now.minus(ANSWERED));
        repeat("delete from checkout where created_at < ? limit " + AT_ONCE, now.minus(retention.checkouts()));
        LocalDate yesterday = now.toLocalDate().minusDays(1);
        seals.destroyBefore(Compartment.ANSWER, yesterday);
    }

    /** In small pieces, so that nobody waits for long. */
    private void repeat(String sql, LocalDateTime before) {
        int changed;
        do {
            changed = jdbc.sql(sql).param(before).update();
        } while (changed == AT_ONCE);
    }

    @Configuration(proxyBeanMethods = false)
    static class Task {

        @Bean
        RecurringTask<Void> checkoutRetentionTask(CheckoutRetention retention) {
            return Tasks.recurring("checkout-retention", FixedDelay.ofMinutes(10))
                    .execute((instance, context) -> retention.carryOut());
        }
    }
}
