package standwith.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.Event;
import com.stripe.model.checkout.Session;
import com.stripe.net.RequestOptions;
import com.stripe.param.ProductCreateParams;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.LineItem.PriceData.Recurring.Interval;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.assertj.core.api.ThrowingConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import standwith.sandbox.account.Account;

/** One sandbox and one receiver for all tests: starting them takes longer than most tests do. */
abstract class SharedSandbox {

    static final String KEY = "sk_test_sandbox";
    static final String SECRET = "whsec_new";
    static final Duration PATIENCE = Duration.ofSeconds(10);
    static final MovableClock CLOCK = new MovableClock();
    static final Receiver APP = new Receiver(SECRET, CLOCK);

    private static final HttpClient BROWSER = HttpClient.newHttpClient();
    private static @Nullable Sandbox shared;

    final Sandbox sandbox = shared();
    final StripeClient client = client(KEY);

    private static synchronized Sandbox shared() {
        if (shared == null) {
            com.stripe.Stripe.enableTelemetry = false;
            shared = Sandbox.start(new Settings(
                    0,
                    null,
                    APP.address(),
                    KEY,
                    List.of("whsec_old", SECRET),
                    "paypal-id",
                    "paypal-secret",
                    "WH-SANDBOX",
                    CLOCK));
            shared.webhooks().backOff(Duration.ofMillis(20));
        }
        return shared;
    }

    @BeforeEach
    void startQuietly() throws StripeException {
        client.v1()
                .products()
                .create(
                        ProductCreateParams.builder()
                                .setId("prod_contribution")
                                .setName("Contribution")
                                .build(),
                        RequestOptions.builder().setIdempotencyKey("product").build());
        sandbox.webhooks().normal();
        for (Account<?> account : List.of(sandbox.stripe(), sandbox.paypal())) {
            account.overview().subscriptions().stream()
                    .filter(subscription ->
                            subscription.live() || subscription.status().equals("incomplete"))
                    .forEach(subscription -> account.cancel(subscription.id()));
        }
        sandbox.stripe().settleFees();
        sandbox.webhooks().awaitDelivered(PATIENCE);
        APP.forget();
    }

    Session once(long amount, String currency) throws StripeException {
        return client.v1()
                .checkout()
                .sessions()
                .create(onceParams(amount, currency).build());
    }

    static SessionCreateParams.Builder onceParams(long amount, String currency) {
        return params(SessionCreateParams.LineItem.PriceData.builder(), amount, currency)
                .setMode(SessionCreateParams.Mode.PAYMENT)
                .setPaymentIntentData(SessionCreateParams.PaymentIntentData.builder()
                        .putMetadata("contribution", "42")
                        .setStatementDescriptorSuffix("SUPPORT")
                        .build());
    }

    Session recurring(long amount, Interval interval) throws StripeException {
        var price = SessionCreateParams.LineItem.PriceData.builder()
                .setRecurring(SessionCreateParams.LineItem.PriceData.Recurring.builder()
                        .setInterval(interval)
                        .build());
        return client.v1()
                .checkout()
                .sessions()
                .create(params(price, amount, "usd")
                        .setMode(SessionCreateParams.Mode.SUBSCRIPTION)
                        .setSubscriptionData(SessionCreateParams.SubscriptionData.builder()
                                .putMetadata("contribution", "42")
                                .build())
                        .build());
    }

    static SessionCreateParams.Builder params(
            SessionCreateParams.LineItem.PriceData.Builder price, long amount, String currency) {
        return SessionCreateParams.builder()
                .setSuccessUrl("https://gazette.example/thanks?sid={CHECKOUT_SESSION_ID}")
                .setCancelUrl("https://gazette.example/cancelled")
                .setClientReferenceId("42")
                .setSubmitType(SessionCreateParams.SubmitType.DONATE)
                .setAdaptivePricing(SessionCreateParams.AdaptivePricing.builder()
                        .setEnabled(false)
                        .build())
                .addLineItem(SessionCreateParams.LineItem.builder()
                        .setQuantity(1L)
                        .setPriceData(price.setCurrency(currency)
                                .setUnitAmount(amount)
                                .setProduct("prod_contribution")
                                .build())
                        .build());
    }

    /** The payment intent of a payment that has been made, with its fee. */
    String paid(long amount, String currency) throws StripeException {
        Session session = once(amount, currency);
        sandbox.stripe().approve(session.getId());
        sandbox.stripe().settleFees();
        sandbox.webhooks().awaitDelivered(PATIENCE);
        return client.v1().checkout().sessions().retrieve(session.getId()).getPaymentIntent();
    }

    String subscribed(long amount, Interval interval) throws StripeException {
        Session session = recurring(amount, interval);
        sandbox.stripe().approve(session.getId());
        sandbox.webhooks().awaitDelivered(PATIENCE);
        return client.v1().checkout().sessions().retrieve(session.getId()).getSubscription();
    }

    LocalDate periodEnd(String subscription) throws StripeException {
        long end = client.v1()
                .subscriptions()
                .retrieve(subscription)
                .getItems()
                .getData()
                .getFirst()
                .getCurrentPeriodEnd();
        return LocalDate.ofInstant(Instant.ofEpochSecond(end), ZoneOffset.UTC);
    }

    StripeClient client(String key) {
        return StripeClient.builder()
                .setApiKey(key)
                .setApiBase(sandbox.stripeApi().toString())
                .build();
    }

    static HttpResponse<String> get(String page) throws Exception {
        return BROWSER.send(HttpRequest.newBuilder(URI.create(page)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> press(Session session, String button) throws Exception {
        return BROWSER.send(
                HttpRequest.newBuilder(URI.create(sandbox.address() + "/pay/" + session.getId()))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("button=" + button))
                        .build(),
                BodyHandlers.ofString());
    }

    @SuppressWarnings("unchecked")
    static <T> T object(Event event) {
        return (T) event.getDataObjectDeserializer().getObject().orElseThrow();
    }

    static ThrowingConsumer<Throwable> code(String code) {
        return refused -> assertThat(((StripeException) refused).getCode()).isEqualTo(code);
    }
}
