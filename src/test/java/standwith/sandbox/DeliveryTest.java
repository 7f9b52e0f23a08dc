package standwith.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.param.checkout.SessionCreateParams.LineItem.PriceData.Recurring.Interval;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DeliveryTest extends SharedSandbox {

    @Test
    void eventsAreRepeatedShuffledDroppedAndSentAgain() throws Exception {
        sandbox.webhooks().reorder(7);
        sandbox.webhooks().repeat(2);
        subscribed(500, Interval.MONTH);
        sandbox.stripe().settleFees();
        assertThat(APP.events()).isEmpty();
        sandbox.webhooks().flush();
        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.types()).hasSize(16);
        assertThat(APP.types().stream().distinct().toList())
                .hasSize(8)
                .isNotEqualTo(List.of(
                        "customer.subscription.created",
                        "charge.succeeded",
                        "payment_intent.succeeded",
                        "invoice.paid",
                        "invoice.payment_succeeded",
                        "invoice_payment.paid",
                        "checkout.session.completed",
                        "charge.updated"));

        sandbox.webhooks().normal();
        sandbox.webhooks().drop(1, 1);
        APP.forget();
        paid(500, "usd");
        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.events()).isEmpty();
        sandbox.webhooks().resendDropped();
        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.types()).contains("checkout.session.completed");
    }

    @Test
    void anEventThatIsRefusedComesAgain() throws Exception {
        APP.refuse(2);
        paid(500, "usd");

        sandbox.webhooks().awaitDelivered(PATIENCE);

        assertThat(APP.types()).contains("charge.succeeded", "payment_intent.succeeded", "checkout.session.completed");
        String id = APP.events().getFirst().getId();
        sandbox.webhooks().resend(id);
        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.events()).filteredOn(event -> event.getId().equals(id)).hasSize(2);
    }

    @Test
    void manyEventsCanBeOnTheWireAtTheSameTime() throws Exception {
        sandbox.webhooks().hold();
        sandbox.webhooks().repeat(2);
        sandbox.webhooks().atOnce(4);
        subscribed(500, Interval.MONTH);
        APP.meet(4);

        sandbox.webhooks().flush();
        sandbox.webhooks().awaitDelivered(PATIENCE);

        assertThat(APP.types())
                .hasSize(2 * (int) APP.types().stream().distinct().count());
        assertThat(sandbox.webhooks().sent(APP.events().getFirst().getId()))
                .satisfies(
                        delivery -> assertThat(Objects.requireNonNull(delivery).attempts())
                                .as("none had to be repeated for want of company")
                                .isEqualTo(2));
    }

    @Test
    void theConsoleAndTheNewspaperAreThere() throws Exception {
        String intent = paid(1234, "usd");

        assertThat(get(sandbox.address() + "/").body())
                .contains(
                        "USD 12.34",
                        client.v1().paymentIntents().retrieve(intent).getLatestCharge());
        assertThat(get(sandbox.address() + "/newspaper").body()).contains(APP.address() + "/widget.js", "<stand-with");
    }

    @Test
    void theConsoleSaysWhyAButtonDidNothing() throws Exception {
        var console = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .build();

        var page = console.send(
                HttpRequest.newBuilder(URI.create(sandbox.address() + "/console/stripe/payouts"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("currency=sek"))
                        .build(),
                BodyHandlers.ofString());

        assertThat(page.uri().getPath()).isEqualTo("/");
        assertThat(page.body()).contains("Nothing of sek is available");
    }
}
