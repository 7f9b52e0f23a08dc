package org.standwith.guard;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.standwith.TestClock;
import org.standwith.guard.AttackWatch.Sign;
import org.standwith.guard.GuardProperties.Alarm;
import org.standwith.guard.GuardProperties.Mode;
import org.standwith.guard.GuardProperties.Permit;
import org.standwith.guard.GuardProperties.Rate;
import org.standwith.payments.Fact;
import org.standwith.payments.FactListener.News;
import org.standwith.payments.FactListener.OwnedFact;
import org.standwith.payments.Provider;

class AttackWatchTest {

    private static final Provider STRIPE = new Provider("STRIPE");
    private static final Rate RATE = new Rate(1, 1, Duration.ofMinutes(10));

    private final TestClock clock = new TestClock("2026-03-02T12:00:00Z");
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AttackWatch watch = new AttackWatch(
            new GuardProperties(
                    Mode.UNDER_ATTACK,
                    100,
                    RATE,
                    RATE,
                    RATE,
                    RATE,
                    RATE,
                    new Permit(Duration.ofMinutes(1), 1),
                    new Alarm(20, 5, 60, Duration.ofMinutes(15))),
            clock,
            meters);
    private int payments;

    @Test
    void manyDeclinedPaymentsAreAnAttackIfTheyAreMostOfAll() {
        for (int i = 0; i < 4; i++) {
            tell(declined());
        }
        assertThat(watch.isUnderAttack()).isFalse();
        tell(paid(), paid(), paid(), paid());
        tell(declined());
        assertThat(watch.isUnderAttack()).as("5 of 9, which is 55 per cent").isFalse();
        tell(declined());
        assertThat(watch.isUnderAttack()).as("6 of 10").isTrue();
    }

    @Test
    void manyAttemptsAreAnAttack() {
        for (int i = 0; i < 19; i++) {
            watch.note(Sign.ATTEMPT);
        }
        assertThat(watch.isUnderAttack()).isFalse();
        watch.note(Sign.ATTEMPT);
        assertThat(watch.isUnderAttack()).isTrue();
    }

    @Test
    void whatHappensOverALongTimeIsNone() {
        for (int i = 0; i < 100; i++) {
            tell(declined());
            watch.note(Sign.ATTEMPT);
            clock.pass(Duration.ofMinutes(4));
        }
        assertThat(watch.isUnderAttack()).isFalse();
    }

    @Test
    void whatIsToldLateSaysNothingOfToday() {
        for (int i = 0; i < 100; i++) {
            tell(new Fact.PaymentFailed(
                    STRIPE, "ch_old" + i, "card_declined", clock.instant().minus(Duration.ofDays(1))));
        }
        assertThat(watch.state()).isEqualTo(new State.Calm(new State.Figures(0, 0, 0, 0)));
    }

    @Test
    void anAttackEndsAWhileAfterItsLastSign() {
        Instant since = clock.instant();
        attack();
        assertThat(gauge()).isEqualTo(1);
        assertThat(watch.state())
                .isEqualTo(new State.UnderAttack(
                        since, since.plus(Duration.ofMinutes(15)), new State.Figures(0, 0, 0, 5)));

        clock.pass(Duration.ofMinutes(14));
        attack();
        // As long as the numbers of the last quarter of an hour are what they are, it goes on.
        clock.pass(Duration.ofMinutes(14));
        assertThat(watch.state())
                .isEqualTo(new State.UnderAttack(
                        since, clock.instant().plus(Duration.ofMinutes(15)), new State.Figures(0, 0, 0, 5)));
        clock.pass(Duration.ofMinutes(15).minusSeconds(1));
        assertThat(watch.isUnderAttack()).isTrue();
        clock.pass(Duration.ofSeconds(1));
        assertThat(watch.state()).isEqualTo(new State.Calm(new State.Figures(0, 0, 0, 0)));
    }

    @Test
    void theLogTellsWhenAnAttackBeginsAndEndsWithNumbersOnly() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(AttackWatch.class);
        lines.start();
        logger.addAppender(lines);
        try {
            attack();
            attack();
            assertThat(told(lines))
                    .containsExactly(
                            "It looks as if stolen cards were tried [attempts=\"0\", paid=\"0\", declined=\"5\"]");

            clock.pass(Duration.ofMinutes(31));
            assertThat(gauge()).isZero();
            assertThat(gauge()).isZero();
            assertThat(told(lines))
                    .hasSize(2)
                    .last()
                    .isEqualTo("It no longer looks as if stolen cards were tried"
                            + " [attempts=\"0\", paid=\"0\", declined=\"0\"]");
        } finally {
            logger.detachAppender(lines);
        }
    }

    private static List<String> told(ListAppender<ILoggingEvent> lines) {
        return lines.list.stream()
                .map(line -> line.getMessage() + " " + line.getKeyValuePairs())
                .toList();
    }

    private double gauge() {
        return meters.get("standwith.guard.attack").gauge().value();
    }

    private void attack() {
        for (int i = 0; i < 5; i++) {
            tell(declined());
        }
    }

    private void tell(Fact... facts) {
        watch.on(new News(
                List.of(facts).stream().map(fact -> new OwnedFact(fact, null)).toList(), List.of(), Set.of()));
    }

    private Fact declined() {
        return new Fact.PaymentFailed(STRIPE, "ch_" + ++payments, "card_declined", clock.instant());
    }

    private Fact paid() {
        return new Fact.PaymentSucceeded(STRIPE, "ch_" + ++payments, Money.of(CurrencyUnit.USD, 5), clock.instant());
    }
}
