package org.standwith.risk;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where countries of addresses come from, and when reviews are asked for. */
@Configuration(proxyBeanMethods = false)
class RiskConfiguration {

    @Bean
    AddressCountries addressCountries(RiskProperties properties) {
        Path file = properties.addresses();
        return file == null || file.toString().isBlank() ? address -> new Sighting.Unseen() : new AddressFile(file);
    }

    @Bean
    RecurringTask<Void> policyReview(Reviews reviews) {
        return Tasks.recurring("policy-review", Schedules.daily(ZoneOffset.UTC, LocalTime.of(7, 0)))
                .execute((instance, context) -> reviews.remind());
    }
}
