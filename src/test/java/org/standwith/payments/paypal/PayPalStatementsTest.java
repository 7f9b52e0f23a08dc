package org.standwith.payments.paypal;

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
import static org.standwith.payments.paypal.PayPalProvider.PAYPAL;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.standwith.contributions.Clearing;
import org.standwith.payments.AccountFact.AccountCharged;
import org.standwith.payments.AccountFact.Adjusted;
import org.standwith.payments.AccountFact.Deposited;
import org.standwith.payments.AccountFact.Exchanged;
import org.standwith.payments.AccountFact.Reserved;
import org.standwith.payments.Fact.DisputeReinstated;
import org.standwith.payments.Fact.DisputeWithdrawn;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.PayoutFailed;
import org.standwith.payments.Fact.PayoutSent;
import org.standwith.payments.Fact.RefundMade;
import org.standwith.payments.Fact.Settled;
import org.standwith.payments.Inquiry;
import org.standwith.payments.Period;
import org.standwith.payments.Statement;
import org.standwith.payments.StatementLine;
import org.standwith.payments.StatementLine.Standing;

class PayPalStatementsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final String SEARCH = "/v1/reporting/transactions";
    private static final Period DAY =
            new Period(Instant.parse("2026-02-27T00:00:00Z"), Instant.parse("2026-02-28T00:00:00Z"));
    private static final Instant NOON = Instant.parse("2026-02-27T12:00:00Z");
    private static final String PAYMENT = "3C111111HH222222F";

    private static final WireMockServer SERVER = FakePayPal.start();

    private final PayPalStatements statements = statements("");

    private static PayPalStatements statements(String place) {
        PayPalCalls calls = FakePayPal.calls(SERVER.baseUrl() + place, PATIENCE);
        Clock clock = Clock.fixed(FakePayPal.NOW, ZoneOffset.UTC);
        PayPalInquiry inquiry = new PayPalInquiry(
                PAYPAL,
                calls,
                new PayPalSubscriptions(
                        PAYPAL, calls, new PayPalPlans(calls, "Contribution"), FakePayPal.COUNTRIES, clock),
                FakePayPal.COUNTRIES,
                clock);
        PayPalPace pace = new PayPalPace(List.of(Duration.ofMillis(10), Duration.ofMillis(20)));
        return new PayPalStatements(PAYPAL, new PayPalSearch(PAYPAL, calls, pace), inquiry);
    }

    @BeforeEach
    void nothingIsThere() {
        SERVER.resetAll();
        FakePayPal.givesTokens(SERVER);
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    private static String row(String id, String code, String amount, String more) {
        return row(id, code, "2026-02-27T12:00:00+0000", amount, more);
    }

    /** With what we have no use for, and what is personal. */
    private static String row(String id, String code, String at, String amount, String more) {
        String[] money = amount.split(" ");
        return """
            {"transaction_info": {"paypal_account_id": "9PAYER3333CCC", "transaction_id": "%s",
              "transaction_event_code": "%s", "transaction_initiation_date": "%s",
              "transaction_updated_date": "2026-02-28T01:00:00+0000", "transaction_subject": "From Jane",
              "transaction_note": "jane@example.org", "transaction_amount": {"currency_code": "%s", "value": "%s"},
              "transaction_status": "S"%s}}\
            """.formatted(id, code, at, money[0], money[1], more);
    }

    private static String about(String id) {
        return ", \"paypal_reference_id\": \"" + id + "\", \"paypal_reference_id_type\": \"TXN\"";
    }

    private static String fee(String amount) {
        String[] money = amount.split(" ");
        return ", \"fee_amount\": {\"currency_code\": \"%s\", \"value\": \"%s\"}".formatted(money[0], money[1]);
    }

    private static String balance(String amount) {
        return fee(amount).replace("fee_amount", "ending_balance");
    }

    private static String answer(int pages, String... rows) {
        return "{\"account_number\": \"XZXSPECPDZHZU\", \"page\": 1, \"total_pages\": " + pages
                + ", \"last_refreshed_datetime\": \"2026-03-01T11:59:59+0000\", \"transaction_details\": ["
                + String.join(",", rows) + "]}";
    }

    private static void serves(String answer) {
        SERVER.stubFor(get(urlPathEqualTo(SEARCH)).willReturn(okJson(answer)));
    }

    /** A day with these alone on it. */
    private List<StatementLine> lines(String... rows) {
        serves(answer(1, rows));
        return page(statements.of(DAY, null)).lines();
    }

    private StatementLine line(String... rows) {
        List<StatementLine> lines = lines(rows);
        assertThat(lines).hasSize(1);
        return lines.getFirst();
    }

    private static Statement.Page page(Statement statement) {
        assertThat(statement).isInstanceOf(Statement.Page.class);
        return (Statement.Page) statement;
    }

    private static Money usd(String amount) {
        return Money.parse("USD " + amount);
    }

    private static Money eur(String amount) {
        return Money.parse("EUR " + amount);
    }

    private static void isSound(StatementLine line) {
        assertThat(Clearing.effect(line.tells())).isEqualTo(Clearing.of(line.net()));
        assertThat(line.standing()).isEqualTo(Standing.POSTED);
        assertThat(line.provider()).isEqualTo(PAYPAL);
        assertThat(line.at()).isEqualTo(NOON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"T0000", "T0001", "T0002", "T0003", "T0006", "T0007", "T0013", "T0019"})
    void aPaymentIsToldAsByItsEvents(String code) {
        StatementLine line = line(row(PAYMENT, code, "USD 5.00", fee("USD -0.66") + balance("USD 4.34")));

        isSound(line);
        assertThat(line.ref()).isEqualTo(PAYMENT);
        assertThat(line.net()).isEqualTo(usd("4.34"));
        assertThat(line.balance()).isEqualTo(usd("4.34"));
        assertThat(line.tells())
                .containsExactly(
                        new PaymentSucceeded(PAYPAL, PAYMENT, usd("5.00"), NOON),
                        new Settled(PAYPAL, PAYMENT, PAYMENT, usd("5.00"), usd("5.00"), usd("0.66"), NOON));
    }

    @Test
    void oneIdThatComesTwiceIsTwoLines() {
        assertThat(lines(
                        row("5PAY", "T0006", "EUR 10.00", balance("EUR 10.00")),
                        row("5PAY", "T0006", "EUR 10.00", balance("EUR 20.00"))))
                .extracting(StatementLine::ref)
                .containsExactly("5PAY", "5PAY");
    }

    @Test
    void whatWePaidOthersIsNoContribution() {
        StatementLine line = line(row(PAYMENT, "T0003", "USD -5.00", ""));

        isSound(line);
        assertThat(line.tells()).containsExactly(new Adjusted(PAYPAL, PAYMENT + ":T0003", usd("-5.00"), NOON));
    }

    @Test
    void aRefundIsToldAsByItsEvents() {
        StatementLine line = line(row("REFUND1", "T1107", "USD -5.00", about(PAYMENT) + fee("USD 0.17")));

        isSound(line);
        assertThat(line.ref()).isEqualTo("REFUND1");
        assertThat(line.tells())
                .containsExactly(
                        new RefundMade(PAYPAL, "REFUND1", PAYMENT, usd("5.00"), NOON),
                        new Settled(PAYPAL, "REFUND1", PAYMENT, usd("-5.00"), usd("-5.00"), usd("-0.17"), NOON));
    }

    @ParameterizedTest
    @ValueSource(strings = {"T1106", "T1116", "T1118", "T1201", "T1207"})
    void whatIsTakenBackIsADispute(String code) {
        StatementLine line = line(row("REVERSAL1", code, "USD -5.00", about(PAYMENT) + fee("USD 0.17")));

        isSound(line);
        assertThat(line.tells())
                .containsExactly(new DisputeWithdrawn(
                        PAYPAL, "REVERSAL1", PAYMENT, usd("5.00"), usd("5.00"), usd("-0.17"), NOON));
    }

    @ParameterizedTest
    @ValueSource(strings = {"T1106", "T1202", "T1205", "T1208"})
    void whatComesAgainIsReinstated(String code) {
        StatementLine line = line(row("BACK1", code, "USD 5.00", about(PAYMENT) + fee("USD -0.17")));

        isSound(line);
        assertThat(line.tells())
                .containsExactly(
                        new DisputeReinstated(PAYPAL, "BACK1", PAYMENT, usd("5.00"), usd("5.00"), usd("-0.17"), NOON));
    }

    @ParameterizedTest
    @ValueSource(strings = {"T0106", "T0114"})
    void theFeeOfADisputeIsOfItsPayment(String code) {
        StatementLine taken = line(row("FEE1", code, "USD -20.00", about(PAYMENT)));
        StatementLine back = line(row("FEE1", code, "USD 20.00", about(PAYMENT)));
        StatementLine nobodys = line(row("FEE1", code, "USD -20.00", ""));

        assertThat(List.of(taken, back, nobodys)).allSatisfy(PayPalStatementsTest::isSound);
        assertThat(taken.tells())
                .containsExactly(new DisputeWithdrawn(
                        PAYPAL, "FEE1:" + code, PAYMENT, usd("0.00"), usd("0.00"), usd("20.00"), NOON));
        assertThat(back.tells())
                .containsExactly(new DisputeReinstated(
                        PAYPAL, "FEE1:" + code, PAYMENT, usd("0.00"), usd("0.00"), usd("20.00"), NOON));
        assertThat(nobodys.tells()).containsExactly(new AccountCharged(PAYPAL, "FEE1:" + code, usd("20.00"), NOON));
    }

    @ParameterizedTest
    @CsvSource({"T0100, -5.00, 5.00", "T0107, -5.00, 5.00", "T1108, 5.00, -5.00", "T1109, 5.00, -5.00"})
    void whatPayPalTakesForTheAccountIsACharge(String code, String amount, String charged) {
        StatementLine line = line(row("FEE1", code, "USD " + amount, about(PAYMENT)));

        isSound(line);
        assertThat(line.tells()).containsExactly(new AccountCharged(PAYPAL, "FEE1:" + code, usd(charged), NOON));
    }

    @ParameterizedTest
    @ValueSource(strings = {"T0400", "T0401", "T0403"})
    void aWithdrawalIsAPayoutAndMayComeBack(String code) {
        StatementLine sent = line(row("OUT1", code, "USD -500.00", fee("USD -1.00")));
        StatementLine back = line(row("IN1", "T1101", "USD 500.00", about("OUT1")));
        StatementLine backOfTheSameKind = line(row("IN1", code, "USD 500.00", about("OUT1")));
        StatementLine ofNothing = line(row("IN1", "T1101", "USD 500.00", ""));

        assertThat(List.of(sent, back, backOfTheSameKind, ofNothing)).allSatisfy(PayPalStatementsTest::isSound);
        assertThat(sent.ref()).isEqualTo("OUT1");
        assertThat(sent.tells())
                .containsExactly(
                        new PayoutSent(PAYPAL, "OUT1", usd("500.00"), NOON),
                        new AccountCharged(PAYPAL, "OUT1:" + code + ":fee", usd("1.00"), NOON));
        assertThat(back.tells()).containsExactly(new PayoutFailed(PAYPAL, "OUT1", usd("500.00"), NOON));
        assertThat(backOfTheSameKind.tells()).isEqualTo(back.tells());
        assertThat(ofNothing.tells()).hasExactlyElementsOfTypes(Adjusted.class);
    }

    @ParameterizedTest
    @CsvSource({"T0300, 5.00", "T0303, 5.00", "T1104, -5.00"})
    void whatComesFromOurBankIsADeposit(String code, String amount) {
        StatementLine line = line(row("IN1", code, "USD " + amount, ""));

        isSound(line);
        assertThat(line.tells()).containsExactly(new Deposited(PAYPAL, "IN1:" + code, usd(amount), NOON));
    }

    @ParameterizedTest
    @CsvSource({
        "T1105, 5.00",
        "T1110, -5.00",
        "T1111, 5.00",
        "T1500, -5.00",
        "T1503, -5.00",
        "T2101, -5.00",
        "T2102, 5.00",
        "T2103, -5.00",
        "T2104, 5.00",
        "T2107, -5.00",
        "T2108, 5.00",
        "T2111, -5.00",
        "T2112, 5.00"
    })
    void whatIsHeldBackStaysOurs(String code, String amount) {
        StatementLine line = line(row("HOLD1", code, "USD " + amount, about(PAYMENT)));

        isSound(line);
        assertThat(line.tells())
                .containsExactly(
                        new Reserved(PAYPAL, "HOLD1:" + code, usd(amount).negated(), NOON));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"T0014", "T0500", "T0800", "T1100", "T1107", "T1113", "T1200", "T1900", "T2000", "T9900", "X"})
    void whatIsOfNoKindThatWeKnowIsNotLost(String code) {
        for (String amount : List.of("-5.00", "5.00")) {
            StatementLine line = line(row("ANY1", code, "USD " + amount, fee("USD -0.20")));

            isSound(line);
            assertThat(line.tells())
                    .containsExactly(
                            new Adjusted(PAYPAL, "ANY1:" + code, usd(amount).minus(usd("0.20")), NOON));
        }
    }

    @Test
    void aPaymentAndItsHoldMayHaveOneId() {
        List<StatementLine> lines = lines(
                row(PAYMENT, "T0006", "USD 5.00", ""),
                row(PAYMENT, "T2107", "USD -5.00", about(PAYMENT)),
                row(PAYMENT, "T2108", "USD 5.00", about(PAYMENT)));

        assertThat(lines).hasSize(3).allSatisfy(PayPalStatementsTest::isSound);
        assertThat(lines.stream().flatMap(line -> line.tells().stream()).map(fact -> fact.key()))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"P, PENDING", "D, VOID"})
    void onlyWhatIsDoneIsToldInFacts(String status, Standing standing) {
        StatementLine line = line(row(PAYMENT, "T0006", "USD 5.00", "")
                .replace("\"transaction_status\": \"S\"", "\"transaction_status\": \"" + status + "\""));

        assertThat(line.standing()).isEqualTo(standing);
        assertThat(line.tells()).isEmpty();
    }

    @Test
    void whatWasReversedDidHappen() {
        assertThat(line(row(PAYMENT, "T0006", "USD 5.00", "")
                                .replace("\"transaction_status\": \"S\"", "\"transaction_status\": \"V\""))
                        .tells())
                .hasExactlyElementsOfTypes(PaymentSucceeded.class, Settled.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"T1300", "T9800"})
    void whatIsOnlyShownMovedNothing(String code) {
        assertThat(line(row("ANY1", code, "USD 5.00", "")).standing()).isEqualTo(Standing.VOID);
    }

    @Test
    void whatComesInForeignMoneyIsOneLineWithItsExchange() {
        StatementLine line = line(
                row(PAYMENT, "T0006", "EUR 10.00", fee("EUR -0.64") + balance("EUR 9.36")),
                row("OUT1", "T0200", "EUR -9.36", about(PAYMENT) + balance("EUR 0.00")),
                row("IN1", "T0200", "USD 10.11", about(PAYMENT) + balance("USD 30.11")));

        isSound(line);
        assertThat(line.net()).isEqualTo(usd("10.11"));
        assertThat(line.balance()).isEqualTo(usd("30.11"));
        assertThat(line.tells())
                .containsExactly(
                        new PaymentSucceeded(PAYPAL, PAYMENT, eur("10.00"), NOON),
                        new Settled(PAYPAL, PAYMENT, PAYMENT, eur("10.00"), usd("10.80"), usd("0.69"), NOON));
    }

    @Test
    void whatGoesBackInForeignMoneyIsOneLineWithItsExchange() {
        StatementLine refund = line(
                row("REFUND1", "T1107", "EUR -10.00", about(PAYMENT) + fee("EUR 0.20")),
                row("IN1", "T0200", "EUR 9.80", about("REFUND1")),
                row("OUT1", "T0200", "USD -10.58", about("REFUND1")));
        StatementLine reversal = line(
                row("REVERSAL1", "T1106", "EUR -10.00", about(PAYMENT)),
                row("IN1", "T0200", "EUR 10.00", about("REVERSAL1")),
                row("OUT1", "T0200", "USD -10.80", about("REVERSAL1")));
        StatementLine back = line(
                row("BACK1", "T1202", "EUR 10.00", about(PAYMENT)),
                row("OUT1", "T0200", "EUR -10.00", about("BACK1")),
                row("IN1", "T0200", "USD 10.80", about("BACK1")));

        assertThat(List.of(refund, reversal, back)).allSatisfy(PayPalStatementsTest::isSound);
        assertThat(refund.tells())
                .contains(new Settled(PAYPAL, "REFUND1", PAYMENT, eur("-10.00"), usd("-10.80"), usd("-0.22"), NOON));
        assertThat(reversal.tells())
                .containsExactly(new DisputeWithdrawn(
                        PAYPAL, "REVERSAL1", PAYMENT, eur("10.00"), usd("10.80"), usd("0.00"), NOON));
        assertThat(back.tells())
                .containsExactly(
                        new DisputeReinstated(PAYPAL, "BACK1", PAYMENT, eur("10.00"), usd("10.80"), usd("0.00"), NOON));
    }

    @Test
    void anExchangeThatIsOfNothingElseIsToldByItsSides() {
        for (String[] rows : List.of(
                new String[] {row("BOTH1", "T0201", "EUR -9.36", ""), row("BOTH1", "T0201", "USD 10.11", "")},
                new String[] {
                    row("BOTH1", "T0200", "EUR -9.36", about("UNKNOWN1")),
                    row("BOTH1", "T0200", "USD 10.11", about("UNKNOWN1"))
                })) {
            List<StatementLine> lines = lines(rows);

            assertThat(lines).hasSize(2).allSatisfy(PayPalStatementsTest::isSound);
            assertThat(lines.stream().flatMap(line -> line.tells().stream()).map(fact -> fact.key()))
                    .doesNotHaveDuplicates();
            assertThat(lines.get(1).tells()).hasExactlyElementsOfTypes(Exchanged.class);
        }
    }

    @Test
    void anExchangeOfAPartOrInPiecesIsToldByItself() {
        String payment = row(PAYMENT, "T0006", "EUR 10.00", "");

        assertThat(lines(
                        payment,
                        row("OUT1", "T0200", "EUR -5.00", about(PAYMENT)),
                        row("IN1", "T0200", "USD 5.40", about(PAYMENT))))
                .hasSize(3)
                .allSatisfy(PayPalStatementsTest::isSound);
        assertThat(lines(payment, row("OUT1", "T0200", "EUR -10.00", about(PAYMENT))))
                .hasSize(2)
                .allSatisfy(PayPalStatementsTest::isSound);
        assertThat(lines(
                        row("OUT2", "T0400", "EUR -10.00", ""),
                        row("IN1", "T0200", "EUR 10.00", about("OUT2")),
                        row("OUT1", "T0200", "USD -10.80", about("OUT2"))))
                .hasSize(3)
                .allSatisfy(PayPalStatementsTest::isSound);
    }

    /** An exchange may come some seconds after the payment: on whatever page or day the payment is, there it is told. */
    @ParameterizedTest
    @ValueSource(ints = {-5, 0, 5})
    void whatBelongsTogetherIsTornByNoMidnight(int offset) {
        Instant midnight = DAY.to();
        serves(answer(
                1,
                row(PAYMENT, "T0006", midnight.plusSeconds(offset).toString(), "EUR 10.00", ""),
                row("OUT1", "T0200", midnight.toString(), "EUR -10.00", about(PAYMENT)),
                row("IN1", "T0200", midnight.toString(), "USD 10.80", about(PAYMENT))));
        Period next = new Period(midnight, midnight.plus(Duration.ofDays(1)));

        List<StatementLine> before = page(statements.of(DAY, null)).lines();
        List<StatementLine> after = page(statements.of(next, null)).lines();

        assertThat(before).hasSize(offset < 0 ? 1 : 0);
        assertThat(after).hasSize(offset < 0 ? 0 : 1);
        assertThat(before.isEmpty() ? after : before)
                .singleElement()
                .satisfies(line -> assertThat(line.net()).isEqualTo(usd("10.80")));
        assertThat(requests())
                .extracting(request -> request.queryParameter("start_date").firstValue())
                .containsExactly("2026-02-26T23:59:50Z", "2026-02-27T23:59:50Z");
    }

    @Test
    void onlyWhatIsNeededIsAskedFor() {
        serves(answer(0));

        assertThat(statements.of(DAY, null)).isEqualTo(new Statement.Page(List.of(), null));
        assertThat(requests())
                .singleElement()
                .satisfies(request -> assertThat(request.getUrl())
                        .isEqualTo(SEARCH
                                + "?start_date=2026-02-26T23:59:50Z&end_date=2026-02-28T00:00:10Z&fields=transaction_info"
                                + "&page_size=500&page=1"));
        assertThat(line(row(PAYMENT, "T0006", "USD 5.00", "")).toString()).doesNotContain("ane", "9PAYER");
    }

    @Test
    void aLongPeriodIsAskedForInPartsThatPayPalAnswersFor() {
        serves(answer(0));
        Period quarter = new Period(Instant.parse("2025-11-01T00:00:00Z"), Instant.parse("2026-02-01T00:00:00Z"));

        List<String> cursors = new ArrayList<>();
        @Nullable String next = null;
        do {
            next = page(statements.of(quarter, next)).next();
            cursors.add(String.valueOf(next));
        } while (next != null);

        assertThat(cursors)
                .containsExactly("2025-12-01T00:00:00Z", "2025-12-31T00:00:00Z", "2026-01-30T00:00:00Z", "null");
        assertThat(requests())
                .allSatisfy(request -> assertThat(Duration.between(
                                Instant.parse(
                                        request.queryParameter("start_date").firstValue()),
                                Instant.parse(request.queryParameter("end_date").firstValue())))
                        .isLessThanOrEqualTo(Duration.ofDays(31)));
    }

    @Test
    void whereAPageEndsIsAMoment() {
        SERVER.stubFor(get(urlPathEqualTo(SEARCH))
                .willReturn(okJson(answer(
                        2,
                        row("A1", "T1200", "2026-02-27T12:00:00Z", "USD 1.00", ""),
                        row("A2", "T1200", "2026-02-27T13:00:00Z", "USD 2.00", ""),
                        row("A3", "T1200", "2026-02-27T13:00:05Z", "USD 3.00", "")))));
        SERVER.stubFor(get(urlPathEqualTo(SEARCH))
                .withQueryParam("start_date", equalTo("2026-02-27T12:59:45Z"))
                .willReturn(okJson(answer(
                        1,
                        row("A2", "T1200", "2026-02-27T13:00:00Z", "USD 2.00", ""),
                        row("A3", "T1200", "2026-02-27T13:00:05Z", "USD 3.00", ""),
                        row("A4", "T1200", "2026-02-27T14:00:00Z", "USD 4.00", "")))));

        Statement.Page first = page(statements.of(DAY, null));
        Statement.Page second = page(statements.of(DAY, first.next()));

        assertThat(first.lines()).extracting(StatementLine::ref).containsExactly("A1");
        assertThat(first.next()).isEqualTo("2026-02-27T12:59:55Z");
        assertThat(second.lines()).extracting(StatementLine::ref).containsExactly("A2", "A3", "A4");
        assertThat(second.next()).isNull();
    }

    @Test
    void whereMoreHappensInAMomentThanAPageHoldsThePagesAreReadUntilTimeHasPassed() {
        SERVER.stubFor(get(urlPathEqualTo(SEARCH))
                .willReturn(okJson(answer(2, row("A1", "T1200", "2026-02-27T00:00:01Z", "USD 1.00", "")))));
        SERVER.stubFor(get(urlPathEqualTo(SEARCH))
                .withQueryParam("page", equalTo("2"))
                .willReturn(okJson(answer(2, row("A2", "T1200", "2026-02-27T00:00:01Z", "USD 2.00", "")))));

        assertThat(page(statements.of(DAY, null)).lines())
                .extracting(StatementLine::ref)
                .containsExactly("A1", "A2");
    }

    @Test
    void pagesThatAreNotInOrderAreReadToTheEnd() {
        SERVER.stubFor(get(urlPathEqualTo(SEARCH))
                .willReturn(okJson(answer(
                        2,
                        row("A3", "T1200", "2026-02-27T23:00:00Z", "USD 3.00", ""),
                        row("A2", "T1200", "2026-02-27T22:00:00Z", "USD 2.00", "")))));
        SERVER.stubFor(get(urlPathEqualTo(SEARCH))
                .withQueryParam("page", equalTo("2"))
                .willReturn(okJson(answer(2, row("A1", "T1200", "2026-02-27T21:00:00Z", "USD 1.00", "")))));

        Statement.Page page = page(statements.of(DAY, null));

        assertThat(page.lines()).extracting(StatementLine::ref).containsExactly("A1", "A2", "A3");
        assertThat(page.next()).isNull();
    }

    @Test
    void pagesThatDoNotGoOnEnd() {
        serves(answer(9, row("A1", "T1200", "2026-02-27T00:00:01Z", "USD 1.00", "")));

        assertThat(statements.of(DAY, null)).isEqualTo(new Statement.Unavailable(PayPalSearch.AGAIN));
    }

    @Test
    void tooMuchAtOnceIsAskedForInSmallerParts() {
        SERVER.stubFor(get(urlPathEqualTo(SEARCH)).willReturn(tooLarge()));
        SERVER.stubFor(get(urlPathEqualTo(SEARCH))
                .withQueryParam("end_date", equalTo("2026-02-27T06:00:10Z"))
                .willReturn(okJson(answer(1, row("A1", "T1200", "2026-02-27T01:00:00Z", "USD 1.00", "")))));

        Statement.Page page = page(statements.of(DAY, null));

        assertThat(page.lines()).hasSize(1);
        assertThat(page.next()).isEqualTo("2026-02-27T06:00:00Z");
        assertThat(statements.of(DAY, page.next())).isEqualTo(new Statement.Unavailable(PayPalStatements.TOO_MUCH));
    }

    private static ResponseDefinitionBuilder tooLarge() {
        return aResponse().withStatus(400).withBody("""
            {"name": "RESULTSET_TOO_LARGE", "message": "jane@example.org", "debug_id": "b1", "maximum_items": 10000,
             "details": [{"issue": "Result set size is greater than the maximum limit."}]}\
            """);
    }

    @Test
    void whatIsNotRefreshedYetIsNotTold() {
        String stale = answer(1, row("A1", "T1200", "USD 1.00", ""))
                .replace("2026-03-01T11:59:59+0000", "2026-02-27T12:30:00+0000");
        serves(stale);

        Statement.Page page = page(statements.of(DAY, null));

        assertThat(page.lines()).hasSize(1);
        assertThat(page.next()).isEqualTo("2026-02-27T12:29:50Z");
        assertThat(statements.of(DAY, page.next())).isEqualTo(new Statement.Unavailable(PayPalStatements.NOT_YET));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "2026-02-28T00:00:00Z", "2026-02-26T23:59:59Z", "2026-02-27T12:00:00Z&page=2"})
    void whatIsNoPlaceToGoOnAtIsNotSent(String next) {
        assertThatThrownBy(() -> statements.of(DAY, next)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatAWithdrawalIsMadeOfIsNotTold() {
        assertThat(statements.ofPayout("OUT1", null)).isEqualTo(new Statement.NotTold(PayPalStatements.NOT_ITEMISED));
    }

    @Test
    void whoseALineIsIsAskedForByThePayment() {
        SERVER.stubFor(get(urlPathMatching("/v.*")).willReturn(FakePayPal.missing()));
        SERVER.stubFor(get(urlPathEqualTo("/v2/payments/captures/" + PAYMENT))
                .willReturn(okJson(FakePayPal.capture("COMPLETED", ""))));
        SERVER.stubFor(get(urlPathEqualTo("/v1/customer/disputes"))
                .withQueryParam("disputed_transaction_id", equalTo(PAYMENT))
                .willReturn(okJson("{\"items\": [{\"dispute_id\": \"PP-D-1\"}]}")));
        SERVER.stubFor(get(urlPathEqualTo("/v1/customer/disputes/PP-D-1")).willReturn(okJson("""
            {"dispute_id": "PP-D-1", "status": "UNDER_REVIEW", "create_time": "2026-02-27T11:00:00.000Z",
             "dispute_amount": {"currency_code": "USD", "value": "5.00"},
             "disputed_transactions": [{"seller_transaction_id": "3C111111HH222222F",
               "buyer": {"name": "Jane"}}],
             "money_movements": [{"affected_party": "SELLER", "type": "DEBIT", "reason": "CHARGEBACK_FEE",
               "initiated_time": "2026-02-27T12:00:00.000Z",
               "amount": {"currency_code": "USD", "value": "20.00"}}]}\
            """)));

        StatementLine payment = line(row(PAYMENT, "T0006", "USD 5.00", ""));
        StatementLine refund = line(row("REFUND1", "T1107", "USD -5.00", about(PAYMENT)));
        StatementLine fee = line(row("FEE1", "T0106", "USD -20.00", about(PAYMENT)));

        for (StatementLine line : List.of(payment, refund, fee)) {
            assertThat(statements.explain(line))
                    .isInstanceOfSatisfying(
                            Inquiry.Answered.class,
                            answer -> assertThat(answer.facts())
                                    .contains(new Linked(PAYPAL, PAYMENT, FakePayPal.REFERENCE))
                                    .containsAll(line.tells())
                                    .doesNotHaveDuplicates());
        }
        assertThat(statements.explain(fee))
                .isInstanceOfSatisfying(
                        Inquiry.Answered.class,
                        answer -> assertThat(answer.facts())
                                .contains(new DisputeWithdrawn(
                                        PAYPAL,
                                        "PP-D-1:CHARGEBACK_FEE:" + NOON.getEpochSecond(),
                                        PAYMENT,
                                        usd("0.00"),
                                        usd("0.00"),
                                        usd("20.00"),
                                        NOON)));
    }

    @Test
    void ofWhatPayPalKnowsOnlyInItsReportsTheLineSaysAll() {
        SERVER.stubFor(get(urlPathMatching("/v.*")).willReturn(FakePayPal.missing()));

        for (StatementLine line :
                List.of(line(row(PAYMENT, "T0013", "USD 5.00", "")), line(row("OUT1", "T0400", "USD -5.00", "")))) {
            assertThat(statements.explain(line)).isEqualTo(new Inquiry.Answered(List.copyOf(line.tells())));
        }
    }

    @Test
    void whoseALineIsMayNotBeKnownNow() {
        StatementLine line = line(row(PAYMENT, "T0006", "USD 5.00", ""));
        SERVER.stubFor(get(urlPathMatching("/v2/payments/.*")).willReturn(html(503)));

        assertThat(statements.explain(line)).isInstanceOf(Inquiry.Unknown.class);
    }

    @Test
    void whoMayNotAskIsToldWhatIsMissing() {
        for (ResponseDefinitionBuilder refusal :
                List.of(FakePayPal.error(403, "NOT_AUTHORIZED", "PERMISSION_DENIED"), html(403))) {
            SERVER.stubFor(get(urlPathEqualTo(SEARCH)).willReturn(refusal));

            assertThat(statements.of(DAY, null)).isEqualTo(new Statement.Unavailable(PayPalSearch.NOT_ENABLED));
        }
    }

    @Test
    void whoAsksTooOftenWaitsALittleAndThenGivesUp() {
        SERVER.stubFor(get(urlPathEqualTo(SEARCH)).willReturn(FakePayPal.error(429, "RATE_LIMIT_REACHED", "")));

        assertThat(statements.of(DAY, null)).isEqualTo(new Statement.Unavailable("RATE_LIMIT_REACHED"));
        assertThat(requests()).hasSize(9);
    }

    @Test
    void whateverComesInsteadOfAStatementIsNone() {
        Map<String, ResponseDefinitionBuilder> faults = Map.ofEntries(
                Map.entry("hangs-up", aResponse().withFault(Fault.EMPTY_RESPONSE)),
                Map.entry("cut-off", aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)),
                Map.entry("noise", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)),
                Map.entry("late", okJson(answer(0)).withFixedDelay(12_000)),
                Map.entry("trickles", okJson(answer(0)).withChunkedDribbleDelay(20, 12_000)),
                Map.entry("bad", FakePayPal.error(400, "INVALID_REQUEST", "")),
                Map.entry("missing", FakePayPal.missing()),
                Map.entry("broken", FakePayPal.error(500, "INTERNAL_SERVER_ERROR", "")),
                Map.entry("broken-empty", aResponse().withStatus(500)),
                Map.entry("broken-html", html(502)),
                Map.entry("empty", okJson("")),
                Map.entry("html", html(200)),
                Map.entry("null", okJson("null")),
                Map.entry("array", okJson("[]")),
                Map.entry("nothing", okJson("{}")),
                Map.entry("half", okJson("{\"total_pages\": 1, \"transaction_details\": [")),
                Map.entry("no-row", okJson(answer(1, "{}"))));
        faults.forEach((name, fault) ->
                SERVER.stubFor(any(urlPathMatching("/" + name + SEARCH)).willReturn(fault)));
        SERVER.stubFor(
                any(urlPathMatching("/[a-z-]+" + FakePayPal.TOKEN)).willReturn(FakePayPal.token("A21AA-1", 32_400)));
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

    static Stream<String> rowsThatAreNotAsPayPalPromises() {
        return Stream.of(
                row("A1", "T1200", "yesterday", "USD 1.00", ""),
                row("A1", "T1200", "USD one", ""),
                row("A1", "T0006", "USD 1.00", fee("EUR -0.10")),
                row("A1", "T1200", "USD 1.00", "").replace("\"S\"", "\"Q\""));
    }

    @ParameterizedTest
    @MethodSource("rowsThatAreNotAsPayPalPromises")
    void oneRowThatNobodyCanReadIsNamedAndKeepsNoOtherFromBeingTold(String odd) {
        serves(answer(1, odd, row("A2", "T0006", "USD 5.00", fee("USD -0.66"))));

        assertThat(statements.of(DAY, null)).isInstanceOfSatisfying(Statement.Page.class, page -> {
            assertThat(page.unreadable()).containsExactly("A1");
            assertThat(page.lines()).extracting(StatementLine::ref).containsExactly("A2");
        });
    }

    @Test
    void aFullPageIsRead() {
        String[] rows = IntStream.range(0, 500)
                .mapToObj(i -> row("A" + i, "T0006", "USD 5.00", fee("USD -0.66")))
                .toArray(String[]::new);

        assertThat(lines(rows)).hasSize(500).allSatisfy(PayPalStatementsTest::isSound);
    }

    private static List<LoggedRequest> requests() {
        return SERVER.findAll(getRequestedFor(urlPathEqualTo(SEARCH)));
    }
}
