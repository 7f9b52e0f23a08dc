package org.standwith.payments;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.problem.Problem;

/** The part of the inbox that waits for people. */
@Component
class ParkedEvents implements DamagedEvents {

    private final JdbcClient jdbc;
    private final Clock clock;

    ParkedEvents(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public long count() {
        return jdbc.sql("select count(*) from inbox_event where status = 'DAMAGED'")
                .query(Long.class)
                .single();
    }

    @Override
    public List<DamagedEvent> list() {
        return damaged(null);
    }

    @Override
    @Transactional
    public DamagedEvent replay(UUID id) {
        DamagedEvent event = damaged(id).stream()
                .findFirst()
                .orElseThrow(() ->
                        new Problem(Problem.Kind.NOT_FOUND, "no-such-damaged-event", "No damaged event has this id."));
        jdbc.sql("update inbox_event set status = 'WAITING', attempts = 0, due_at = :now where id = :id and"
                        + " status = 'DAMAGED'")
                .param("now", Inbox.at(clock.instant()))
                .param("id", id.toString())
                .update();
        return event;
    }

    private List<DamagedEvent> damaged(@Nullable UUID id) {
        return jdbc.sql("""
            select id, provider, event_id, type, received_at, attempts, error
            from inbox_event
            where status = 'DAMAGED' and (:id is null or id = :id)
            order by received_at desc limit 200\
            """)
                .param("id", id == null ? null : id.toString())
                .query((row, number) -> new DamagedEvent(
                        UUID.fromString(row.getString("id")),
                        new Provider(row.getString("provider")),
                        row.getString("event_id"),
                        row.getString("type"),
                        row.getObject("received_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                        row.getInt("attempts"),
                        row.getString("error")))
                .list();
    }
}
