package org.standwith.payments.paypal;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.patch;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.standwith.payments.paypal.PayPalProvider.PAYPAL;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.standwith.money.Cadence;
import org.standwith.payments.Change;
import org.standwith.payments.Changing;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Fact.SubscriptionSeen.Source;
import org.standwith.payments.Fact.SubscriptionSeen.Standing;
import org.standwith.payments.Mending;

class PayPalChangesTest {

    private static final WireMockServer SERVER = FakePayPal.start();
    private static final String ID = "I-7K3M9PX2Q4ZT";
    private static final String SUSPEND = FakePayPal.SUBSCRIPTION + "/suspend";
    private static final String ACTIVATE = FakePayPal.SUBSCRIPTION + "/activate";
    private static final String REVISE = FakePayPal.SUBSCRIPTION + "/revise";
    private static final URI BACK = URI.create("https://give.example.org/account");
    private static final Money FIVE = Money.parse("USD 5.00");
    private static final Money SEVEN = Money.parse("USD 7.00");
    private static final Money SIXTY = Money.parse("USD 60.00");
    private static final Instant SUMMER = Instant.parse("2026-06-01T00:00:00Z");
    private static final Change TO_ANNUAL = new Change.ToCadence(Cadence.ANNUAL, SIXTY);

    private final PayPalProvider paypal = FakePayPal.provider(SERVER.baseUrl(), Duration.ofMillis(1500));

    @BeforeEach
    void forget() {
        SERVER.resetAll();
        FakePayPal.givesTokens(SERVER);
        SERVER.stubFor(any(urlPathMatching(FakePayPal.SUBSCRIPTION + ".*"))
                .willReturn(aResponse().withStatus(204)));
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void anotherAmountIsThePriceOfItsCycle() {
        firstThen(subscription("ACTIVE"), priced("7.0"));

        assertSeen(change(new Change.ToAmount(SEVEN)), Standing.ACTIVE, SEVEN);
        assertThat(changes())
                .extracting(each -> each.getMethod() + " " + each.getUrl())
                .containsExactly("PATCH " + FakePayPal.SUBSCRIPTION);
        assertThat(FakePayPal.json(changes().getFirst().getBodyAsString())).isEqualTo(FakePayPal.json("""
            [{"op": "replace", "path": "/plan/billing_cycles/@sequence==1/pricing_scheme/fixed_price",
              "value": {"currency_code": "USD", "value": "7.00"}}]\
            """));
    }

    @Test
    void theCycleIsNamedByItsOwnNumber() {
        String second = subscription("ACTIVE").replace("\"sequence\": 1", "\"sequence\": 2");
        firstThen(second, second.replace("\"5.0\"", "\"7.0\""));

        assertThat(change(new Change.ToAmount(SEVEN))).isInstanceOf(Changing.Changed.class);
        assertThat(changes().getFirst().getBodyAsString()).contains("@sequence==2");
    }

    /** At another plan of the same product, which has the price itself; the payer has to agree to it over there. */
    @Test
    void anotherCadenceHasToBeAgreedTo() {
        has(subscription("ACTIVE"));
        hasPlan("Annual USD 60.00", "P-60");
        revises();

        assertThat(change(TO_ANNUAL))
                .isEqualTo(new Changing.ToBeAgreed(
                        URI.create("https://www.paypal.com/webapps/billing/subscriptions/update?ba_token=BA-9")));
        assertThat(FakePayPal.json(changes().getLast().getBodyAsString())).isEqualTo(FakePayPal.json("""
            {"plan_id": "P-60", "application_context": {"return_url": "https://give.example.org/account",
              "cancel_url": "https://give.example.org/account", "shipping_preference": "NO_SHIPPING"}}\
            """));
    }

    @Test
    void aPlanForThePriceIsMadeWhereThereIsNoneAndOnlyOnce() {
        has(subscription("ACTIVE"));
        FakePayPal.hasPlans(SERVER);
        SERVER.stubFor(post(urlPathEqualTo(FakePayPal.PLANS)).willReturn(okJson("{\"id\": \"P-60\"}")));
        revises();

        change(TO_ANNUAL);
        change(TO_ANNUAL);

        List<LoggedRequest> made = SERVER.findAll(postRequestedFor(urlPathEqualTo(FakePayPal.PLANS)));
        assertThat(made).hasSize(1);
        assertThat(made.getFirst().getHeader("PayPal-Request-Id")).isEqualTo("standwith-plan-YEAR-USD-60.00");
        assertThat(FakePayPal.json(made.getFirst().getBodyAsString())).isEqualTo(FakePayPal.json("""
            {"product_id": "STANDWITH-CONTRIBUTION", "name": "Annual USD 60.00",
             "billing_cycles": [{"frequency": {"interval_unit": "YEAR", "interval_count": 1}, "tenure_type": "REGULAR",
               "sequence": 1, "total_cycles": 0,
               "pricing_scheme": {"fixed_price": {"currency_code": "USD", "value": "60.00"}}}],
             "payment_preferences": {"auto_bill_outstanding": true, "payment_failure_threshold": 3}}\
            """));
        assertThat(changes()).hasSize(2).allMatch(each -> each.getUrl().equals(REVISE));
    }

    /** Somebody may have closed the plan at PayPal; the next try looks for another. */
    @Test
    void aPlanThatPayPalDoesNotTakeIsLookedForAnew() {
        has(subscription("ACTIVE"));
        hasPlan("Annual USD 60.00", "P-60");
        SERVER.stubFor(post(urlPathEqualTo(REVISE)).willReturn(FakePayPal.unprocessable("PLAN_STATUS_INVALID")));
        assertThat(change(TO_ANNUAL)).isEqualTo(new Changing.Refused("PLAN_STATUS_INVALID"));

        hasPlan("Annual USD 60.00", "P-61");
        revises();
        assertThat(change(TO_ANNUAL)).isInstanceOf(Changing.ToBeAgreed.class);
        assertThat(changes().getLast().getBodyAsString()).contains("P-61");
    }

    @Test
    void theSameCadenceAtAnotherAmountIsAnotherAmount() {
        firstThen(subscription("ACTIVE"), priced("7.0"));

        assertThat(change(new Change.ToCadence(Cadence.MONTHLY, SEVEN))).isInstanceOf(Changing.Changed.class);
        assertThat(changes()).extracting(each -> each.getMethod().getName()).containsExactly("PATCH");
    }

    @Test
    void aPauseAndAnEndAreSuspensions() {
        for (Change change : List.of(new Change.Pause(SUMMER), new Change.EndWithPeriod())) {
            firstThen(subscription("ACTIVE"), subscription("SUSPENDED"));
            assertSeen(change(change), Standing.PAUSED, FIVE);
        }
        assertThat(changes()).hasSize(2).allMatch(each -> each.getUrl().equals(SUSPEND));
        assertThat(FakePayPal.json(changes().getFirst().getBodyAsString()))
                .isEqualTo(FakePayPal.json("{\"reason\": \"Paused\"}"));
    }

    @Test
    void whatIsSuspendedGoesOnAgain() {
        for (Change change : List.of(new Change.Resume(), new Change.KeepOn())) {
            firstThen(subscription("SUSPENDED"), subscription("ACTIVE"));
            assertSeen(change(change), Standing.ACTIVE, FIVE);
        }
        assertThat(changes()).hasSize(2).allMatch(each -> each.getUrl().equals(ACTIVATE));
    }

    /** PayPal would add it to the next payment. */
    @Test
    void whatCouldNotBeCollectedBeforeItIsNotTakenAfterwards() {
        firstThen(owing("SUSPENDED"), subscription("ACTIVE"));
        assertThat(change(new Change.Resume())).isInstanceOf(Changing.Changed.class);
        assertForgiven(ACTIVATE);

        SERVER.resetRequests();
        firstThen(owing("ACTIVE"), subscription("SUSPENDED"));
        assertThat(change(new Change.Pause(SUMMER))).isInstanceOf(Changing.Changed.class);
        assertForgiven(SUSPEND);
    }

    private static void assertForgiven(String then) {
        assertThat(changes())
                .extracting(each -> each.getMethod() + " " + each.getUrl())
                .containsExactly(
                        "PATCH " + FakePayPal.SUBSCRIPTION, "PATCH " + FakePayPal.SUBSCRIPTION, "POST " + then);
        assertThat(FakePayPal.json(changes().get(0).getBodyAsString())).isEqualTo(FakePayPal.json("""
            [{"op": "replace", "path": "/plan/payment_preferences/auto_bill_outstanding", "value": false}]\
            """));
        assertThat(FakePayPal.json(changes().get(1).getBodyAsString())).isEqualTo(FakePayPal.json("""
            [{"op": "replace", "path": "/billing_info/outstanding_balance",
              "value": {"currency_code": "USD", "value": "0.00"}}]\
            """));
    }

    @Test
    void whatWouldBeTakenAfterwardsDoesNotGoOnButCanBeStopped() {
        SERVER.stubFor(
                patch(urlPathEqualTo(FakePayPal.SUBSCRIPTION)).willReturn(FakePayPal.unprocessable("SOMETHING")));
        has(owing("SUSPENDED"));
        assertThat(change(new Change.Resume())).isEqualTo(new Changing.Refused("SOMETHING"));
        assertThat(changes()).noneMatch(each -> each.getUrl().equals(ACTIVATE));

        firstThen(owing("ACTIVE"), owing("SUSPENDED"));
        assertThat(change(new Change.Pause(SUMMER))).isInstanceOf(Changing.Changed.class);
    }

    /** That it is not billed is enough; that nothing is owed is said besides. */
    @Test
    void whatIsNotBilledAnyMoreGoesOnWhateverIsOwed() {
        SERVER.stubFor(patch(urlPathEqualTo(FakePayPal.SUBSCRIPTION))
                .withRequestBody(containing("outstanding_balance"))
                .willReturn(FakePayPal.unprocessable("CANNOT_BE_ZERO_OR_NEGATIVE")));
        firstThen(owing("SUSPENDED"), subscription("ACTIVE"));

        assertThat(change(new Change.Resume())).isInstanceOf(Changing.Changed.class);
    }

    @Test
    void whatFailedPaymentsSuspendedIsNotEvenAskedToGoOn() {
        has(owing("SUSPENDED")
                .replace("\"failed_payments_count\": 0", "\"failed_payments_count\": 3")
                .replace("\"plan\": {", "\"plan\": {\"payment_preferences\": {\"payment_failure_threshold\": 3}, "));

        assertThat(change(new Change.Resume())).isEqualTo(new Changing.Refused("SUBSCRIPTION_CANNOT_BE_ACTIVATED"));
        assertThat(changes()).isEmpty();
    }

    @Test
    void whatFailedPaymentsSuspendedCannotGoOn() {
        has(FakePayPal.subscription("SUSPENDED", "2026-03-01T11:50:00Z", 3));
        SERVER.stubFor(post(urlPathEqualTo(ACTIVATE))
                .willReturn(FakePayPal.unprocessable("SUBSCRIPTION_CANNOT_BE_ACTIVATED")));

        assertThat(change(new Change.Resume())).isEqualTo(new Changing.Refused("SUBSCRIPTION_CANNOT_BE_ACTIVATED"));
    }

    @Test
    void whatIsSoAlreadyIsChangedAndNotAskedFor() {
        has(subscription("ACTIVE"));
        for (Change change : List.of(
                new Change.ToAmount(FIVE),
                new Change.ToCadence(Cadence.MONTHLY, FIVE),
                new Change.Resume(),
                new Change.KeepOn())) {
            assertThat(change(change)).as("%s", change).isInstanceOf(Changing.Changed.class);
        }
        has(subscription("SUSPENDED"));
        assertThat(change(new Change.Pause(SUMMER))).isInstanceOf(Changing.Changed.class);
        assertThat(change(new Change.EndWithPeriod())).isInstanceOf(Changing.Changed.class);
        assertThat(changes()).isEmpty();
    }

    /** It may have been done by somebody else who asked at the same time. */
    @Test
    void aNoAfterWhichItIsSoIsAYes() {
        SERVER.stubFor(post(urlPathEqualTo(SUSPEND)).willReturn(FakePayPal.unprocessable("SOMETHING")));
        firstThen(subscription("ACTIVE"), subscription("SUSPENDED"));
        assertThat(change(new Change.Pause(SUMMER))).isInstanceOf(Changing.Changed.class);

        firstThen(subscription("ACTIVE"), subscription("CANCELLED"));
        assertThat(change(new Change.Pause(SUMMER))).isEqualTo(new Changing.Refused("ended"));

        has(subscription("ACTIVE"));
        assertThat(change(new Change.Pause(SUMMER))).isEqualTo(new Changing.Refused("SOMETHING"));
    }

    @Test
    void aYesAfterWhichItIsNotSoIsNone() {
        has(subscription("ACTIVE"));

        assertThat(change(new Change.Pause(SUMMER))).isInstanceOf(Changing.Unknown.class);
        assertThat(change(new Change.ToAmount(SEVEN))).isInstanceOf(Changing.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({"CANCELLED, ended", "EXPIRED, ended", "APPROVAL_PENDING, incomplete", "APPROVED, incomplete"})
    void whatDoesNotRunCannotBeChanged(String status, String reason) {
        has(subscription(status));

        for (Change change : List.of(
                new Change.ToAmount(SEVEN),
                TO_ANNUAL,
                new Change.Pause(SUMMER),
                new Change.Resume(),
                new Change.EndWithPeriod(),
                new Change.KeepOn())) {
            assertThat(change(change)).isEqualTo(new Changing.Refused(reason));
        }
        assertThat(changes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"EUR 7.00", "RUB 700.00"})
    void anotherCurrencyIsNotTaken(String amount) {
        has(subscription("ACTIVE"));

        assertThat(change(new Change.ToAmount(Money.parse(amount)))).isInstanceOf(Changing.Refused.class);
        assertThat(change(new Change.ToCadence(Cadence.ANNUAL, Money.parse(amount))))
                .isInstanceOf(Changing.Refused.class);
        assertThat(change(new Change.ToCadence(Cadence.ONCE, SEVEN))).isInstanceOf(Changing.Refused.class);
        assertThat(changes()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void withoutAUsableAnswerNothingIsConcluded(ResponseDefinitionBuilder trouble) {
        SERVER.stubFor(get(urlPathEqualTo(FakePayPal.SUBSCRIPTION)).willReturn(trouble));
        assertThat(change(new Change.Pause(SUMMER))).isInstanceOf(Changing.Unknown.class);

        has(subscription("ACTIVE"));
        SERVER.stubFor(get(urlPathMatching("/v1/(billing/plans|catalogs).*")).willReturn(trouble));
        assertThat(change(TO_ANNUAL)).isInstanceOf(Changing.Unknown.class);
        assertThat(changes()).isEmpty();
    }

    /** It may have arrived: asked afterwards, PayPal says how it is. */
    @ParameterizedTest
    @MethodSource("troubles")
    void aLostAnswerIsSettledByHowItIsThen(ResponseDefinitionBuilder trouble) {
        SERVER.stubFor(post(urlPathEqualTo(SUSPEND)).willReturn(trouble));
        firstThen(subscription("ACTIVE"), subscription("SUSPENDED"));
        assertThat(change(new Change.Pause(SUMMER))).isInstanceOf(Changing.Changed.class);

        has(subscription("ACTIVE"));
        assertThat(change(new Change.Pause(SUMMER))).isInstanceOf(Changing.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({
        "https://api-m.paypal.com, https://www.paypal.com/myaccount/autopay/",
        "https://api-m.sandbox.paypal.com/, https://www.sandbox.paypal.com/myaccount/autopay/",
        "http://localhost:9000/paypal/, http://localhost:9000/paypal/myaccount/autopay/"
    })
    void whoPaysChoosesAnotherCardInTheirOwnAccount(String base, URI page) {
        PayPalProvider provider = FakePayPal.provider(base, Duration.ofSeconds(1));

        assertThat(provider.mend(ID, BACK, BACK, Locale.ENGLISH, "key-1")).isEqualTo(new Mending.InTheirAccount(page));
        assertThat(provider.mended(ID, "x", "key-1")).isInstanceOf(Changing.Refused.class);
    }

    @Test
    void whatIsGivenOnceIsNotChanged() {
        assertThat(paypal.change("5T123456TN654321T", new Change.Resume(), BACK, "key-1"))
                .isInstanceOf(Changing.Refused.class);
        assertThat(paypal.mend("5T123456TN654321T", BACK, BACK, Locale.ENGLISH, "key-1"))
                .isInstanceOf(Mending.Refused.class);
        assertThat(SERVER.findAll(anyRequestedFor(anyUrl()))).isEmpty();
    }

    static List<ResponseDefinitionBuilder> troubles() {
        return PayPalEndingTest.troubles();
    }

    private Changing change(Change change) {
        return paypal.change(ID, change, BACK, "key-1");
    }

    /** All that was asked to change the subscription, in order. */
    private static List<LoggedRequest> changes() {
        return SERVER.findAll(anyRequestedFor(urlPathMatching(FakePayPal.SUBSCRIPTION + ".*"))).stream()
                .filter(each -> !each.getMethod().getName().equals("GET"))
                .toList();
    }

    private static void assertSeen(Changing changing, Standing standing, Money each) {
        assertThat(changing)
                .isEqualTo(new Changing.Changed(List.of(
                        new Fact.Linked(PAYPAL, ID, FakePayPal.REFERENCE),
                        new SubscriptionSeen(
                                PAYPAL,
                                ID,
                                standing,
                                Source.FETCHED,
                                each,
                                Cadence.MONTHLY,
                                Instant.parse("2026-04-01T10:00:00Z"),
                                null,
                                null,
                                FakePayPal.NOW))));
    }

    private static String subscription(String status) {
        return FakePayPal.subscription(status, "2026-03-01T11:50:00Z", 0);
    }

    private static String priced(String value) {
        return subscription("ACTIVE").replace("\"value\": \"5.0\"", "\"value\": \"" + value + "\"");
    }

    private static String owing(String status) {
        return subscription(status).replace("\"value\": \"0.0\"", "\"value\": \"5.0\"");
    }

    private static void hasPlan(String name, String id) {
        FakePayPal.hasPlans(SERVER);
        SERVER.stubFor(get(urlPathEqualTo(FakePayPal.PLANS)).willReturn(okJson("""
            {"plans": [
              {"id": "P-ANNUAL", "product_id": "STANDWITH-CONTRIBUTION", "name": "Annual USD", "status": "ACTIVE"},
              {"id": "%s", "product_id": "STANDWITH-CONTRIBUTION", "name": "%s", "status": "ACTIVE"}]}\
            """.formatted(id, name))));
    }

    private static void revises() {
        SERVER.stubFor(post(urlPathEqualTo(REVISE)).willReturn(okJson("""
            {"plan_id": "P-60", "plan_overridden": false, "links": [
              {"rel": "approve", "method": "GET",
               "href": "https://www.paypal.com/webapps/billing/subscriptions/update?ba_token=BA-9"}]}\
            """)));
    }

    private static void firstThen(String first, String then) {
        SERVER.resetScenarios();
        SERVER.stubFor(get(urlPathEqualTo(FakePayPal.SUBSCRIPTION))
                .inScenario("meanwhile")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("done")
                .willReturn(okJson(first)));
        SERVER.stubFor(get(urlPathEqualTo(FakePayPal.SUBSCRIPTION))
                .inScenario("meanwhile")
                .whenScenarioStateIs("done")
                .willReturn(okJson(then)));
    }

    private static void has(String answer) {
        SERVER.stubFor(get(urlPathEqualTo(FakePayPal.SUBSCRIPTION)).willReturn(okJson(answer)));
    }
}
