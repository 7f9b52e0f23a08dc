package org.standwith.contributions;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.contributions.Appointment.Act;

/** What has to be done for contributions at a date: at most one thing for each. */
@Component
class Appointments {

    static final TaskDescriptor<Void> TASK = TaskDescriptor.of("appointment", Void.class);

    private final JdbcClient jdbc;
    private final ObjectProvider<SchedulerClient> tasks;
    private final Clock clock;

    Appointments(JdbcClient jdbc, ObjectProvider<SchedulerClient> tasks, Clock clock) {
        this.jdbc = jdbc;
        this.tasks = tasks;
        this.clock = clock;
    }

    /** In place of any other. */
    @Transactional(propagation = Propagation.MANDATORY)
    void make(UUID contribution, Act act, Instant due) {
        drop(contribution);
        String id = UUID.randomUUID().toString();
        jdbc.sql("insert into appointment (contribution, id, act, due_at, made_at, tries) values (?, ?, ?, ?, ?, 0)")
                .params(contribution.toString(), id, act.name(), at(due), at(clock.instant()))
                .update();
        tasks.getObject().scheduleIfNotExists(TASK.instance(id).scheduledTo(due));
    }

    /** Nothing is to be done any more; whoever comes to do it finds that. */
    void drop(UUID contribution) {
        jdbc.sql("delete from appointment where contribution = ?")
                .param(contribution.toString())
                .update();
    }

    void drop(Appointment appointment) {
        dropped(appointment.id());
    }

    /** Whether there was one of this id. */
    boolean dropped(UUID id) {
        return jdbc.sql("delete from appointment where id = ?")
                        .param(id.toString())
                        .update()
                > 0;
    }

    void inVain(Appointment appointment) {
        jdbc.sql("update appointment set tries = tries + 1 where id = ?")
                .param(appointment.id().toString())
                .update();
    }

    Optional<Appointment> find(UUID id) {
        return jdbc.sql("select * from appointment where id = ?")
                .param(id.toString())
                .query((row, number) -> appointment(row))
                .optional();
    }

    Map<UUID, Appointment> of(Collection<UUID> contributions) {
        Map<UUID, Appointment> found = new HashMap<>();
        if (!contributions.isEmpty()) {
            jdbc.sql("select * from appointment where contribution in (:all)")
                    .param("all", contributions.stream().map(UUID::toString).toList())
                    .query((row, number) -> appointment(row))
                    .list()
                    .forEach(each -> found.put(each.contribution(), each));
        }
        return found;
    }

    private static Appointment appointment(ResultSet row) throws SQLException {
        return new Appointment(
                UUID.fromString(row.getString("id")),
                UUID.fromString(row.getString("contribution")),
                Act.valueOf(row.getString("act")),
                row.getObject("due_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                row.getObject("made_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                row.getInt("tries"));
    }

    private static LocalDateTime at(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
