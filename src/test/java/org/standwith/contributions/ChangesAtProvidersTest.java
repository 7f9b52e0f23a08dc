package org.standwith.contributions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.standwith.TestDatabase;
import org.standwith.TestStandwith.Providers;
import org.standwith.contributions.Alteration.Kind;
import org.standwith.contributions.ChangeOutcome.Done;
import org.standwith.contributions.ChangeOutcome.InTheirAccount;
import org.standwith.contributions.ChangeOutcome.Refused;
import org.standwith.contributions.ChangeOutcome.ToBeAgreed;
import org.standwith.contributions.ChangeOutcome.UnderWay;
import org.standwith.contributions.Giving.Standing;
import org.standwith.journeys.Stage;
import org.standwith.money.Cadence;

/** What supporters ask for, on the wire to both providers and to the end: what is taken is what we say. */
class ChangesAtProvidersTest {

    private static final Money SEVEN = Money.parse("USD 7.00");
    private static final Money SIXTY = Money.parse("USD 60.00");
    private static final Alteration TO_SEVEN = new Alteration.ToAmount(SEVEN);
    private static final Alteration TO_ANNUAL = new Alteration.ToCadence(Cadence.ANNUAL, SIXTY);
    private static final Duration AN_HOUR = Duration.ofHours(1);
    private static final Duration OVER_A_MONTH = Duration.ofDays(33);

    /** By the country of its bank nothing may be taken here. */
    private static final String FORBIDDEN = "4000006430000009";

    private static final String GOOD = "4000002760000016";

    @SuppressWarnings("NullAway.Init")
    private static Stage stage;

    @SuppressWarnings("NullAway.Init")
    private ProviderGiver giver;

    private final UUID key = UUID.randomUUID();

    @BeforeAll
    static void start() {
        stage = new Stage(Providers.BOTH, TestDatabase.freshSchema(), "--db-scheduler.polling-interval=100ms");
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @AfterEach
    void nobodyGives() {
        stage.sandbox().stripe().loseAnswers(0);
        stage.sandbox().paypal().loseAnswers(0);
        stage.sandbox().webhooks().normal();
        giver.ask(new Alteration.End());
        giver.settle();
        assertThat(standing()).isEqualTo(Standing.ENDED);
    }

    private void gives(String provider) {
        giver = new ProviderGiver(stage, provider);
    }

    private Instant until() {
        return Objects.requireNonNull(giver.giving().until());
    }

    private Standing standing() {
        return giver.giving().standing();
    }

    @ParameterizedTest
    @ValueSource(strings = {"STRIPE", "PAYPAL"})
    void anotherAmountIsTakenFromTheNextPaymentOn(String provider) {
        gives(provider);

        assertThat(giver.ask(TO_SEVEN)).isEqualTo(new Done());
        assertThat(giver.giving().amount()).isEqualTo(SEVEN);
        giver.pass(OVER_A_MONTH);

        assertThat(giver.paid()).containsExactly(700L);
        assertThat(giver.giving().amount()).isEqualTo(SEVEN);
    }

    /** PayPal promises its payers ten days. */
    @Test
    void aPaymentAtPayPalWithinTenDaysIsForetoldAsTheOldOneAndIs() {
        gives("PAYPAL");
        giver.pass(Duration.ofDays(25));
        Forecast forecast = giver.changes().forecast(giver.contribution(), TO_SEVEN);
        assertThat(forecast.next()).isNotNull().returns(Money.parse("USD 5.00"), Forecast.Charge::amount);

        giver.ask(TO_SEVEN);
        assertThat(giver.giving().fixed()).isNotNull().satisfies(fixed -> {
            assertThat(fixed.amount()).isEqualTo(Money.parse("USD 5.00"));
            assertThat(fixed.then())
                    .isEqualTo(Objects.requireNonNull(forecast.then()).at());
        });
        giver.passTo(Objects.requireNonNull(forecast.next()).at().plus(AN_HOUR));
        assertThat(giver.giving().fixed()).isNull();
        giver.passTo(Objects.requireNonNull(forecast.then()).at().plus(AN_HOUR));

        assertThat(forecast.then()).returns(SEVEN, Forecast.Charge::amount);
        assertThat(giver.paid()).containsExactly(500L, 700L);
    }

    @Test
    void anotherCadenceBeginsAtStripeWhenWhatIsPaidEnds() {
        gives("STRIPE");
        Forecast forecast = giver.changes().forecast(giver.contribution(), TO_ANNUAL);

        assertThat(giver.ask(TO_ANNUAL)).isEqualTo(new Done());
        assertThat(giver.giving().cadence()).isEqualTo(Cadence.ANNUAL);
        giver.passTo(Objects.requireNonNull(forecast.next()).at().minus(AN_HOUR));
        assertThat(giver.paid()).isEmpty();
        giver.pass(Duration.ofDays(1));

        assertThat(giver.paid()).containsExactly(6000L);
        assertThat(standing()).isEqualTo(Standing.ACTIVE);
    }

    @Test
    void anotherCadenceBeginsAtPayPalWhenItIsAgreedTo() {
        gives("PAYPAL");
        ToBeAgreed agree = (ToBeAgreed) giver.ask(TO_ANNUAL, key);
        assertThat(giver.ask(TO_ANNUAL, key)).isEqualTo(agree);
        assertThat(giver.returned(key)).isEqualTo(agree);
        assertThat(giver.giving().cadence()).isEqualTo(Cadence.MONTHLY);

        stage.sandbox().webhooks().hold();
        ProviderGiver.press(agree.page(), "button=APPROVE");
        assertThat(giver.returned(key)).as("without any webhook").isEqualTo(new Done());
        stage.sandbox().webhooks().normal();
        giver.settle();

        assertThat(giver.giving()).returns(Cadence.ANNUAL, Giving::cadence).returns(SIXTY, Giving::amount);
        giver.pass(OVER_A_MONTH);
        assertThat(giver.paid()).containsExactly(6000L);
    }

    @Test
    void whoAgreesAtPayPalAndDoesNotComeBackIsHeardAllTheSame() {
        gives("PAYPAL");
        ToBeAgreed agree = (ToBeAgreed) giver.ask(TO_ANNUAL, key);

        ProviderGiver.press(agree.page(), "button=APPROVE");
        giver.settle();

        assertThat(giver.giving()).returns(Cadence.ANNUAL, Giving::cadence).returns(null, Giving::change);
    }

    @Test
    void whatIsNotAgreedToAtPayPalStaysAsItIs() {
        gives("PAYPAL");
        ToBeAgreed agree = (ToBeAgreed) giver.ask(TO_ANNUAL, key);
        ProviderGiver.press(agree.page(), "button=ABANDON");
        assertThat(giver.giving().change()).isNotNull();

        giver.pass(Duration.ofHours(4));

        assertThat(giver.returned(key)).isEqualTo(new Refused(Refusal.EXPIRED));
        giver.pass(OVER_A_MONTH);
        assertThat(giver.paid()).containsExactly(500L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"STRIPE", "PAYPAL"})
    void aPauseLeavesOutWhatItSaysAndGoesOnByItself(String provider) {
        gives(provider);
        Forecast forecast = giver.changes().forecast(giver.contribution(), new Alteration.Pause(2));

        assertThat(giver.ask(new Alteration.Pause(2))).isEqualTo(new Done());
        assertThat(standing()).isEqualTo(Standing.PAUSED);
        assertThat(until()).isEqualTo(forecast.pausedUntil());
        giver.passTo(until().plus(AN_HOUR));

        assertThat(giver.paid()).isEmpty();
        assertThat(standing()).isEqualTo(Standing.ACTIVE);
        giver.passTo(Objects.requireNonNull(forecast.next()).at().plus(Duration.ofHours(3)));
        assertThat(giver.paid()).containsExactly(500L);
        assertThat(standing()).isEqualTo(Standing.ACTIVE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"STRIPE", "PAYPAL"})
    void whoSkipsOnePaymentSkipsOne(String provider) {
        gives(provider);
        Forecast forecast = giver.changes().forecast(giver.contribution(), new Alteration.Skip());

        assertThat(giver.ask(new Alteration.Skip())).isEqualTo(new Done());
        giver.passTo(until().plus(AN_HOUR));
        assertThat(giver.paid()).isEmpty();
        giver.passTo(Objects.requireNonNull(forecast.next()).at().plus(Duration.ofHours(3)));

        assertThat(giver.paid()).containsExactly(500L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"STRIPE", "PAYPAL"})
    void aPauseCanEndBefore(String provider) {
        gives(provider);
        giver.ask(new Alteration.Pause(6));
        giver.pass(OVER_A_MONTH);

        assertThat(giver.ask(new Alteration.Resume())).isEqualTo(new Done());
        assertThat(standing()).isEqualTo(Standing.ACTIVE);
        giver.pass(Duration.ofDays(30));

        assertThat(giver.paid()).containsExactly(500L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"STRIPE", "PAYPAL"})
    void whatIsEndedTakesNothingMore(String provider) {
        gives(provider);

        assertThat(giver.ask(new Alteration.End(), key)).isEqualTo(new Done());
        assertThat(standing()).isEqualTo(Standing.ENDED);
        assertThat(giver.ask(new Alteration.End(), key)).isEqualTo(new Done());
        giver.pass(OVER_A_MONTH);

        assertThat(giver.paid()).isEmpty();
        assertThat(giver.ask(TO_SEVEN)).isEqualTo(new Refused(Refusal.ENDED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"STRIPE", "PAYPAL"})
    void whatEndsWithItsPeriodIsSeenToAndEndsThen(String provider) {
        gives(provider);
        Forecast forecast = giver.changes().forecast(giver.contribution(), new Alteration.EndWithPeriod());

        assertThat(giver.ask(new Alteration.EndWithPeriod())).isEqualTo(new Done());
        assertThat(standing()).isEqualTo(Standing.ENDING);
        assertThat(until()).isEqualTo(forecast.ends());
        giver.passTo(until().minus(AN_HOUR));
        assertThat(standing()).isEqualTo(Standing.ENDING);
        giver.pass(Duration.ofHours(2));

        assertThat(standing()).isEqualTo(Standing.ENDED);
        giver.pass(OVER_A_MONTH);
        assertThat(giver.paid()).isEmpty();
        String status = provider.equals("STRIPE")
                ? stage.sandbox()
                        .stripe()
                        .object(giver.subscription())
                        .path("status")
                        .asString()
                : stage.sandbox()
                        .paypal()
                        .object(giver.subscription())
                        .path("status")
                        .asString();
        assertThat(status).isEqualToIgnoringCase(provider.equals("STRIPE") ? "canceled" : "CANCELLED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"STRIPE", "PAYPAL"})
    void whatWasToEndCanBeKept(String provider) {
        gives(provider);
        giver.ask(new Alteration.EndWithPeriod());
        giver.pass(Duration.ofDays(2));

        assertThat(giver.ask(new Alteration.KeepOn())).isEqualTo(new Done());
        assertThat(standing()).isEqualTo(Standing.ACTIVE);
        giver.pass(OVER_A_MONTH);

        assertThat(giver.paid()).containsExactly(500L);
        assertThat(standing()).isEqualTo(Standing.ACTIVE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"STRIPE", "PAYPAL"})
    void anAnswerThatIsLostIsSettledByATask(String provider) {
        gives(provider);
        boolean stripe = provider.equals("STRIPE");
        if (stripe) {
            stage.sandbox().stripe().loseAnswers(20);
        } else {
            stage.sandbox().paypal().loseAnswers(20);
        }
        stage.sandbox().webhooks().hold();
        assertThat(giver.ask(new Alteration.Pause(1), key)).isEqualTo(new UnderWay());
        assertThat(giver.giving().change()).isNotNull();
        assertThat(giver.changes().refusals(giver.contribution()))
                .containsEntry(Kind.AMOUNT, Refusal.BUSY)
                .doesNotContainKey(Kind.END);

        stage.sandbox().stripe().loseAnswers(0);
        stage.sandbox().paypal().loseAnswers(0);
        giver.pass(Duration.ofMinutes(1));

        assertThat(giver.ask(new Alteration.Pause(1), key)).isEqualTo(new Done());
        assertThat(standing()).isEqualTo(Standing.PAUSED);
        assertThat(until()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"STRIPE", "PAYPAL"})
    void webhooksThatAreLateDoubledAndOutOfOrderMakeNothingElseOfIt(String provider) {
        gives(provider);
        stage.sandbox().webhooks().hold();
        giver.ask(TO_SEVEN);
        stage.sandbox().advance(Duration.ofMinutes(2));
        giver.ask(new Alteration.EndWithPeriod());
        stage.sandbox().advance(Duration.ofMinutes(2));
        giver.ask(new Alteration.KeepOn());
        stage.sandbox().advance(Duration.ofMinutes(2));
        assertThat(giver.ask(new Alteration.Pause(1))).isEqualTo(new Done());
        Instant until = until();

        stage.sandbox().webhooks().repeat(2);
        stage.sandbox().webhooks().reorder(7);
        giver.settle();

        assertThat(giver.giving())
                .returns(Standing.PAUSED, Giving::standing)
                .returns(SEVEN, Giving::amount)
                .returns(until, Giving::until)
                .returns(null, Giving::change);
        stage.sandbox().webhooks().normal();
        giver.passTo(until.plus(AN_HOUR));
        assertThat(standing()).isEqualTo(Standing.ACTIVE);
    }

    @Test
    void whoCancelsAtPayPalHasNothingLeftThatWeDo() {
        gives("PAYPAL");
        giver.ask(new Alteration.Skip());

        stage.sandbox().paypal().cancel(giver.subscription());
        giver.settle();
        assertThat(standing()).isEqualTo(Standing.ENDED);
        giver.pass(Duration.ofDays(65));

        assertThat(giver.paid()).isEmpty();
        assertThat(standing()).isEqualTo(Standing.ENDED);
    }

    @Test
    void anotherCardPaysAtStripeWhatCouldNotBeCollected() {
        gives("STRIPE");
        stage.sandbox().stripe().failRenewals(giver.subscription(), 9);
        giver.pass(OVER_A_MONTH);
        assertThat(standing()).isEqualTo(Standing.OVERDUE);
        assertThat(giver.ask(TO_ANNUAL)).isEqualTo(new Refused(Refusal.OVERDUE));

        ToBeAgreed page = (ToBeAgreed) giver.ask(new Alteration.AnotherCard(), key);
        assertThat(giver.ask(new Alteration.AnotherCard(), key)).isEqualTo(page);
        assertThat(giver.returned(key)).isEqualTo(page);
        ProviderGiver.press(page.page(), "button=APPROVE&card=" + GOOD);

        assertThat(giver.returned(key)).isEqualTo(new Done());
        assertThat(giver.returned(key)).isEqualTo(new Done());
        giver.settle();
        assertThat(giver.paid()).containsExactly(500L);
        assertThat(standing()).isEqualTo(Standing.ACTIVE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"STRIPE", "PAYPAL"})
    void whatCouldNotBeCollectedIsCollectedAsItWasThoughTheAmountIsChanged(String provider) {
        gives(provider);
        if (provider.equals("STRIPE")) {
            stage.sandbox().stripe().failRenewals(giver.subscription(), 1);
        } else {
            stage.sandbox().paypal().failRenewals(giver.subscription(), 1);
        }
        giver.pass(Duration.ofDays(32));
        assertThat(standing()).isEqualTo(Standing.OVERDUE);

        assertThat(giver.ask(TO_SEVEN)).isEqualTo(new Done());
        assertThat(standing()).isEqualTo(Standing.OVERDUE);
        Giving.Fixed fixed = Objects.requireNonNull(giver.giving().fixed());
        assertThat(fixed.amount()).isEqualTo(Money.parse("USD 5.00"));
        giver.passTo(fixed.then().minus(AN_HOUR));

        assertThat(giver.paid()).containsExactly(500L);
        giver.passTo(fixed.then().plus(AN_HOUR));
        assertThat(giver.paid()).containsExactly(500L, 700L);
    }

    @Test
    void aForbiddenCardIsSaidNoToAndEverythingEnds() {
        gives("STRIPE");
        ToBeAgreed page = (ToBeAgreed) giver.ask(new Alteration.AnotherCard(), key);
        ProviderGiver.press(page.page(), "button=APPROVE&card=" + FORBIDDEN);

        assertThat(giver.returned(key)).isEqualTo(new ChangeOutcome.Forbidden());
        stage.settleTasks("withdrawal");

        assertThat(standing()).isEqualTo(Standing.ENDED);
    }

    @Test
    void anotherWayToPayIsChosenAtPayPalInTheAccountThere() {
        gives("PAYPAL");

        assertThat(giver.ask(new Alteration.AnotherCard(), key)).isInstanceOf(InTheirAccount.class);
        assertThat(giver.ask(new Alteration.AnotherCard(), key)).isEqualTo(giver.returned(key));

        assertThat(giver.giving().change()).isNull();
        assertThat(giver.changes().refusals(giver.contribution()))
                .isEqualTo(Map.of(
                        Kind.RESUME, Refusal.NOT_PAUSED,
                        Kind.KEEP_ON, Refusal.NOT_ENDING,
                        Kind.LAPSE, Refusal.NOT_OVERDUE));
    }

    @Test
    void whatDeclinedPaymentsSuspendedAtPayPalIsOverdueAndGoesOnByAnotherWayToPay() {
        gives("PAYPAL");
        stage.sandbox().paypal().failRenewals(giver.subscription(), 3);
        giver.pass(Duration.ofDays(45));

        assertThat(standing()).isEqualTo(Standing.OVERDUE);
        assertThat(giver.ask(new Alteration.Resume())).isEqualTo(new Refused(Refusal.NOT_PAUSED));
        assertThat(giver.ask(new Alteration.AnotherCard())).isInstanceOf(InTheirAccount.class);
        stage.sandbox().paypal().choose(giver.subscription(), true);
        giver.settle();

        assertThat(standing()).isEqualTo(Standing.ACTIVE);
        assertThat(giver.paid()).containsExactly(500L);
    }
}
