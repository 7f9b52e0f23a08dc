package org.standwith.payments.paypal;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.standwith.payments.paypal.FakePayPal.NOW;
import static org.standwith.payments.paypal.FakePayPal.REFERENCE;
import static org.standwith.payments.paypal.FakePayPal.SUBSCRIPTION;
import static org.standwith.payments.paypal.FakePayPal.SUBSCRIPTIONS;
import static org.standwith.payments.paypal.FakePayPal.subscription;
import static org.standwith.payments.paypal.FakePayPal.unprocessable;
import static org.standwith.payments.paypal.PayPalProvider.PAYPAL;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.URI;
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
import org.standwith.money.Cadence;
import org.standwith.payments.CheckoutFact.CheckoutExpired;
import org.standwith.payments.Completion;
import org.standwith.payments.Event;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.Settled;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Fact.SubscriptionSeen.Source;
import org.standwith.payments.Fact.SubscriptionSeen.Standing;
import org.standwith.payments.Inquiry;
import org.standwith.payments.Opening;

class PayPalSubscriptionsTest {

    private static final WireMockServer SERVER = FakePayPal.start();
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String ID = "I-7K3M9PX2Q4ZT";
    private static final String ACTIVATE = SUBSCRIPTION + "/activate";
    private static final String TRANSACTIONS = SUBSCRIPTION + "/transactions";
    private static final String TODAY = "2026-03-01T11:50:00Z";
    private static final Money FIVE = Money.parse("USD 5.00");
    private static final Linked TO_US = new Linked(PAYPAL, ID, REFERENCE);

    private final PayPalProvider paypal = FakePayPal.provider(SERVER.baseUrl(), PATIENCE);

    @BeforeEach
    void forget() {
        SERVER.resetAll();
        FakePayPal.givesTokens(SERVER);
        FakePayPal.hasPlans(SERVER);
        SERVER.stubFor(post(urlPathEqualTo(SUBSCRIPTIONS))
                .willReturn(okJson(FakePayPal.SUBSCRIPTION_OPENED).withStatus(201)));
        SERVER.stubFor(get(urlPathEqualTo(TRANSACTIONS)).willReturn(okJson("{\"transactions\": []}")));
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @ParameterizedTest
    @CsvSource({"MONTHLY, P-MONTHLY", "ANNUAL, P-ANNUAL"})
    void openingTellsPayPalThePlanAndItsOwnPriceAndNothingElse(Cadence cadence, String plan) {
        assertThat(paypal.open(FakePayPal.order(cadence)))
                .isEqualTo(new Opening.Redirect(
                        ID, URI.create("https://www.paypal.com/webapps/billing/subscriptions?ba_token=BA-2"), true));

        LoggedRequest request = requests(SUBSCRIPTIONS).getFirst();
        assertThat(FakePayPal.json(request.getBodyAsString()))
                .isEqualTo(FakePayPal.json("""
                    {"plan_id": "%s", "custom_id": "%s",
                     "plan": {"billing_cycles": [{"sequence": 1, "total_cycles": 0,
                       "pricing_scheme": {"fixed_price": {"currency_code": "USD", "value": "5.00"}}}]},
                     "application_context": {"return_url": "https://give.example.org/return/1",
                       "cancel_url": "https://give.example.org/return/1/cancelled", "locale": "ru-RU",
                       "shipping_preference": "NO_SHIPPING", "user_action": "CONTINUE"}}\
                    """.formatted(plan, REFERENCE)));
        assertThat(request.getHeader("PayPal-Request-Id")).isEqualTo("checkout-1");
        assertThat(request.getHeader("Prefer")).isEqualTo("return=representation");
    }

    @Test
    void whatWasRefusedIsRefused() {
        SERVER.stubFor(post(urlPathEqualTo(SUBSCRIPTIONS)).willReturn(unprocessable("CURRENCY_MISMATCH")));

        assertThat(paypal.open(FakePayPal.order(Cadence.MONTHLY))).isEqualTo(new Opening.Refused("CURRENCY_MISMATCH"));
    }

    @Test
    void whatIsApprovedIsActivatedAndItsFirstPaymentTold() {
        activatedWhenAsked(aResponse().withStatus(204), "ACTIVE");
        SERVER.stubFor(get(urlPathEqualTo(TRANSACTIONS))
                .withQueryParam("start_time", equalTo("2026-03-01T11:50:00Z"))
                .withQueryParam("end_time", equalTo("2026-03-01T12:01:00Z"))
                .willReturn(okJson("""
                    {"transactions": [
                      {"id": "60A11111BB222222C", "status": "COMPLETED", "time": "2026-03-01T11:59:58.000Z",
                       "payer_email": "jane@example.org", "payer_name": {"given_name": "Jane"},
                       "amount_with_breakdown": {"gross_amount": {"currency_code": "USD", "value": "5.00"},
                         "fee_amount": {"currency_code": "USD", "value": "0.64"},
                         "net_amount": {"currency_code": "USD", "value": "4.36"}}},
                      {"id": "60A11111BB222222P", "status": "PENDING", "time": "2026-03-01T11:59:59.000Z",
                       "amount_with_breakdown": {"gross_amount": {"currency_code": "USD", "value": "5.00"}}}]}\
                    """)));

        assertThat(paypal.complete(ID, 0))
                .isEqualTo(new Completion.Settled(List.of(
                        TO_US,
                        seen(Standing.ACTIVE),
                        new Linked(PAYPAL, "60A11111BB222222C", ID),
                        new PaymentSucceeded(PAYPAL, "60A11111BB222222C", FIVE, Instant.parse("2026-03-01T11:59:58Z")),
                        new Linked(PAYPAL, "60A11111BB222222P", ID))));

        assertThat(requests(ACTIVATE))
                .singleElement()
                .satisfies(request -> assertThat(FakePayPal.json(request.getBodyAsString()))
                        .isEqualTo(FakePayPal.json("{\"reason\": \"Approved\"}")));
    }

    @Test
    void aPaymentIsAsItsSaleTellsItWhichSaysMoreThanTheList() {
        found(subscription("ACTIVE", TODAY, 0));
        SERVER.stubFor(get(urlPathEqualTo(TRANSACTIONS)).willReturn(okJson("""
            {"transactions": [{"id": "60A11111BB222222C", "status": "COMPLETED", "time": "2026-03-01T11:59:58.000Z",
              "amount_with_breakdown": {"gross_amount": {"currency_code": "USD", "value": "5.00"}}}]}\
            """)));
        SERVER.stubFor(
                get(urlPathEqualTo("/v1/payments/sale/60A11111BB222222C")).willReturn(okJson("""
                    {"id": "60A11111BB222222C", "state": "completed", "create_time": "2026-03-01T11:59:30Z",
                     "amount": {"total": "5.00", "currency": "USD"}, "billing_agreement_id": "%s",
                     "transaction_fee": {"value": "0.64", "currency": "USD"}}\
                    """.formatted(ID))));
        Instant sold = Instant.parse("2026-03-01T11:59:30Z");

        assertThat(((Completion.Settled) paypal.complete(ID, 0)).facts())
                .contains(
                        new PaymentSucceeded(PAYPAL, "60A11111BB222222C", FIVE, sold),
                        new Settled(
                                PAYPAL,
                                "60A11111BB222222C",
                                "60A11111BB222222C",
                                FIVE,
                                FIVE,
                                Money.parse("USD 0.64"),
                                sold),
                        new Linked(PAYPAL, "60A11111BB222222C", ID));
    }

    @Test
    void withoutAPaymentItIsActiveAndLookedAfterForADay() {
        found(subscription("ACTIVE", TODAY, 0));
        SERVER.stubFor(get(urlPathEqualTo(TRANSACTIONS)).willReturn(aResponse().withStatus(404)));

        assertThat(paypal.complete(ID, 0)).isEqualTo(new Completion.Open(List.of(TO_US, seen(Standing.ACTIVE))));
        found(subscription("ACTIVE", "2026-02-28T11:59:59Z", 0));
        assertThat(paypal.complete(ID, 0)).isInstanceOf(Completion.Settled.class);
        assertThat(requests(ACTIVATE)).isEmpty();
    }

    @Test
    void whatIsNotApprovedIsNotActivated() {
        found(subscription("APPROVAL_PENDING", TODAY, 0));

        assertThat(paypal.complete(ID, 0)).isEqualTo(new Completion.Open(List.of(TO_US, seen(Standing.INCOMPLETE))));
        assertThat(requests(ACTIVATE)).isEmpty();
    }

    @Test
    void whatNobodyApprovedForADayIsOver() {
        found(subscription("APPROVAL_PENDING", "2026-02-28T11:59:59Z", 0));

        assertThat(((Completion.Settled) paypal.complete(ID, 0)).facts())
                .contains(new CheckoutExpired(PAYPAL, ID, Instant.parse("2026-03-01T11:59:59Z")));
    }

    @Test
    void whatIsActivatedLateIsNotCalledOverWhilePayPalStillShowsItAsBefore() {
        SERVER.stubFor(post(urlPathEqualTo(ACTIVATE)).willReturn(aResponse().withStatus(204)));
        found(subscription("APPROVED", "2026-02-20T12:00:00Z", 0));

        assertThat(paypal.complete(ID, 0)).isEqualTo(new Completion.Open(List.of(TO_US, seen(Standing.INCOMPLETE))));
    }

    @Test
    void whatSomebodyElseActivatedMeanwhileIsFoundOut() {
        activatedWhenAsked(unprocessable("SUBSCRIPTION_STATUS_INVALID"), "ACTIVE");

        assertThat(paypal.complete(ID, 0)).isEqualTo(new Completion.Open(List.of(TO_US, seen(Standing.ACTIVE))));
    }

    @Test
    void whatPayPalDoesNotActivateIsNotGuessedAbout() {
        found(subscription("APPROVED", TODAY, 0));
        SERVER.stubFor(post(urlPathEqualTo(ACTIVATE)).willReturn(unprocessable("USER_ACCOUNT_CLOSED")));

        assertThat(paypal.complete(ID, 0)).isEqualTo(new Completion.Unknown("USER_ACCOUNT_CLOSED"));
        assertThat(requests(ACTIVATE)).hasSize(1);
    }

    @Test
    void anActivationWithoutAnAnswerIsNotRepeatedBeforePayPalIsAskedWhetherItWasDone() {
        activatedWhenAsked(aResponse().withStatus(503), "ACTIVE");

        assertThat(paypal.complete(ID, 0)).isEqualTo(new Completion.Unknown("status 503"));
        assertThat(requests(ACTIVATE)).hasSize(1);

        assertThat(paypal.complete(ID, 0)).isInstanceOf(Completion.Open.class);
        assertThat(requests(ACTIVATE)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CANCELLED", "EXPIRED", "SUSPENDED"})
    void whatIsOverOrHeldLeavesNothingToDo(String status) {
        found(subscription(status, TODAY, 0));

        assertThat(paypal.complete(ID, 0)).isInstanceOf(Completion.Settled.class);
    }

    @Test
    void aStatusThatNobodyKnowsIsNotGuessedAbout() {
        found(subscription("DORMANT", TODAY, 0));

        assertThat(paypal.complete(ID, 0)).isInstanceOf(Completion.Unknown.class);
    }

    @Test
    void asksForItWithItsPlanAndTellsHowItStands() {
        found(subscription("SUSPENDED", TODAY, 3));

        assertThat(paypal.ask(ID)).isEqualTo(new Inquiry.Answered(List.of(TO_US, seen(Standing.PAST_DUE))));
        assertThat(SERVER.findAll(getRequestedFor(urlPathEqualTo(SUBSCRIPTION))))
                .singleElement()
                .satisfies(request -> assertThat(request.getUrl()).endsWith("?fields=plan"));
    }

    @Test
    void aSaleIsFoundWhereThereIsNoSuchCaptureAndItsSubscriptionTellsWhoseItIs() {
        SERVER.stubFor(get(urlPathEqualTo("/v2/payments/captures/60A11111BB222222C"))
                .willReturn(aResponse().withStatus(404)));
        SERVER.stubFor(
                get(urlPathEqualTo("/v1/payments/sale/60A11111BB222222C")).willReturn(okJson("""
                    {"id": "60A11111BB222222C", "state": "completed", "amount": {"total": "5.00", "currency": "USD"},
                     "transaction_fee": {"value": "0.64", "currency": "USD"}, "billing_agreement_id": "I-7K3M9PX2Q4ZT",
                     "create_time": "2026-03-01T11:59:58Z"}\
                    """)));
        found(subscription("ACTIVE", TODAY, 0));

        List<Fact> facts = ((Inquiry.Answered) paypal.ask("60A11111BB222222C")).facts();

        assertThat(facts)
                .contains(
                        new Linked(PAYPAL, "60A11111BB222222C", ID),
                        TO_US,
                        new PaymentSucceeded(PAYPAL, "60A11111BB222222C", FIVE, Instant.parse("2026-03-01T11:59:58Z")));
    }

    @Test
    void eventsThatPayPalReallySentAreUnderstoodAlsoWhereItNoLongerKnowsWhatTheyAreAbout() {
        assertThat(RealPayPal.events()).allSatisfy((file, event) -> {
            String type = event.path("event_type").stringValue();
            String kept = PayPalProjection.of(type, event.path("resource"), FakePayPal.COUNTRIES)
                    .toString();
            Instant created = PayPalTimes.read(event.path("create_time")).orElse(NOW);

            List<Fact> facts = paypal.facts(new Event(PAYPAL, "WH-1", type, created, kept));

            assertThat(facts.isEmpty()).isEqualTo(type.contains("PLAN"));
        });
        assertThat(SERVER.findAll(getRequestedFor(urlPathEqualTo(SUBSCRIPTIONS + "/I-PE7JWXKGVN0R"))))
                .hasSize(1);
    }

    private static SubscriptionSeen seen(Standing standing) {
        return new SubscriptionSeen(
                PAYPAL,
                ID,
                standing,
                Source.FETCHED,
                FIVE,
                Cadence.MONTHLY,
                Instant.parse("2026-04-01T10:00:00Z"),
                null,
                null,
                NOW);
    }

    private static void activatedWhenAsked(ResponseDefinitionBuilder answer, String status) {
        SERVER.stubFor(get(urlPathEqualTo(SUBSCRIPTION))
                .inScenario("subscription")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(okJson(subscription("APPROVED", TODAY, 0))));
        SERVER.stubFor(post(urlPathEqualTo(ACTIVATE))
                .inScenario("subscription")
                .willReturn(answer)
                .willSetStateTo("activated"));
        SERVER.stubFor(get(urlPathEqualTo(SUBSCRIPTION))
                .inScenario("subscription")
                .whenScenarioStateIs("activated")
                .willReturn(okJson(subscription(status, TODAY, 0))));
    }

    private static void found(String subscription) {
        SERVER.stubFor(get(urlPathEqualTo(SUBSCRIPTION)).willReturn(okJson(subscription)));
    }

    private static List<LoggedRequest> requests(String path) {
        return SERVER.findAll(postRequestedFor(urlPathEqualTo(path)));
    }
}
