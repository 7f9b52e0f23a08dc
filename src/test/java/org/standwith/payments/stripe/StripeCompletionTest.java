package org.standwith.payments.stripe;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.standwith.payments.stripe.Cards.charge;
import static org.standwith.payments.stripe.Cards.intent;
import static org.standwith.payments.stripe.Cards.subscription;
import static org.standwith.payments.stripe.StripeProvider.STRIPE;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.standwith.payments.CheckoutFact.CheckoutExpired;
import org.standwith.payments.Completion;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.PaymentFailed;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.TestLevels;
import org.standwith.risk.Level;

/** What was begun on our own page is seen through: taken, let go of, or closed. */
class StripeCompletionTest {

    private static final WireMockServer SERVER = FakeStripe.start();
    private static final Instant AT = Instant.ofEpochSecond(Cards.JUST_NOW);
    private static final long YESTERDAY =
            FakeStripe.NOW.minus(Duration.ofHours(23)).getEpochSecond();
    private static final PaymentSucceeded PAID = new PaymentSucceeded(STRIPE, "ch_1", Money.parse("USD 5.00"), AT);
    private static final CheckoutExpired EXPIRED = new CheckoutExpired(STRIPE, "pi_1", Instant.ofEpochSecond(3000));
    private static final String CANCELED_AT = ", \"canceled_at\": 3000";

    private final StripeProvider stripe = FakeStripe.withCardFields(SERVER.baseUrl(), Duration.ofSeconds(2));

    @BeforeEach
    void forget() {
        SERVER.resetAll();
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {TestLevels.FINE, TestLevels.DOUBTFUL, TestLevels.AT_RISK, "", "QQ"})
    void whatIsReservedIsTakenUnlessItMayNotBe(String country) {
        Cards.has(SERVER, Cards.INTENT, intent("requires_capture", charge("succeeded", false, country)));
        Cards.does(SERVER, Cards.CAPTURE, intent("succeeded", charge("succeeded", true, country)));

        List<Fact> facts = facts(Completion.Settled.class, "pi_1");
        assertThat(facts).contains(PAID);
        if (country.equals(TestLevels.FINE)) {
            assertThat(facts).contains(Cards.noticed(Level.OPEN, TestLevels.FINE));
        }
        assertThat(FakeStripe.form(Cards.last(SERVER, Cards.CAPTURE))).containsOnlyKeys("expand[0]");
    }

    @Test
    void t15WhatIsReservedFromWhereNothingMayBeTakenIsLetGoOfAndNeverTaken() {
        Cards.has(SERVER, Cards.INTENT, intent("requires_capture", charge("succeeded", false, TestLevels.FORBIDDEN)));
        String canceled =
                intent("canceled", charge("succeeded", false, TestLevels.FORBIDDEN), Cards.JUST_NOW, CANCELED_AT);
        Cards.does(SERVER, Cards.CANCEL, canceled);

        assertThat(facts(Completion.Forbidden.class, "pi_1"))
                .contains(Cards.noticed(Level.BLOCKED, TestLevels.FORBIDDEN), EXPIRED)
                .doesNotContain(PAID);
        assertThat(FakeStripe.form(Cards.last(SERVER, Cards.CANCEL))).containsOnlyKeys("expand[0]");

        Cards.has(SERVER, Cards.INTENT, canceled);
        assertThat(facts(Completion.Forbidden.class, "pi_1")).contains(EXPIRED);
        assertThat(Cards.requests(SERVER, Cards.CANCEL)).hasSize(1);
        assertThat(Cards.requests(SERVER, Cards.CAPTURE)).isEmpty();
    }

    @Test
    void whatSomebodyElseTookOrLetGoOfMeanwhileIsAskedFor() {
        firstThen(
                intent("requires_capture", charge("succeeded", false, TestLevels.FINE)),
                intent("succeeded", charge("succeeded", true, TestLevels.FINE)));
        Cards.does(SERVER, Cards.CAPTURE, Cards.unexpected());

        assertThat(facts(Completion.Settled.class, "pi_1")).contains(PAID);
    }

    @Test
    void whatStripeWillNotCaptureIsNotKnown() {
        Cards.has(SERVER, Cards.INTENT, intent("requires_capture", charge("succeeded", false, TestLevels.FINE)));
        Cards.does(SERVER, Cards.CAPTURE, Cards.unexpected());

        assertThat(stripe.complete("pi_1", 0)).isInstanceOf(Completion.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"requires_payment_method", "requires_confirmation", "requires_action"})
    void whatNobodyPaidStaysOpenForADayAndIsClosedThen(String status) {
        Cards.does(SERVER, Cards.CANCEL, intent("canceled", "null", YESTERDAY, CANCELED_AT));
        Cards.has(SERVER, Cards.INTENT, intent(status, "null", YESTERDAY, ""));
        assertThat(stripe.complete("pi_1", 0)).isInstanceOf(Completion.Open.class);
        assertThat(Cards.requests(SERVER, Cards.CANCEL)).isEmpty();

        Cards.has(SERVER, Cards.INTENT, intent(status, "null", YESTERDAY - 1, ""));
        assertThat(facts(Completion.Settled.class, "pi_1")).contains(EXPIRED);
    }

    @Test
    void whatIsPaidInTheMomentInWhichItIsClosedIsPaid() {
        firstThen(
                intent("requires_action", "null", YESTERDAY - 1, ""),
                intent("succeeded", charge("succeeded", true, TestLevels.FINE)));
        Cards.does(SERVER, Cards.CANCEL, Cards.unexpected());

        assertThat(facts(Completion.Settled.class, "pi_1")).contains(PAID);
    }

    @Test
    void whatWasDeclinedIsLeftToTheSupporter() {
        Cards.has(SERVER, Cards.INTENT, intent("requires_payment_method", charge("failed", false, TestLevels.FINE)));

        assertThat(facts(Completion.Declined.class, "pi_1"))
                .contains(new PaymentFailed(STRIPE, "ch_1", "card_declined", AT));
    }

    @Test
    void whatIsUnderWayIsOpenAndWhatIsPaidIsSettled() {
        Cards.has(SERVER, Cards.INTENT, intent("processing", "null"));
        assertThat(stripe.complete("pi_1", 0)).isInstanceOf(Completion.Open.class);

        Cards.has(SERVER, Cards.INTENT, intent("succeeded", charge("succeeded", true, TestLevels.FORBIDDEN)));
        assertThat(facts(Completion.Settled.class, "pi_1"))
                .contains(PAID, Cards.noticed(Level.BLOCKED, TestLevels.FORBIDDEN));

        Cards.has(SERVER, Cards.INTENT, intent("of_a_later_version", "null"));
        assertThat(stripe.complete("pi_1", 0)).isInstanceOf(Completion.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({"active, succeeded", "past_due, requires_payment_method", "unpaid, requires_payment_method"})
    void aSubscriptionThatIsBegunIsSettled(String status, String paid) {
        Cards.has(SERVER, Cards.SUBSCRIPTION, subscription(status));
        Cards.has(SERVER, Cards.INTENT, Cards.ofInvoice(intent(paid, charge("succeeded", true, TestLevels.FINE))));

        assertThat(facts(Completion.Settled.class, "sub_1"))
                .contains(PAID)
                .noneMatch(CheckoutExpired.class::isInstance);
    }

    @Test
    void aSubscriptionThatIsNotPaidIsOpenUntilStripeEndsIt() {
        Cards.has(SERVER, Cards.SUBSCRIPTION, subscription("incomplete"));
        Cards.has(SERVER, Cards.INTENT, Cards.ofInvoice(intent("requires_action", "null", YESTERDAY - 1, "")));
        assertThat(stripe.complete("sub_1", 0)).isInstanceOf(Completion.Open.class);

        Cards.has(
                SERVER,
                Cards.INTENT,
                Cards.ofInvoice(intent("requires_payment_method", charge("failed", false, TestLevels.FINE))));
        assertThat(facts(Completion.Declined.class, "sub_1")).anyMatch(PaymentFailed.class::isInstance);

        for (String ended : List.of("incomplete_expired", "canceled")) {
            Cards.has(SERVER, Cards.SUBSCRIPTION, subscription(ended));
            assertThat(facts(Completion.Settled.class, "sub_1"))
                    .contains(new CheckoutExpired(STRIPE, "sub_1", Instant.ofEpochSecond(2000)));
        }
        assertThat(Cards.requests(SERVER, Cards.CANCEL)).isEmpty();
    }

    @Test
    void aSubscriptionThatWasCanceledAfterItsFirstPaymentDidNotExpire() {
        Cards.has(SERVER, Cards.SUBSCRIPTION, subscription("canceled"));
        Cards.has(SERVER, Cards.INTENT, Cards.ofInvoice(intent("succeeded", charge("succeeded", true, ""))));

        assertThat(facts(Completion.Settled.class, "sub_1")).noneMatch(CheckoutExpired.class::isInstance);
    }

    private List<Fact> facts(Class<? extends Completion.Told> kind, String checkout) {
        Completion completion = stripe.complete(checkout, 0);
        assertThat(completion).isInstanceOf(kind);
        return ((Completion.Told) completion).facts();
    }

    private static void firstThen(String first, String then) {
        SERVER.stubFor(get(urlPathEqualTo(Cards.INTENT))
                .inScenario("meanwhile")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("done")
                .willReturn(okJson(first)));
        SERVER.stubFor(get(urlPathEqualTo(Cards.INTENT))
                .inScenario("meanwhile")
                .whenScenarioStateIs("done")
                .willReturn(okJson(then)));
    }
}
