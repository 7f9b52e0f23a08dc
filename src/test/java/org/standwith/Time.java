package org.standwith;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lets time pass for the application, and the tasks that come due by that do their work. */
public final class Time {

    private final TestClock clock;
    private final Scheduler scheduler;
    private final JdbcClient jdbc;

    Time(TestClock clock, Scheduler scheduler, JdbcClient jdbc) {
        this.clock = clock;
        this.scheduler = scheduler;
        this.jdbc = jdbc;
    }

    public Instant now() {
        return clock.instant();
    }

    /** All at once; returns when no task is due any more. One that is under way ends before, in the time that it began in. */
    public void pass(Duration some) {
        settle();
        clock.pass(some);
        settle();
        assertThat(failed()).as("tasks that failed").isEmpty();
    }

    private void settle() {
        Awaitility.await("nothing is due")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    // It waits by the clock that it is given, which stands still again.
                    scheduler.triggerCheckForDueExecutions();
                    return scheduler.getSchedulerState().isStarted() && due().isEmpty();
                });
    }

    private List<String> due() {
        return jdbc.sql("select task_name from scheduled_tasks where execution_time <= ? or picked = true")
                .param(LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .query((row, number) -> row.getString(1))
                .list();
    }

    private List<String> failed() {
        return jdbc.sql("select task_name from scheduled_tasks where consecutive_failures > 0")
                .query((row, number) -> row.getString(1))
                .list();
    }
}
