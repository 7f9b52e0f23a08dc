package org.standwith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.after;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerStarter;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.standwith.vault.Gate;

/** When tasks run. */
@PassingTime
class TasksTest {

    @Autowired
    Time time;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    List<Task<?>> tasks;

    @Autowired
    Map<String, DbSchedulerStarter> starters;

    @Test
    void everyTaskRunsWithinADayByOurClock() {
        assertThat(tasks).hasSizeGreaterThan(4);
        Instant before = time.now();

        time.pass(Duration.ofDays(1));

        assertThat(tasks)
                .filteredOn(RecurringTask.class::isInstance)
                .allSatisfy(task -> assertThat(lastSuccess(task))
                        .as(task.getName())
                        .isAfter(before)
                        .isBeforeOrEqualTo(time.now()));
    }

    @Test
    void noTaskRunsBeforeTheQuarantineIsOver() {
        assertThat(starters).containsOnlyKeys("taskStart");
        Scheduler scheduler = mock();
        Gate gate = new Gate();

        new TaskConfiguration().taskStart(scheduler, gate.quarantine(), true).doStart();
        verify(scheduler, after(300).never()).start();

        gate.open();
        verify(scheduler, timeout(10_000)).start();
        verify(scheduler, never()).stop();
    }

    private Instant lastSuccess(Task<?> task) {
        return jdbc.sql("select last_success from scheduled_tasks where task_name = ?")
                .param(task.getName())
                .query((row, number) -> row.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC))
                .single();
    }
}
