package org.standwith.payments;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
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

    /** Noted at a question that the provider has answered, and that is open all the same. */
    static final String STILL_OPEN = "The provider does not know it yet";

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

    /**
     * @param known the name under which we know what it is about
     * @param ref by which the provider can be asked, or which leads to that
     * @param from how long from now
     */
    record Question(Topic topic, Provider provider, String known, String ref, Duration from) {

        /** About what facts tell, by the names that they have once they are kept. */
        Question(Topic topic, Provider provider, String known, Duration from) {
            this(topic, provider, known, known, from);
        }

        private String name() {
            return Questions.name(topic, known);
        }
    }

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final Aliases aliases;
    private final InboxSeals seals;
    private final FactLog log;
    private final Clock clock;

    Questions(JdbcTemplate template, Aliases aliases, InboxSeals seals, FactLog log, Clock clock) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.aliases = aliases;
        this.seals = seals;
        this.log = log;
        this.clock = clock;
    }

    void ask(Topic topic, Provider provider, String ref, Duration from) {
        String known = aliases.known(provider, ref);
        ask(List.of(new Question(topic, provider, known, ref, from)));
    }

    /** Asks all of these. What is asked already is asked once, as soon as anybody wants it. */
    void ask(List<Question> questions) {
        LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        template.batchUpdate(
                """
                insert into inbox_event
                    (id, provider, event_id, type, created_at, received_at, projection, status, attempts, due_at)
                values (?, ?, ?, ?, ?, ?, ?, 'WAITING', 0, ?)
                on duplicate key update
                    attempts = case when status = 'WAITING' then attempts else 0 end,
                    due_at = case when status = 'WAITING' then least(due_at, values(due_at)) else values(due_at) end,
                    claim = null, projection = values(projection), status = 'WAITING'\
                """, questions.stream().map(each -> columns(each, now)).toList());
    }

    private Object[] columns(Question question, LocalDateTime now) {
        return new Object[] {
            UUID.randomUUID().toString(),
            question.provider().name(),
            question.name(),
            TYPE,
            now,
            now,
            seals.seal(question.provider(), question.name(), question.ref()),
            now.plus(question.from())
        };
    }

    void answered(Topic topic, Provider provider, String ref) {
        answered(topic, provider, Set.of(aliases.known(provider, ref)));
    }

    /** @param known by the names under which we know them */
    void answered(Topic topic, Provider provider, Set<String> known) {
        for (List<String> some : Portions.of(known)) {
            jdbc.sql("delete from inbox_event where provider = :provider and event_id in (:events)"
                            + " and status in ('WAITING', 'DAMAGED')")
                    .param("provider", provider.name())
                    .param(
                            "events",
                            some.stream().map(each -> name(topic, each)).toList())
                    .update();
        }
    }

    /** Whether this waits to be asked, and nobody has to see to it. */
    boolean isWaiting(Topic topic, Provider provider, String ref) {
        return jdbc.sql("select 1 from inbox_event where provider = :provider and event_id = :event"
                        + " and status = 'WAITING'")
                .param("provider", provider.name())
                .param("event", name(topic, aliases.known(provider, ref)))
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
                                .map(topic -> name(topic, known))
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

    /**
     * Whether one that is open still, after an answer, was open after the answer before as well, and will be for good: money
     * that came without us, as for an ended subscription that was never taken over. It stays in suspense.
     */
    boolean isInVain(Event question) {
        return topicOf(question) == Topic.OWNER
                && jdbc.sql("select 1 from inbox_event where provider = :provider and event_id = :event"
                                + " and error = :before")
                        .param("provider", question.provider().name())
                        .param("event", question.id())
                        .param("before", STILL_OPEN)
                        .query(Integer.class)
                        .optional()
                        .isPresent();
    }

    private JdbcClient.StatementSpec about(Event question, String sql) {
        return jdbc.sql(sql)
                .param("provider", question.provider().name())
                .param("ref", aliases.known(question.provider(), question.projection()));
    }

    private static Topic topicOf(Event question) {
        return Topic.valueOf(question.id().substring(0, question.id().indexOf(':')));
    }

    private static String name(Topic topic, String known) {
        return topic + ":" + known;
    }
}
