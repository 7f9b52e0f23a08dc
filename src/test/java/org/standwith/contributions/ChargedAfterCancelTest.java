package org.standwith.contributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.standwith.contributions.Telling.STRIPE;
import static org.standwith.contributions.Telling.dollars;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.standwith.StandwithTest;
import org.standwith.money.Cadence;
import org.standwith.payments.Door;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.RefundMade;
import org.standwith.payments.Fact.SubscriptionSeen;

/** A contribution has ended, as the provider confirmed, and money comes all the same. */
@StandwithTest
@RecordApplicationEvents
class ChargedAfterCancelTest {

    private static final Instant BEGAN = Instant.parse("2026-01-05T10:00:00Z");
    private static final Instant ENDED = BEGAN.plus(Duration.ofDays(10));
    private static final Duration A_MONTH = Duration.ofDays(31);

    @Autowired
    Door door;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ApplicationEvents events;

    private final String tail = "_" + UUID.randomUUID();
    private UUID contribution = UUID.randomUUID();

    @BeforeEach
    void open(@Autowired AutowireCapableBeanFactory beans) {
        contribution =
                beans.createBean(Desk.class).open(STRIPE, Cadence.MONTHLY, dollars(500), BEGAN, "reference" + tail);
        tell(new Linked(STRIPE, "sub" + tail, "reference" + tail));
    }

    @Test
    void isToldOnceAndProposedToGoBack() {
        tell(link("ch_1"), paid("ch_1", BEGAN), ended(ENDED));
        assertThat(told()).isEmpty();

        tell(link("ch_2"), paid("ch_2", BEGAN.plus(A_MONTH)));
        tell(link("ch_2"), paid("ch_2", BEGAN.plus(A_MONTH)));

        assertThat(told())
                .containsExactly(
                        new ChargedAfterCancel(STRIPE, "ch_2" + tail, contribution, dollars(500), BEGAN.plus(A_MONTH)));
        assertThat(proposed()).containsExactly("ch_2" + tail + " PROPOSED 500 CHARGED_AFTER_CANCEL");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void isToldOnceForEachPaymentInWhateverOrderAndHoweverOftenTheFactsCome(long seed) {
        Random random = new Random(seed);
        Instant late = BEGAN.plus(A_MONTH);
        List<Fact> facts = new ArrayList<>(List.of(
                link("ch_1"),
                paid("ch_1", BEGAN),
                ended(ENDED),
                // Seen again, when it was asked about.
                ended(ENDED.plus(Duration.ofDays(40))),
                link("ch_2"),
                paid("ch_2", late),
                link("ch_3"),
                paid("ch_3", late.plus(A_MONTH)),
                link("ch_4"),
                paid("ch_4", ENDED.minusSeconds(1))));

        Delivery.inBatches(facts, random).forEach(door::admit);
        Collections.shuffle(facts, random);
        facts.forEach(this::tell);

        assertThat(told())
                .extracting(ChargedAfterCancel::payment)
                .containsExactlyInAnyOrder("ch_2" + tail, "ch_3" + tail);
        assertThat(proposed())
                .containsExactly(
                        "ch_2" + tail + " PROPOSED 500 CHARGED_AFTER_CANCEL",
                        "ch_3" + tail + " PROPOSED 500 CHARGED_AFTER_CANCEL");
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 24);
    }

    @Test
    void isToldWhenItIsKnownAtLastWhatThePaymentBelongsTo() {
        tell(link("ch_1"), paid("ch_1", BEGAN), ended(ENDED), paid("ch_2", BEGAN.plus(A_MONTH)));
        assertThat(told()).isEmpty();

        tell(link("ch_2"));

        assertThat(told()).extracting(ChargedAfterCancel::payment).containsExactly("ch_2" + tail);
    }

    @Test
    void isNotToldOfWhatWasTakenBeforeTheEndOrInItsMoment() {
        tell(link("ch_1"), paid("ch_1", BEGAN), ended(ENDED));

        tell(link("ch_2"), paid("ch_2", ENDED.minusSeconds(1)));
        tell(link("ch_3"), paid("ch_3", ENDED));
        tell(link("ch_4"), paid("ch_4", ENDED.plusSeconds(60)));

        assertThat(told()).isEmpty();
        assertThat(proposed()).isEmpty();
    }

    @Test
    void whatWentBackAlreadyIsToldAndNotProposedToGoBackAgain() {
        tell(link("ch_1"), paid("ch_1", BEGAN), ended(ENDED));
        Instant late = BEGAN.plus(A_MONTH);

        tell(
                link("ch_2"),
                paid("ch_2", late),
                new RefundMade(STRIPE, "re_2" + tail, "ch_2" + tail, dollars(500), late.plusSeconds(60)));

        assertThat(told()).hasSize(1);
        assertThat(proposed()).isEmpty();
    }

    private void tell(Fact... facts) {
        door.admit(List.of(facts));
    }

    private Fact link(String payment) {
        return new Linked(STRIPE, payment + tail, "sub" + tail);
    }

    private Fact paid(String payment, Instant at) {
        return new PaymentSucceeded(STRIPE, payment + tail, dollars(500), at);
    }

    private Fact ended(Instant at) {
        return new SubscriptionSeen(
                STRIPE,
                "sub" + tail,
                SubscriptionSeen.Standing.ENDED,
                SubscriptionSeen.Source.EVENT,
                dollars(500),
                Cadence.MONTHLY,
                null,
                null,
                null,
                at);
    }

    private List<ChargedAfterCancel> told() {
        return events.stream(ChargedAfterCancel.class)
                .filter(each -> each.contribution().equals(contribution))
                .toList();
    }

    private List<String> proposed() {
        return jdbc.sql("select concat_ws(' ', payment, state, amount_minor, cause) from refund where payment like ?"
                        + " order by 1")
                .param("%" + tail)
                .query((row, number) -> row.getString(1))
                .list();
    }
}
