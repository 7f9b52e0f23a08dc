package org.standwith.contributions.web;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.StandwithTest;
import org.standwith.TestClock;
import org.standwith.contributions.PayPalPlay;
import org.standwith.payments.CheckoutFact;
import org.standwith.payments.Door;
import org.standwith.payments.InboxDrain;
import org.standwith.payments.Provider;

/** The whole way to PayPal and back, where both providers are configured. */
@StandwithTest
@Import(GivingByPayPalTest.Time.class)
class GivingByPayPalTest {

    private static final Provider PAYPAL = new Provider("PAYPAL");
    private static final String ONCE = """
        {"cadence":"ONCE","amount":{"currency":"USD","amount":"5.00"},"provider":"PAYPAL"}\
        """;
    private static final String MONTHLY = ONCE.replace("ONCE", "MONTHLY");

    @TestConfiguration
    static class Time {
        @Bean
        @Primary
        TestClock testClock() {
            return new TestClock("2026-03-01T12:00:30Z");
        }
    }

    @DynamicPropertySource
    static void paypal(DynamicPropertyRegistry settings) {
        settings.add("standwith.paypal.api-base", PayPalPlay::address);
        settings.add("standwith.paypal.client-id", () -> "client");
        settings.add("standwith.paypal.client-secret", () -> "secret");
        settings.add("standwith.paypal.webhook-id", () -> "WH-1");
        settings.add("standwith.paypal.cert-hosts", () -> "localhost");
        for (String currency : new String[] {"HUF", "RON"}) {
            String name = "standwith.money.currencies." + currency + ".";
            settings.add(name + "minimum", () -> "500");
            settings.add(name + "maximum", () -> "100000");
            settings.add(name + "fee-rate", () -> "0.0349");
            settings.add(name + "fee-fixed", () -> "90");
            for (String cadence : new String[] {"once", "monthly", "annual"}) {
                settings.add(name + "suggested." + cadence, () -> "1000,2000");
            }
        }
    }

    @Autowired
    MockMvcTester web;

    @Autowired
    ApplicationContext context;

    @Autowired
    Door door;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    private PayPalPlay paypal;

    @BeforeEach
    void paypalOpens() {
        paypal = new PayPalPlay();
        paypal.opensAnOrder();
        paypal.opensASubscription();
    }

    @Test
    void whatIsApprovedIsTakenWhenTheBrowserComesBack() throws Exception {
        MvcTestResult opened = open(ONCE);
        assertThat(opened)
                .hasStatus(201)
                .bodyJson()
                .extractingPath("$.redirectUrl")
                .isEqualTo(paypal.page());
        paypal.orderIs("CREATED");
        assertThat(statusOf(opened)).isEqualTo("PENDING");

        clock.pass(Duration.ofSeconds(5));
        paypal.orderIs("APPROVED");
        paypal.capturing("COMPLETED");
        assertThat(statusOf(opened)).isEqualTo("SUCCEEDED");
        assertThat(statusOf(opened)).isEqualTo("SUCCEEDED");
        assertThat(paypal.captures()).hasSize(1);
    }

    @Test
    void whatIsApprovedIsTakenAlsoWhenTheBrowserNeverComesBack() throws Exception {
        MvcTestResult opened = open(ONCE);
        paypal.orderIs("APPROVED");
        paypal.capturing("COMPLETED");

        approved();
        InboxDrain.in(context);

        assertThat(paypal.captures()).hasSize(1);
        assertThat(statusOf(opened)).isEqualTo("SUCCEEDED");
    }

    @Test
    void whatNobodyTellsOfIsLookedAfter() throws Exception {
        MvcTestResult opened = open(MONTHLY);
        paypal.subscriptionIs("APPROVAL_PENDING");
        clock.pass(Duration.ofMinutes(11));
        InboxDrain.in(context);
        assertThat(paypal.activations()).isEmpty();

        paypal.activates();
        clock.pass(Duration.ofMinutes(25));
        InboxDrain.in(context);

        assertThat(paypal.activations()).hasSize(1);
        assertThat(statusOf(opened)).isEqualTo("SUCCEEDED");
        clock.pass(Duration.ofDays(2));
        InboxDrain.in(context);
        assertThat(waiting(paypal.subscription())).isZero();
    }

    @Test
    void whatNobodyApprovesExpiresAndIsAskedAboutNoMore() throws Exception {
        MvcTestResult opened = open(ONCE);
        paypal.orderIsGone();
        clock.pass(Duration.ofHours(4));

        InboxDrain.in(context);

        assertThat(statusOf(opened)).isEqualTo("EXPIRED");
        assertThat(waiting(paypal.order())).isZero();
    }

    @Test
    void anotherSellersApprovedOrderIsLeftToThem() {
        paypal.orderIs("APPROVED");

        approved();
        InboxDrain.in(context);

        assertThat(paypal.captures()).isEmpty();
    }

    @Test
    void whoWasToldOfADeclineIsChargedOnlyForWhatTheyAgreeToAnew() throws Exception {
        MvcTestResult opened = open(ONCE);
        paypal.orderIs("APPROVED");
        paypal.declinesTheInstrument();
        Instant agreed = clock.instant();
        assertThat(statusOf(opened)).isEqualTo("DECLINED");

        paypal.capturing("COMPLETED");
        assertThat(statusOf(opened)).isEqualTo("DECLINED");
        approved(agreed);
        clock.pass(Duration.ofHours(2));
        InboxDrain.in(context);
        assertThat(statusOf(opened)).as("told late of what was declined").isEqualTo("DECLINED");
        assertThat(paypal.captures()).hasSize(1);

        approved(clock.instant());
        InboxDrain.in(context);
        assertThat(statusOf(opened)).isEqualTo("SUCCEEDED");
        assertThat(paypal.captures().stream().map(sent -> sent.getHeader("PayPal-Request-Id")))
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void whoComesBackFromPayPalAfterADeclineHasAgreedAnewAlsoWithoutAnyWebhook() throws Exception {
        MvcTestResult opened = open(ONCE);
        paypal.orderIs("APPROVED");
        paypal.declinesTheInstrument();
        assertThat(statusOf(opened)).isEqualTo("DECLINED");
        paypal.capturing("COMPLETED");
        String page = "/return/" + idOf(opened);

        assertThat(web.get().uri(page)).bodyText().contains("The payment was declined", paypal.page());
        assertThat(web.get().uri(page + "?token=" + paypal.order() + "&PayerID=9PAYER3333CCC"))
                .hasStatus(303)
                .redirectedUrl()
                .isEqualTo(page);
        assertThat(web.get().uri(page)).bodyText().contains("Thank you");
    }

    @Test
    void anOrderThatIsUsedUpIsNotOfferedAgain() throws Exception {
        MvcTestResult opened = open(ONCE);
        paypal.orderIs("APPROVED");
        paypal.capturing("DECLINED");

        assertThat(statusOf(opened)).isEqualTo("DECLINED");
        assertThat(web.get().uri("/return/" + idOf(opened)))
                .bodyText()
                .contains("The payment was declined", "Choose something else")
                .doesNotContain(paypal.page());
    }

    @ParameterizedTest
    @CsvSource({"PENDING, PENDING", "DECLINED, DECLINED", "FAILED, DECLINED"})
    void aCompletedOrderIsNoPaymentByItself(String capture, String status) throws Exception {
        MvcTestResult opened = open(ONCE);
        paypal.orderIs("APPROVED");
        paypal.capturing(capture);

        assertThat(statusOf(opened)).isEqualTo(status);
        assertThat(jdbc.sql("select count(*) from posting where entry_key like :capture")
                        .param("capture", "%" + paypal.order().substring(5))
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void aCaptureWithoutAnAnswerIsUnknownAndSettledByTheSameRequest() throws Exception {
        MvcTestResult opened = open(ONCE);
        paypal.orderIs("APPROVED");
        paypal.answersCapture(aResponse().withStatus(500));
        assertThat(statusOf(opened)).isEqualTo("UNKNOWN");

        clock.pass(Duration.ofSeconds(10));
        paypal.capturing("COMPLETED");
        assertThat(statusOf(opened)).isEqualTo("SUCCEEDED");
        assertThat(paypal.captures().stream().map(sent -> sent.getHeader("PayPal-Request-Id")))
                .hasSizeGreaterThan(1)
                .containsOnly(paypal.captures().getFirst().getHeader("PayPal-Request-Id"));
    }

    @ParameterizedTest
    @CsvSource({
        "PAYPAL, HUF, 1500, 201, ''",
        "PAYPAL, HUF, 1500.50, 422, amount.amount",
        "PAYPAL, RON, 1500, 422, amount.currency",
    })
    void whatAProviderCannotChargeIsNamed(String provider, String currency, String amount, int status, String field) {
        MvcTestResult answer =
                open(ONCE.replace("PAYPAL", provider).replace("USD", currency).replace("5.00", amount));

        assertThat(answer).hasStatus(status);
        if (!field.isEmpty()) {
            assertThat(answer).bodyJson().extractingPath("$.field").isEqualTo(field);
        }
    }

    @Test
    void coveredFeesAreRoundedToWhatCanBePaid() {
        MvcTestResult opened = open(ONCE.replace("USD", "HUF")
                .replace("5.00", "1500")
                .replace("\"provider\"", "\"coverFees\":true,\"provider\""));

        assertThat(opened).hasStatus(201);
        assertThat(paypal.wanted()).isEqualTo("1648");
    }

    @Test
    void theFormOffersWhatTakesTheCurrency() {
        assertThat(web.get().uri("/?currency=USD")).bodyText().contains("value=\"STRIPE\"", "value=\"PAYPAL\"");
        assertThat(web.get().uri("/?currency=RON"))
                .bodyText()
                .contains("value=\"STRIPE\"")
                .doesNotContain("PAYPAL");
        assertThat(web.get().uri("/api/v1/contribution-options?currency=RON&locale=en"))
                .bodyJson()
                .extractingPath("$.methods[*].provider")
                .asArray()
                .containsExactly("STRIPE");
    }

    @Test
    void aWebhookIsKeptWherePayPalsWordStandsInForItsCertificate() {
        paypal.hasNoCertificate();
        paypal.saysOfSignatures("SUCCESS");
        assertThat(webhook("WH-" + paypal.order())).hasStatusOk();
        assertThat(webhook("WH-" + paypal.order())).hasStatusOk();
        assertThat(waiting("WH-" + paypal.order())).isOne();

        paypal.saysOfSignatures("FAILURE");
        assertThat(webhook("WH-forged")).hasStatus(400);

        paypal.saysNothingOfSignatures();
        assertThat(webhook("WH-unknown")).hasStatus(503).hasHeader("Retry-After", "10");
        assertThat(waiting("WH-forged") + waiting("WH-unknown")).isZero();
        assertThat(web.post().uri("/webhooks/paypal").content("{}").exchange()).hasStatus(400);
    }

    private MvcTestResult webhook(String id) {
        return web.post()
                .uri("/webhooks/paypal")
                .header("Paypal-Transmission-Id", "5d3c1b20-6a4e-11f0-8f21-0c7d9e8f6a5b")
                .header("Paypal-Transmission-Time", "2026-03-01T12:00:00Z")
                .header("Paypal-Transmission-Sig", Base64.getEncoder().encodeToString(new byte[256]))
                .header("Paypal-Cert-Url", PayPalPlay.address() + "/cert-" + id)
                .header("Paypal-Auth-Algo", "SHA256withRSA")
                .content("""
                    {"id":"%s","event_type":"CHECKOUT.ORDER.COMPLETED","create_time":"2026-03-01T12:00:00Z",
                     "resource":{"id":"%s","status":"COMPLETED"}}\
                    """.formatted(id, paypal.order()))
                .exchange();
    }

    private void approved() {
        approved(clock.instant());
    }

    private void approved(Instant at) {
        transaction.executeWithoutResult(
                status -> door.admit(List.of(new CheckoutFact.CheckoutApproved(PAYPAL, paypal.order(), at))));
    }

    private int waiting(String checkout) {
        return jdbc.sql("select count(*) from inbox_event where event_id like :id and status <> 'DONE'")
                .param("id", "%" + checkout)
                .query(Integer.class)
                .single();
    }

    private static String idOf(MvcTestResult opened) {
        return Objects.requireNonNull(opened.getResponse().getHeader("Location"))
                .replaceFirst(".*/", "");
    }

    private String statusOf(MvcTestResult opened) throws Exception {
        clock.pass(Duration.ofSeconds(4));
        String location = Objects.requireNonNull(opened.getResponse().getHeader("Location"));
        String body = web.get().uri(location).exchange().getResponse().getContentAsString();
        return body.replaceAll(".*\"status\":\"([A-Z]+)\".*", "$1");
    }

    private MvcTestResult open(String body) {
        return web.post()
                .uri("/api/v1/checkouts")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }
}
