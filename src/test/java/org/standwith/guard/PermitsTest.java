package org.standwith.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.standwith.AtOnce;
import org.standwith.TestClock;
import org.standwith.guard.Permits.Redemption;
import org.standwith.vault.BlindIndexes;

@GuardTest
class PermitsTest {

    private static final Duration WAIT = Duration.ofMinutes(1);

    @Autowired
    Permits permits;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    BlindIndexes indexes;

    @Autowired
    GuardProperties properties;

    @BeforeEach
    void nobodyHasComeThisMinute() {
        clock.pass(Duration.ofMinutes(2));
    }

    @Test
    void aPermitWorksAfterTheWaitAndSaysHowLongBefore() {
        String permit = permits.issue();

        assertThat(permits.redeem(permit)).isEqualTo(new Redemption.Early(WAIT));
        clock.pass(Duration.ofSeconds(59));
        assertThat(permits.redeem(permit)).isEqualTo(new Redemption.Early(Duration.ofSeconds(1)));
        clock.pass(Duration.ofSeconds(1));
        assertThat(permits.redeem(permit)).isEqualTo(new Redemption.Good());
    }

    @Test
    void t29APermitIsTakenOnceAndNeverAgain() {
        String permit = waited();

        assertThat(permits.redeem(permit)).isEqualTo(new Redemption.Good());
        assertThat(permits.redeem(permit)).isEqualTo(new Redemption.Refused());
        clock.pass(Duration.ofMinutes(59));
        assertThat(permits.redeem(permit)).isEqualTo(new Redemption.Refused());
    }

    @Test
    void t29APermitIsGoodForAnHourAfterTheWait() {
        String good = permits.issue();
        String late = permits.issue();
        clock.pass(WAIT.plusHours(1));
        assertThat(permits.redeem(good)).isEqualTo(new Redemption.Good());
        clock.pass(Duration.ofSeconds(1));
        assertThat(permits.redeem(late)).isEqualTo(new Redemption.Refused());
    }

    @Test
    void t29APermitThatWasAlteredAnywhereIsRefused() {
        byte[] bytes = Base64.getUrlDecoder().decode(waited());

        for (int at = 0; at < bytes.length; at++) {
            byte[] altered = bytes.clone();
            altered[at] ^= 1;
            assertThat(permits.redeem(Base64.getUrlEncoder().encodeToString(altered)))
                    .as("byte " + at)
                    .isEqualTo(new Redemption.Refused());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", "AAAA", "€"})
    void t29WhatIsNoPermitIsRefused(String text) {
        assertThat(permits.redeem(text)).isEqualTo(new Redemption.Refused());
        assertThat(permits.redeem(waited() + "AAAA")).isEqualTo(new Redemption.Refused());
    }

    @Test
    void t29APermitThatAnotherDaysKeyHasSignedIsRefused() {
        for (int days : new int[] {-400, -2, 1, 2}) {
            String permit = node(Clock.offset(clock, Duration.ofDays(days))).issue();
            assertThat(permits.redeem(permit)).as(days + " days").isEqualTo(new Redemption.Refused());
        }
    }

    @Test
    void t29OfTwoNodesThatAreShownAPermitAtOnceExactlyOneTakesIt() throws Exception {
        for (int round = 0; round < 10; round++) {
            List<Permits> nodes = List.of(node(clock), node(clock));
            String permit = waited();
            AtomicInteger turn = new AtomicInteger();

            List<Redemption> redeemed =
                    AtOnce.times(8, () -> nodes.get(turn.getAndIncrement() % 2).redeem(permit));

            assertThat(redeemed.stream().filter(new Redemption.Good()::equals)).hasSize(1);
        }
    }

    @Test
    void t28FewPermitsWorkInAMinuteAndTheOthersAreStillGoodInTheNext() {
        List<String> many =
                IntStream.range(0, 20).mapToObj(i -> permits.issue()).toList();
        clock.pass(WAIT);

        List<String> left = many.stream()
                .filter(permit -> permits.redeem(permit).equals(new Redemption.Crowded()))
                .toList();

        assertThat(left).hasSize(20 - GuardTest.PERMITS);
        clock.pass(Duration.ofMinutes(1));
        assertThat(permits.redeem(left.getFirst())).isEqualTo(new Redemption.Good());
    }

    @Test
    void usedPermitsDoNotKeepOthersOut() {
        String used = permits.issue();
        String good = permits.issue();
        clock.pass(WAIT);
        assertThat(permits.redeem(used)).isEqualTo(new Redemption.Good());
        for (int i = 0; i < 50; i++) {
            assertThat(permits.redeem(used)).isEqualTo(new Redemption.Refused());
        }

        assertThat(permits.redeem(good)).isEqualTo(new Redemption.Good());
    }

    private String waited() {
        String permit = permits.issue();
        clock.pass(WAIT);
        return permit;
    }

    private Permits node(Clock own) {
        return new Permits(
                new DailyKeys(indexes, own), new SpentProofs(jdbc, own), new Limits(properties, own), properties, own);
    }
}
