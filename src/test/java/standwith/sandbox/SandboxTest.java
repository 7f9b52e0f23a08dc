package standwith.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.StripeClient;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.Event;
import com.stripe.model.Invoice;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.model.Subscription;
import com.stripe.model.checkout.Session;
import com.stripe.net.RequestOptions;
import com.stripe.param.BalanceTransactionListParams;
import com.stripe.param.InvoicePaymentListParams;
import com.stripe.param.ProductCreateParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.LineItem.PriceData.Recurring.Interval;
import com.stripe.param.checkout.SessionRetrieveParams;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowingConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import standwith.sandbox.Truth.Kind;
import standwith.sandbox.stripe.Overview;

class SandboxTest {

    private static final String KEY = "sk_test_sandbox";
    private static final String SECRET = "whsec_new";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final MovableClock CLOCK = new MovableClock();
    private static final Receiver APP = new Receiver(SECRET, CLOCK);
    private static final HttpClient BROWSER = HttpClient.newHttpClient();
    private static @Nullable Sandbox started;

    private final Sandbox sandbox = Objects.requireNonNull(started);
    private final StripeClient client = client(KEY);

    @BeforeAll
    static void start() throws StripeException {
        com.stripe.Stripe.enableTelemetry = false;
        started = Sandbox.start(new Settings(0, null, APP.address(), KEY, List.of("whsec_old", SECRET), CLOCK));
        started.webhooks().backOff(Duration.ofMillis(20));
        new SandboxTest()
                .client
                .v1()
                .products()
                .create(ProductCreateParams.builder()
                        .setId("prod_contribution")
                        .setName("Contribution")
                        .build());
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(started).close();
        APP.close();
    }

    @BeforeEach
    void quiet() {
        sandbox.webhooks().normal();
        sandbox.stripe().overview().subscriptions().stream()
                .filter(Overview.Subscription::live)
                .forEach(subscription -> sandbox.stripe().cancel(subscription.id()));
        sandbox.stripe().settleFees();
        sandbox.webhooks().awaitDelivered(PATIENCE);
        APP.forget();
    }

    @Test
    void aSinglePaymentIsMadeOnThePageAndItsFeeComesLater() throws Exception {
        Session session = once(1000, "usd");

        assertThat(get(session.getUrl()).body()).contains("USD 10.00", "Approve", "Decline", "Answer late", "Abandon");
        HttpResponse<String> answer = press(session, "APPROVE");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location"))
                .contains("https://gazette.example/thanks?sid=" + session.getId());
        press(session, "APPROVE");
        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.types())
                .containsExactly("charge.succeeded", "payment_intent.succeeded", "checkout.session.completed");
        Charge charge = object(APP.events().getFirst());
        assertThat(charge.getBalanceTransaction()).isNull();
        assertThat(charge.getMetadata()).containsEntry("contribution", "42");

        sandbox.stripe().settleFees();
        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.types()).last().isEqualTo("charge.updated");
        Session paid = client.v1()
                .checkout()
                .sessions()
                .retrieve(
                        session.getId(),
                        SessionRetrieveParams.builder()
                                .addExpand("payment_intent.latest_charge.balance_transaction")
                                .build());
        assertThat(paid.getPaymentStatus()).isEqualTo("paid");
        assertThat(paid.getCustomerDetails().getEmail()).endsWith(".example");
        var money = paid.getPaymentIntentObject().getLatestChargeObject().getBalanceTransactionObject();
        assertThat(money.getFee()).isEqualTo(59);
        assertThat(money.getNet()).isEqualTo(941);
    }

    @Test
    void aMonthlyPaymentMakesASubscriptionWithItsInvoice() throws Exception {
        Session session = recurring(700, Interval.MONTH);

        press(session, "APPROVE");

        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.types())
                .containsExactly(
                        "customer.subscription.created",
                        "charge.succeeded",
                        "payment_intent.succeeded",
                        "invoice.paid",
                        "invoice.payment_succeeded",
                        "invoice_payment.paid",
                        "checkout.session.completed");
        Session paid = client.v1().checkout().sessions().retrieve(session.getId());
        assertThat(paid.getPaymentIntent()).isNull();
        Invoice invoice = client.v1().invoices().retrieve(paid.getInvoice());
        assertThat(invoice.getPayments()).isNull();
        var details = invoice.getParent().getSubscriptionDetails();
        assertThat(details.getSubscription()).isEqualTo(paid.getSubscription());
        assertThat(details.getMetadata()).containsEntry("contribution", "42");
        Charge charge = object(APP.events().get(1));
        assertThat(charge.getMetadata()).isEmpty();
        var link = client.v1()
                .invoicePayments()
                .list(InvoicePaymentListParams.builder()
                        .setPayment(InvoicePaymentListParams.Payment.builder()
                                .setType(InvoicePaymentListParams.Payment.Type.PAYMENT_INTENT)
                                .setPaymentIntent(charge.getPaymentIntent())
                                .build())
                        .build());
        assertThat(link.getData())
                .singleElement()
                .satisfies(one -> assertThat(one.getInvoice()).isEqualTo(paid.getInvoice()));
    }

    @Test
    void aRenewalFailsIsTriedAgainAndRecovers() throws Exception {
        String subscription = subscribed(500, Interval.MONTH);
        sandbox.stripe().failNextRenewal(subscription);
        APP.forget();

        sandbox.advance(Period.ofMonths(1).plusDays(1));
        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(client.v1().subscriptions().retrieve(subscription).getStatus())
                .isEqualTo("past_due");
        assertThat(APP.types())
                .containsSubsequence(
                        "charge.failed",
                        "payment_intent.payment_failed",
                        "invoice.payment_failed",
                        "customer.subscription.updated");
        Event changed = APP.events().stream()
                .filter(event -> event.getType().equals("customer.subscription.updated"))
                .toList()
                .getLast();
        assertThat(changed.getData().getPreviousAttributes()).containsEntry("status", "active");

        sandbox.advance(Duration.ofDays(3));
        sandbox.webhooks().awaitDelivered(PATIENCE);
        Subscription recovered = client.v1().subscriptions().retrieve(subscription);
        assertThat(recovered.getStatus()).isEqualTo("active");
        assertThat(APP.types())
                .containsSubsequence("charge.succeeded", "invoice.paid", "customer.subscription.updated");
        Invoice invoice = client.v1().invoices().retrieve(recovered.getLatestInvoice());
        assertThat(invoice.getAttemptCount()).isEqualTo(2);
    }

    @Test
    void aRenewalThatKeepsFailingEndsTheSubscription() throws Exception {
        String subscription = subscribed(500, Interval.YEAR);
        sandbox.stripe().failRenewals(subscription, 4);

        sandbox.advance(Period.ofYears(1).plusDays(16));

        sandbox.webhooks().awaitDelivered(PATIENCE);
        Subscription ended = client.v1().subscriptions().retrieve(subscription);
        assertThat(ended.getStatus()).isEqualTo("canceled");
        assertThat(ended.getCancellationDetails().getReason()).isEqualTo("payment_failed");
        assertThat(APP.types()).contains("customer.subscription.deleted");
    }

    @Test
    void aDeclinedCardCanBeFollowedByABetterOne() throws Exception {
        Session session = once(500, "eur");

        assertThat(press(session, "DECLINE").headers().firstValue("Location")).contains("/pay/" + session.getId());
        assertThat(get(session.getUrl()).body()).contains("Your card was declined.", "Approve");
        press(session, "APPROVE");

        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.types())
                .containsExactly(
                        "charge.failed",
                        "payment_intent.payment_failed",
                        "charge.succeeded",
                        "payment_intent.succeeded",
                        "checkout.session.completed");
        PaymentIntent failed = object(APP.events().get(1));
        assertThat(failed.getLastPaymentError().getCode()).isEqualTo("card_declined");
    }

    @Test
    void aDeclinedSubscriptionIsPaidByTheSecondAttempt() throws Exception {
        Session session = recurring(500, Interval.MONTH);

        press(session, "DECLINE");
        press(session, "APPROVE");

        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.types())
                .containsOnlyOnce("customer.subscription.created", "invoice.payment_failed", "invoice.paid");
        Session paid = client.v1().checkout().sessions().retrieve(session.getId());
        assertThat(client.v1().subscriptions().retrieve(paid.getSubscription()).getStatus())
                .isEqualTo("active");
    }

    @Test
    void whoAbandonsTheCheckoutCanComeBackUntilItExpires() throws Exception {
        Session session = once(500, "usd");

        assertThat(press(session, "ABANDON").headers().firstValue("Location"))
                .contains("https://gazette.example/cancelled");
        assertThat(client.v1().checkout().sessions().retrieve(session.getId()).getStatus())
                .isEqualTo("open");
        sandbox.advance(Duration.ofHours(25));

        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.types()).contains("checkout.session.expired");
        assertThat(client.v1().checkout().sessions().retrieve(session.getId()).getStatus())
                .isEqualTo("expired");
        assertThat(get(sandbox.address() + "/pay/" + session.getId()).body()).contains("expired");
    }

    @Test
    void aLateAnswerIsYesAfterADayUnlessItIsNoBefore() throws Exception {
        Session willing = once(500, "usd");
        Session unwilling = once(600, "usd");
        press(willing, "LATE");
        press(unwilling, "LATE");
        Session waiting = client.v1()
                .checkout()
                .sessions()
                .retrieve(
                        willing.getId(),
                        SessionRetrieveParams.builder()
                                .addExpand("payment_intent")
                                .build());
        assertThat(waiting.getStatus()).isEqualTo("complete");
        assertThat(waiting.getPaymentStatus()).isEqualTo("unpaid");
        assertThat(waiting.getPaymentIntentObject().getStatus()).isEqualTo("processing");

        sandbox.stripe().answer(unwilling.getId(), false);
        sandbox.advance(Duration.ofDays(1));

        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.types())
                .containsSubsequence(
                        "checkout.session.completed",
                        "checkout.session.async_payment_failed",
                        "charge.succeeded",
                        "checkout.session.async_payment_succeeded");
        assertThat(client.v1().checkout().sessions().retrieve(willing.getId()).getPaymentStatus())
                .isEqualTo("paid");
    }

    @Test
    void aRefundCanBePartialAndCanFailLater() throws Exception {
        String intent = paid(2000, "gbp");
        APP.forget();

        Refund refund = client.v1()
                .refunds()
                .create(RefundCreateParams.builder()
                        .setPaymentIntent(intent)
                        .setAmount(500L)
                        .build());
        assertThat(refund.getStatus()).isEqualTo("succeeded");
        sandbox.stripe().failRefund(refund.getId());

        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.types())
                .containsExactly(
                        "charge.updated",
                        "refund.created",
                        "charge.refunded",
                        "refund.updated",
                        "refund.updated",
                        "refund.failed");
        Refund failed = object(APP.events().getLast());
        assertThat(failed.getFailureBalanceTransaction()).startsWith("txn_");
        assertThatThrownBy(() -> client.v1()
                        .refunds()
                        .create(RefundCreateParams.builder()
                                .setPaymentIntent(intent)
                                .setAmount(2001L)
                                .build()))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void aDisputeTakesTheMoneyAndAWonOneGivesItBackWithoutTheFee() throws Exception {
        String intent = paid(5000, "chf");
        APP.forget();

        String dispute = sandbox.stripe().dispute(intent);
        sandbox.stripe().winDispute(dispute);

        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.types())
                .containsExactly(
                        "charge.updated",
                        "charge.dispute.created",
                        "charge.dispute.funds_withdrawn",
                        "charge.dispute.funds_reinstated",
                        "charge.dispute.closed");
        assertThat(client.v1().disputes().retrieve(dispute).getBalanceTransactions())
                .extracting(moved -> moved.getNet())
                .containsExactly(-6500L, 5000L);
        assertThat(sandbox.truth().sum(Kind.DISPUTE_FEE, "chf")).isEqualTo(-1500);
    }

    @Test
    void aPayoutIsTheSumOfItsBalanceTransactions() throws Exception {
        paid(1000, "nok");
        String second = paid(3000, "nok");
        sandbox.stripe().refund(second, 400L);
        sandbox.advance(Duration.ofDays(3));
        paid(9900, "nok");

        String payout = sandbox.stripe().payOut("nok");

        long sum = 0;
        for (var moved : client.v1()
                .balanceTransactions()
                .list(BalanceTransactionListParams.builder()
                        .setPayout(payout)
                        .setLimit(2L)
                        .addExpand("data.source")
                        .build())
                .autoPagingIterable()) {
            assertThat(moved.getSourceObject()).isNotNull();
            sum += moved.getType().equals("payout") ? 0 : moved.getNet();
        }
        var paidOut = client.v1().payouts().retrieve(payout);
        assertThat(paidOut.getAmount()).isEqualTo(sum).isPositive();
        assertThat(paidOut.getReconciliationStatus()).isEqualTo("completed");
        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.types()).containsSubsequence("payout.created", "payout.paid", "payout.reconciliation_completed");
    }

    @Test
    void theSameIdempotencyKeyGivesTheSameAnswer() throws Exception {
        var options = RequestOptions.builder().setIdempotencyKey("key-1").build();
        Session first =
                client.v1().checkout().sessions().create(onceParams(500, "usd").build(), options);
        Session again =
                client.v1().checkout().sessions().create(onceParams(500, "usd").build(), options);

        assertThat(again.getId()).isEqualTo(first.getId());
        assertThat(again.getLastResponse().headers().firstValue("Idempotent-Replayed"))
                .contains("true");
        assertThatThrownBy(() -> client.v1()
                        .checkout()
                        .sessions()
                        .create(onceParams(600, "usd").build(), options))
                .isInstanceOf(IdempotencyException.class);
    }

    @Test
    void whatStripeWouldRefuseIsRefused() {
        assertThatThrownBy(() -> client("sk_test_other").v1().events().list())
                .isInstanceOf(AuthenticationException.class);
        assertThatThrownBy(() -> client.v1().charges().retrieve("ch_none"))
                .isInstanceOfSatisfying(InvalidRequestException.class, missing -> {
                    assertThat(missing.getCode()).isEqualTo("resource_missing");
                    assertThat(missing.getStatusCode()).isEqualTo(404);
                });
        assertThatThrownBy(() -> once(49, "usd")).satisfies(code("amount_too_small"));
        assertThatThrownBy(() -> client.v1()
                        .checkout()
                        .sessions()
                        .create(onceParams(500, "usd")
                                .addPaymentMethodType(SessionCreateParams.PaymentMethodType.CARD)
                                .build()))
                .satisfies(code("parameter_unknown"));
        assertThatThrownBy(() -> client.v1()
                        .products()
                        .create(ProductCreateParams.builder()
                                .setId("prod_contribution")
                                .setName("Contribution")
                                .build()))
                .satisfies(code("resource_already_exists"));
    }

    @Test
    void aSubscriptionFromTheLastOfJanuaryIsRenewedOnTheLastOfFebruary() throws Exception {
        LocalDate today = LocalDate.ofInstant(CLOCK.instant(), ZoneOffset.UTC);
        LocalDate anchor = LocalDate.of(today.getYear() + 1, 1, 31);
        sandbox.advanceTo(anchor.atTime(12, 0).toInstant(ZoneOffset.UTC));
        String subscription = subscribed(500, Interval.MONTH);

        assertThat(periodEnd(subscription)).isEqualTo(anchor.plusMonths(1));
        sandbox.advance(Period.ofDays(30));
        assertThat(periodEnd(subscription)).isEqualTo(LocalDate.of(anchor.getYear(), 3, 31));
        sandbox.advance(Period.ofDays(40));
        assertThat(periodEnd(subscription)).isEqualTo(LocalDate.of(anchor.getYear(), 4, 30));
        List<Instant> paid = sandbox.truth().of(Kind.PAYMENT).stream()
                .map(Truth.Movement::at)
                .filter(at -> at.isAfter(anchor.atStartOfDay(ZoneOffset.UTC).toInstant()))
                .toList();
        assertThat(paid)
                .extracting(at -> LocalDate.ofInstant(at, ZoneOffset.UTC))
                .contains(anchor.plusMonths(1));
    }

    @Test
    void eventsAreRepeatedShuffledDroppedAndSentAgain() throws Exception {
        sandbox.webhooks().reorder(7);
        sandbox.webhooks().repeat(2);
        subscribed(500, Interval.MONTH);
        assertThat(APP.events()).isEmpty();
        sandbox.webhooks().flush();
        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.types()).hasSize(14);
        assertThat(APP.types().stream().distinct().toList())
                .hasSize(7)
                .isNotEqualTo(List.of(
                        "customer.subscription.created",
                        "charge.succeeded",
                        "payment_intent.succeeded",
                        "invoice.paid",
                        "invoice.payment_succeeded",
                        "invoice_payment.paid",
                        "checkout.session.completed"));

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
    void theConsoleAndTheNewspaperAreThere() throws Exception {
        String intent = paid(1234, "usd");

        assertThat(get(sandbox.address() + "/").body())
                .contains(
                        "USD 12.34",
                        client.v1().paymentIntents().retrieve(intent).getLatestCharge());
        assertThat(get(sandbox.address() + "/newspaper").body()).contains(APP.address() + "/widget.js", "<stand-with");
    }

    private Session once(long amount, String currency) throws StripeException {
        return client.v1()
                .checkout()
                .sessions()
                .create(onceParams(amount, currency).build());
    }

    private static SessionCreateParams.Builder onceParams(long amount, String currency) {
        return params(SessionCreateParams.LineItem.PriceData.builder(), amount, currency)
                .setMode(SessionCreateParams.Mode.PAYMENT)
                .setPaymentIntentData(SessionCreateParams.PaymentIntentData.builder()
                        .putMetadata("contribution", "42")
                        .setStatementDescriptorSuffix("SUPPORT")
                        .build());
    }

    private Session recurring(long amount, Interval interval) throws StripeException {
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

    private static SessionCreateParams.Builder params(
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

    /** The payment intent of a payment that has been made. */
    private String paid(long amount, String currency) throws StripeException {
        Session session = once(amount, currency);
        sandbox.stripe().approve(session.getId());
        sandbox.webhooks().awaitDelivered(PATIENCE);
        return client.v1().checkout().sessions().retrieve(session.getId()).getPaymentIntent();
    }

    private String subscribed(long amount, Interval interval) throws StripeException {
        Session session = recurring(amount, interval);
        sandbox.stripe().approve(session.getId());
        sandbox.webhooks().awaitDelivered(PATIENCE);
        return client.v1().checkout().sessions().retrieve(session.getId()).getSubscription();
    }

    private LocalDate periodEnd(String subscription) throws StripeException {
        long end = client.v1()
                .subscriptions()
                .retrieve(subscription)
                .getItems()
                .getData()
                .getFirst()
                .getCurrentPeriodEnd();
        return LocalDate.ofInstant(Instant.ofEpochSecond(end), ZoneOffset.UTC);
    }

    private StripeClient client(String key) {
        return StripeClient.builder()
                .setApiKey(key)
                .setApiBase(sandbox.stripeApi().toString())
                .build();
    }

    private static HttpResponse<String> get(String page) throws Exception {
        return BROWSER.send(HttpRequest.newBuilder(URI.create(page)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> press(Session session, String button) throws Exception {
        return BROWSER.send(
                HttpRequest.newBuilder(URI.create(sandbox.address() + "/pay/" + session.getId()))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("button=" + button))
                        .build(),
                BodyHandlers.ofString());
    }

    @SuppressWarnings("unchecked")
    private static <T> T object(Event event) {
        return (T) event.getDataObjectDeserializer().getObject().orElseThrow();
    }

    private static ThrowingConsumer<Throwable> code(String code) {
        return refused -> assertThat(((StripeException) refused).getCode()).isEqualTo(code);
    }
}
