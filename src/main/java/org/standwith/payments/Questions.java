package org.standwith.payments;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.standwith.payments.Fact.PaymentSettled;

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
                due_at = case when status = 'WAITING' then due_at else :due end,
                projection = :ref, status = 'WAITING'\
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
        jdbc.sql("delete from inbox_event where provider = :provider and event_id = :event and status = 'WAITING'")
                .param("provider", provider.name())
                .param("event", name(topic, ref))
                .update();
    }

    /** Whether what the provider said answers the question. Where it does not, it is asked again later. */
    static boolean isAnsweredBy(Event question, List<Fact> facts) {
        return !question.id().startsWith(Topic.SETTLEMENT.name())
                || facts.stream().anyMatch(fact -> fact instanceof PaymentSettled);
    }

    private static String name(Topic topic, String ref) {
        return topic + ":" + ref;
    }
}
