package org.standwith.payments.paypal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.standwith.payments.SandboxGiver.BACK;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.standwith.money.Cadence;
import org.standwith.payments.Change;
import org.standwith.payments.Changing;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Fact.SubscriptionSeen.Standing;
import org.standwith.payments.Mending;
import org.standwith.payments.SandboxGiver;
import org.standwith.payments.SandboxGiver.Paid;
import standwith.sandbox.Sandbox;
import standwith.sandbox.paypal.PayPal;

/** What becomes of subscriptions at the sandbox's PayPal after they were changed. */
class PayPalChangedTest {

    private static final Money SEVEN = Money.parse("USD 7.00");
    private static final Money SIXTY = Money.parse("USD 60.00");
    private static final Change TO_ANNUAL = new Change.ToCadence(Cadence.ANNUAL, SIXTY);
    private static final Change PAUSE = new Change.Pause(Instant.parse("2099-01-01T00:00:00Z"));

    private static @Nullable SandboxGiver giver;

    private String id = "";
    private Paid paid = List::of;

    @BeforeAll
    static void start() {
        giver = new SandboxGiver(PayPalChangedTest::adapter);
    }

    @AfterAll
    static void stop() {
        giver().close();
    }

    @BeforeEach
    void somebodyGivesFiveDollarsAMonth() {
        id = giver().give(Cadence.MONTHLY, "USD 5.00");
        paid = giver().watch();
        giver().forget();
    }

    @AfterEach
    void nobodyGives() {
        giver().provider().end(id);
    }

    private static SandboxGiver giver() {
        return Objects.requireNonNull(giver);
    }

    private static PayPal paypal() {
        return giver().sandbox().paypal();
    }

    private static PayPalProvider adapter(Sandbox sandbox) {
        return PayPalConfiguration.provider(
                new PayPalProperties(
                        "client-id",
                        "client-secret",
                        sandbox.paypalApi(),
                        "WH-1",
                        List.of(sandbox.address().getAuthority()),
                        List.of(sandbox.paypalTrustAnchor()),
                        "Contribution",
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(20)),
                FakePayPal.COUNTRIES.levels(),
                sandbox.clock());
    }

    @Test
    void anotherAmountIsPaidFromTheNextPeriodOn() {
        assertThat(SandboxGiver.seen(change(new Change.ToAmount(SEVEN))).amount())
                .isEqualTo(SEVEN);
        assertThat(paid.since()).isEmpty();

        giver().pass(Period.ofMonths(1).plusDays(1));

        assertThat(paid.since()).containsExactly(700L);
        assertThat(lastTold().amount()).isEqualTo(SEVEN);
    }

    /** PayPal promises its payers ten days. */
    @Test
    void aPaymentWithinTenDaysIsStillTheOldOne() {
        giver().pass(Period.ofDays(25));
        change(new Change.ToAmount(SEVEN));

        giver().pass(Period.ofMonths(1).plusDays(7));

        assertThat(paid.since()).containsExactly(500L, 700L);
    }

    @Test
    void anotherCadenceBeginsWhenItIsAgreedToAndWhatIsPaidEnds() {
        Instant end = giver().seen(id).paidUntil();
        URI page = ((Changing.ToBeAgreed) change(TO_ANNUAL)).page();
        assertThat(giver().seen(id).cadence()).isEqualTo(Cadence.MONTHLY);
        assertThat(SandboxGiver.show(page).body()).contains("USD 60.00", "every year");

        assertThat(SandboxGiver.press(page, "button=APPROVE").headers().firstValue("Location"))
                .hasValueSatisfying(back -> assertThat(back).startsWith(BACK.toString()));

        assertThat(lastTold())
                .returns(Cadence.ANNUAL, SubscriptionSeen::cadence)
                .returns(SIXTY, SubscriptionSeen::amount);
        assertThat(change(TO_ANNUAL)).isInstanceOf(Changing.Changed.class);
        assertThat(giver().seen(id).paidUntil()).isEqualTo(end);
        assertThat(paid.since()).isEmpty();
        giver().pass(Period.ofMonths(4));
        assertThat(paid.since()).containsExactly(6000L);
    }

    @Test
    void aCadenceThatIsNotAgreedToIsNoOther() {
        URI page = ((Changing.ToBeAgreed) change(TO_ANNUAL)).page();
        SandboxGiver.press(page, "button=ABANDON");

        giver().pass(Period.ofMonths(1).plusDays(1));

        assertThat(paid.since()).containsExactly(500L);
    }

    @Test
    void nothingIsTakenInAPauseNorAfterwardsForIt() {
        assertThat(SandboxGiver.seen(change(PAUSE)).standing()).isEqualTo(Standing.PAUSED);
        assertThat(lastTold().standing()).isEqualTo(Standing.PAUSED);
        giver().pass(Period.ofMonths(2).plusDays(3));

        assertThat(SandboxGiver.seen(change(new Change.Resume())).standing()).isEqualTo(Standing.ACTIVE);
        assertThat(lastTold().standing()).isEqualTo(Standing.ACTIVE);
        assertThat(paid.since()).isEmpty();
        giver().pass(Period.ofMonths(1));

        assertThat(paid.since()).containsExactly(500L);
    }

    /** PayPal would try it again at once, or else add it to the next payment. */
    @Test
    void whatCouldNotBeCollectedBeforeAPauseIsNotTakenAfterIt() {
        paypal().failNextRenewal(id);
        giver().pass(Period.ofMonths(1).plusDays(1));
        assertThat(giver().seen(id).standing()).isEqualTo(Standing.PAST_DUE);
        change(PAUSE);
        giver().pass(Period.ofMonths(1));

        assertThat(change(new Change.Resume())).isInstanceOf(Changing.Changed.class);
        giver().pass(Period.ofDays(1));
        assertThat(paid.since()).isEmpty();
        giver().pass(Period.ofMonths(1));

        assertThat(paid.since()).containsExactly(500L);
    }

    @Test
    void whatEndsWithThePeriodTakesNothingMoreAndCanBeKept() {
        change(new Change.EndWithPeriod());
        giver().pass(Period.ofMonths(2));
        assertThat(paid.since()).isEmpty();

        change(new Change.KeepOn());
        giver().pass(Period.ofMonths(1));

        assertThat(paid.since()).containsExactly(500L);
        giver().provider().end(id);
        assertThat(change(new Change.KeepOn())).isEqualTo(new Changing.Refused("ended"));
    }

    @Test
    void whatFailedPaymentsSuspendedGoesOnWithAnotherCardAlone() {
        paypal().failRenewals(id, 3);
        giver().pass(Period.ofMonths(1).plusDays(12));
        assertThat(giver().seen(id).standing()).isEqualTo(Standing.PAST_DUE);
        assertThat(change(new Change.Resume())).isEqualTo(new Changing.Refused("SUBSCRIPTION_CANNOT_BE_ACTIVATED"));

        URI page = ((Mending.InTheirAccount) giver().provider().mend(id, BACK, BACK, Locale.ENGLISH, "card-1")).page();
        assertThat(SandboxGiver.show(page).body()).contains("USD 5.00", "every month", "SUSPENDED");
        SandboxGiver.press(page.resolve(id), "pays=true");

        assertThat(lastTold().standing()).isEqualTo(Standing.ACTIVE);
        assertThat(giver().seen(id).standing()).isEqualTo(Standing.ACTIVE);
        assertThat(paid.since()).containsExactly(500L);
    }

    @Test
    void aCardThatIsRefusedFailsAtItsNextPayment() {
        paypal().choose(id, false);
        giver().pass(Period.ofMonths(1).plusDays(1));

        assertThat(paid.since()).isEmpty();
        assertThat(giver().seen(id).standing()).isEqualTo(Standing.PAST_DUE);
    }

    @Test
    void aLostAnswerIsSettledByHowItIsThen() {
        paypal().loseAnswers(3);

        assertThat(change(PAUSE)).isInstanceOf(Changing.Unknown.class);
        assertThat(change(PAUSE)).isInstanceOf(Changing.Changed.class);
        assertThat(giver().seen(id).standing()).isEqualTo(Standing.PAUSED);
    }

    private Changing change(Change change) {
        return giver().change(id, change);
    }

    private SubscriptionSeen lastTold() {
        return giver().told().stream()
                .filter(SubscriptionSeen.class::isInstance)
                .map(SubscriptionSeen.class::cast)
                .toList()
                .getLast();
    }
}
