package org.standwith.payments.stripe;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.standwith.payments.stripe.StripeProvider.STRIPE;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.standwith.money.Cadence;
import org.standwith.payments.Event;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.RefundMade;
import org.standwith.payments.Fact.Settled;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Fact.SubscriptionSeen.Source;
import org.standwith.payments.Fact.SubscriptionSeen.Standing;
import org.standwith.payments.Inquiry;
import org.standwith.payments.Opening;

class StripeProviderTest {

    private static final WireMockServer SERVER = FakeStripe.start();
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Money FIVE = Money.parse("USD 5.00");
    private static final Instant PAID = Instant.ofEpochSecond(1000);
    private static final Opening OPENED =
            new Opening.Redirect("cs_1", URI.create("https://checkout.stripe.com/c/pay/cs_1"), false);

    private static final String BOOKING = """
        {"id": "txn_1", "object": "balance_transaction", "amount": 460, "fee": 43, "net": 417, "currency": "eur",
         "created": 1001, "type": "charge"}\
        """;

    private final StripeProvider stripe = FakeStripe.provider(SERVER.baseUrl(), PATIENCE);

    @BeforeEach
    void forget() {
        SERVER.resetAll();
        SERVER.stubFor(post(urlPathEqualTo(FakeStripe.PRODUCTS)).willReturn(okJson(FakeStripe.PRODUCT)));
        SERVER.stubFor(post(urlPathEqualTo(FakeStripe.SESSIONS)).willReturn(okJson(FakeStripe.SESSION)));
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void aSinglePaymentTellsStripeThisAndNothingElse() {
        assertThat(stripe.open(FakeStripe.order(Cadence.ONCE))).isEqualTo(OPENED);

        assertThat(FakeStripe.form(only(FakeStripe.SESSIONS)))
                .isEqualTo(Map.ofEntries(
                        Map.entry("mode", "payment"),
                        Map.entry("submit_type", "donate"),
                        Map.entry("success_url", "https://give.example.org/return/1"),
                        Map.entry("cancel_url", "https://give.example.org/return/1/cancelled"),
                        Map.entry("client_reference_id", "0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f"),
                        Map.entry("metadata[reference]", "0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f"),
                        Map.entry("payment_intent_data[metadata][reference]", "0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f"),
                        Map.entry("expires_at", "1772449200"),
                        Map.entry("locale", "ru"),
                        Map.entry("adaptive_pricing[enabled]", "false"),
                        Map.entry("line_items[0][quantity]", "1"),
                        Map.entry("line_items[0][price_data][currency]", "usd"),
                        Map.entry("line_items[0][price_data][unit_amount]", "500"),
                        Map.entry("line_items[0][price_data][product]", "standwith_contribution")));
    }

    @ParameterizedTest
    @CsvSource({"MONTHLY, month", "ANNUAL, year"})
    void aRegularPaymentTellsStripeItsIntervalAsWell(Cadence cadence, String interval) {
        assertThat(stripe.open(FakeStripe.order(Cadence.ONCE))).isEqualTo(OPENED);
        Map<String, String> regular = new TreeMap<>(FakeStripe.form(only(FakeStripe.SESSIONS)));
        regular.remove("payment_intent_data[metadata][reference]");
        regular.put("subscription_data[metadata][reference]", "0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f");
        regular.put("mode", "subscription");
        regular.put("line_items[0][price_data][recurring][interval]", interval);
        SERVER.resetRequests();

        assertThat(stripe.open(FakeStripe.order(cadence))).isEqualTo(OPENED);

        assertThat(FakeStripe.form(only(FakeStripe.SESSIONS))).isEqualTo(regular);
    }

    @Test
    void theHeadersCarryTheKeyAndTheVersionAndNothingOfThisMachine() {
        stripe.open(FakeStripe.order(Cadence.ONCE));

        LoggedRequest request = only(FakeStripe.SESSIONS);
        assertThat(request.getHeader("Idempotency-Key")).isEqualTo("checkout-1");
        assertThat(request.getHeader("Stripe-Version")).isEqualTo("2026-07-29.dahlia");
        assertThat(request.getHeader("Authorization")).isEqualTo("Bearer sk_test_1");
        assertThat(request.getHeader("Content-Type")).startsWith("application/x-www-form-urlencoded");
        assertThat(request.getHeaders().keys())
                .allSatisfy(name -> assertThat(name.toLowerCase(Locale.ROOT))
                        .isIn(Set.of(
                                "accept",
                                "accept-charset",
                                "authorization",
                                "content-length",
                                "content-type",
                                "host",
                                "idempotency-key",
                                "stripe-version",
                                "user-agent")));
        assertThat(request.getHeader("User-Agent")).startsWith("Stripe/v1 JavaBindings/");
    }

    @Test
    void theProductIsMadeOnce() {
        stripe.open(FakeStripe.order(Cadence.ONCE));
        stripe.open(FakeStripe.order(Cadence.MONTHLY));

        assertThat(FakeStripe.form(only(FakeStripe.PRODUCTS)))
                .isEqualTo(Map.of("id", "standwith_contribution", "name", "Contribution"));
    }

    @Test
    void aProductThatExistsAlreadyIsTheProduct() {
        SERVER.stubFor(post(urlPathEqualTo(FakeStripe.PRODUCTS))
                .willReturn(aResponse().withStatus(400).withBody("""
                    {"error": {"type": "invalid_request_error", "code": "resource_already_exists",
                     "message": "Product already exists."}}\
                    """)));

        assertThat(stripe.open(FakeStripe.order(Cadence.ONCE))).isEqualTo(OPENED);
        assertThat(stripe.open(FakeStripe.order(Cadence.ONCE))).isEqualTo(OPENED);
        assertThat(requests(FakeStripe.PRODUCTS)).hasSize(1);
    }

    @Test
    void aProductThatCouldNotBeMadeIsTriedAgainNextTime() {
        SERVER.stubFor(post(urlPathEqualTo(FakeStripe.PRODUCTS))
                .willReturn(aResponse().withStatus(401).withBody("{}")));
        assertThat(stripe.open(FakeStripe.order(Cadence.ONCE))).isInstanceOf(Opening.Refused.class);
        assertThat(requests(FakeStripe.SESSIONS)).isEmpty();

        forget();

        assertThat(stripe.open(FakeStripe.order(Cadence.ONCE))).isEqualTo(OPENED);
    }

    @Test
    void aSessionWhoseAnswerNeverCameIsFoundAgainAndNotMadeTwice() {
        for (int i = 0; i < 3; i++) {
            SERVER.stubFor(post(urlPathEqualTo(FakeStripe.SESSIONS))
                    .inScenario("made, but the answer is lost")
                    .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "lost " + i)
                    .willSetStateTo(i == 2 ? "back" : "lost " + (i + 1))
                    .willReturn(okJson(FakeStripe.SESSION).withFixedDelay(1_500)));
        }
        SERVER.stubFor(post(urlPathEqualTo(FakeStripe.SESSIONS))
                .inScenario("made, but the answer is lost")
                .whenScenarioStateIs("back")
                .willReturn(okJson(FakeStripe.SESSION)));
        StripeProvider hasty = FakeStripe.provider(SERVER.baseUrl(), Duration.ofMillis(500));

        Opening first = hasty.open(FakeStripe.order(Cadence.ONCE));
        Opening second = hasty.open(FakeStripe.order(Cadence.ONCE));

        assertThat(first).isInstanceOf(Opening.Unknown.class);
        assertThat(second).isEqualTo(OPENED);
        assertThat(requests(FakeStripe.SESSIONS))
                .hasSize(4)
                .allSatisfy(
                        each -> assertThat(each.getHeader("Idempotency-Key")).isEqualTo("checkout-1"))
                .extracting(LoggedRequest::getBodyAsString)
                .containsOnly(requests(FakeStripe.SESSIONS).getFirst().getBodyAsString());
    }

    @Test
    void aPaidSessionTellsOfItsPaymentThoughNoWebhookCame() {
        answer("/v1/checkout/sessions/cs_1", """
            {"id": "cs_1", "object": "checkout.session", "status": "complete", "payment_status": "paid",
             "created": 980, "expires_at": 4000, "mode": "payment", "metadata": {"reference": "0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f"},
             "customer_details": {"email": "jane@example.org"}, "subscription": null, "invoice": null,
             "payment_intent": %s}\
            """.formatted(
                        intent("pi_1", charge("null"), "\"reference\": \"0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f\"")));

        assertThat(asked("cs_1"))
                .containsOnly(
                        new Linked(STRIPE, "cs_1", "0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f"),
                        new Linked(STRIPE, "pi_1", "cs_1"),
                        new Linked(STRIPE, "pi_1", "0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f"),
                        new Linked(STRIPE, "ch_1", "pi_1"),
                        new PaymentSucceeded(STRIPE, "ch_1", FIVE, PAID));
        assertThat(only("/v1/checkout/sessions/cs_1").getUrl())
                .contains("expand[0]=payment_intent.latest_charge.balance_transaction")
                .contains("expand[1]=subscription")
                .contains("expand[2]=invoice.payments");
    }

    @Test
    void aPaidSessionOfASubscriptionTellsOfItsFirstPayment() {
        answer("/v1/checkout/sessions/cs_1", """
            {"id": "cs_1", "object": "checkout.session", "status": "complete", "payment_status": "paid",
             "created": 980, "expires_at": 4000, "mode": "subscription", "metadata": {"reference": "0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f"},
             "payment_intent": null, "subscription": %s,
             "invoice": {"id": "in_1", "object": "invoice", "customer_email": "jane@example.org",
               "parent": {"subscription_details": {"subscription": "sub_1", "metadata": {}}},
               "payments": {"object": "list", "data": [{"id": "inpay_1", "object": "invoice_payment",
                 "invoice": "in_1", "payment": {"type": "payment_intent", "payment_intent": "pi_1"}}]}}}\
            """.formatted(subscription()));
        answer("/v1/payment_intents/pi_1", intent("pi_1", charge(BOOKING), ""));

        assertThat(asked("cs_1"))
                .contains(
                        new Linked(STRIPE, "cs_1", "0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f"),
                        new Linked(STRIPE, "sub_1", "cs_1"),
                        new Linked(STRIPE, "in_1", "cs_1"),
                        new Linked(STRIPE, "pi_1", "in_1"),
                        new Linked(STRIPE, "ch_1", "pi_1"),
                        new PaymentSucceeded(STRIPE, "ch_1", FIVE, PAID),
                        settled());
    }

    @Test
    void aPaymentIntentTellsOfItsChargeAndItsBooking() {
        answer(
                "/v1/payment_intents/pi_1",
                intent("pi_1", charge(BOOKING), "\"reference\": \"0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f\""));

        assertThat(asked("pi_1"))
                .containsOnly(
                        new Linked(STRIPE, "pi_1", "0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f"),
                        new Linked(STRIPE, "ch_1", "pi_1"),
                        new PaymentSucceeded(STRIPE, "ch_1", FIVE, PAID),
                        settled());
    }

    @Test
    void aChargeTellsOfItsBookingOnceThereIsOne() {
        answer("/v1/invoice_payments", "{\"object\": \"list\", \"data\": []}");

        answer("/v1/charges/ch_1", charge("null"));
        assertThat(asked("ch_1"))
                .containsExactly(new Linked(STRIPE, "ch_1", "pi_1"), new PaymentSucceeded(STRIPE, "ch_1", FIVE, PAID));

        answer("/v1/charges/ch_1", charge(BOOKING));
        assertThat(asked("ch_1"))
                .containsExactly(
                        new Linked(STRIPE, "ch_1", "pi_1"),
                        new PaymentSucceeded(STRIPE, "ch_1", FIVE, PAID),
                        settled());
        assertThat(requests("/v1/charges/ch_1").getFirst().getUrl())
                .endsWith("?expand[0]=balance_transaction&expand[1]=refunds");
    }

    @Test
    void theChargeOfARenewalIsFollowedToItsSubscription() {
        answer("/v1/charges/ch_1", charge(BOOKING));
        answer("/v1/invoice_payments", """
            {"object": "list", "data": [{"id": "inpay_1", "object": "invoice_payment",
              "payment": {"type": "payment_intent", "payment_intent": "pi_1"},
              "invoice": {"id": "in_2", "object": "invoice", "parent": {"subscription_details": {
                "subscription": "sub_1", "metadata": {"reference": "0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f"}}}}}]}\
            """);

        assertThat(asked("ch_1"))
                .contains(
                        new Linked(STRIPE, "ch_1", "pi_1"),
                        new Linked(STRIPE, "pi_1", "in_2"),
                        new Linked(STRIPE, "in_2", "sub_1"),
                        new Linked(STRIPE, "sub_1", "0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f"),
                        settled());
        assertThat(only("/v1/invoice_payments").getUrl())
                .contains("payment[type]=payment_intent&payment[payment_intent]=pi_1")
                .contains("expand[0]=data.invoice");
    }

    @Test
    void aSubscriptionTellsHowItStandsNow() {
        answer("/v1/subscriptions/sub_1", subscription());

        assertThat(asked("sub_1"))
                .containsExactly(
                        new Linked(STRIPE, "sub_1", "0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f"),
                        new SubscriptionSeen(
                                STRIPE,
                                "sub_1",
                                Standing.ACTIVE,
                                Source.FETCHED,
                                FIVE,
                                Cadence.MONTHLY,
                                Instant.ofEpochSecond(9000),
                                null,
                                null,
                                FakeStripe.NOW));
    }

    @Test
    void everyQuestionIsAskedInThePinnedVersion() {
        answer("/v1/subscriptions/sub_1", subscription());

        asked("sub_1");

        assertThat(only("/v1/subscriptions/sub_1").getHeader("Stripe-Version")).isEqualTo("2026-07-29.dahlia");
    }

    /** Whoever lost the answer to a refund finds it so, also when Stripe has forgotten the idempotency key. */
    @Test
    void aChargeThatIsAskedAboutTellsWhatWentBackOfIt() {
        String refunds = """
            {"object": "list", "data": [{"id": "re_1", "object": "refund", "amount": 200, "charge": "ch_1",
             "created": 1000, "currency": "usd", "status": "succeeded", "balance_transaction": "txn_2"}]}\
            """;
        answer("/v1/charges/ch_1", charge(BOOKING).replaceFirst("\\{", "{\"refunds\": " + refunds + ", "));
        answer("/v1/invoice_payments", "{\"object\": \"list\", \"data\": []}");

        assertThat(asked("ch_1"))
                .contains(new RefundMade(STRIPE, "re_1", "ch_1", Money.parse("USD 2.00"), Instant.ofEpochSecond(1000)));
        assertThat(only("/v1/charges/ch_1").getUrl()).endsWith("?expand[0]=balance_transaction&expand[1]=refunds");
    }

    @Test
    void anAnswerThatLacksWhatStripePromisesIsNoAnswer() {
        answer("/v1/charges/ch_1", "{\"id\": \"ch_1\", \"object\": \"charge\", \"status\": \"succeeded\"}");

        assertThat(stripe.ask("ch_1")).isInstanceOf(Inquiry.Unknown.class);
    }

    @Test
    void anAnswerAboutSomethingElseIsNoAnswer() {
        answer("/v1/charges/ch_1", "{\"id\": \"cus_1\", \"object\": \"customer\"}");

        assertThat(stripe.ask("ch_1")).isInstanceOf(Inquiry.Unknown.class);
    }

    @Test
    void whatCannotBeAskedAboutIsAMistakeOfOurs() {
        for (String ref : List.of("", "in_1", "nonsense", "_", "ch_1/../../account", "ch_1?expand[]=customer")) {
            assertThatThrownBy(() -> stripe.ask(ref)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(SERVER.findAll(anyRequestedFor(anyUrl()))).isEmpty();
    }

    @Test
    void anUpdatedChargeIsAskedForItsBooking() {
        answer("/v1/charges/ch_1", charge(BOOKING));
        answer("/v1/invoice_payments", "{\"object\": \"list\", \"data\": []}");

        assertThat(stripe.facts(updated("\"txn_1\""))).contains(settled());
    }

    @Test
    void anUpdatedChargeThatIsNotBookedYetIsNotAskedFor() {
        assertThat(stripe.facts(updated("null"))).contains(new PaymentSucceeded(STRIPE, "ch_1", FIVE, PAID));
        assertThat(SERVER.findAll(anyRequestedFor(anyUrl()))).isEmpty();
    }

    private List<Fact> asked(String ref) {
        return assertThat(stripe.ask(ref))
                .isInstanceOf(Inquiry.Answered.class)
                .extracting(answer -> ((Inquiry.Answered) answer).facts())
                .actual();
    }

    private static Event updated(String booking) {
        return new Event(STRIPE, "evt_1", "charge.updated", Instant.ofEpochSecond(1100), charge(booking));
    }

    private static Settled settled() {
        return new Settled(
                STRIPE,
                "txn_1",
                "ch_1",
                FIVE,
                Money.parse("EUR 4.60"),
                Money.parse("EUR 0.43"),
                Instant.ofEpochSecond(1001));
    }

    private static void answer(String path, String body) {
        SERVER.stubFor(get(urlPathEqualTo(path)).willReturn(okJson(body)));
    }

    private static List<LoggedRequest> requests(String path) {
        return SERVER.findAll(
                path.equals(FakeStripe.SESSIONS) || path.equals(FakeStripe.PRODUCTS)
                        ? postRequestedFor(urlPathEqualTo(path))
                        : anyRequestedFor(urlPathEqualTo(path)));
    }

    private static LoggedRequest only(String path) {
        assertThat(requests(path)).hasSize(1);
        return requests(path).getFirst();
    }

    private static String charge(String booking) {
        return """
            {"id": "ch_1", "object": "charge", "amount": 500, "amount_captured": 500, "captured": true,
             "currency": "usd", "status": "succeeded", "created": 1000, "payment_intent": "pi_1", "metadata": {},
             "billing_details": {"email": "jane@example.org"}, "balance_transaction": %s}\
            """.formatted(booking);
    }

    private static String intent(String id, String charge, String metadata) {
        return """
            {"id": "%s", "object": "payment_intent", "amount": 500, "currency": "usd", "status": "succeeded",
             "created": 990, "metadata": {%s}, "latest_charge": %s}\
            """.formatted(id, metadata, charge);
    }

    private static String subscription() {
        return """
            {"id": "sub_1", "object": "subscription", "status": "active", "metadata": {"reference": "0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f"},
             "items": {"data": [{"id": "si_1", "quantity": 1, "current_period_end": 9000, "price": {
               "currency": "usd", "unit_amount": 500, "recurring": {"interval": "month", "interval_count": 1}}}]}}\
            """;
    }
}
