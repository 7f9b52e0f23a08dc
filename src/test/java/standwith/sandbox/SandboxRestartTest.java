package standwith.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.paypal.core.PayPalEnvironment;
import com.paypal.core.PayPalHttpClient;
import com.paypal.orders.AmountWithBreakdown;
import com.paypal.orders.Order;
import com.paypal.orders.OrderRequest;
import com.paypal.orders.OrdersCaptureRequest;
import com.paypal.orders.OrdersCreateRequest;
import com.paypal.orders.PurchaseUnitRequest;
import com.stripe.StripeClient;
import com.stripe.model.checkout.Session;
import com.stripe.net.RequestOptions;
import com.stripe.param.ProductCreateParams;
import com.stripe.param.checkout.SessionCreateParams;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import standwith.sandbox.webhooks.Delivery;

class SandboxRestartTest {

    private static final String KEY = "sk_test_sandbox";
    private static final String SECRET = "whsec_restart";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void quiet() {
        com.stripe.Stripe.enableTelemetry = false;
    }

    @Test
    void stateTimeAndUndeliveredEventsSurviveARestart() throws Exception {
        URI nobody;
        try (var gone = new Receiver(SECRET, new MovableClock())) {
            nobody = gone.address();
        }
        Instant moved;
        Session session;
        Truth before;
        String order;
        try (var sandbox = start(nobody)) {
            sandbox.webhooks().backOff(Duration.ofMinutes(5));
            session = open(sandbox);
            sandbox.stripe().approve(session.getId());
            order = payByPayPal(sandbox);
            sandbox.advance(Duration.ofDays(20));
            moved = sandbox.clock().instant();
            before = sandbox.truth();
            assertThat(sandbox.webhooks().sent()).extracting(Delivery::state).containsOnly(Delivery.State.QUEUED);
        }

        var clock = new MovableClock(folder);
        assertThat(clock.instant()).isAfterOrEqualTo(moved);
        try (var app = new Receiver(SECRET, clock, nobody.getPort());
                var sandbox = start(app.address())) {
            sandbox.webhooks().awaitDelivered(PATIENCE);

            assertThat(app.types())
                    .containsExactly(
                            "charge.succeeded",
                            "payment_intent.succeeded",
                            "checkout.session.completed",
                            "charge.updated");
            assertThat(app.paypalTypes()).containsExactly("CHECKOUT.ORDER.APPROVED", "PAYMENT.CAPTURE.COMPLETED");
            assertThat(sandbox.truth()).isEqualTo(before);
            assertThat(sandbox.paypal().object(order).get("status").asString()).isEqualTo("COMPLETED");
            assertThat(open(sandbox).getId()).isEqualTo(session.getId());
        }
    }

    private Sandbox start(URI application) {
        return Sandbox.start(new Settings(
                0,
                folder,
                application,
                KEY,
                List.of(SECRET),
                "paypal-id",
                "restart-secret",
                "WH-SANDBOX",
                new MovableClock(folder)));
    }

    /** @return the order's id */
    private static String payByPayPal(Sandbox sandbox) throws Exception {
        var client = new PayPalHttpClient(new PayPalEnvironment(
                "paypal-id",
                "restart-secret",
                sandbox.paypalApi().toString(),
                sandbox.address().toString()));
        Order order = client.execute(new OrdersCreateRequest()
                        .requestBody(new OrderRequest()
                                .checkoutPaymentIntent("CAPTURE")
                                .purchaseUnits(List.of(new PurchaseUnitRequest()
                                        .amountWithBreakdown(new AmountWithBreakdown()
                                                .currencyCode("USD")
                                                .value("5.00"))))))
                .result();
        sandbox.paypal().approve(order.id());
        client.execute(new OrdersCaptureRequest(order.id()));
        return order.id();
    }

    /** The same request with the same keys each time: after a restart the answers must be the first ones. */
    private static Session open(Sandbox sandbox) throws Exception {
        var client = StripeClient.builder()
                .setApiKey(KEY)
                .setApiBase(sandbox.stripeApi().toString())
                .build();
        client.v1()
                .products()
                .create(
                        ProductCreateParams.builder()
                                .setId("prod_contribution")
                                .setName("Contribution")
                                .build(),
                        RequestOptions.builder().setIdempotencyKey("product").build());
        return client.v1()
                .checkout()
                .sessions()
                .create(
                        SessionCreateParams.builder()
                                .setMode(SessionCreateParams.Mode.PAYMENT)
                                .setSuccessUrl("https://gazette.example/thanks")
                                .addLineItem(SessionCreateParams.LineItem.builder()
                                        .setQuantity(1L)
                                        .setPriceData(SessionCreateParams.LineItem.PriceData.builder()
                                                .setCurrency("usd")
                                                .setUnitAmount(500L)
                                                .setProduct("prod_contribution")
                                                .build())
                                        .build())
                                .build(),
                        RequestOptions.builder().setIdempotencyKey("session").build());
    }
}
