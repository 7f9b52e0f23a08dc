package org.standwith.supporters;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.standwith.vault.Seals;
import org.standwith.vault.Seals.Compartment;

/** Forgets who was signed in. */
@Configuration(proxyBeanMethods = false)
class SupporterTasks {

    /** The day on which one signs in, the next one, on which the session may still last, and one for clocks that differ. */
    private static final long KEYS_KEPT = 2;

    @Bean
    RecurringTask<Void> sessionRetention(
            Sessions sessions,
            SignInLinks links,
            Ceremonies ceremonies,
            Farewells farewells,
            Seals seals,
            Clock clock) {
        return Tasks.recurring("session-retention", FixedDelay.ofMinutes(15)).execute((task, context) -> {
            sessions.removeOver();
            links.removeOver();
            ceremonies.removeOver();
            farewells.removeOver();
            seals.destroyBefore(
                    Compartment.SESSION,
                    LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(KEYS_KEPT));
        });
    }
}
