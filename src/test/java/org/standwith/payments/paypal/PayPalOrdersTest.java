package org.standwith.payments.paypal;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.standwith.payments.paypal.FakePayPal.CAPTURE;
import static org.standwith.payments.paypal.FakePayPal.NOW;
import static org.standwith.payments.paypal.FakePayPal.ORDER;
import static org.standwith.payments.paypal.FakePayPal.ORDERS;
import static org.standwith.payments.paypal.FakePayPal.REFERENCE;
import static org.standwith.payments.paypal.FakePayPal.capture;
import static org.standwith.payments.paypal.FakePayPal.order;
import static org.standwith.payments.paypal.FakePayPal.unprocessable;
import static org.standwith.payments.paypal.PayPalProvider.PAYPAL;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.standwith.AtOnce;
import org.standwith.TestClock;
import org.standwith.money.Cadence;
import org.standwith.payments.CheckoutFact.CheckoutApproved;
import org.standwith.payments.CheckoutFact.CheckoutExpired;
import org.standwith.payments.Completion;
import org.standwith.payments.Event;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.Fact.PaymentFailed;
import org.standwith.payments.Fact.PaymentPending;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.Settled;
import org.standwith.payments.Opening;
import org.standwith.payments.Order;

class PayPalOrdersTest {

    private static final WireMockServer SERVER = FakePayPal.start();
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String ID = "5T123456TN654321T";
    private static final String APPROVED = "2026-03-01T11:58:30Z";
    private static final Instant CAPTURED = Instant.parse("2026-03-01T11:59:00Z");
    private static final Money FIVE = Money.parse("USD 5.00");
    private static final Linked TO_US = new Linked(PAYPAL, ID, REFERENCE);

    private static final String BREAKDOWN = """
        , "seller_receivable_breakdown": {"gross_amount": {"currency_code": "USD", "value": "5.00"},
          "paypal_fee": {"currency_code": "USD", "value": "0.64"},
          "net_amount": {"currency_code": "USD", "value": "4.36"}}\
        """;

    private final PayPalProvider paypal = FakePayPal.provider(SERVER.baseUrl(), PATIENCE);

    @BeforeEach
    void forget() {
        SERVER.resetAll();
        FakePayPal.givesTokens(SERVER);
        SERVER.stubFor(post(urlPathEqualTo(ORDERS))
                .willReturn(okJson(FakePayPal.ORDER_OPENED).withStatus(201)));
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void openingTellsPayPalThisAndNothingElse() {
        assertThat(paypal.open(FakePayPal.order(Cadence.ONCE)))
                .isEqualTo(new Opening.Redirect(
                        ID, URI.create("https://www.paypal.com/checkoutnow?token=5T123456TN654321T"), true));

        LoggedRequest request = requests(ORDERS).getFirst();
        assertThat(FakePayPal.json(request.getBodyAsString()))
                .isEqualTo(FakePayPal.json("""
                    {"intent": "CAPTURE",
                     "purchase_units": [{"amount": {"currency_code": "USD", "value": "5.00"},
                       "custom_id": "%s", "invoice_id": "%s", "description": "Contribution"}],
                     "application_context": {"return_url": "https://give.example.org/return/1",
                       "cancel_url": "https://give.example.org/return/1/cancelled", "locale": "ru-RU",
                       "shipping_preference": "NO_SHIPPING", "user_action": "PAY_NOW"}}\
                    """.formatted(REFERENCE, REFERENCE)));
        assertThat(request.getHeader("PayPal-Request-Id")).isEqualTo("checkout-1");
        assertThat(request.getHeader("Authorization")).isEqualTo("Bearer A21AA-1");
        assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
        assertThat(request.getHeader("Prefer")).isEqualTo("return=representation");
        assertThat(request.getUrl()).isEqualTo(ORDERS);
        assertThat(request.getHeaders().keys())
                .allSatisfy(name -> assertThat(name.toLowerCase(Locale.ROOT))
                        .isIn(Set.of(
                                "accept-encoding",
                                "authorization",
                                "content-length",
                                "content-type",
                                "host",
                                "paypal-request-id",
                                "prefer",
                                "user-agent")));
    }

    @ParameterizedTest
    @CsvSource({"CREATED, approve", "PAYER_ACTION_REQUIRED, payer-action"})
    void thePageIsCalledOneOrTheOther(String status, String rel) {
        SERVER.stubFor(post(urlPathEqualTo(ORDERS)).willReturn(okJson("""
            {"id": "5T123456TN654321T", "status": "%s", "links": [
              {"rel": "self", "href": "https://api.paypal.com/v2/checkout/orders/5T123456TN654321T"},
              {"rel": "%s", "href": "https://www.paypal.com/checkoutnow?token=1"}]}\
            """.formatted(status, rel))));

        assertThat(paypal.open(FakePayPal.order(Cadence.ONCE)))
                .isEqualTo(new Opening.Redirect(ID, URI.create("https://www.paypal.com/checkoutnow?token=1"), true));
    }

    @Test
    void aLanguageThatPayPalDoesNotTakeIsLeftOut() {
        Order order = FakePayPal.order(Cadence.ONCE);
        paypal.open(new Order(
                order.idempotencyKey(),
                order.reference(),
                order.cadence(),
                order.amount(),
                Locale.forLanguageTag("de-DE-1996"),
                order.success(),
                order.cancel(),
                order.expires()));

        assertThat(requests(ORDERS).getFirst().getBodyAsString()).doesNotContain("locale");
    }

    @Test
    void whatPayPalDoesNotTakeIsRefusedWithoutAsking() {
        assertThat(paypal.open(FakePayPal.order(Cadence.ONCE, "HUF 2000.50"))).isInstanceOf(Opening.Refused.class);
        assertThat(paypal.open(FakePayPal.order(Cadence.MONTHLY, "RUB 2000"))).isInstanceOf(Opening.Refused.class);
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATED", "PAYER_ACTION_REQUIRED", "SAVED"})
    void whatIsNotApprovedIsNotCaptured(String status) {
        found(order(status, APPROVED, ""));

        assertThat(paypal.complete(ID, 0)).isEqualTo(new Completion.Open(List.of(TO_US)));
        assertThat(requests(CAPTURE)).isEmpty();
    }

    @Test
    void whatIsApprovedIsCaptured() {
        found(order("APPROVED", APPROVED, ""));
        captureAnswers(order("COMPLETED", APPROVED, capture("COMPLETED", BREAKDOWN)));

        assertThat(paypal.complete(ID, 0)).isEqualTo(new Completion.Settled(paid()));

        LoggedRequest request = requests(CAPTURE).getFirst();
        assertThat(request.getBodyAsString()).isEqualTo("{}");
        assertThat(request.getHeader("Prefer")).isEqualTo("return=representation");
        assertThat(request.getHeader("PayPal-Request-Id")).startsWith(ID + "@");
    }

    @Test
    void whatWasCapturedIsNotCapturedAgain() {
        found(order("COMPLETED", APPROVED, capture("COMPLETED", BREAKDOWN)));

        assertThat(paypal.complete(ID, 0)).isEqualTo(new Completion.Settled(paid()));
        assertThat(requests(CAPTURE)).isEmpty();
    }

    @Test
    void whatSomebodyElseCapturedMeanwhileIsFoundOut() {
        SERVER.stubFor(get(urlPathEqualTo(ORDER))
                .inScenario("order")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(okJson(order("APPROVED", APPROVED, ""))));
        SERVER.stubFor(post(urlPathEqualTo(CAPTURE))
                .inScenario("order")
                .willReturn(unprocessable("ORDER_ALREADY_CAPTURED"))
                .willSetStateTo("captured"));
        SERVER.stubFor(get(urlPathEqualTo(ORDER))
                .inScenario("order")
                .whenScenarioStateIs("captured")
                .willReturn(okJson(order("COMPLETED", APPROVED, capture("COMPLETED", BREAKDOWN)))));

        assertThat(paypal.complete(ID, 0)).isEqualTo(new Completion.Settled(paid()));
    }

    @Test
    void aCompletedOrderWithADeclinedCaptureIsNoPayment() {
        found(order(
                "COMPLETED", APPROVED, capture("DECLINED", ", \"status_details\": {\"reason\": \"PENDING_REVIEW\"}")));

        assertThat(told().facts())
                .contains(new PaymentFailed(PAYPAL, "3C111111HH222222F", "PENDING_REVIEW", CAPTURED))
                .hasOnlyElementsOfTypes(Linked.class, PaymentFailed.class);
    }

    @Test
    void aCompletedOrderWithAPendingCaptureIsNoPaymentYet() {
        found(order("APPROVED", APPROVED, ""));
        captureAnswers(order("COMPLETED", APPROVED, capture("PENDING", "")));

        assertThat(told().facts())
                .contains(new PaymentPending(PAYPAL, "3C111111HH222222F", CAPTURED))
                .hasOnlyElementsOfTypes(Linked.class, PaymentPending.class);
    }

    @Test
    void aCompletedOrderThatDoesNotShowItsPaymentIsNotGuessedAbout() {
        found(order("APPROVED", APPROVED, ""));
        captureAnswers("{\"id\": \"5T123456TN654321T\", \"status\": \"COMPLETED\", \"links\": []}");

        assertThat(paypal.complete(ID, 0)).isInstanceOf(Completion.Unknown.class);

        found(order("COMPLETED", APPROVED, capture("COMPLETED", BREAKDOWN)));
        assertThat(paypal.complete(ID, 0)).isEqualTo(new Completion.Settled(paid()));
    }

    @Test
    void aDeclineIsLaterThanTheApprovalThatItAnswers() {
        String approvedAheadOfOurClock = "2026-03-01T12:00:07Z";
        found(order("APPROVED", approvedAheadOfOurClock, ""));
        captureRefuses("INSTRUMENT_DECLINED");

        PaymentFailed declined = only(PaymentFailed.class, told().facts());
        CheckoutApproved approved = only(
                CheckoutApproved.class,
                approvalEvent(order("APPROVED", approvedAheadOfOurClock, ""), "2026-03-01T12:00:11Z"));

        assertThat(declined.at()).isAfterOrEqualTo(approved.at());
        assertThat(declined.reason()).isEqualTo("INSTRUMENT_DECLINED");
        assertThat(told().facts()).contains(new Linked(PAYPAL, declined.payment(), ID), TO_US);
    }

    @Test
    void anApprovalWithoutATimeIsAsOldAsItsEvent() {
        assertThat(approvalEvent("{\"id\": \"5T123456TN654321T\"}", "2026-03-01T12:00:11Z"))
                .containsExactly(new CheckoutApproved(PAYPAL, ID, Instant.parse("2026-03-01T12:00:11Z")));
    }

    @Test
    void oneApprovalIsCapturedUnderOneIdAndANewOneUnderANewOne() throws Exception {
        found(order("APPROVED", APPROVED, ""));
        captureRefuses("INSTRUMENT_DECLINED");

        assertThat(AtOnce.times(6, () -> paypal.complete(ID, 0))).hasOnlyElementsOfType(Completion.Declined.class);
        FakePayPal.provider(SERVER.baseUrl(), PATIENCE, new TestClock("2026-03-01T13:00:00Z"))
                .complete(ID, 0);
        captureAnswers(order("COMPLETED", APPROVED, capture("COMPLETED", BREAKDOWN)));
        assertThat(paypal.complete(ID, 1)).isInstanceOf(Completion.Settled.class);

        List<String> ids = requests(CAPTURE).stream()
                .map(each -> each.getHeader("PayPal-Request-Id"))
                .toList();
        assertThat(ids).hasSize(8);
        assertThat(ids.subList(0, 7)).containsOnly(ids.getFirst());
        assertThat(ids.getLast()).isNotEqualTo(ids.getFirst());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSTRUMENT_DECLINED",
                "PAYER_CANNOT_PAY",
                "TRANSACTION_REFUSED",
                "COMPLIANCE_VIOLATION",
                "TRANSACTION_RECEIVING_LIMIT_EXCEEDED",
                "MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED"
            })
    void aDeclineIsToldAndMayBeFollowedByAnotherApproval(String issue) {
        found(order("APPROVED", APPROVED, ""));
        captureRefuses(issue);

        assertThat(paypal.complete(ID, 0)).isInstanceOf(Completion.Declined.class);
        assertThat(only(PaymentFailed.class, told().facts()).at()).isEqualTo(NOW);
    }

    @Test
    void anotherOrderForTheSameThatWasPaidLeavesNothingToDo() {
        found(order("APPROVED", APPROVED, ""));
        captureRefuses("DUPLICATE_INVOICE_ID");

        assertThat(paypal.complete(ID, 0)).isEqualTo(new Completion.Settled(List.of(TO_US)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ORDER_NOT_APPROVED", "PAYER_ACTION_REQUIRED"})
    void anApprovalThatIsNoneAnyMoreIsOpen(String issue) {
        SERVER.stubFor(get(urlPathEqualTo(ORDER))
                .inScenario("order")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(okJson(order("APPROVED", APPROVED, "")))
                .willSetStateTo("taken back"));
        SERVER.stubFor(get(urlPathEqualTo(ORDER))
                .inScenario("order")
                .whenScenarioStateIs("taken back")
                .willReturn(okJson(order("PAYER_ACTION_REQUIRED", APPROVED, ""))));
        captureRefuses(issue);

        assertThat(paypal.complete(ID, 0)).isEqualTo(new Completion.Open(List.of(TO_US)));
    }

    @Test
    void whatPayPalHasForgottenCanNoLongerBePaid() {
        SERVER.stubFor(get(urlPathEqualTo(ORDER)).willReturn(FakePayPal.missing()));

        assertThat(paypal.complete(ID, 0))
                .isEqualTo(new Completion.Settled(List.of(new CheckoutExpired(PAYPAL, ID, NOW))));
    }

    @Test
    void whatSomebodyOnTheWayDoesNotFindIsNotForgotten() {
        SERVER.stubFor(get(urlPathEqualTo(ORDER))
                .willReturn(aResponse().withStatus(404).withBody("<html>Not here</html>")));
        assertThat(paypal.complete(ID, 0)).isEqualTo(new Completion.Unknown("status 404"));

        found(order("APPROVED", APPROVED, ""));
        SERVER.stubFor(post(urlPathEqualTo(FakePayPal.TOKEN)).willReturn(FakePayPal.missing()));
        assertThat(FakePayPal.provider(SERVER.baseUrl(), PATIENCE).complete(ID, 0))
                .isEqualTo(new Completion.Unknown("no token, NOT_FOUND"));
    }

    @Test
    void whatWasVoidedIsOver() {
        found(order("VOIDED", APPROVED, ""));

        assertThat(paypal.complete(ID, 0))
                .isEqualTo(new Completion.Settled(List.of(TO_US, new CheckoutExpired(PAYPAL, ID, NOW))));
    }

    private List<Fact> approvalEvent(String order, String created) {
        Event event = new Event(PAYPAL, "WH-1", "CHECKOUT.ORDER.APPROVED", Instant.parse(created), order);
        return paypal.facts(event);
    }

    private static List<Fact> paid() {
        return List.of(
                TO_US,
                new Linked(PAYPAL, "3C111111HH222222F", ID),
                new Linked(PAYPAL, "3C111111HH222222F", REFERENCE),
                new PaymentSucceeded(PAYPAL, "3C111111HH222222F", FIVE, CAPTURED),
                new Settled(
                        PAYPAL,
                        "3C111111HH222222F",
                        "3C111111HH222222F",
                        FIVE,
                        FIVE,
                        Money.parse("USD 0.64"),
                        CAPTURED));
    }

    private Completion.Told told() {
        return (Completion.Told) paypal.complete(ID, 0);
    }

    private static <T extends Fact> T only(Class<T> kind, List<Fact> facts) {
        return facts.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow();
    }

    private static void found(String order) {
        SERVER.stubFor(get(urlPathEqualTo(ORDER)).willReturn(okJson(order)));
    }

    private static void captureAnswers(String order) {
        SERVER.stubFor(post(urlPathEqualTo(CAPTURE)).willReturn(okJson(order).withStatus(201)));
    }

    private static void captureRefuses(String issue) {
        SERVER.stubFor(post(urlPathEqualTo(CAPTURE)).willReturn(unprocessable(issue)));
    }

    private static List<LoggedRequest> requests(String path) {
        return SERVER.findAll(postRequestedFor(urlPathEqualTo(path)));
    }
}
