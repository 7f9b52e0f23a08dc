package org.standwith.payments.paypal;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.standwith.payments.Event;
import org.standwith.payments.Fact.RefundMade;
import org.standwith.payments.Fact.Settled;
import org.standwith.payments.ProviderSilent;
import org.standwith.payments.Refunding;
import tools.jackson.databind.json.JsonMapper;

class PayPalRefundsTest {

    private static final WireMockServer SERVER = FakePayPal.start();
    private static final String CAPTURE_REFUND = "/v2/payments/captures/3C111111HH222222F/refund";
    private static final String SALE_REFUND = "/v1/payments/sale/3C111111HH222222F/refund";
    private static final Money TWO = Money.parse("USD 2.00");
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

    private final PayPalProvider paypal = FakePayPal.provider(SERVER.baseUrl(), Duration.ofMillis(700));

    @BeforeEach
    void forget() {
        SERVER.resetAll();
        FakePayPal.givesTokens(SERVER);
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void aCaptureIsGivenBackInPartUnderTheCallersKey() {
        captures(jsonResponse("""
            {"id": "1R0ABCDEF12345678", "status": "COMPLETED", "create_time": "2026-03-01T12:00:00Z",
             "amount": {"currency_code": "USD", "value": "2.00"},
             "seller_payable_breakdown": {"gross_amount": {"currency_code": "USD", "value": "2.00"},
               "paypal_fee": {"currency_code": "USD", "value": "0.05"},
               "net_amount": {"currency_code": "USD", "value": "1.95"}},
             "links": [{"rel": "up", "href": "https://api.paypal.com/v2/payments/captures/3C111111HH222222F"}]}\
            """, 201));

        assertThat(refund())
                .isEqualTo(new Refunding.Made(List.of(
                        new RefundMade(PayPalProvider.PAYPAL, "1R0ABCDEF12345678", "3C111111HH222222F", TWO, AT),
                        new Settled(
                                PayPalProvider.PAYPAL,
                                "1R0ABCDEF12345678",
                                "3C111111HH222222F",
                                TWO.negated(),
                                TWO.negated(),
                                Money.parse("USD -0.05"),
                                AT))));

        var sent =
                SERVER.findAll(postRequestedFor(urlPathEqualTo(CAPTURE_REFUND))).getFirst();
        assertThat(sent.getHeader("PayPal-Request-Id")).isEqualTo("refund-1");
        assertThat(sent.getHeader("Content-Type")).isEqualTo("application/json");
        assertThat(JsonMapper.shared().readTree(sent.getBody()))
                .isEqualTo(JsonMapper.shared().readTree("{\"amount\":{\"currency_code\":\"USD\",\"value\":\"2.00\"}}"));
    }

    @Test
    void whatIsNoCaptureIsGivenBackAsTheSaleThatItIs() {
        captures(jsonResponse("{\"name\": \"RESOURCE_NOT_FOUND\"}", 404));
        SERVER.stubFor(post(urlPathEqualTo(SALE_REFUND)).willReturn(jsonResponse("""
            {"id": "4R9ABCDEF87654321", "state": "completed", "create_time": "2026-03-01T12:00:00Z",
             "sale_id": "3C111111HH222222F", "amount": {"total": "2.00", "currency": "USD"}}\
            """, 201)));

        assertThat(refund())
                .isEqualTo(new Refunding.Made(List.of(
                        new RefundMade(PayPalProvider.PAYPAL, "4R9ABCDEF87654321", "3C111111HH222222F", TWO, AT))));

        var sent = SERVER.findAll(postRequestedFor(urlPathEqualTo(SALE_REFUND))).getFirst();
        assertThat(sent.getHeader("PayPal-Request-Id")).isEqualTo("refund-1");
        assertThat(sent.getBodyAsString()).contains("\"total\":\"2.00\"", "\"currency\":\"USD\"");
    }

    @Test
    void anAmountThatPayPalCannotGiveBackIsNotEvenSent() {
        assertThat(paypal.refund("3C111111HH222222F", Money.parse("HUF 1500.50"), "refund-1"))
                .isInstanceOf(Refunding.Refused.class);
        assertThat(SERVER.findAll(postRequestedFor(urlPathEqualTo(CAPTURE_REFUND))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"REFUNDED", "REVERSED"})
    void whatAnEventDoesNotSayOfMoneyThatWentBackIsAsked(String happened) {
        String told = """
            {"id": "4R9ABCDEF87654321", "state": "completed", "create_time": "2026-03-01T12:00:00Z",
             "sale_id": "3C111111HH222222F", "amount": {"total": "-2.00", "currency": "USD"}%s}\
            """;
        Event event = new Event(PayPalProvider.PAYPAL, "WH-1", "PAYMENT.SALE." + happened, AT, told.formatted(""));
        assertThat(paypal.asks(event)).isTrue();
        assertThat(paypal.facts(event)).hasSize(1);

        SERVER.stubFor(get(urlPathEqualTo("/v1/payments/refund/4R9ABCDEF87654321"))
                .willReturn(okJson(told.formatted(
                        ", \"refund_from_received_amount\": {\"value\": \"1.80\", \"currency\": \"EUR\"}"))));

        assertThat(paypal.facts(event))
                .anySatisfy(fact -> assertThat(fact.toString()).contains("EUR"));
        SERVER.stubFor(get(urlPathEqualTo("/v1/payments/refund/4R9ABCDEF87654321"))
                .willReturn(aResponse().withStatus(503)));
        assertThatThrownBy(() -> paypal.facts(event)).isInstanceOf(ProviderSilent.class);
    }

    @Test
    void whatPayPalRefusesWasNotGivenBack() {
        captures(jsonResponse(
                "{\"name\": \"UNPROCESSABLE_ENTITY\", \"details\": [{\"issue\": \"CAPTURE_FULLY_REFUNDED\"}]}", 422));

        assertThat(refund()).isEqualTo(new Refunding.Refused("CAPTURE_FULLY_REFUNDED"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "no", "{\"id\": \"1R0ABCDEF12345678\", \"status\": \"COMPLETED\"}"})
    void anAnswerThatTellsOfNoRefundSettlesNothing(String body) {
        captures(okJson(body));

        assertThat(refund()).isInstanceOf(Refunding.Unknown.class);
    }

    @Test
    void withoutAnAnswerNobodyKnows() {
        captures(aResponse().withFault(Fault.EMPTY_RESPONSE));
        assertThat(refund()).isInstanceOf(Refunding.Unknown.class);

        captures(aResponse().withStatus(500));
        assertThat(refund()).isInstanceOf(Refunding.Unknown.class);
        assertThat(SERVER.findAll(postRequestedFor(urlPathEqualTo(SALE_REFUND))))
                .isEmpty();
    }

    private Refunding refund() {
        return paypal.refund("3C111111HH222222F", TWO, "refund-1");
    }

    private static void captures(ResponseDefinitionBuilder answer) {
        SERVER.stubFor(post(urlPathEqualTo(CAPTURE_REFUND)).willReturn(answer));
    }
}
