package standwith.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;
import standwith.sandbox.Truth.Kind;
import standwith.sandbox.Truth.Movement;
import tools.jackson.databind.JsonNode;

class PayPalSubscriptionsTest extends SharedPayPal {

    private static final String FOR_EVER = "\"total_cycles\": 0,";

    @Test
    void whatIsApprovedIsPaidOnceTheMerchantActivatesIt() throws Exception {
        Reply created = subscription(plan("MONTH", "1.00", FOR_EVER), "7.00", "CONTINUE");
        assertThat(created.text("/status")).isEqualTo("APPROVAL_PENDING");
        assertThat(get(created.link("approve")).body()).contains("USD 7.00", "every month");

        String back = press(created.link("approve"), "APPROVE")
                .headers()
                .firstValue("Location")
                .orElseThrow();
        assertThat(back).startsWith("https://gazette.example/thanks?subscription_id=" + created.id() + "&ba_token=BA-");
        assertThat(standing(created.id())).isEqualTo("APPROVED");
        settled();
        assertThat(APP.paypalTypes()).containsExactly("BILLING.SUBSCRIPTION.CREATED");

        assertThat(post(path(created.id()) + "/activate", "{\"reason\": \"checked\"}")
                        .status())
                .isEqualTo(204);
        settled();

        assertThat(APP.paypalTypes())
                .containsExactly(
                        "BILLING.SUBSCRIPTION.CREATED", "BILLING.SUBSCRIPTION.ACTIVATED", "PAYMENT.SALE.COMPLETED");
        JsonNode sale = APP.paypal().getLast().resource();
        assertThat(sale.get("billing_agreement_id").asString()).isEqualTo(created.id());
        assertThat(sale.get("custom").asString()).isEqualTo("42");
        assertThat(sale.at("/amount/total").asString()).isEqualTo("7.00");
        assertThat(sale.at("/transaction_fee/value").asString()).isEqualTo("0.73");
        Reply shown = read(path(created.id()) + "?fields=plan");
        assertThat(shown.text("/plan/billing_cycles/0/pricing_scheme/fixed_price/value"))
                .isEqualTo("7.00");
        assertThat(shown.json().get("plan_overridden").asBoolean()).isTrue();
        assertThat(shown.json().get("subscriber").has("shipping_address")).isFalse();
        assertThat(read(path(created.id())).json().has("plan")).isFalse();
    }

    @Test
    void renewalsComeEveryMonthOnTheSameDay() throws Exception {
        String id = subscribed("3.00");
        String paid = sandbox.paypal()
                .object(id)
                .at("/billing_info/next_billing_time")
                .asString();

        sandbox.advance(Period.ofMonths(3));
        settled();

        assertThat(sales(id)).hasSize(4);
        assertThat(APP.paypalTypes())
                .filteredOn("PAYMENT.SALE.COMPLETED"::equals)
                .hasSize(4);
        assertThat(sandbox.paypal()
                        .object(id)
                        .at("/billing_info/next_billing_time")
                        .asString())
                .isGreaterThan(paid);
        Reply listed = read(path(id) + "/transactions?start_time=2020-01-01T00:00:00Z&end_time=2090-01-01T00:00:00Z");
        assertThat(listed.json().get("transactions").size()).isEqualTo(4);
        assertThat(listed.text("/transactions/0/amount_with_breakdown/net_amount/value"))
                .isEqualTo("2.41");
        assertThat(read(path(id) + "/transactions").status()).isEqualTo(400);
    }

    @Test
    void aSubscriptionThatDoesNotSayHowLongItLastsIsChargedOnce() throws Exception {
        Reply created = subscription(plan("MONTH", "1.00", ""), "3.00", "SUBSCRIBE_NOW");
        sandbox.paypal().approve(created.id());
        settled();

        assertThat(standing(created.id())).isEqualTo("EXPIRED");
        assertThat(APP.paypalTypes()).last().isEqualTo("BILLING.SUBSCRIPTION.EXPIRED");
        sandbox.advance(Period.ofMonths(3));
        assertThat(sales(created.id())).hasSize(1);
    }

    @Test
    void aFailedRenewalIsTriedAgainEveryFiveDays() throws Exception {
        String id = subscribed("3.00");
        sandbox.paypal().failRenewals(id, 2);
        APP.forget();

        sandbox.advance(Period.ofMonths(1));
        settled();
        JsonNode failed = APP.paypal().getLast().resource().get("billing_info");
        assertThat(APP.paypalTypes()).containsExactly("BILLING.SUBSCRIPTION.PAYMENT.FAILED");
        assertThat(failed.get("failed_payments_count").asInt()).isEqualTo(1);
        assertThat(failed.at("/last_failed_payment/reason_code").asString()).isEqualTo("PAYMENT_DENIED");
        assertThat(failed.at("/last_failed_payment/next_payment_retry_time").asString())
                .isNotEmpty();
        assertThat(failed.at("/outstanding_balance/value").asString()).isEqualTo("3.00");
        assertThat(failed.has("next_billing_time")).isTrue();

        sandbox.advance(Duration.ofDays(10));
        settled();

        assertThat(APP.paypalTypes())
                .containsExactly(
                        "BILLING.SUBSCRIPTION.PAYMENT.FAILED",
                        "BILLING.SUBSCRIPTION.PAYMENT.FAILED",
                        "PAYMENT.SALE.COMPLETED");
        JsonNode info = sandbox.paypal().object(id).get("billing_info");
        assertThat(info.get("failed_payments_count").asInt()).isZero();
        assertThat(info.has("last_failed_payment")).isFalse();
        assertThat(info.at("/outstanding_balance/value").asString()).isEqualTo("0.00");
    }

    @Test
    void whoNeverPaysIsSuspendedAtTheThreshold() throws Exception {
        String id = subscribed("3.00");
        sandbox.paypal().failRenewals(id, 9);

        sandbox.advance(Period.ofMonths(2));
        settled();

        assertThat(APP.paypalTypes())
                .filteredOn("BILLING.SUBSCRIPTION.PAYMENT.FAILED"::equals)
                .hasSize(3);
        assertThat(APP.paypalTypes()).last().isEqualTo("BILLING.SUBSCRIPTION.SUSPENDED");
        assertThat(post(path(id) + "/activate", "{}").issue()).isEqualTo("SUBSCRIPTION_CANNOT_BE_ACTIVATED");
        assertThat(post(path(id) + "/cancel", "{\"reason\": \"over\"}").status())
                .isEqualTo(204);
    }

    @Test
    void aFirstPaymentCanFailOrComeLate() throws Exception {
        String plan = plan("MONTH", "1.00", FOR_EVER);
        String failing = subscription(plan, "3.00", "SUBSCRIBE_NOW").id();
        String late = subscription(plan, "4.00", "SUBSCRIBE_NOW").id();
        sandbox.paypal().decline(failing);
        sandbox.paypal().answerLate(late);
        settled();
        assertThat(APP.paypalTypes())
                .endsWith(
                        "BILLING.SUBSCRIPTION.ACTIVATED",
                        "BILLING.SUBSCRIPTION.PAYMENT.FAILED",
                        "BILLING.SUBSCRIPTION.ACTIVATED",
                        "PAYMENT.SALE.PENDING");
        assertThat(sales(late)).isEmpty();

        sandbox.paypal().answer(late, true);
        sandbox.advance(Duration.ofDays(5));

        assertThat(sales(late)).hasSize(1);
        assertThat(sales(failing)).hasSize(1);
    }

    @Test
    void whatIsSuspendedGoesOnWhenItIsActivatedAndWhatIsCancelledDoesNot() throws Exception {
        String id = subscribed("3.00");
        APP.forget();

        assertThat(post(path(id) + "/suspend", "{}").issue()).isEqualTo("MISSING_REQUIRED_PARAMETER");
        assertThat(post(path(id) + "/suspend", "{\"reason\": \"pause\"}").status())
                .isEqualTo(204);
        sandbox.advance(Period.ofMonths(2));
        assertThat(post(path(id) + "/activate", "{}").status()).isEqualTo(204);
        sandbox.advance(Period.ofMonths(1));
        assertThat(post(path(id) + "/cancel", "{\"reason\": \"over\"}").status())
                .isEqualTo(204);
        settled();

        assertThat(APP.paypalTypes())
                .containsExactly(
                        "BILLING.SUBSCRIPTION.SUSPENDED",
                        "BILLING.SUBSCRIPTION.RE-ACTIVATED",
                        "PAYMENT.SALE.COMPLETED",
                        "BILLING.SUBSCRIPTION.CANCELLED");
        assertThat(post(path(id) + "/activate", "{}").issue()).isEqualTo("SUBSCRIPTION_STATUS_INVALID");
        assertThat(sales(id)).hasSize(2);
    }

    @Test
    void aNewPriceHoldsForCyclesThatAreTenDaysAway() throws Exception {
        String id = subscribed("3.00");
        assertThat(patch(id, "USD", "5.00").status()).isEqualTo(204);
        assertThat(patch(id, "EUR", "5.00").issue()).isEqualTo("CURRENCY_MISMATCH");
        settled();
        assertThat(APP.paypalTypes()).last().isEqualTo("BILLING.SUBSCRIPTION.UPDATED");

        sandbox.advance(Duration.ofDays(25));
        patch(id, "USD", "9.00");
        sandbox.advance(Duration.ofDays(10));
        sandbox.advance(Period.ofMonths(1));

        assertThat(sales(id)).extracting(Movement::minor).containsExactly(300L, 500L, 900L);
    }

    @Test
    void anotherPlanNeedsThePayersConsent() throws Exception {
        String id = subscribed("3.00");
        String yearly = plan("YEAR", "30.00", FOR_EVER);

        Reply revised = post(path(id) + "/revise", "{\"plan_id\": \"" + yearly + "\"}");
        assertThat(revised.status()).isEqualTo(200);
        assertThat(read(path(id)).text("/plan_id")).isNotEqualTo(yearly);
        assertThat(get(revised.link("approve")).body()).contains("USD 30.00", "every year");
        press(revised.link("approve"), "APPROVE");
        assertThat(read(path(id)).text("/plan_id")).isEqualTo(yearly);
        sandbox.advance(Period.ofMonths(11));

        assertThat(sales(id)).extracting(Movement::minor).containsExactly(300L, 3000L);
    }

    @Test
    void whatCannotBeOverriddenIsRefused() throws Exception {
        String plan = plan("MONTH", "1.00", FOR_EVER);
        String body = "{\"plan_id\": \"" + plan + "\", \"plan\": {\"billing_cycles\": [{\"sequence\": 1, %s}]}}";

        assertThat(post(
                                "/v1/billing/subscriptions",
                                body.formatted(
                                        "\"pricing_scheme\": {\"fixed_price\": {\"currency_code\": \"EUR\", \"value\":"
                                                + " \"3.00\"}}"))
                        .issue())
                .isEqualTo("CURRENCY_MISMATCH");
        assertThat(post("/v1/billing/subscriptions", body.formatted("\"frequency\": {\"interval_unit\": \"YEAR\"}"))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void aSaleIsRefundedAndReversedInItsOwnShape() throws Exception {
        String first = sales(subscribed("8.00")).getFirst().id();
        String second = sales(subscribed("9.00")).getFirst().id();
        APP.forget();

        Reply refund = post(
                "/v1/payments/sale/" + first + "/refund", "{\"amount\": {\"total\": \"3.00\", \"currency\": \"USD\"}}");
        sandbox.paypal().loseDispute(sandbox.paypal().dispute(second));
        settled();

        assertThat(refund.status()).isEqualTo(201);
        assertThat(refund.text("/amount/total")).isEqualTo("3.00");
        assertThat(read("/v1/payments/refund/" + refund.id()).text("/sale_id")).isEqualTo(first);
        assertThat(read("/v1/payments/sale/" + first).text("/state")).isEqualTo("partially_refunded");
        assertThat(APP.paypalTypes())
                .containsExactly(
                        "PAYMENT.SALE.REFUNDED",
                        "CUSTOMER.DISPUTE.CREATED",
                        "PAYMENT.SALE.REVERSED",
                        "CUSTOMER.DISPUTE.RESOLVED");
        assertThat(APP.paypal().getFirst().resource().at("/amount/total").asString())
                .isEqualTo("-3.00");
        assertThat(APP.paypal().get(2).resource().get("sale_id").asString()).isEqualTo(second);
    }

    private static String path(String id) {
        return "/v1/billing/subscriptions/" + id;
    }

    private Reply patch(String id, String currency, String price) throws Exception {
        return call("PATCH", path(id), """
            [{"op": "replace", "path": "/plan/billing_cycles/@sequence==1/pricing_scheme/fixed_price",
              "value": {"currency_code": "%s", "value": "%s"}}]\
            """.formatted(currency, price));
    }

    private String standing(String id) throws Exception {
        return read(path(id)).text("/status");
    }

    /** The payments of the subscription. */
    private List<Movement> sales(String id) {
        return sandbox.truth().of(Kind.PAYMENT).stream()
                .filter(payment -> payment.provider().equals("PAYPAL"))
                .filter(payment -> id.equals(sandbox.paypal()
                        .object(payment.id())
                        .path("billing_agreement_id")
                        .asString("")))
                .toList();
    }
}
