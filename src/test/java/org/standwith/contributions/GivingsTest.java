package org.standwith.contributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.standwith.contributions.Telling.STRIPE;
import static org.standwith.contributions.Telling.dollars;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.standwith.StandwithTest;
import org.standwith.contributions.Giving.Paid;
import org.standwith.contributions.Giving.Standing;
import org.standwith.money.Cadence;
import org.standwith.payments.Door;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.DisputeReinstated;
import org.standwith.payments.Fact.DisputeWithdrawn;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.RefundFailed;
import org.standwith.payments.Fact.RefundMade;
import org.standwith.payments.Fact.SubscriptionSeen;

/** What supporters see of what they give. */
@StandwithTest
class GivingsTest {

    private static final Money FIVE = dollars(500);

    @Autowired
    private Givings givings;

    @Autowired
    private Door door;

    private final String tail = "_" + UUID.randomUUID();
    private Instant now = Instant.EPOCH;
    private UUID contribution = UUID.randomUUID();

    private Desk desk;

    @BeforeEach
    void somebodyBeganTwoMonthsAgo(@Autowired AutowireCapableBeanFactory beans, @Autowired Clock clock) {
        now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        desk = beans.createBean(Desk.class);
        contribution = desk.open(STRIPE, Cadence.MONTHLY, FIVE, now.minus(Duration.ofDays(60)), "reference" + tail);
        tell(new Linked(STRIPE, "sub_1" + tail, "reference" + tail));
    }

    private void tell(Fact... facts) {
        door.admit(List.of(facts));
    }

    private void pays(String charge, Duration ago) {
        tell(
                new Linked(STRIPE, charge + tail, "sub_1" + tail),
                new PaymentSucceeded(STRIPE, charge + tail, FIVE, now.minus(ago)));
    }

    private void seen(
            SubscriptionSeen.Standing standing,
            @Nullable Instant paidUntil,
            @Nullable Instant endsAt,
            @Nullable Instant resumesAt) {
        tell(new SubscriptionSeen(
                STRIPE,
                "sub_1" + tail,
                standing,
                SubscriptionSeen.Source.FETCHED,
                FIVE,
                Cadence.MONTHLY,
                paidUntil,
                endsAt,
                resumesAt,
                now));
    }

    private Giving giving() {
        return givings.of(List.of(contribution)).getFirst();
    }

    @Test
    void whatIsBegunWaitsForADayAndIsNothingThen() {
        assertThat(giving().standing()).isEqualTo(Standing.EXPIRED);
        UUID today = desk.open(STRIPE, Cadence.ONCE, FIVE, now, "another" + tail);

        assertThat(givings.of(List.of(contribution, today)))
                .extracting(Giving::id, Giving::standing)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(today, Standing.PENDING),
                        org.assertj.core.groups.Tuple.tuple(contribution, Standing.EXPIRED));
    }

    @Test
    void itsPaymentsAreThereTheLatestFirstWithWhatWasKeptOfThem() {
        pays("ch_1", Duration.ofDays(59));
        pays("ch_2", Duration.ofDays(29));
        pays("ch_3", Duration.ofDays(1));
        tell(
                new RefundMade(STRIPE, "re_1" + tail, "ch_1" + tail, FIVE, now),
                new RefundFailed(STRIPE, "re_1" + tail, "ch_1" + tail, FIVE, now),
                new RefundMade(STRIPE, "re_2" + tail, "ch_2" + tail, dollars(200), now),
                new DisputeWithdrawn(STRIPE, "dp_1" + tail, "ch_3" + tail, FIVE, FIVE, dollars(1500), now));

        assertThat(giving().payments()).extracting(Paid::kept).containsExactly(dollars(0), dollars(300), FIVE);
        assertThat(giving().payments()).extracting(Paid::amount).containsOnly(FIVE);

        tell(new DisputeReinstated(STRIPE, "dp_2" + tail, "ch_3" + tail, FIVE, FIVE, dollars(1500), now));
        assertThat(giving().payments()).extracting(Paid::kept).containsExactly(FIVE, dollars(300), FIVE);
    }

    @Test
    void itSaysHowItStandsAndUntilWhen() {
        Instant later = now.plus(Duration.ofDays(20));
        pays("ch_1", Duration.ofDays(10));
        assertThat(giving().standing()).isEqualTo(Standing.ACTIVE);

        seen(SubscriptionSeen.Standing.ACTIVE, later, later, null);
        assertThat(giving().standing()).isEqualTo(Standing.ENDING);
        assertThat(giving().until()).isEqualTo(later);
    }

    @Test
    void whatIsPausedSaysUntilWhen() {
        Instant later = now.plus(Duration.ofDays(90));
        pays("ch_1", Duration.ofDays(10));
        seen(SubscriptionSeen.Standing.PAUSED, null, null, later);

        assertThat(giving().standing()).isEqualTo(Standing.PAUSED);
        assertThat(giving().until()).isEqualTo(later);
    }

    @Test
    void whatShouldHaveBeenPaidDaysAgoIsOverdueThoughNobodyToldSo() {
        pays("ch_1", Duration.ofDays(40));

        assertThat(giving().standing()).isEqualTo(Standing.OVERDUE);
    }

    @Test
    void whatEndedHasEnded() {
        pays("ch_1", Duration.ofDays(10));
        seen(SubscriptionSeen.Standing.ENDED, null, null, null);

        assertThat(giving().standing()).isEqualTo(Standing.ENDED);
    }

    @Test
    void contributionsThatThereAreNotAreLeftOut() {
        assertThat(givings.of(List.of())).isEmpty();
        assertThat(givings.of(List.of(UUID.randomUUID()))).isEmpty();
    }

    /** By an amount and a day, whoever reads a log could tell whose it is. */
    @Test
    void nothingOfItGetsIntoALogByAccident() {
        pays("ch_1", Duration.ofDays(10));

        assertThat(giving().toString() + giving().payments()).doesNotContain("5", tail);
    }
}
