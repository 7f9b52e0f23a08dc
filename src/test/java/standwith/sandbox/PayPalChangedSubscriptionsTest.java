package standwith.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;
import standwith.sandbox.Truth.Kind;
import standwith.sandbox.Truth.Movement;

/** What PayPal does with what could not be collected, and in a payer's own account. */
class PayPalChangedSubscriptionsTest extends SharedPayPal {

    /** What a pause does not forgive. */
    @Test
    void whatIsOwedIsTakenAfterAPauseUnlessItIsReplaced() throws Exception {
        String owing = failingAndPaused();
        String forgiven = failingAndPaused();
        assertThat(replace(forgiven, "/billing_info/outstanding_balance", money("USD", "0.00")))
                .isEqualTo(204);

        for (String id : List.of(owing, forgiven)) {
            assertThat(post(path(id) + "/activate", "{}").status()).isEqualTo(204);
        }
        sandbox.advance(Duration.ofDays(1));

        assertThat(sales(owing)).hasSize(2);
        assertThat(sales(forgiven)).hasSize(1);
    }

    @Test
    void moreThanIsOwedCannotBeOwed() throws Exception {
        String id = failingAndPaused();

        assertThat(replace(id, "/billing_info/outstanding_balance", money("USD", "9.00")))
                .isEqualTo(422);
        assertThat(replace(id, "/billing_info/outstanding_balance", money("EUR", "0.00")))
                .isEqualTo(422);
        assertThat(replace(id, "/billing_info/next_billing_time", "\"2030-01-01T00:00:00Z\""))
                .isEqualTo(400);
    }

    @Test
    void thePayerPaysWithAnotherCardFromThenOn() throws Exception {
        String id = subscribed("3.00");
        sandbox.paypal().failRenewals(id, 9);
        sandbox.advance(Period.ofMonths(1).plusDays(12));
        settled();
        assertThat(read(path(id)).text("/status")).isEqualTo("SUSPENDED");
        APP.forget();
        String page = sandbox.paypalApi() + "/myaccount/autopay/";
        assertThat(get(page).body()).contains("USD 3.00", "every month", "SUSPENDED");

        assertThat(press(page + id, "APPROVE&pays=true").statusCode()).isEqualTo(303);
        settled();

        assertThat(read(path(id)).text("/status")).isEqualTo("ACTIVE");
        assertThat(APP.paypalTypes()).containsExactly("PAYMENT.SALE.COMPLETED", "BILLING.SUBSCRIPTION.RE-ACTIVATED");
        sandbox.advance(Period.ofMonths(1));
        assertThat(sales(id)).extracting(Movement::minor).containsExactly(300L, 300L, 300L);
    }

    private String failingAndPaused() throws Exception {
        String id = subscribed("3.00");
        sandbox.paypal().failRenewals(id, 1);
        sandbox.advance(Period.ofMonths(1));
        assertThat(post(path(id) + "/suspend", "{\"reason\": \"pause\"}").status())
                .isEqualTo(204);
        sandbox.advance(Duration.ofDays(7));
        return id;
    }

    private static String path(String id) {
        return "/v1/billing/subscriptions/" + id;
    }

    private static String money(String currency, String value) {
        return "{\"currency_code\": \"" + currency + "\", \"value\": \"" + value + "\"}";
    }

    private int replace(String id, String field, String value) throws Exception {
        return call("PATCH", path(id), "[{\"op\": \"replace\", \"path\": \"" + field + "\", \"value\": " + value + "}]")
                .status();
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
