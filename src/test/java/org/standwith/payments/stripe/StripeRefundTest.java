package org.standwith.payments.stripe;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.standwith.payments.Fact.RefundMade;
import org.standwith.payments.Fact.Settled;
import org.standwith.payments.Refunding;

class StripeRefundTest {

    private static final WireMockServer SERVER = FakeStripe.start();
    private static final String REFUNDS = "/v1/refunds";
    private static final Money TWO = Money.parse("USD 2.00");

    private final StripeProvider stripe = FakeStripe.provider(SERVER.baseUrl(), Duration.ofMillis(700));

    @BeforeEach
    void forget() {
        SERVER.resetAll();
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void aRefundNamesThePaymentTheAmountAndTheKeyAndTellsWhatItTook() {
        answer(okJson("""
            {"id": "re_1", "object": "refund", "amount": 200, "charge": "ch_1", "created": 1000, "currency": "usd",
             "status": "succeeded", "balance_transaction": {"id": "txn_2", "object": "balance_transaction",
             "amount": -200, "fee": 0, "net": -200, "currency": "usd", "created": 1000, "type": "refund"}}\
            """));

        assertThat(stripe.refund("ch_1", TWO, "refund-1"))
                .isEqualTo(new Refunding.Made(List.of(
                        new RefundMade(StripeProvider.STRIPE, "re_1", "ch_1", TWO, Instant.ofEpochSecond(1000)),
                        new Settled(
                                StripeProvider.STRIPE,
                                "txn_2",
                                "ch_1",
                                TWO.negated(),
                                TWO.negated(),
                                Money.parse("USD 0.00"),
                                Instant.ofEpochSecond(1000)))));

        var sent = SERVER.findAll(postRequestedFor(urlPathEqualTo(REFUNDS))).getFirst();
        assertThat(FakeStripe.form(sent))
                .isEqualTo(Map.of("charge", "ch_1", "amount", "200", "expand[0]", "balance_transaction"));
        assertThat(sent.getHeader("Idempotency-Key")).isEqualTo("refund-1");
    }

    @Test
    void whatStripeRefusesWasNotGivenBack() {
        answer(jsonResponse(
                "{\"error\": {\"type\": \"invalid_request_error\", \"code\": \"charge_already_refunded\"}}", 400));

        assertThat(stripe.refund("ch_1", TWO, "refund-1"))
                .isEqualTo(new Refunding.Refused("InvalidRequestException charge_already_refunded"));
    }

    @Test
    void withoutAnAnswerNobodyKnows() {
        answer(aResponse().withFixedDelay(2_000));
        assertThat(stripe.refund("ch_1", TWO, "refund-1")).isInstanceOf(Refunding.Unknown.class);

        answer(okJson("{\"object\": \"refund\"}"));
        assertThat(stripe.refund("ch_1", TWO, "refund-1")).isInstanceOf(Refunding.Unknown.class);
    }

    private static void answer(ResponseDefinitionBuilder answer) {
        SERVER.stubFor(post(urlPathEqualTo(REFUNDS)).willReturn(answer));
    }
}
