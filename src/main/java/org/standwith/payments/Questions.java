package org.standwith.payments;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What has to be asked of a provider because its events did not say it. A question waits in the inbox beside the events,
 * and so is as durable, retried and parked as they are.
 */
@Component
class Questions {

    /** The type under which a question stands in the inbox. */
    static final String TYPE = "standwith.question";

    enum Topic {
        /** How something stands now. */
        STATE,
        /** To whom a payment belongs. */
        OWNER,
        /** What a payment brought, and what the fee was. */
        SETTLEMENT
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    Questions(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void ask(Topic topic, Provider provider, String ref, Duration from) {
        LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        jdbc.sql("""
            insert into inbox_event
                (id, provider, event_id, type, created_at, received_at, projection, status, attempts, due_at)
            values (:id, :provider, :event, :type, :now, :now, :ref, 'WAITING', 0, :due)
            on duplicate key update
                attempts = case when status = 'WAITING' then attempts else 0 end,
                due_at = case when status = 'WAITING' then least(due_at, :due) else :due end,
                claim = null, projection = :ref, status = 'WAITING'\
            """)
                .param("id", UUID.randomUUID().toString())
                .param("provider", provider.name())
                .param("event", name(topic, ref))
                .param("type", TYPE)
                .param("now", now)
                .param("ref", ref)
                .param("due", now.plus(from))
                .update();
    }

    void answered(Topic topic, Provider provider, String ref) {
        jdbc.sql("delete from inbox_event where provider = :provider and event_id = :event"
                        + " and status in ('WAITING', 'DAMAGED')")
                .param("provider", provider.name())
                .param("event", name(topic, ref))
                .update();
    }

    /** Whether the books still lack what was asked for, although the provider has answered. */
    boolean isOpen(Event question) {
        String found = switch (Topic.valueOf(
                question.id().substring(0, question.id().indexOf(':')))) {
            case STATE -> "select 1";
            case OWNER -> "select 1 from reference where provider = :provider and ref = :ref and owner is not null";
            case SETTLEMENT ->
                "select 1 from fact where provider = :provider and subject = :ref and kind = 'Settled' limit 1";
        };
        return jdbc.sql(found)
                .param("provider", question.provider().name())
                .param("ref", question.projection())
                .query(Integer.class)
                .optional()
                .isEmpty();
    }

    private static String name(Topic topic, String ref) {
        return topic + ":" + ref;
    }
}
