package org.standwith;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerStarter;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.standwith.vault.Quarantine;

/** When tasks run: by our clock, and not before the quarantine is over. */
@Configuration(proxyBeanMethods = false)
class TaskConfiguration {

    @Bean
    com.github.kagkarlsson.scheduler.Clock taskClock(Clock clock) {
        return clock::instant;
    }

    @Bean
    DbSchedulerStarter taskStart(
            Scheduler scheduler, Quarantine quarantine, @Value("${standwith.tasks.run:true}") boolean run) {
        return run ? new AfterQuarantine(scheduler, quarantine) : () -> {};
    }

    private record AfterQuarantine(Scheduler scheduler, Quarantine quarantine) implements DbSchedulerStarter {

        @EventListener(ApplicationReadyEvent.class)
        @Override
        public void doStart() {
            Thread.ofVirtual().name("tasks").start(() -> {
                try {
                    quarantine.await();
                    scheduler.start();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }
}
