package org.standwith.payments;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.standwith.payments.Fact.Settled;

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
        SETTLEMENT,
        /** Whether the supporter has agreed, so that the money can be taken. */
        COMPLETION
    }

    /** @param again whether it has to be asked once more, because this settles nothing yet */
    record Answer(List<Fact> facts, boolean again) {}

    private final JdbcClient jdbc;
    private final Aliases aliases;
    private final InboxSeals seals;
    private final FactLog log;
    private final Clock clock;

    Questions(JdbcClient jdbc, Aliases aliases, InboxSeals seals, FactLog log, Clock clock) {
        this.jdbc = jdbc;
        this.aliases = aliases;
        this.seals = seals;
        this.log = log;
        this.clock = clock;
    }

    void ask(Topic topic, Provider provider, String ref, Duration from) {
        LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        String name = name(topic, provider, ref);
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
                .param("event", name)
                .param("type", TYPE)
                .param("now", now)
                .param("ref", seals.seal(provider, name, ref))
                .param("due", now.plus(from))
                .update();
    }

    void answered(Topic topic, Provider provider, String ref) {
        jdbc.sql("delete from inbox_event where provider = :provider and event_id = :event"
                        + " and status in ('WAITING', 'DAMAGED')")
                .param("provider", provider.name())
                .param("event", name(topic, provider, ref))
                .update();
    }

    /** Whether this waits to be asked, and nobody has to see to it. */
    boolean isWaiting(Topic topic, Provider provider, String ref) {
        return jdbc.sql("select 1 from inbox_event where provider = :provider and event_id = :event"
                        + " and status = 'WAITING'")
                .param("provider", provider.name())
                .param("event", name(topic, provider, ref))
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Nothing about this is asked any more, and that it was asked is not kept either. */
    void forget(Provider provider, String known) {
        jdbc.sql("delete from inbox_event where provider = :provider and event_id in (:events)")
                .param("provider", provider.name())
                .param(
                        "events",
                        Stream.of(Topic.values())
                                .map(topic -> topic + ":" + known)
                                .toList())
                .update();
    }

    /**
     * Puts a question to the provider.
     *
     * @throws ProviderSilent when there was no usable answer
     */
    Answer put(Event question, PaymentProvider provider) {
        String ref = aliases.reveal(question.provider(), question.projection())
                .orElseThrow(() -> new ProviderSilent(question.provider(), "we no longer know its id"));
        return switch (topicOf(question)) {
            case STATE, OWNER, SETTLEMENT ->
                switch (provider.ask(ref)) {
                    case Inquiry.Answered answer -> new Answer(answer.facts(), false);
                    case Inquiry.Unknown unknown -> throw new ProviderSilent(provider.provider(), unknown.reason());
                };
            case COMPLETION ->
                switch (provider.complete(ref, log.declinesOf(provider.provider(), ref))) {
                    case Completion.Settled settled -> new Answer(settled.facts(), false);
                    case Completion.Declined declined -> new Answer(declined.facts(), false);
                    case Completion.Forbidden forbidden -> new Answer(forbidden.facts(), false);
                    case Completion.Open open -> new Answer(open.facts(), true);
                    case Completion.Unknown unknown -> throw new ProviderSilent(provider.provider(), unknown.reason());
                };
        };
    }

    /** Whether the books still lack what was asked for, although the provider has answered. */
    boolean isOpen(Event question) {
        return switch (topicOf(question)) {
            case STATE, COMPLETION -> false;
            case OWNER ->
                about(
                                question,
                                "select 1 from reference where provider = :provider and ref = :ref and owner is not"
                                        + " null")
                        .query(Integer.class)
                        .optional()
                        .isEmpty();
            case SETTLEMENT ->
                about(
                                question,
                                "select body from fact where provider = :provider and subject = :ref and kind ="
                                        + " 'Settled'")
                        .query(String.class)
                        .list()
                        .stream()
                        .noneMatch(body -> FactJson.read("Settled", body) instanceof Settled settled
                                // A refund's says nothing of what the payment brought.
                                && settled.original().isPositive());
        };
    }

    private JdbcClient.StatementSpec about(Event question, String sql) {
        return jdbc.sql(sql)
                .param("provider", question.provider().name())
                .param("ref", aliases.known(question.provider(), question.projection()));
    }

    private static Topic topicOf(Event question) {
        return Topic.valueOf(question.id().substring(0, question.id().indexOf(':')));
    }

    private String name(Topic topic, Provider provider, String ref) {
        return topic + ":" + aliases.known(provider, ref);
    }
}
