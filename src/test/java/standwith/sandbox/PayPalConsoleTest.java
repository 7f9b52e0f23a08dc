package standwith.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class PayPalConsoleTest extends SharedPayPal {

    private final HttpClient console = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.ALWAYS)
            .build();

    @Test
    void thePayersAndBanksOfPayPalHaveTheirButtonsToo() throws Exception {
        String capture = captured("USD", "12.34");
        String subscription = subscribed("3.21");
        Reply late = order("USD", "4.56");
        sandbox.paypal().answerLate(late.id());
        String waiting = capture(late).text("/purchase_units/0/payments/captures/0/id");
        assertThat(get(sandbox.address() + "/").body())
                .contains("USD 12.34", "USD 3.21", "USD 4.56", capture, subscription, waiting, "PayPal");

        assertThat(click("/late/" + waiting + "/yes", "")).contains("The bank has answered.");
        assertThat(click("/payments/" + waiting + "/refund", "amount=1.00&currency=USD"))
                .contains("The payment is refunded.", "partially refunded");
        assertThat(click("/payments/" + capture + "/charge-back", "")).contains("charged back", "reversed");
        assertThat(click("/payments/" + capture + "/refund", "amount=1.00&currency=USD"))
                .contains("This payment cannot be refunded (again).");
        assertThat(click("/subscriptions/" + subscription + "/fail", "")).contains("next attempt fails");
        assertThat(click("/subscriptions/" + subscription + "/suspend", "")).contains("suspended");
        assertThat(click("/subscriptions/" + subscription + "/cancel", "")).contains("cancelled");
        assertThat(click("/subscriptions/" + subscription + "/cancel", "")).contains("SUBSCRIPTION_STATUS_INVALID");
    }

    @Test
    void whatIsOnTheAccountCanBePaidOutAndComeBackAndBeCharged() throws Exception {
        captured("CHF", "12.34");

        assertThat(click("/charges", "amount=1.00&currency=chf")).contains("The account is charged.");
        assertThat(click("/payouts", "currency=chf")).contains("The balance is paid out.", "paid out");
        assertThat(click("/payouts", "currency=chf")).contains("There is not so much of CHF.");
        String withdrawal = sandbox.truth().of(Truth.Kind.PAYOUT).getLast().id();
        assertThat(click("/payouts/" + withdrawal + "/fail", "")).contains("The payout came back.");
        assertThat(click("/payouts/" + withdrawal + "/fail", "")).contains("This withdrawal came back already.");
        assertThat(sandbox.truth().sum(Truth.Kind.ACCOUNT_FEE, "chf")).isEqualTo(-100);
    }

    private String click(String action, String form) throws Exception {
        return console.send(
                        HttpRequest.newBuilder(URI.create(sandbox.address() + "/console/paypal" + action))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(form))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }
}
