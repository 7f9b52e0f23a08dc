package org.standwith.payments.stripe;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.standwith.payments.Faults.html;
import static org.standwith.payments.stripe.StripeProvider.STRIPE;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.standwith.contributions.Clearing;
import org.standwith.payments.AccountFact;
import org.standwith.payments.AccountFact.AccountCharged;
import org.standwith.payments.AccountFact.Adjusted;
import org.standwith.payments.AccountFact.Deposited;
import org.standwith.payments.AccountFact.Reserved;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.DisputeReinstated;
import org.standwith.payments.Fact.DisputeWithdrawn;
import org.standwith.payments.Fact.Movement;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.PayoutFailed;
import org.standwith.payments.Fact.PayoutSent;
import org.standwith.payments.Fact.RefundFailed;
import org.standwith.payments.Fact.RefundMade;
import org.standwith.payments.Fact.Settled;
import org.standwith.payments.Inquiry;
import org.standwith.payments.Period;
import org.standwith.payments.Statement;
import org.standwith.payments.StatementLine;
import org.standwith.payments.StatementLine.Standing;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class StripeStatementsTest {

    private static final Duration PATIENCE = Duration.ofMillis(1500);
    private static final String LIST = "/v1/balance_transactions";
    private static final Period DAY =
            new Period(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-03-02T00:00:00Z"));
    private static final Instant BOOKED = Instant.ofEpochSecond(2000);
    private static final Instant MADE = Instant.ofEpochSecond(1000);

    private static final String CHARGE = """
        {"id": "ch_1", "object": "charge", "amount": 500, "amount_captured": 500, "captured": true, "paid": true,
         "currency": "usd", "status": "succeeded", "created": 1000, "failure_code": null, "metadata": {},
         "payment_intent": "pi_1", "balance_transaction": "txn_1", "failure_balance_transaction": null}\
        """;
    private static final String REFUND = """
        {"id": "re_1", "object": "refund", "amount": 500, "currency": "usd", "status": "succeeded", "created": 1000,
         "charge": "ch_1", "balance_transaction": "txn_1", "failure_balance_transaction": null}\
        """;
    private static final String DISPUTE = """
        {"id": "du_1", "object": "dispute", "amount": 500, "currency": "usd", "status": "needs_response",
         "created": 1000, "charge": "ch_1", "balance_transactions": [{"id": "txn_9", "amount": -1, "fee": 0,
           "currency": "usd", "created": 1000}]}\
        """;
    private static final String PAYOUT = """
        {"id": "po_1", "object": "payout", "amount": 500, "currency": "usd", "status": "paid", "created": 1000,
         "automatic": true, "reconciliation_status": "completed", "balance_transaction": "txn_1",
         "failure_balance_transaction": null}\
        """;

    private static final WireMockServer SERVER = FakeStripe.start();

    private final StripeStatements statements = statements("");

    @BeforeEach
    void nothingIsThere() {
        SERVER.resetAll();
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    private static StripeStatements statements(String place) {
        StripeProperties properties = FakeStripe.properties(
                SERVER.baseUrl() + place, null, URI.create("https://js.stripe.com/dahlia/stripe.js"), PATIENCE);
        StripeCalls calls = new StripeCalls(properties, JsonMapper.builder().build())
                .with(new StripePace(List.of(Duration.ofMillis(10), Duration.ofMillis(20))));
        Clock clock = Clock.fixed(FakeStripe.NOW, ZoneOffset.UTC);
        return new StripeStatements(STRIPE, calls, new StripeInquiry(STRIPE, calls, FakeStripe.COUNTRIES, clock));
    }

    /** A day with this alone on it. */
    private StatementLine line(String booking) {
        SERVER.stubFor(get(urlPathEqualTo(LIST)).willReturn(okJson(list(false, booking))));
        return page(statements.of(DAY, null)).lines().getFirst();
    }

    private static Statement.Page page(Statement statement) {
        assertThat(statement).isInstanceOf(Statement.Page.class);
        return (Statement.Page) statement;
    }

    private static String list(boolean more, String... bookings) {
        return "{\"object\": \"list\", \"has_more\": " + more + ", \"data\": [" + String.join(",", bookings) + "]}";
    }

    private static String booking(String type, long amount, long fee, String source) {
        return booking("txn_1", type, "usd", amount, fee, source);
    }

    private static String booking(String id, String type, String currency, long amount, long fee, String source) {
        return """
            {"id": "%s", "object": "balance_transaction", "type": "%s", "currency": "%s", "amount": %d, "fee": %d,
             "net": %d, "created": 2000, "status": "available", "source": %s}\
            """.formatted(id, type, currency, amount, fee, amount - fee, source);
    }

    private static String with(String object, String field, String value) {
        ObjectNode changed = (ObjectNode) FakeStripe.json(object);
        changed.set(field, FakeStripe.json(value));
        return changed.toString();
    }

    private static Money usd(String amount) {
        return Money.parse("USD " + amount);
    }

    private static void isSound(StatementLine line) {
        assertThat(Clearing.effect(line.tells())).isEqualTo(Clearing.of(line.net()));
        assertThat(line.standing()).isEqualTo(Standing.POSTED);
        assertThat(line.provider()).isEqualTo(STRIPE);
        assertThat(line.at()).isEqualTo(BOOKED);
        assertThat(line.balance()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"charge", "payment"})
    void aPaymentIsToldAsByItsEvents(String type) {
        StatementLine line = line(booking(type, 500, 45, CHARGE));

        isSound(line);
        assertThat(line.ref()).isEqualTo("ch_1");
        assertThat(line.tells())
                .containsExactly(
                        new PaymentSucceeded(STRIPE, "ch_1", usd("5.00"), MADE),
                        new Settled(STRIPE, "txn_1", "ch_1", usd("5.00"), usd("5.00"), usd("0.45"), BOOKED));
    }

    @Test
    void aPaymentInForeignMoneyIsExchanged() {
        StatementLine line = line(booking("charge", 540, 60, with(CHARGE, "currency", "\"eur\"")));

        isSound(line);
        assertThat(line.tells())
                .contains(new Settled(
                        STRIPE, "txn_1", "ch_1", Money.parse("EUR 5.00"), usd("5.40"), usd("0.60"), BOOKED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"refund", "payment_refund"})
    void aRefundIsToldAsByItsEvents(String type) {
        StatementLine line = line(booking(type, -500, 10, REFUND));

        isSound(line);
        assertThat(line.ref()).isEqualTo("re_1");
        assertThat(line.tells())
                .containsExactly(
                        new RefundMade(STRIPE, "re_1", "ch_1", usd("5.00"), MADE),
                        new Settled(STRIPE, "txn_1", "ch_1", usd("-5.00"), usd("-5.00"), usd("0.10"), BOOKED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"refund_failure", "payment_failure_refund"})
    void aRefundThatCameBackIsTwoLinesOfOneRefund(String type) {
        String failed = with(with(REFUND, "status", "\"failed\""), "failure_balance_transaction", "\"txn_2\"");

        StatementLine made = line(booking("refund", -500, 0, failed));
        StatementLine back = line(booking("txn_2", type, "usd", 500, 0, failed));

        isSound(made);
        isSound(back);
        assertThat(made.tells()).hasExactlyElementsOfTypes(RefundMade.class, Settled.class);
        assertThat(back.tells())
                .containsExactly(
                        new RefundFailed(STRIPE, "re_1", "ch_1", usd("5.00"), BOOKED),
                        new Settled(STRIPE, "txn_2", "ch_1", usd("5.00"), usd("5.00"), usd("0.00"), BOOKED));
        assertThat(back.ref()).isEqualTo("re_1");
    }

    @Test
    void whatADisputeTakesAndGivesIsOfThatBookingAlone() {
        StatementLine taken = line(booking("adjustment", -500, 1500, DISPUTE));
        StatementLine back = line(booking("adjustment", 500, -1500, DISPUTE));
        StatementLine fee = line(booking("adjustment", 0, 1500, with(DISPUTE, "currency", "\"eur\"")));
        StatementLine feeForNothing = line(booking("adjustment", 500, 1500, DISPUTE));

        assertThat(List.of(taken, back, fee, feeForNothing)).allSatisfy(StripeStatementsTest::isSound);
        assertThat(taken.ref()).isEqualTo("du_1");
        assertThat(taken.tells())
                .containsExactly(
                        new DisputeWithdrawn(STRIPE, "txn_1", "ch_1", usd("5.00"), usd("5.00"), usd("15.00"), BOOKED));
        assertThat(back.tells())
                .containsExactly(
                        new DisputeReinstated(STRIPE, "txn_1", "ch_1", usd("5.00"), usd("5.00"), usd("15.00"), BOOKED));
        assertThat(fee.tells())
                .containsExactly(
                        new DisputeWithdrawn(STRIPE, "txn_1", "ch_1", usd("0.00"), usd("0.00"), usd("15.00"), BOOKED));
    }

    @Test
    void aPayoutIsSentAndMayComeBackAndWhatItCostIsToldBeside() {
        StatementLine sent = line(booking("payout", -500, 0, PAYOUT));
        StatementLine instant = line(booking("payout", -500, 5, PAYOUT));
        String failed = with(with(PAYOUT, "status", "\"failed\""), "failure_balance_transaction", "\"txn_2\"");
        StatementLine back = line(booking("txn_2", "payout_failure", "usd", 500, 0, failed));
        StatementLine canceled = line(booking("txn_2", "payout_cancel", "usd", 500, 0, failed));

        assertThat(List.of(sent, instant, back, canceled)).allSatisfy(StripeStatementsTest::isSound);
        assertThat(sent.ref()).isEqualTo("po_1");
        assertThat(sent.tells()).containsExactly(new PayoutSent(STRIPE, "po_1", usd("5.00"), MADE));
        assertThat(instant.tells())
                .containsExactly(
                        new PayoutSent(STRIPE, "po_1", usd("5.00"), MADE),
                        new AccountCharged(STRIPE, "txn_1:fee", usd("0.05"), BOOKED));
        assertThat(back.tells()).containsExactly(new PayoutFailed(STRIPE, "po_1", usd("5.00"), BOOKED));
        assertThat(canceled.tells()).isEqualTo(back.tells());
    }

    /** Stripe takes from the bank what is missing on the account. */
    @Test
    void aPayoutBelowZeroBringsMoney() {
        StatementLine line = line(booking("payout", 500, 0, with(PAYOUT, "amount", "-500")));

        isSound(line);
        assertThat(line.tells()).containsExactly(new PayoutSent(STRIPE, "po_1", usd("-5.00"), MADE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stripe_fee",
                "stripe_fx_fee",
                "tax_fee",
                "network_cost",
                "stripe_balance_payment_debit",
                "stripe_balance_payment_debit_reversal"
            })
    void whatStripeTakesForTheAccountIsACharge(String type) {
        StatementLine line = line(booking(type, -500, 20, "null"));

        isSound(line);
        assertThat(line.ref()).isEqualTo("txn_1");
        assertThat(line.tells()).containsExactly(new AccountCharged(STRIPE, "txn_1", usd("5.20"), BOOKED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stripe_fee", "tax_fee", "topup", "reserved_funds"})
    void whatStripeDoesToTheAccountIsNoPaymentThoughItNamesOne(String type) {
        StatementLine line = line(booking(type, -500, 0, CHARGE));

        isSound(line);
        assertThat(line.tells()).hasSize(1).first().isInstanceOf(AccountFact.class);
    }

    @ParameterizedTest
    @CsvSource({"topup, 500", "topup_reversal, -500"})
    void whatComesFromOurBankIsADeposit(String type, long amount) {
        StatementLine line = line(booking(type, amount, 3, "{\"id\": \"tu_1\", \"object\": \"topup\"}"));

        isSound(line);
        assertThat(line.tells())
                .containsExactly(
                        new Deposited(STRIPE, "txn_1", Money.ofMinor(usd("0").getCurrencyUnit(), amount), BOOKED),
                        new AccountCharged(STRIPE, "txn_1:fee", usd("0.03"), BOOKED));
    }

    @ParameterizedTest
    @CsvSource({
        "reserve_transaction, -500",
        "reserved_funds, 500",
        "reserve_hold, -500",
        "reserve_release, 500",
        "payout_minimum_balance_hold, -500",
        "payout_minimum_balance_release, 500",
        "payment_network_reserve_hold, -500",
        "payment_network_reserve_release, 500"
    })
    void whatIsHeldBackStaysOurs(String type, long amount) {
        StatementLine line = line(booking(type, amount, 0, "null"));

        isSound(line);
        assertThat(line.tells())
                .containsExactly(
                        new Reserved(STRIPE, "txn_1", Money.ofMinor(usd("0").getCurrencyUnit(), -amount), BOOKED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "adjustment",
                "advance",
                "application_fee",
                "climate_order_purchase",
                "contribution",
                "transfer",
                "issuing_transaction",
                "payment_reversal",
                "payment_unreconciled",
                "something_new"
            })
    void whatIsOfNoKindThatWeKnowIsNotLost(String type) {
        assertThat(Stream.of("null", "{\"id\": \"tr_1\", \"object\": \"transfer\"}", "\"tr_1\"", "{}"))
                .allSatisfy(source -> {
                    StatementLine line = line(booking(type, -500, 20, source));

                    isSound(line);
                    assertThat(line.tells()).containsExactly(new Adjusted(STRIPE, "txn_1", usd("-5.20"), BOOKED));
                });
    }

    @Test
    void aPaymentThatIsBookedAndNotDecidedIsPending() {
        StatementLine line = line(booking("payment", 500, 45, with(CHARGE, "status", "\"pending\"")));

        assertThat(line.standing()).isEqualTo(Standing.PENDING);
        assertThat(line.tells()).isEmpty();
        assertThat(line.net()).isEqualTo(usd("4.55"));
    }

    @Test
    void aRefundForWhichThePayerHasToDoSomethingIsPending() {
        assertThat(line(booking("refund", -500, 0, with(REFUND, "status", "\"requires_action\"")))
                        .standing())
                .isEqualTo(Standing.PENDING);
    }

    /** Its events say that it failed, and never that it brought money. */
    @Test
    void aPaymentThatFailedAfterItWasBookedComesToNothing() {
        String failed = with(with(CHARGE, "status", "\"failed\""), "failure_balance_transaction", "\"txn_2\"");

        StatementLine came = line(booking("payment", 500, 45, failed));
        StatementLine went = line(booking("txn_2", "payment_failure_refund", "usd", -500, -45, failed));

        assertThat(List.of(came, went)).allSatisfy(StripeStatementsTest::isSound);
        assertThat(came.tells()).containsExactly(new Adjusted(STRIPE, "txn_1", usd("4.55"), BOOKED));
        assertThat(went.tells()).containsExactly(new Adjusted(STRIPE, "txn_2", usd("-4.55"), BOOKED));
    }

    @Test
    void whatTheListOnlyNamesIsAskedFor() {
        SERVER.stubFor(get(urlPathEqualTo("/v1/refunds/re_1")).willReturn(okJson(REFUND)));

        assertThat(line(booking("refund", -500, 0, "\"re_1\"")).tells())
                .hasExactlyElementsOfTypes(RefundMade.class, Settled.class);
    }

    @Test
    void whatTheListNamesAndStripeDoesNotKnowMovedTheBalanceAllTheSame() {
        SERVER.stubFor(get(urlPathEqualTo("/v1/charges/ch_1")).willReturn(error(404, "resource_missing")));

        assertThat(line(booking("charge", 500, 45, "\"ch_1\"")).tells())
                .containsExactly(new Adjusted(STRIPE, "txn_1", usd("4.55"), BOOKED));
    }

    @Test
    void whatTheListNamesAndIsNotToldNowIsToBeAskedForAgain() {
        SERVER.stubFor(get(urlPathEqualTo("/v1/charges/ch_1")).willReturn(html(503)));
        SERVER.stubFor(
                get(urlPathEqualTo(LIST)).willReturn(okJson(list(false, booking("charge", 500, 45, "\"ch_1\"")))));

        assertThat(statements.of(DAY, null)).isInstanceOf(Statement.Unavailable.class);
    }

    @Test
    void aPeriodIsAskedForPageByPage() {
        SERVER.stubFor(get(urlPathEqualTo(LIST))
                .willReturn(okJson(list(
                        true,
                        booking("txn_3", "stripe_fee", "usd", -3, 0, "null"),
                        booking("txn_2", "stripe_fee", "usd", -2, 0, "null")))));
        SERVER.stubFor(get(urlPathEqualTo(LIST))
                .withQueryParam("starting_after", equalTo("txn_2"))
                .willReturn(okJson(list(false, booking("stripe_fee", -1, 0, "null")))));

        Statement.Page first = page(statements.of(DAY, null));
        Statement.Page second = page(statements.of(DAY, first.next()));

        assertThat(first.lines()).extracting(StatementLine::ref).containsExactly("txn_3", "txn_2");
        assertThat(first.next()).isEqualTo("txn_2");
        assertThat(second.lines()).extracting(StatementLine::ref).containsExactly("txn_1");
        assertThat(second.next()).isNull();
        assertThat(SERVER.findAll(getRequestedFor(urlPathEqualTo(LIST))))
                .allSatisfy(request -> assertThat(request.getUrl())
                        .contains(
                                "created[gte]=1772323200",
                                "created[lt]=1772409600",
                                "limit=100",
                                "expand[0]=data.source"));
    }

    @Test
    void aPeriodMayBeginInTheMiddleOfASecond() {
        SERVER.stubFor(get(urlPathEqualTo(LIST)).willReturn(okJson(list(false))));

        statements.of(
                new Period(Instant.parse("2026-03-01T00:00:00.5Z"), Instant.parse("2026-03-01T00:00:01.5Z")), null);

        assertThat(SERVER.findAll(getRequestedFor(urlPathEqualTo(LIST)))
                        .getFirst()
                        .getUrl())
                .contains("created[gte]=1772323201", "created[lt]=1772323202");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "txn_1&limit=1", "txn 1", "1", "-"})
    void whatIsNoPlaceToGoOnAtIsNotSent(String next) {
        assertThatThrownBy(() -> statements.of(DAY, next)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> statements.ofPayout("po_1", next)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> statements.ofPayout(next, null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pagesThatDoNotGoOnEnd() {
        String repeated = list(true, booking("stripe_fee", -1, 0, "null"));
        SERVER.stubFor(get(urlPathEqualTo(LIST)).willReturn(okJson(repeated)));

        Statement.Page first = page(statements.of(DAY, null));

        assertThat(statements.of(DAY, first.next())).isInstanceOf(Statement.Unavailable.class);
        SERVER.stubFor(get(urlPathEqualTo(LIST)).willReturn(okJson(list(true))));
        assertThat(statements.of(DAY, null)).isInstanceOf(Statement.Unavailable.class);
    }

    @Test
    void whatAPayoutIsMadeOfIsToldWithoutIt() {
        SERVER.stubFor(get(urlPathEqualTo("/v1/payouts/po_1")).willReturn(okJson(PAYOUT)));
        SERVER.stubFor(get(urlPathEqualTo(LIST))
                .willReturn(okJson(list(
                        false,
                        booking("txn_2", "payout", "usd", -455, 0, PAYOUT),
                        booking("charge", 500, 45, CHARGE)))));

        Statement.Page page = page(statements.ofPayout("po_1", null));

        assertThat(page.lines()).extracting(StatementLine::ref).containsExactly("ch_1");
        assertThat(SERVER.findAll(getRequestedFor(urlPathEqualTo(LIST)))
                        .getFirst()
                        .getUrl())
                .contains("payout=po_1", "expand[0]=data.source");
    }

    @ParameterizedTest
    @CsvSource({
        "false, not_applicable, made by hand",
        "false, completed, made by hand",
        "true, in_progress, its statement does not reach that far yet",
        "true, something_new, its statement does not reach that far yet"
    })
    void whatAPayoutIsMadeOfIsNotAlwaysTold(String automatic, String status, String reason) {
        String payout = with(with(PAYOUT, "automatic", automatic), "reconciliation_status", '"' + status + '"');
        SERVER.stubFor(get(urlPathEqualTo("/v1/payouts/po_1")).willReturn(okJson(payout)));

        assertThat(statements.ofPayout("po_1", null)).isEqualTo(new Statement.NotTold(reason));
    }

    @Test
    void whoseALineIsIsAskedForByWhatMoved() {
        SERVER.stubFor(get(urlPathEqualTo("/v1/charges/ch_1"))
                .willReturn(okJson(with(CHARGE, "balance_transaction", booking("charge", 500, 45, "\"ch_1\"")))));
        SERVER.stubFor(get(urlPathEqualTo("/v1/invoice_payments")).willReturn(okJson(list(false, """
            {"id": "inpay_1", "object": "invoice_payment", "status": "paid", "amount_paid": 500, "currency": "usd",
             "payment": {"type": "payment_intent", "payment_intent": "pi_1"},
             "invoice": {"id": "in_1", "object": "invoice", "parent": {"subscription_details": {
               "subscription": "sub_1", "metadata": {}}}}}\
            """))));
        SERVER.stubFor(get(urlPathEqualTo("/v1/refunds/re_1")).willReturn(okJson(REFUND)));
        SERVER.stubFor(get(urlPathEqualTo("/v1/disputes/du_1")).willReturn(okJson(DISPUTE)));
        Fact[] whose = {
            new Fact.Linked(STRIPE, "ch_1", "pi_1"),
            new Fact.Linked(STRIPE, "pi_1", "in_1"),
            new Fact.Linked(STRIPE, "in_1", "sub_1")
        };

        for (StatementLine line : List.of(
                line(booking("charge", 500, 45, CHARGE)),
                line(booking("refund", -500, 0, REFUND)),
                line(booking("adjustment", -500, 1500, DISPUTE)))) {
            assertThat(statements.explain(line))
                    .isInstanceOfSatisfying(
                            Inquiry.Answered.class,
                            answer -> assertThat(answer.facts())
                                    .contains(whose)
                                    .containsAll(line.tells())
                                    .doesNotHaveDuplicates());
        }
        SERVER.resetRequests();
        for (StatementLine line :
                List.of(line(booking("payout", -500, 0, PAYOUT)), line(booking("stripe_fee", -5, 0, "null")))) {
            SERVER.resetRequests();
            assertThat(statements.explain(line)).isEqualTo(new Inquiry.Answered(List.copyOf(line.tells())));
            assertThat(SERVER.getAllServeEvents()).isEmpty();
        }
    }

    @Test
    void whoseALineIsMayNotBeKnownNow() {
        StatementLine line = line(booking("charge", 500, 45, CHARGE));
        SERVER.stubFor(get(urlPathMatching("/v1/charges/.*")).willReturn(html(503)));

        assertThat(statements.explain(line)).isInstanceOf(Inquiry.Unknown.class);
    }

    @Test
    void whoAsksTooOftenWaitsALittleAndThenGivesUp() {
        SERVER.stubFor(get(urlPathEqualTo(LIST)).willReturn(error(429, "rate_limit")));

        assertThat(statements.of(DAY, null)).isEqualTo(new Statement.Unavailable("RateLimitException rate_limit"));
        assertThat(SERVER.findAll(getRequestedFor(urlPathEqualTo(LIST)))).hasSize(3);
    }

    @Test
    void whoIsToldHowLongToWaitWaitsThatLong() {
        SERVER.stubFor(get(urlPathEqualTo(LIST))
                .inScenario("busy")
                .whenScenarioStateIs("Started")
                .willSetStateTo("free")
                .willReturn(error(429, "rate_limit").withHeader("Retry-After", "1")));
        SERVER.stubFor(get(urlPathEqualTo(LIST))
                .inScenario("busy")
                .whenScenarioStateIs("free")
                .willReturn(okJson(list(false))));

        assertThat(statements.of(DAY, null)).isInstanceOf(Statement.Page.class);
        List<Instant> asked = SERVER.getAllServeEvents().stream()
                .map(event -> event.getRequest().getLoggedDate().toInstant())
                .sorted()
                .toList();
        assertThat(Duration.between(asked.getFirst(), asked.getLast())).isGreaterThanOrEqualTo(Duration.ofMillis(950));
    }

    @Test
    void whateverComesInsteadOfAStatementIsNone() {
        Map<String, ResponseDefinitionBuilder> faults = Map.ofEntries(
                Map.entry("hangs-up", aResponse().withFault(Fault.EMPTY_RESPONSE)),
                Map.entry("cut-off", aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)),
                Map.entry("noise", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)),
                Map.entry("late", okJson(list(false)).withFixedDelay(5_000)),
                Map.entry("trickles", okJson(list(false)).withChunkedDribbleDelay(20, 5_000)),
                Map.entry("unauthorized", error(401, "api_key_expired")),
                Map.entry("missing", error(404, "resource_missing")),
                Map.entry("broken", error(500, "api_error")),
                Map.entry("broken-empty", aResponse().withStatus(500)),
                Map.entry("broken-html", html(502)),
                Map.entry("empty", okJson("")),
                Map.entry("html", html(200)),
                Map.entry("null", okJson("null")),
                Map.entry("array", okJson("[]")),
                Map.entry("nothing", okJson("{}")),
                Map.entry("no-list", okJson(CHARGE)),
                Map.entry("half", okJson("{\"object\": \"list\", \"data\": [")),
                Map.entry("no-data", okJson("{\"object\": \"list\", \"has_more\": false}")),
                Map.entry("no-end", okJson("{\"object\": \"list\", \"data\": []}")),
                Map.entry("no-id", okJson(list(false, "{}"))));
        faults.forEach((name, fault) ->
                SERVER.stubFor(any(urlPathMatching("/" + name + "/.*")).willReturn(fault)));
        Map<String, Statement> answers = new ConcurrentHashMap<>();

        try (ExecutorService atOnce = Executors.newVirtualThreadPerTaskExecutor()) {
            faults.keySet()
                    .forEach(name -> atOnce.execute(
                            () -> answers.put(name, statements("/" + name).of(DAY, null))));
        }

        assertThat(answers.keySet()).isEqualTo(faults.keySet());
        assertThat(answers)
                .allSatisfy((name, answer) -> assertThat(answer).isInstanceOf(Statement.Unavailable.class))
                .allSatisfy((name, answer) -> assertThat(answer.toString()).doesNotContain("jane"));
    }

    static Stream<String> bookingsThatAreNotAsStripePromises() {
        return Stream.of(
                "{\"id\": \"txn_odd\", \"currency\": \"usd\"}",
                booking("txn_odd", "charge", "usd", 5, 0, CHARGE).replace("usd", "$$$"));
    }

    @ParameterizedTest
    @MethodSource("bookingsThatAreNotAsStripePromises")
    void oneBookingThatNobodyCanReadIsNamedAndKeepsNoOtherFromBeingTold(String odd) {
        SERVER.stubFor(get(urlPathEqualTo(LIST))
                .willReturn(okJson(list(false, odd, booking("txn_2", "charge", "usd", 500, 45, CHARGE)))));

        Statement.Page page = page(statements.of(DAY, null));

        assertThat(page.unreadable()).containsExactly("txn_odd");
        assertThat(page.lines()).extracting(StatementLine::ref).containsExactly("ch_1");
    }

    @Test
    void realBookingsAreRead() {
        String real = real("balance_transaction");
        for (String kind : List.of("charge", "refund", "dispute", "payout", "topup")) {
            StatementLine line = line(with(real, "source", real(kind)));

            assertThat(line.at()).isEqualTo(Instant.ofEpochSecond(1234567890));
            assertThat(line.net()).isEqualTo(usd("1.00"));
            assertThat(line.standing()).isNotEqualTo(Standing.VOID);
        }
        isRead(line(with(real, "type", "\"stripe_fee\"")), AccountCharged.class);
        isRead(line(with(real, "source", "null")), Adjusted.class);
    }

    private static String real(String kind) {
        return Objects.requireNonNull(RealStripe.objects().get(kind)).toString();
    }

    private static void isRead(StatementLine line, Class<? extends Movement> kind) {
        assertThat(line.tells()).hasExactlyElementsOfTypes(kind);
    }

    private static ResponseDefinitionBuilder error(int status, String code) {
        return aResponse().withStatus(status).withBody("""
            {"error": {"type": "invalid_request_error", "code": "%s", "message": "No such thing: jane@example.org"}}\
            """.formatted(code));
    }
}
