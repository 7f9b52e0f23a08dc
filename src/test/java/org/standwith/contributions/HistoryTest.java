package org.standwith.contributions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.standwith.contributions.Giving.Standing;
import org.standwith.contributions.State.Active;
import org.standwith.contributions.State.Declined;
import org.standwith.contributions.State.Ended;
import org.standwith.contributions.State.Ending;
import org.standwith.contributions.State.Expired;
import org.standwith.contributions.State.Given;
import org.standwith.contributions.State.PastDue;
import org.standwith.contributions.State.Paused;
import org.standwith.contributions.State.Pending;
import org.standwith.contributions.State.Waiting;
import org.standwith.money.Cadence;
import org.standwith.payments.CheckoutFact.CheckoutExpired;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.CollectionFailed;
import org.standwith.payments.Fact.PaymentFailed;
import org.standwith.payments.Fact.PaymentPending;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Fact.SubscriptionSeen.Source;
import org.standwith.payments.Provider;

class HistoryTest {

    private static final Provider SOME = new Provider("SOME");
    private static final Money FIVE = Money.ofMinor(CurrencyUnit.USD, 500);
    private static final Money SEVEN = Money.ofMinor(CurrencyUnit.USD, 700);
    private static final Instant CREATED = Instant.parse("2026-01-10T12:00:00Z");
    private static final Instant JANUARY = Instant.parse("2026-01-10T12:01:00Z");
    private static final Instant FEBRUARY = Instant.parse("2026-02-10T12:01:00Z");
    private static final Instant MARCH = Instant.parse("2026-03-10T12:01:00Z");

    @Test
    void nothingHeardIsPending() {
        assertThat(monthly()).isEqualTo(new Pending(CREATED));
    }

    @Test
    void aSinglePaymentIsGiven() {
        assertThat(once(paid("ch_1", JANUARY))).isEqualTo(new Given(JANUARY));
    }

    @Test
    void aDeclineIsForgottenWhenTheNextTrySucceeds() {
        Fact declined = new PaymentFailed(SOME, "ch_1", "card_declined", JANUARY);

        assertThat(once(declined)).isEqualTo(new Declined(JANUARY));
        assertThat(once(paid("ch_2", JANUARY.plusSeconds(30)), declined)).isEqualTo(new Given(JANUARY.plusSeconds(30)));
    }

    @Test
    void whatTheBankHasNotAnsweredWaits() {
        assertThat(once(new PaymentPending(SOME, "cs_1", JANUARY))).isEqualTo(new Waiting(JANUARY));
    }

    @Test
    void aBankThatSaysNoAtLastDeclines() {
        Fact pending = new PaymentPending(SOME, "ch_1", JANUARY);

        // The provider dates both by the charge, which was made when the supporter did their part.
        assertThat(once(pending, new PaymentFailed(SOME, "ch_1", "refused", JANUARY)))
                .isEqualTo(new Declined(JANUARY));
        assertThat(monthly(pending, new CollectionFailed(SOME, "in_1", 1, null, FEBRUARY)))
                .isEqualTo(new Declined(FEBRUARY));
    }

    @Test
    void aFirstPaymentAfterTheEndDoesNotBringASubscriptionBack() {
        Fact ended = seen(SubscriptionSeen.Standing.ENDED, Source.EVENT, FIVE, null, JANUARY);

        assertThat(monthly(ended)).isEqualTo(new Expired(JANUARY));
        assertThat(monthly(ended, paid("ch_1", FEBRUARY))).isEqualTo(new Ended(FEBRUARY));
    }

    @Test
    void aFirstPaymentThatTheProviderTriesAgainIsNotAskedForAnew() {
        assertThat(monthly(uncollected("in_1", 1, JANUARY))).isEqualTo(new Waiting(JANUARY));
        assertThat(monthly(uncollected("in_1", 1, JANUARY), paid("ch_1", FEBRUARY)))
                .isInstanceOf(Active.class);
    }

    @Test
    void aCheckoutThatWasLeftExpiresButMoneyThatComesLaterCounts() {
        Fact expired = new CheckoutExpired(SOME, "cs_1", JANUARY);

        assertThat(once(expired)).isEqualTo(new Expired(JANUARY));
        assertThat(once(expired, paid("ch_1", FEBRUARY))).isEqualTo(new Given(FEBRUARY));
    }

    @Test
    void aMonthlyPaymentHoldsForAMonth() {
        assertThat(monthly(paid("ch_1", JANUARY))).isEqualTo(new Active(JANUARY, FEBRUARY));
        assertThat(monthly(paid("ch_1", JANUARY), paid("ch_2", FEBRUARY))).isEqualTo(new Active(JANUARY, MARCH));
    }

    @Test
    void aRenewalThatCannotBeCollectedIsPastDueUntilItSucceeds() {
        Fact failed = uncollected("in_2", 1, FEBRUARY);

        assertThat(monthly(paid("ch_1", JANUARY), failed))
                .isEqualTo(new PastDue(FEBRUARY, 1, FEBRUARY.plusSeconds(86_400)));
        assertThat(monthly(paid("ch_1", JANUARY), failed, paid("ch_2", FEBRUARY.plusSeconds(60))))
                .isInstanceOf(Active.class);
    }

    @Test
    void aStaleFailureDoesNotMarkAPaidContributionPastDue() {
        Fact stale = uncollected("in_2", 1, FEBRUARY);

        assertThat(monthly(paid("ch_1", JANUARY), paid("ch_2", FEBRUARY.plusSeconds(60)), stale))
                .isInstanceOf(Active.class);
    }

    @Test
    void successAndFailureInTheSameSecondMeanSuccess() {
        assertThat(monthly(paid("ch_2", FEBRUARY), uncollected("in_2", 1, FEBRUARY)))
                .isInstanceOf(Active.class);
    }

    @Test
    void whatHasEndedStaysEndedWhateverArrivesLater() {
        Fact ended = seen(SubscriptionSeen.Standing.ENDED, Source.EVENT, FIVE, null, FEBRUARY);

        assertThat(monthly(paid("ch_1", JANUARY), ended, paid("ch_2", MARCH), active(MARCH)))
                .isEqualTo(new Ended(FEBRUARY));
    }

    @Test
    void aSubscriptionThatIsCancelledToTheEndOfItsPeriodIsActiveUntilThen() {
        State state = monthly(
                paid("ch_1", JANUARY),
                seen(SubscriptionSeen.Standing.ACTIVE, Source.EVENT, FIVE, FEBRUARY, JANUARY.plusSeconds(60)));

        assertThat(state).isEqualTo(new Ending(JANUARY.plusSeconds(60), FEBRUARY));
        assertThat(state.standing(FEBRUARY.minusSeconds(1))).isEqualTo(Standing.ENDING);
        assertThat(state.standing(FEBRUARY)).isEqualTo(Standing.ENDED);
    }

    @Test
    void aPausedSubscriptionGoesOn() {
        Fact paused = seen(SubscriptionSeen.Standing.PAUSED, Source.EVENT, FIVE, null, JANUARY.plusSeconds(60));

        assertThat(monthly(paid("ch_1", JANUARY), paused)).isInstanceOf(Paused.class);
        assertThat(monthly(paid("ch_1", JANUARY), paused, active(JANUARY.plusSeconds(90))))
                .isInstanceOf(Active.class);
    }

    @Test
    void anotherPictureOfAPauseIsNoNewPause() {
        Instant paused = JANUARY.plusSeconds(60);

        assertThat(monthly(
                        paid("ch_1", JANUARY),
                        seen(SubscriptionSeen.Standing.PAUSED, Source.EVENT, FIVE, null, paused),
                        seen(SubscriptionSeen.Standing.PAUSED, Source.FETCHED, FIVE, null, FEBRUARY)))
                .isEqualTo(new Paused(paused, null));
    }

    @Test
    void anActiveSubscriptionOfWhichNothingWasPaidIsStillPending() {
        assertThat(monthly(active(JANUARY))).isInstanceOf(Pending.class);
    }

    @Test
    void theAmountIsWhatTheLatestPictureShows() {
        Fact raised = seen(SubscriptionSeen.Standing.ACTIVE, Source.EVENT, SEVEN, null, FEBRUARY);

        assertThat(History.fold(Cadence.MONTHLY, CREATED, List.of(raised, active(JANUARY)))
                        .amount())
                .contains(SEVEN);
    }

    @Test
    void twoPicturesOfTheSameSecondLeaveItToTheProvider() {
        Fact one = active(JANUARY);
        Fact other = seen(SubscriptionSeen.Standing.ACTIVE, Source.EVENT, SEVEN, null, JANUARY);
        Fact fetched = seen(SubscriptionSeen.Standing.ACTIVE, Source.FETCHED, SEVEN, null, JANUARY);

        assertThat(History.fold(Cadence.MONTHLY, CREATED, List.of(one, other)).undecided())
                .containsExactly("sub_1");
        assertThat(History.fold(Cadence.MONTHLY, CREATED, List.of(one, other, fetched))
                        .undecided())
                .isEmpty();
        assertThat(History.fold(Cadence.MONTHLY, CREATED, List.of(fetched, one, other))
                        .amount())
                .contains(SEVEN);
    }

    @Test
    void aPictureThatComesTwiceLeavesNothingOpen() {
        assertThat(History.fold(Cadence.MONTHLY, CREATED, List.of(active(JANUARY), active(JANUARY)))
                        .undecided())
                .isEmpty();
    }

    @Test
    void aLatePaymentIsOverdueByTheMerePassingOfTime() {
        State state = monthly(paid("ch_1", JANUARY));

        assertThat(state.standing(FEBRUARY)).isEqualTo(Standing.ACTIVE);
        assertThat(state.standing(FEBRUARY.plus(State.LATE).plusSeconds(1))).isEqualTo(Standing.OVERDUE);
    }

    @Test
    void anotherRhythmCountsFromWhenItWasSeenAndNotBefore() {
        Fact annual = seen(Cadence.ANNUAL, MARCH, FEBRUARY.minusSeconds(60));
        List<Fact> facts = List.of(paid("ch_1", JANUARY), seen(Cadence.MONTHLY, FEBRUARY, JANUARY), annual);

        History history = History.fold(Cadence.MONTHLY, CREATED, facts);
        assertThat(history.turn()).contains(new History.Turn(Cadence.ANNUAL, annual.at()));
        assertThat(history.state().until()).isEqualTo(MARCH);
        assertThat(new Cadences(Cadence.MONTHLY, facts).at(JANUARY)).isEqualTo(Cadence.MONTHLY);
        assertThat(new Cadences(Cadence.MONTHLY, facts).at(annual.at().minusSeconds(1)))
                .isEqualTo(Cadence.MONTHLY);
        assertThat(new Cadences(Cadence.MONTHLY, facts).at(annual.at())).isEqualTo(Cadence.ANNUAL);
    }

    /** PayPal tells of a renewal by its payment alone. */
    @Test
    void whatIsPaidAfterItLastsAsLongAsTheNewRhythm() {
        Fact annual = seen(Cadence.ANNUAL, FEBRUARY, JANUARY.plusSeconds(60));
        List<Fact> before = List.of(paid("ch_1", JANUARY), annual);
        Fact renewed = paid("ch_2", FEBRUARY);
        Instant nextYear = Instant.parse("2027-02-10T12:01:00Z");

        History first = History.fold(Cadence.MONTHLY, CREATED, before);
        History whole = History.fold(Cadence.MONTHLY, CREATED, List.of(renewed, annual, before.getFirst()));
        assertThat(whole.state().until()).isEqualTo(nextYear);
        assertThat(History.goOn(Cadence.ANNUAL, first.state(), List.of(renewed)).state())
                .isEqualTo(whole.state());
    }

    @Test
    void aRhythmThatStaysIsNoTurn() {
        assertThat(History.fold(Cadence.MONTHLY, CREATED, List.of(paid("ch_1", JANUARY), active(JANUARY)))
                        .turn())
                .isEmpty();
    }

    private static Fact seen(Cadence cadence, Instant paidUntil, Instant at) {
        return new SubscriptionSeen(
                SOME,
                "sub_1",
                SubscriptionSeen.Standing.ACTIVE,
                Source.EVENT,
                FIVE,
                cadence,
                paidUntil,
                null,
                null,
                at);
    }

    private static State once(Fact... facts) {
        return History.fold(Cadence.ONCE, CREATED, List.of(facts)).state();
    }

    private static State monthly(Fact... facts) {
        return History.fold(Cadence.MONTHLY, CREATED, List.of(facts)).state();
    }

    private static Fact paid(String id, Instant at) {
        return new PaymentSucceeded(SOME, id, FIVE, at);
    }

    private static Fact uncollected(String invoice, int attempt, Instant at) {
        return new CollectionFailed(SOME, invoice, attempt, at.plusSeconds(86_400), at);
    }

    private static Fact active(Instant at) {
        return seen(SubscriptionSeen.Standing.ACTIVE, Source.EVENT, FIVE, null, at);
    }

    private static Fact seen(
            SubscriptionSeen.Standing standing, Source source, Money amount, @Nullable Instant ends, Instant at) {
        return new SubscriptionSeen(SOME, "sub_1", standing, source, amount, Cadence.MONTHLY, null, ends, null, at);
    }
}
