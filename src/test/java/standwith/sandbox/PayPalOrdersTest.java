package standwith.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import standwith.sandbox.Truth.Kind;
import tools.jackson.databind.JsonNode;

class PayPalOrdersTest extends SharedPayPal {

    @Test
    void anOrderIsApprovedOnThePageAndPaidWhenItIsCaptured() throws Exception {
        Reply order = order("USD", "10.00");
        assertThat(order.text("/status")).isEqualTo("PAYER_ACTION_REQUIRED");
        assertThat(get(order.link("payer-action")).body())
                .contains("PayPal sandbox", "USD 10.00", "Approve", "Decline", "Answer late", "Abandon");
        assertThat(capture(order).issue()).isEqualTo("ORDER_NOT_APPROVED");

        HttpResponse<String> back = press(order.link("payer-action"), "APPROVE");
        assertThat(back.statusCode()).isEqualTo(303);
        assertThat(back.headers().firstValue("Location").orElseThrow())
                .startsWith("https://gazette.example/thanks?a=1&token=" + order.id() + "&PayerID=");
        Reply approved = read("/v2/checkout/orders/" + order.id());
        assertThat(approved.text("/status")).isEqualTo("APPROVED");
        assertThat(approved.text("/payer/email_address")).endsWith(".example");

        Reply captured = capture(order);
        assertThat(captured.status()).isEqualTo(201);
        assertThat(captured.text("/status")).isEqualTo("COMPLETED");
        JsonNode capture = captured.json().at("/purchase_units/0/payments/captures/0");
        assertThat(capture.at("/seller_receivable_breakdown/paypal_fee/value").asString())
                .isEqualTo("0.84");
        assertThat(capture.at("/seller_receivable_breakdown/net_amount/value").asString())
                .isEqualTo("9.16");
        assertThat(capture(order).issue()).isEqualTo("ORDER_ALREADY_CAPTURED");
        settled();
        assertThat(APP.paypalTypes()).containsExactly("CHECKOUT.ORDER.APPROVED", "PAYMENT.CAPTURE.COMPLETED");
        JsonNode told = APP.paypal().getLast().resource();
        assertThat(told.get("custom_id").asString()).isEqualTo("42");
        assertThat(told.at("/supplementary_data/related_ids/order_id").asString())
                .isEqualTo(order.id());
        assertThat(sandbox.truth().movements())
                .filteredOn(moved -> moved.id().equals(told.get("id").asString()))
                .extracting(Truth.Movement::provider, Truth.Movement::kind, Truth.Movement::minor)
                .containsExactly(tuple("PAYPAL", Kind.PAYMENT, 1000L), tuple("PAYPAL", Kind.FEE, -84L));
    }

    @Test
    void theOldContextHasAnotherStatusAndLink() throws Exception {
        Reply order = post("/v2/checkout/orders", """
            {"intent": "CAPTURE", "purchase_units": [{"amount": {"currency_code": "EUR", "value": "5"}}],
             "application_context": {"return_url": "https://gazette.example/thanks"}}\
            """);

        assertThat(order.text("/status")).isEqualTo("CREATED");
        assertThat(get(order.link("approve")).body()).contains("EUR 5.00");
    }

    @Test
    void aRefusedInstrumentCanBeFollowedByABetterOne() throws Exception {
        Reply order = order("EUR", "5.00");
        press(order.link("payer-action"), "DECLINE");

        Reply refused = capture(order);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.issue()).isEqualTo("INSTRUMENT_DECLINED");
        assertThat(get(refused.link("redirect")).body()).contains("was declined", "Approve");
        press(refused.link("redirect"), "APPROVE");
        assertThat(capture(order).text("/status")).isEqualTo("COMPLETED");
    }

    @Test
    void aLateAnswerIsYesAfterADayUnlessItIsNoBefore() throws Exception {
        Reply willing = order("USD", "5.00");
        Reply unwilling = order("USD", "6.00");
        press(willing.link("payer-action"), "LATE");
        press(unwilling.link("payer-action"), "LATE");
        Reply waiting = capture(willing);
        assertThat(waiting.text("/status")).isEqualTo("COMPLETED");
        assertThat(waiting.text("/purchase_units/0/payments/captures/0/status")).isEqualTo("PENDING");
        assertThat(waiting.json().at("/purchase_units/0/payments/captures/0").has("seller_receivable_breakdown"))
                .isFalse();
        capture(unwilling);

        sandbox.paypal().answer(unwilling.id(), false);
        sandbox.advance(Duration.ofDays(1));
        settled();

        assertThat(APP.paypalTypes())
                .containsSubsequence(
                        "PAYMENT.CAPTURE.PENDING",
                        "PAYMENT.CAPTURE.PENDING",
                        "PAYMENT.CAPTURE.DENIED",
                        "PAYMENT.CAPTURE.COMPLETED");
        assertThat(read("/v2/checkout/orders/" + unwilling.id()).text("/purchase_units/0/payments/captures/0/status"))
                .isEqualTo("DECLINED");
    }

    @Test
    void whoAbandonsTheOrderCanComeBackForThreeHours() throws Exception {
        Reply order = order("USD", "5.00");

        assertThat(press(order.link("payer-action"), "ABANDON").headers().firstValue("Location"))
                .contains("https://gazette.example/cancelled?token=" + order.id());
        assertThat(read("/v2/checkout/orders/" + order.id()).status()).isEqualTo(200);
        sandbox.advance(Duration.ofHours(3));

        assertThat(read("/v2/checkout/orders/" + order.id()).text("/name")).isEqualTo("RESOURCE_NOT_FOUND");
    }

    @Test
    void whatPayPalWouldRefuseIsRefused() throws Exception {
        assertThat(post("/v2/checkout/orders", orderBody("HUF", "500.00")).issue())
                .isEqualTo("DECIMALS_NOT_SUPPORTED");
        assertThat(post("/v2/checkout/orders", orderBody("USD", "5.001")).issue())
                .isEqualTo("DECIMAL_PRECISION");
        assertThat(post("/v2/checkout/orders", orderBody("RUB", "500")).issue()).isEqualTo("CURRENCY_NOT_SUPPORTED");
        assertThat(order("HUF", "500").status()).isEqualTo(201);
        String body = orderBody("USD", "5.00");
        Reply paid = post("/v2/checkout/orders", body);
        Reply again = post("/v2/checkout/orders", body);
        sandbox.paypal().approve(paid.id());
        sandbox.paypal().approve(again.id());
        capture(paid);
        Reply refused = capture(again);
        assertThat(refused.issue()).isEqualTo("DUPLICATE_INVOICE_ID");
        assertThat(refused.text("/debug_id"))
                .isEqualTo(refused.response()
                        .headers()
                        .firstValue("Paypal-Debug-Id")
                        .orElseThrow());
    }

    @Test
    void aRefundCanBePartialAndLeavesTheFee() throws Exception {
        String capture = captured("GBP", "20.00");
        APP.forget();

        Reply refund = post(
                "/v2/payments/captures/" + capture + "/refund",
                "{\"amount\": {\"currency_code\": \"GBP\", \"value\": \"5.00\"}}",
                "Prefer",
                "return=representation");
        settled();

        assertThat(refund.text("/seller_payable_breakdown/net_amount/value")).isEqualTo("5.00");
        assertThat(APP.paypalTypes()).containsExactly("PAYMENT.CAPTURE.REFUNDED");
        assertThat(APP.paypal().getFirst().resource().toString())
                .contains("/v2/payments/captures/" + capture)
                .doesNotContain("capture_id");
        assertThat(read("/v2/payments/captures/" + capture).text("/status")).isEqualTo("PARTIALLY_REFUNDED");
        assertThat(read("/v2/payments/refunds/" + refund.id()).text("/status")).isEqualTo("COMPLETED");
        assertThat(post("/v2/payments/captures/" + capture + "/refund", "{}").status())
                .isEqualTo(201);
        assertThat(post("/v2/payments/captures/" + capture + "/refund", "{}").issue())
                .isEqualTo("CAPTURE_FULLY_REFUNDED");
        assertThat(sum(Kind.REFUND, "gbp")).isEqualTo(-2000);
    }

    @Test
    void aDisputeTakesTheMoneyWhenItIsLost() throws Exception {
        String capture = captured("CHF", "50.00");
        APP.forget();

        String dispute = sandbox.paypal().dispute(capture);
        sandbox.paypal().loseDispute(dispute);
        settled();

        assertThat(APP.paypalTypes())
                .containsExactly("CUSTOMER.DISPUTE.CREATED", "PAYMENT.CAPTURE.REVERSED", "CUSTOMER.DISPUTE.RESOLVED");
        Reply lost = read("/v1/customer/disputes/" + dispute);
        assertThat(lost.text("/dispute_id")).isEqualTo(dispute);
        assertThat(lost.text("/disputed_transactions/0/seller_transaction_id")).isEqualTo(capture);
        assertThat(lost.text("/dispute_outcome/outcome_code")).isEqualTo("RESOLVED_BUYER_FAVOUR");
        assertThat(sum(Kind.DISPUTE, "chf")).isEqualTo(-5000);
        assertThatThrownBy(() -> sandbox.paypal().winDispute(dispute)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatAChargebackTookComesBackWithoutItsFeeWhenItIsWon() throws Exception {
        String capture = captured("AUD", "50.00");
        String dispute = sandbox.paypal().chargeBack(capture);

        sandbox.paypal().winDispute(dispute);
        settled();

        JsonNode moved = read("/v1/customer/disputes/" + dispute).json().get("money_movements");
        assertThat(moved.get(0).get("reason").asString()).isEqualTo("CHARGEBACK_FEE");
        assertThat(moved.get(1).get("type").asString()).isEqualTo("CREDIT");
        assertThat(moved.get(1).at("/amount/value").asString()).isEqualTo("50.00");
        assertThat(sum(Kind.DISPUTE_FEE, "aud")).isEqualTo(-2000);
        assertThat(sum(Kind.REINSTATED, "aud")).isEqualTo(5000);
    }

    @Test
    void everythingCanBeExchangedToDollars() throws Exception {
        sandbox.paypal().settleInDollars(true);
        try {
            Reply capture = read("/v2/payments/captures/" + captured("EUR", "10.00"));

            assertThat(capture.text("/seller_receivable_breakdown/paypal_fee/value"))
                    .isEqualTo("0.64");
            assertThat(capture.text("/seller_receivable_breakdown/paypal_fee_in_receivable_currency/value"))
                    .isEqualTo("0.69");
            assertThat(capture.text("/seller_receivable_breakdown/receivable_amount/currency_code"))
                    .isEqualTo("USD");
            assertThat(capture.text("/seller_receivable_breakdown/receivable_amount/value"))
                    .isEqualTo("10.11");
            assertThat(capture.text("/seller_receivable_breakdown/exchange_rate/value"))
                    .isEqualTo("1.08");
        } finally {
            sandbox.paypal().settleInDollars(false);
        }
    }

    private long sum(Kind kind, String currency) {
        return new Truth(sandbox.paypal().movements()).sum(kind, currency);
    }
}
