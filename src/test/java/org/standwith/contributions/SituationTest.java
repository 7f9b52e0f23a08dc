package org.standwith.contributions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.standwith.contributions.Alteration.Kind;
import org.standwith.contributions.Giving.Standing;
import org.standwith.money.Cadence;

/** Whether something can be changed, and if not, why: for each state and each wish. */
class SituationTest {

    private static final Money FIVE = Money.parse("USD 5.00");

    private static final String TABLE = """
        .            AMOUNT    CADENCE   PAUSE     SKIP      RESUME     END       END_WITH_PERIOD KEEP_ON    CARD      LAPSE
        PENDING      NOT_BEGUN NOT_BEGUN NOT_BEGUN NOT_BEGUN NOT_BEGUN  NOT_BEGUN NOT_BEGUN       NOT_BEGUN  NOT_BEGUN NOT_BEGUN
        EXPIRED      NOT_BEGUN NOT_BEGUN NOT_BEGUN NOT_BEGUN NOT_BEGUN  NOT_BEGUN NOT_BEGUN       NOT_BEGUN  NOT_BEGUN NOT_BEGUN
        GIVEN        ONCE      ONCE      ONCE      ONCE      ONCE       ONCE      ONCE            ONCE       ONCE      ONCE
        ACTIVE       yes       yes       yes       yes       NOT_PAUSED yes       yes             NOT_ENDING yes       NOT_OVERDUE
        ENDING       ENDING    ENDING    ENDING    ENDING    ENDING     yes       ENDING          yes        ENDING    NOT_OVERDUE
        OVERDUE      yes       OVERDUE   yes       OVERDUE   NOT_PAUSED yes       yes             NOT_ENDING yes       yes
        PAUSED       yes       PAUSED    yes       PAUSED    yes        yes       PAUSED          NOT_ENDING yes       NOT_OVERDUE
        ENDED        ENDED     ENDED     ENDED     ENDED     ENDED      ENDED     ENDED           ENDED      ENDED     ENDED
        """;

    static Stream<Arguments> everyPair() {
        String[][] cells = TABLE.lines().map(line -> line.split(" +")).toArray(String[][]::new);
        return Arrays.stream(cells)
                .skip(1)
                .flatMap(line -> Stream.iterate(1, column -> column + 1)
                        .limit(line.length - 1)
                        .map(column ->
                                Arguments.of(Standing.valueOf(line[0]), Kind.valueOf(cells[0][column]), line[column])));
    }

    private static Situation situation(Standing standing, Cadence cadence, @Nullable Kind busyWith) {
        return new Situation(standing, cadence, FIVE, false, false, busyWith);
    }

    private static String told(Optional<Refusal> refusal) {
        return refusal.map(Enum::name).orElse("yes");
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void eachPairOfStateAndWishIsAllowedOrSaysWhyNot(Standing standing, Kind kind, String expected) {
        assertThat(told(situation(standing, Cadence.MONTHLY, null).against(kind)))
                .isEqualTo(expected);
    }

    @Test
    void noPairIsLeftOut() {
        assertThat(everyPair()).hasSize(Standing.values().length * Kind.values().length);
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void annuallyOnlyAPauseIsDifferent(Standing standing, Kind kind, String expected) {
        assertThat(told(situation(standing, Cadence.ANNUAL, null).against(kind)))
                .isEqualTo(kind == Kind.PAUSE && expected.equals("yes") ? "ANNUAL" : expected);
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void whileAnotherChangeIsWithTheProviderOnlyTheEndCanBeAskedFor(Standing standing, Kind kind, String expected) {
        Situation busy = situation(standing, Cadence.MONTHLY, Kind.AMOUNT);

        assertThat(told(busy.against(kind))).isEqualTo(expected.equals("yes") && kind != Kind.END ? "BUSY" : expected);
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void whileItsEndIsWithTheProviderNothingCan(Standing standing, Kind kind, String expected) {
        Situation ending = situation(standing, Cadence.MONTHLY, Kind.END);
        Situation lapsing = situation(standing, Cadence.MONTHLY, Kind.LAPSE);
        String untilConfirmed = standing == Standing.ENDED ? "ENDED" : "BEING_ENDED";

        assertThat(told(ending.against(kind))).isEqualTo(untilConfirmed);
        assertThat(told(lapsing.against(kind)))
                .as("whoever wants the end as well has it for sure")
                .isEqualTo(kind == Kind.END ? expected : untilConfirmed);
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void whatIsTakenBackOrOfNobodyIsNotChanged(Standing standing, Kind kind, String expected) {
        assertThat(new Situation(standing, Cadence.MONTHLY, FIVE, false, true, null).against(kind))
                .contains(Refusal.TAKEN_BACK);
        assertThat(new Situation(standing, Cadence.MONTHLY, FIVE, true, true, null).against(kind))
                .contains(Refusal.FORGOTTEN);
    }

    @Test
    void whatIsSoAlreadyIsSaidToBe() {
        Situation active = situation(Standing.ACTIVE, Cadence.MONTHLY, null);

        assertThat(active.against(new Alteration.ToAmount(FIVE))).contains(Refusal.SAME);
        assertThat(active.against(new Alteration.ToAmount(FIVE.plusMinor(1)))).isEmpty();
        assertThat(active.against(new Alteration.ToCadence(Cadence.MONTHLY, FIVE.plusMinor(1))))
                .contains(Refusal.SAME);
        assertThat(active.against(new Alteration.ToCadence(Cadence.ANNUAL, FIVE)))
                .isEmpty();
    }
}
