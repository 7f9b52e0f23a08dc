package org.standwith.guard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.standwith.AtOnce;
import org.standwith.TestClock;
import org.standwith.vault.BlindIndexes;
import tools.jackson.databind.json.JsonMapper;

@GuardTest
class ProofsTest {

    @Autowired
    Proofs proofs;

    @Autowired
    SpentProofs spent;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    BlindIndexes indexes;

    @Autowired
    GuardProperties properties;

    @Autowired
    JsonMapper json;

    @Test
    void t29AProofIsTakenOnceAndNeverAgain() {
        String proof = Solver.solve(proofs.challenge());

        assertThat(proofs.redeem(proof)).isTrue();
        assertThat(proofs.redeem(proof)).isFalse();
        clock.pass(Duration.ofMinutes(9));
        assertThat(proofs.redeem(proof)).isFalse();
        spent.forget();
        assertThat(proofs.redeem(proof)).isFalse();
    }

    /** ALTCHA's library takes the same proof in more than one way of writing it. */
    @Test
    void t29AProofThatIsWrittenAnotherWayIsTheSameProof() {
        Map<String, Object> fields = Solver.fields(proofs.challenge());
        String salt = String.valueOf(fields.get("salt"));
        List<String> ways = new ArrayList<>();
        ways.add(Solver.payload(fields));
        for (String other :
                List.of(salt.replaceFirst("&$", ""), salt + "&", salt + "&x=1&", salt.replace("?", "?x=1&"))) {
            fields.put("salt", other);
            ways.add(Solver.payload(fields));
        }
        fields.put("salt", salt);
        fields.remove("took");
        ways.add(Solver.payload(fields));
        ways.add(" " + Solver.payload(fields) + "\n");
        fields.put("challenge", String.valueOf(fields.get("challenge")).toUpperCase(Locale.ROOT));
        ways.add(Solver.payload(fields));

        assertThat(ways.stream().filter(proofs::redeem)).hasSizeLessThanOrEqualTo(1);
        assertThat(ways.reversed().stream().filter(proofs::redeem)).isEmpty();
    }

    /** Digits that move from the number to the salt leave the text that is hashed as it was. */
    @Test
    void t29AProofWhoseDigitsAreMovedToItsExpiryIsRefused() {
        Map<String, Object> fields = Solver.fields(proofs.challenge());
        String number = String.valueOf(fields.get("number"));
        String salt = String.valueOf(fields.get("salt"));
        clock.pass(Duration.ofMinutes(11));

        for (int digits = 1; digits <= number.length(); digits++) {
            fields.put("salt", salt + number.substring(0, digits));
            String rest = number.substring(digits);
            fields.put("number", rest.isEmpty() ? 0 : Long.parseLong(rest));
            assertThat(proofs.redeem(Solver.payload(fields)))
                    .as(fields.toString())
                    .isFalse();
        }
    }

    @Test
    void t29AProofIsGoodForTenMinutes() {
        String early = Solver.solve(proofs.challenge());
        String late = Solver.solve(proofs.challenge());

        clock.pass(Duration.ofMinutes(10).minusSeconds(1));
        assertThat(proofs.redeem(early)).isTrue();
        clock.pass(Duration.ofSeconds(1));
        assertThat(proofs.redeem(late)).isFalse();
    }

    @Test
    void t29AProofIsGoodAcrossMidnight() {
        Instant midnight = clock.instant().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
        clock.pass(Duration.between(clock.instant(), midnight).minusMinutes(5));
        String proof = Solver.solve(proofs.challenge());
        clock.pass(Duration.ofMinutes(6));

        assertThat(proofs.redeem(proof)).isTrue();
    }

    static Stream<Arguments> alterations() {
        return Stream.<Map.Entry<String, Consumer<Map<String, Object>>>>of(
                        Map.entry("another number", fields -> fields.put("number", 501)),
                        Map.entry("no number", fields -> fields.remove("number")),
                        Map.entry("a number that is none", fields -> fields.put("number", "many")),
                        Map.entry(
                                "a later expiry",
                                fields -> fields.put(
                                        "salt",
                                        String.valueOf(fields.get("salt")).replace("expires=1", "expires=9"))),
                        Map.entry("no expiry", fields -> fields.put("salt", "0123456789ab")),
                        Map.entry("no salt", fields -> fields.remove("salt")),
                        Map.entry("another algorithm", fields -> fields.put("algorithm", "SHA-1")),
                        Map.entry("no algorithm", fields -> fields.put("algorithm", "none")),
                        Map.entry("a signature of nobody", fields -> fields.put("signature", "00".repeat(32))),
                        Map.entry("no signature", fields -> fields.remove("signature")),
                        Map.entry("no challenge", fields -> fields.remove("challenge")))
                .map(each -> Arguments.argumentSet(each.getKey(), each.getValue()));
    }

    @ParameterizedTest
    @MethodSource("alterations")
    void t29AProofThatWasAlteredIsRefused(Consumer<Map<String, Object>> alteration) {
        Map<String, Object> fields = Solver.fields(proofs.challenge());
        alteration.accept(fields);

        assertThat(proofs.redeem(Solver.payload(fields))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", "{}", "null", "[]", "\u0000"})
    void t29WhatIsNoProofIsRefused(String text) {
        assertThat(proofs.redeem(text)).isFalse();
        assertThat(proofs.redeem(Base64.getEncoder().encodeToString(text.getBytes(UTF_8))))
                .isFalse();
        assertThat(proofs.redeem(text.repeat(2_000))).isFalse();
    }

    @Test
    void t29AProofThatAnotherDaysKeyHasSignedIsRefused() {
        for (int days : new int[] {-400, -3, -2, 1, 2}) {
            // A node whose clock is wrong, but for its expiry: only the key is of another day.
            Proofs elsewhen = node(Clock.offset(clock, Duration.ofDays(days)));
            Map<String, Object> fields = Solver.fields(elsewhen.challenge());
            assertThat(proofs.redeem(Solver.payload(fields))).as(days + " days").isFalse();
        }
    }

    @Test
    void t29TheKeysOfTwoDaysAndOfTwoUsesAreNotTheSame() {
        DailyKeys today = new DailyKeys(indexes, clock);
        DailyKeys tomorrow = new DailyKeys(indexes, Clock.offset(clock, Duration.ofDays(1)));
        DailyKeys dayAfter = new DailyKeys(indexes, Clock.offset(clock, Duration.ofDays(2)));

        String key = today.current(DailyKeys.Use.CHALLENGE);
        assertThat(key).hasSize(32).isNotEqualTo(today.current(DailyKeys.Use.PERMIT));
        assertThat(new DailyKeys(indexes, clock).current(DailyKeys.Use.CHALLENGE))
                .isEqualTo(key);
        assertThat(tomorrow.accepted(DailyKeys.Use.CHALLENGE)).contains(key);
        assertThat(dayAfter.accepted(DailyKeys.Use.CHALLENGE)).doesNotContain(key);
        assertThat(today.accepted(DailyKeys.Use.CHALLENGE)).doesNotContain(tomorrow.current(DailyKeys.Use.CHALLENGE));
    }

    @Test
    void t29OfTwoNodesThatAreShownAProofAtOnceExactlyOneTakesIt() throws Exception {
        List<Proofs> nodes = List.of(node(clock), node(clock));
        for (int round = 0; round < 20; round++) {
            String proof = Solver.solve(nodes.get(round % 2).challenge());
            AtomicInteger turn = new AtomicInteger();

            List<Boolean> taken =
                    AtOnce.times(8, () -> nodes.get(turn.getAndIncrement() % 2).redeem(proof));

            assertThat(taken.stream().filter(each -> each)).hasSize(1);
        }
    }

    @Test
    void whatWasUsedIsForgottenWhenItWouldNotBeValidAnywayAndNotBefore() {
        assertThat(proofs.redeem(Solver.solve(proofs.challenge()))).isTrue();
        assertThat(kept()).isNotZero();

        clock.pass(Duration.ofMinutes(10));
        spent.forget();
        assertThat(kept()).isNotZero();

        clock.pass(Duration.ofHours(2));
        spent.forget();
        assertThat(kept()).isZero();
    }

    @Test
    void whatIsKeptOfAProofDoesNotTellWhenItWasMade() {
        assertThat(proofs.redeem(Solver.solve(proofs.challenge()))).isTrue();

        assertThat(jdbc.sql("select count(*) from spent_proof where minute(expires_at) <> 0 or second(expires_at) <> 0")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private int kept() {
        return jdbc.sql("select count(*) from spent_proof").query(Integer.class).single();
    }

    private Proofs node(Clock own) {
        return new Proofs(new DailyKeys(indexes, own), new SpentProofs(jdbc, own), properties, json, own);
    }
}
