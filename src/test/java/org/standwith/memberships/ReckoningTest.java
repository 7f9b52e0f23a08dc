package org.standwith.memberships;

import static org.assertj.core.api.Assertions.assertThat;
import static org.standwith.contributions.Giving.Standing.ACTIVE;
import static org.standwith.contributions.Giving.Standing.ENDED;
import static org.standwith.contributions.Giving.Standing.ENDING;
import static org.standwith.contributions.Giving.Standing.GIVEN;
import static org.standwith.contributions.Giving.Standing.OVERDUE;
import static org.standwith.memberships.Gift.paid;
import static org.standwith.money.Cadence.ANNUAL;
import static org.standwith.money.Cadence.MONTHLY;
import static org.standwith.money.Cadence.ONCE;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.standwith.contributions.Giving;
import org.standwith.contributions.Giving.Standing;

/** Which tier follows from what somebody gives. */
class ReckoningTest {

    static final Tier FRIEND = tier("friend", "5.00", "5.00", 7);
    static final Tier PATRON = tier("patron", "20.00", "18.00", 0);

    private static final Reckoning RECKONING = new Reckoning(List.of(FRIEND, PATRON), 1);
    private static final String PAID = "2026-03-02T12:00:00Z";

    private static Tier tier(String name, String dollars, String euros, int grace) {
        return new Tier(
                name,
                Map.of(
                        CurrencyUnit.USD, Money.parse("USD " + dollars),
                        CurrencyUnit.EUR, Money.parse("EUR " + euros)),
                List.of(name + "s' letter"),
                Duration.ofDays(grace));
    }

    private static @Nullable String tierAt(String now, Giving... givings) {
        return RECKONING.at(Instant.parse(now), List.of(givings)).tier();
    }

    @Test
    void aMonthlyPaymentHoldsForItsMonthToTheSecond() {
        Giving giving = Gift.of(MONTHLY, ENDING, paid(MONTHLY, "USD 5.00", PAID));

        assertThat(tierAt("2026-03-02T11:59:59Z", giving)).isNull();
        assertThat(RECKONING.at(Instant.parse(PAID), List.of(giving)))
                .isEqualTo(new Membership("friend", List.of("friends' letter"), Instant.parse("2026-04-02T12:00:00Z")));
        assertThat(tierAt("2026-04-02T11:59:59Z", giving)).isEqualTo("friend");
        assertThat(RECKONING.at(Instant.parse("2026-04-02T12:00:00Z"), List.of(giving)))
                .isEqualTo(Membership.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "MONTHLY, 2026-01-31T10:00:00Z, 2026-02-28T10:00:00Z",
        "MONTHLY, 2028-01-31T10:00:00Z, 2028-02-29T10:00:00Z",
        "MONTHLY, 2026-02-28T10:00:00Z, 2026-03-28T10:00:00Z",
        "ANNUAL, 2028-02-29T10:00:00Z, 2029-02-28T10:00:00Z"
    })
    void aMonthIsOneOfTheCalendar(org.standwith.money.Cadence cadence, String at, Instant end) {
        Giving giving = Gift.of(cadence, ENDED, paid(cadence, "USD 60.00", at));

        assertThat(RECKONING.at(Instant.parse(at), List.of(giving)).until()).isEqualTo(end);
    }

    @ParameterizedTest
    @EnumSource(names = {"ACTIVE", "OVERDUE"})
    void graceFollowsWhileTheNextPaymentIsExpected(Standing standing) {
        Giving giving = Gift.of(MONTHLY, standing, paid(MONTHLY, "USD 5.00", PAID));

        assertThat(tierAt("2026-04-09T11:59:59Z", giving)).isEqualTo("friend");
        assertThat(tierAt("2026-04-09T12:00:00Z", giving)).isNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"ENDING", "PAUSED", "ENDED"})
    void whatDoesNotGoOnHoldsToTheEndOfWhatIsPaid(Standing standing) {
        Giving giving = Gift.of(MONTHLY, standing, paid(MONTHLY, "USD 5.00", PAID));

        assertThat(tierAt("2026-04-02T11:59:59Z", giving)).isEqualTo("friend");
        assertThat(tierAt("2026-04-02T12:00:00Z", giving)).isNull();
    }

    @Test
    void eachTierHasItsOwnGrace() {
        Giving giving = Gift.of(MONTHLY, OVERDUE, paid(MONTHLY, "USD 20.00", PAID));

        assertThat(tierAt("2026-04-02T11:59:59Z", giving)).isEqualTo("patron");
        assertThat(tierAt("2026-04-02T12:00:00Z", giving)).isEqualTo("friend");
    }

    @ParameterizedTest
    @CsvSource(
            value = {"60.00, friend", "59.99, none", "240.00, patron", "239.99, friend"},
            nullValues = "none")
    void ofAnAnnualPaymentATwelfthCountsEachMonth(String amount, @Nullable String tier) {
        Giving giving = Gift.of(ANNUAL, ENDING, paid(ANNUAL, "USD " + amount, PAID));

        assertThat(tierAt("2027-03-02T11:59:59Z", giving)).isEqualTo(tier);
        assertThat(tierAt("2027-03-02T12:00:00Z", giving)).isNull();
    }

    @Test
    void aSingleGiftHoldsForAMonth() {
        Giving giving = Gift.of(ONCE, GIVEN, paid(ONCE, "USD 20.00", PAID));

        assertThat(tierAt("2026-04-02T11:59:59Z", giving)).isEqualTo("patron");
        assertThat(tierAt("2026-04-02T12:00:00Z", giving)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            value = {"3, 15.00, friend", "3, 14.99, none", "5, 25.00, friend", "5, 24.99, none", "0, 100.00, none"},
            nullValues = "none")
    void aSingleGiftIsSpreadOverAsManyMonthsAsItLasts(int months, String amount, @Nullable String tier) {
        Reckoning reckoning = new Reckoning(List.of(FRIEND, PATRON), months);
        Giving giving = Gift.of(ONCE, GIVEN, paid(ONCE, "USD " + amount, PAID));

        Membership membership = reckoning.at(Instant.parse(PAID), List.of(giving));

        assertThat(membership.tier()).isEqualTo(tier);
        if (tier != null) {
            assertThat(membership.until()).isEqualTo(Instant.parse("2026-0" + (3 + months) + "-02T12:00:00Z"));
        }
    }

    @Test
    void whatWentBackDoesNotCount() {
        assertThat(tierAt(PAID, Gift.of(MONTHLY, ACTIVE, paid(MONTHLY, "USD 25.00", "USD 20.00", PAID))))
                .isEqualTo("patron");
        assertThat(tierAt(PAID, Gift.of(MONTHLY, ACTIVE, paid(MONTHLY, "USD 25.00", "USD 19.99", PAID))))
                .isEqualTo("friend");
        assertThat(tierAt(PAID, Gift.of(MONTHLY, ACTIVE, paid(MONTHLY, "USD 25.00", "USD 0.00", PAID))))
                .isNull();
    }

    @Test
    void contributionsInOneCurrencyAddUpToTheCent() {
        Giving monthly = Gift.of(MONTHLY, ACTIVE, paid(MONTHLY, "USD 3.34", PAID));
        Giving annual = Gift.of(ANNUAL, ACTIVE, paid(ANNUAL, "USD 19.92", PAID));

        assertThat(tierAt(PAID, monthly, annual)).isEqualTo("friend");
        assertThat(tierAt(PAID, monthly, Gift.of(ANNUAL, ACTIVE, paid(ANNUAL, "USD 19.91", PAID))))
                .isNull();
        assertThat(RECKONING.at(Instant.parse(PAID), List.of(monthly, annual)).until())
                .isEqualTo(Instant.parse("2026-04-09T12:00:00Z"));
    }

    @Test
    void ofSeveralCurrenciesTheOneThatReachesMostDecides() {
        Giving dollars = Gift.of(MONTHLY, ACTIVE, paid(MONTHLY, "USD 5.00", PAID));

        assertThat(tierAt(PAID, dollars, Gift.of(MONTHLY, ACTIVE, paid(MONTHLY, "EUR 17.99", PAID))))
                .isEqualTo("friend");
        assertThat(tierAt(PAID, dollars, Gift.of(MONTHLY, ACTIVE, paid(MONTHLY, "EUR 18.00", PAID))))
                .isEqualTo("patron");
        assertThat(tierAt(PAID, Gift.of(MONTHLY, ACTIVE, paid(MONTHLY, "PLN 500.00", PAID))))
                .isNull();
    }

    /** It was late, and the next one came when it was due. */
    @Test
    void twoPaymentsForTheSameTimeCountOnce() {
        Giving giving = Gift.of(
                MONTHLY, ACTIVE, paid(MONTHLY, "USD 10.00", PAID), paid(MONTHLY, "USD 10.00", "2026-03-20T12:00:00Z"));

        assertThat(tierAt("2026-03-25T12:00:00Z", giving)).isEqualTo("friend");
    }

    @Test
    void whoeverGivesLessFromNowOnHasNoGraceOfWhatWasMore() {
        Giving giving = Gift.of(
                MONTHLY, ACTIVE, paid(MONTHLY, "USD 4.00", "2026-04-02T12:00:00Z"), paid(MONTHLY, "USD 5.00", PAID));

        assertThat(tierAt("2026-04-02T11:59:59Z", giving)).isEqualTo("friend");
        assertThat(tierAt("2026-04-02T12:00:00Z", giving)).isNull();
    }

    @Test
    void whatWasTakenTwiceAndGivenBackOnceStillCounts() {
        Giving giving = Gift.of(
                MONTHLY,
                ACTIVE,
                paid(MONTHLY, "USD 5.00", "USD 0.00", "2026-03-02T12:00:05Z"),
                paid(MONTHLY, "USD 5.00", PAID));

        assertThat(tierAt("2026-03-25T12:00:00Z", giving)).isEqualTo("friend");
    }

    @Test
    void whatWasTakenOverCountsUntilItIsDueThoughNobodyTellsWhatWasPaid() {
        Instant due = Instant.parse("2026-05-01T00:00:00Z");

        assertThat(tierAt("2026-04-30T23:59:59Z", Gift.of(MONTHLY, ENDING, due, List.of())))
                .isEqualTo("friend");
        assertThat(tierAt("2026-05-01T00:00:00Z", Gift.of(MONTHLY, ENDING, due, List.of())))
                .isNull();
        assertThat(tierAt("2026-05-07T23:59:59Z", Gift.of(MONTHLY, ACTIVE, due, List.of())))
                .isEqualTo("friend");
        assertThat(tierAt("2026-04-01T00:00:00Z", Gift.of(ANNUAL, ACTIVE, due, List.of())))
                .isNull();
        assertThat(tierAt("2026-04-01T00:00:00Z", Gift.of(MONTHLY, OVERDUE, due, List.of())))
                .isNull();
    }

    @Test
    void whoeverGivesNothingHasNone() {
        assertThat(RECKONING.at(Instant.parse(PAID), List.of())).isEqualTo(Membership.NONE);
        assertThat(tierAt(PAID, Gift.of(MONTHLY, Standing.PENDING))).isNull();
        assertThat(tierAt(PAID, Gift.of(ONCE, Standing.EXPIRED))).isNull();
    }
}
