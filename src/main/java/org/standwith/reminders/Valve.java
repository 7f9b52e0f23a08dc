package org.standwith.reminders;

import static org.standwith.reminders.RequestRows.utc;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** How much is sent: nothing while staff has closed it, and not more in a minute than the mail server can bear. */
@Component
class Valve {

    private record State(boolean closed, Instant minute, int taken) {}

    private final JdbcClient jdbc;
    private final ReminderProperties properties;
    private final Clock clock;

    Valve(JdbcClient jdbc, ReminderProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * So many may be sent now, of these that somebody would like to send. What is not sent then is not given back: the minute is
     * over soon.
     */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public int take(int most) {
        State state = state(" for update");
        Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        // A node whose clock is behind goes on in the minute that has begun.
        Instant current = minute.isBefore(state.minute()) ? state.minute() : minute;
        int taken = current.equals(state.minute()) ? state.taken() : 0;
        int more = state.closed() ? 0 : Math.min(most, properties.perMinute() - taken);
        if (more > 0) {
            jdbc.sql("update reminder_valve set minute = ?, taken = ? where id = 1")
                    .params(utc(current), taken + more)
                    .update();
        }
        return Math.max(0, more);
    }

    boolean isClosed() {
        return state("").closed();
    }

    @Transactional
    public void close(boolean closed) {
        jdbc.sql("update reminder_valve set closed = ? where id = 1")
                .param(closed)
                .update();
    }

    private State state(String lock) {
        return jdbc.sql("select closed, minute, taken from reminder_valve where id = 1" + lock)
                .query((row, number) -> new State(
                        row.getBoolean(1),
                        row.getObject(2, LocalDateTime.class).toInstant(ZoneOffset.UTC),
                        row.getInt(3)))
                .single();
    }
}
