package org.standwith.contributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Objects;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.standwith.contributions.Forecast.Charge;
import org.standwith.contributions.Giving.Fixed;
import org.standwith.contributions.Giving.Standing;
import org.standwith.money.Cadence;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Fact.SubscriptionSeen.Source;
import org.standwith.payments.Provider;
import org.standwith.problem.Problem;

/** What will be charged when. */
class ForecastTest {

    private static final Money FIVE = Money.parse("USD 5.00");
    private static final Money NINE = Money.parse("USD 9.00");
    private static final Money SIXTY = Money.parse("USD 60.00");
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final Instant PAID_UNTIL = Instant.parse("2026-03-20T08:00:00Z");

    private static Terms terms(Standing standing, Cadence cadence, @Nullable Instant until, Duration priceKept) {
        return new Terms(
                standing,
                new Prices(FIVE, cadence, List.of(), priceKept),
                new Dues(PAID_UNTIL, cadence.period()),
                until,
                standing == Standing.OVERDUE ? NOW : null);
    }

    private static Forecast of(Alteration wish) {
        return Forecast.of(terms(Standing.ACTIVE, Cadence.MONTHLY, null, Duration.ZERO), wish, NOW);
    }

    private static Charge monthly(Instant at, Money amount) {
        return new Charge(at, amount, Cadence.MONTHLY);
    }

    @Test
    void anotherAmountIsChargedFromTheNextPaymentOn() {
        assertThat(of(new Alteration.ToAmount(SIXTY)))
                .isEqualTo(new Forecast(null, monthly(PAID_UNTIL, SIXTY), null, null, null));
    }

    @Test
    void aPaymentThatIsTooNearIsStillTheOldOne() {
        Terms kept = terms(Standing.ACTIVE, Cadence.MONTHLY, null, Duration.ofDays(10));

        assertThat(Forecast.of(kept, new Alteration.ToAmount(SIXTY), PAID_UNTIL.minus(Duration.ofDays(9))))
                .isEqualTo(new Forecast(
                        null,
                        monthly(PAID_UNTIL, FIVE),
                        monthly(Instant.parse("2026-04-20T08:00:00Z"), SIXTY),
                        null,
                        null));
        assertThat(Forecast.of(kept, new Alteration.ToAmount(SIXTY), PAID_UNTIL.minus(Duration.ofDays(10))))
                .isEqualTo(new Forecast(null, monthly(PAID_UNTIL, SIXTY), null, null, null));
    }

    /** Of a subscription at PayPal that was told to be paid until that date, at this amount since then. */
    private static Terms changed(Standing standing, @Nullable Instant missed, SubscriptionSeen... told) {
        Money now = Objects.requireNonNull(told[told.length - 1].amount());
        return new Terms(
                standing,
                new Prices(now, Cadence.MONTHLY, List.of(told), Duration.ofDays(10)),
                new Dues(PAID_UNTIL, Cadence.MONTHLY.period()),
                null,
                missed);
    }

    private static SubscriptionSeen agreed(Money each, String at) {
        return new SubscriptionSeen(
                new Provider("PAYPAL"),
                "I-1",
                SubscriptionSeen.Standing.ACTIVE,
                Source.EVENT,
                each,
                Cadence.MONTHLY,
                null,
                null,
                null,
                Instant.parse(at));
    }

    private static Fixed fixed(Money each, String then) {
        return new Fixed(each, Instant.parse(then));
    }

    @Test
    void anAmountThatCameTooLateForThePaymentIsNotInIt() {
        SubscriptionSeen before = agreed(FIVE, "2026-02-20T08:00:00Z");

        assertThat(changed(Standing.ACTIVE, null, before, agreed(SIXTY, "2026-03-10T08:00:01Z"))
                        .fixed(NOW))
                .isEqualTo(fixed(FIVE, "2026-04-20T08:00:00Z"));
        assertThat(changed(Standing.ACTIVE, null, before, agreed(SIXTY, "2026-03-10T08:00:00Z"))
                        .fixed(NOW))
                .isNull();
        assertThat(changed(
                                Standing.ACTIVE,
                                null,
                                before,
                                agreed(NINE, "2026-03-11T08:00:00Z"),
                                agreed(SIXTY, "2026-03-12T08:00:00Z"))
                        .fixed(NOW))
                .isEqualTo(fixed(FIVE, "2026-04-20T08:00:00Z"));
        assertThat(changed(Standing.ENDED, null, before, agreed(SIXTY, "2026-03-12T08:00:00Z"))
                        .fixed(NOW))
                .isNull();
    }

    @Test
    void whatIsChangedTwiceIsForetoldAsItWasBeforeTheFirst() {
        Terms changed = changed(
                Standing.ACTIVE, null, agreed(FIVE, "2026-02-20T08:00:00Z"), agreed(NINE, "2026-03-11T08:00:00Z"));
        Instant now = Instant.parse("2026-03-12T08:00:00Z");

        assertThat(Forecast.of(changed, new Alteration.ToAmount(SIXTY), now))
                .isEqualTo(new Forecast(
                        null,
                        monthly(PAID_UNTIL, FIVE),
                        monthly(Instant.parse("2026-04-20T08:00:00Z"), SIXTY),
                        null,
                        null));
        assertThat(Forecast.of(changed, new Alteration.ToAmount(FIVE), now))
                .isEqualTo(new Forecast(null, monthly(PAID_UNTIL, FIVE), null, null, null));
    }

    @Test
    void whatCouldNotBeCollectedStaysAsItWas() {
        Instant missed = Instant.parse("2026-02-20T08:00:00Z");
        Terms changed = changed(
                Standing.OVERDUE, missed, agreed(FIVE, "2026-01-20T08:00:00Z"), agreed(NINE, "2026-02-21T08:00:00Z"));

        assertThat(changed.fixed(NOW)).isEqualTo(fixed(FIVE, "2026-03-20T08:00:00Z"));
        assertThat(Forecast.of(changed, new Alteration.ToAmount(SIXTY), NOW))
                .isEqualTo(new Forecast(FIVE, monthly(PAID_UNTIL, SIXTY), null, null, null));
        assertThat(Forecast.of(changed, new Alteration.AnotherCard(), NOW).next())
                .isEqualTo(monthly(NOW, FIVE));
    }

    @Test
    void anotherCadenceBeginsWhenWhatIsPaidEnds() {
        assertThat(of(new Alteration.ToCadence(Cadence.ANNUAL, SIXTY)))
                .isEqualTo(new Forecast(null, new Charge(PAID_UNTIL, SIXTY, Cadence.ANNUAL), null, null, null));
    }

    @ParameterizedTest
    @CsvSource({"1, 2026-04-17, 2026-04-20", "3, 2026-06-17, 2026-06-20", "12, 2027-03-17, 2027-03-20"})
    void aPauseLeavesOutSoManyPaymentsAndGoesOnThreeDaysBeforeTheNext(int months, String until, String next) {
        assertThat(of(new Alteration.Pause(months)))
                .isEqualTo(new Forecast(
                        null,
                        monthly(Instant.parse(next + "T08:00:00Z"), FIVE),
                        null,
                        Instant.parse(until + "T08:00:00Z"),
                        null));
    }

    @Test
    void whoSkipsAnAnnualPaymentPaysAYearLater() {
        Terms annual = terms(Standing.ACTIVE, Cadence.ANNUAL, null, Duration.ZERO);

        Forecast forecast = Forecast.of(annual, new Alteration.Skip(), NOW);

        assertThat(Objects.requireNonNull(forecast.next()).at()).isEqualTo("2027-03-20T08:00:00Z");
        assertThat(forecast.pausedUntil()).isEqualTo("2027-03-17T08:00:00Z");
    }

    @Test
    void whatIsPausedIsChargedAfterItsPauseOrWhenItGoesOnBefore() {
        Terms paused = terms(Standing.PAUSED, Cadence.MONTHLY, Instant.parse("2026-06-17T08:00:00Z"), Duration.ZERO);

        assertThat(Forecast.of(paused, new Alteration.ToAmount(SIXTY), NOW).next())
                .isEqualTo(monthly(Instant.parse("2026-06-20T08:00:00Z"), SIXTY));
        assertThat(Forecast.of(paused, new Alteration.Resume(), NOW).next()).isEqualTo(monthly(PAID_UNTIL, FIVE));
    }

    @Test
    void whatEndsIsNotChargedAnyMore() {
        assertThat(of(new Alteration.End())).isEqualTo(new Forecast(null, null, null, null, NOW));
        assertThat(of(new Alteration.EndWithPeriod())).isEqualTo(new Forecast(null, null, null, null, PAID_UNTIL));
        assertThat(of(new Alteration.KeepOn()).next()).isEqualTo(monthly(PAID_UNTIL, FIVE));
    }

    @Test
    void anotherCardPaysWhatIsOverdueAtOnce() {
        Terms overdue = terms(Standing.OVERDUE, Cadence.MONTHLY, null, Duration.ZERO);

        assertThat(Forecast.of(overdue, new Alteration.AnotherCard(), NOW).next())
                .isEqualTo(monthly(NOW, FIVE));
        assertThat(of(new Alteration.AnotherCard()).next()).isEqualTo(monthly(PAID_UNTIL, FIVE));
    }

    @Test
    void paymentsAreCountedFromTheLastDateThatWasTold() {
        Instant end = Instant.parse("2026-01-31T08:00:00Z");
        List<org.standwith.payments.Fact> told = List.of(
                seen(end.minus(Duration.ofDays(31)), NOW.minus(Duration.ofDays(70))),
                seen(end, NOW.minus(Duration.ofDays(40))),
                seen(null, NOW.minus(Duration.ofDays(3))));

        Dues dues = Dues.of(told, Cadence.MONTHLY, Instant.EPOCH);

        assertThat(dues.after(end.minusSeconds(1))).isEqualTo(end);
        assertThat(dues.after(end)).isEqualTo("2026-02-28T08:00:00Z");
        assertThat(dues.after(NOW)).as("no day is lost by a short month").isEqualTo("2026-03-31T08:00:00Z");
        assertThat(dues.nth(2, NOW)).isEqualTo("2026-05-31T08:00:00Z");
    }

    @Test
    void whereNoDateWasToldTheyAreCountedFromThePaymentsOrFromTheBeginning() {
        Instant paid = NOW.minus(Duration.ofDays(5));
        PaymentSucceeded payment = new PaymentSucceeded(Telling.STRIPE, "ch_1", FIVE, paid);

        assertThat(Dues.of(List.of(payment, seen(null, NOW)), Cadence.ANNUAL, Instant.EPOCH))
                .isEqualTo(new Dues(paid, Period.ofYears(1)));
        assertThat(Dues.of(List.of(), Cadence.MONTHLY, paid)).isEqualTo(new Dues(paid, Period.ofMonths(1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 13})
    void aPauseOfNoMonthOrOfMoreThanAYearIsAMistake(int months) {
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> new Alteration.Pause(months));
    }

    private static SubscriptionSeen seen(@Nullable Instant paidUntil, Instant at) {
        return new SubscriptionSeen(
                Telling.STRIPE,
                "sub_1",
                SubscriptionSeen.Standing.ACTIVE,
                Source.EVENT,
                FIVE,
                Cadence.MONTHLY,
                paidUntil,
                null,
                null,
                at);
    }
}
