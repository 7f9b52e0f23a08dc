package org.standwith.reconciliation;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.payments.Period;
import org.standwith.payments.Provider;

/** Where runs wait for their turn. */
@Component
class Queue {

    private final Runs runs;
    private final Clock clock;

    /** Looked up late: its tasks need who puts them there. */
    private final ObjectProvider<SchedulerClient> tasks;

    Queue(Runs runs, Clock clock, ObjectProvider<SchedulerClient> tasks) {
        this.runs = runs;
        this.clock = clock;
        this.tasks = tasks;
    }

    /** Durable with the transaction. What waits for the very same already is that. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Run add(Provider provider, Period period, String by) {
        return runs.same(provider, period).orElseGet(() -> {
            Run run = runs.add(provider, period, by);
            tasks.getObject()
                    .scheduleIfNotExists(ReconciliationTasks.RUN
                            .instance(run.id().toString())
                            .scheduledTo(clock.instant()));
            return run;
        });
    }
}
