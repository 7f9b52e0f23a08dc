package org.standwith.payments.stripe;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.standwith.payments.stripe.StripeProvider.STRIPE;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.standwith.payments.Changing;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Fact.SubscriptionSeen.Standing;
import org.standwith.payments.Mending;
import org.standwith.payments.Noticed;
import org.standwith.payments.TestLevels;
import org.standwith.risk.Level;

class StripeMendingTest {

    private static final WireMockServer SERVER = FakeStripe.start();
    private static final URI BACK = URI.create("https://give.example.org/account/card/1");
    private static final URI CANCEL = URI.create("https://give.example.org/account");
    private static final String SESSION = FakeStripe.SESSIONS + "/cs_1";
    private static final String DETACH = "/v1/payment_methods/pm_2/detach";
    private static final String PAY = "/v1/invoices/in_2/pay";
    private static final String PAGE = "https://checkout.stripe.com/c/pay/cs_1";

    private final StripeProvider stripe = FakeStripe.provider(SERVER.baseUrl(), Duration.ofMillis(800));

    @BeforeEach
    void forget() {
        SERVER.resetAll();
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void anotherCardIsGivenOnStripesPageForTheCustomerAlone() {
        has(Subscribed.active());
        Cards.does(SERVER, FakeStripe.SESSIONS, FakeStripe.SESSION);

        assertThat(mend()).isEqualTo(new Mending.Redirect("cs_1", URI.create(PAGE)));
        LoggedRequest request = Cards.last(SERVER, FakeStripe.SESSIONS);
        assertThat(FakeStripe.form(request))
                .isEqualTo(Map.of(
                        "mode", "setup",
                        "customer", "cus_1",
                        "currency", "usd",
                        "locale", "ru",
                        "success_url", BACK.toString(),
                        "cancel_url", CANCEL.toString()));
        assertThat(request.getHeader("Idempotency-Key")).isEqualTo("key-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"canceled", "incomplete_expired"})
    void whatHasEndedNeedsNoCard(String status) {
        has(Subscribed.of(status));

        assertThat(mend()).isEqualTo(new Mending.Refused("ended"));
        assertThat(SERVER.findAll(postRequestedFor(anyUrl()))).isEmpty();
    }

    @Test
    void whatStripeDoesNotOpenIsRefused() {
        has(Subscribed.active());
        Cards.does(SERVER, FakeStripe.SESSIONS, Cards.error(400, "invalid_request_error", "x"));

        assertThat(mend()).isInstanceOf(Mending.Refused.class);
        assertThat(stripe.mend("pi_1", BACK, CANCEL, Locale.ENGLISH, "key-1")).isInstanceOf(Mending.Refused.class);
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void withoutAUsableAnswerNoPageIsKnown(ResponseDefinitionBuilder trouble) {
        has(Subscribed.active());
        Cards.does(SERVER, FakeStripe.SESSIONS, trouble);
        assertThat(mend()).isInstanceOf(Mending.Unknown.class);

        SERVER.stubFor(get(urlPathEqualTo(Cards.SUBSCRIPTION)).willReturn(trouble));
        assertThat(mend()).isInstanceOf(Mending.Unknown.class);
    }

    @Test
    void aPageWithoutAnAddressIsNone() {
        has(Subscribed.active());
        for (String url : new String[] {"null", "\"javascript:x\"", "\"https://x/{\""}) {
            Cards.does(SERVER, FakeStripe.SESSIONS, FakeStripe.SESSION.replace("\"" + PAGE + "\"", url));
            assertThat(mend()).as(url).isInstanceOf(Mending.Unknown.class);
        }
    }

    @Test
    void aCardThatWasGivenPaysFromThenOn() {
        given(TestLevels.FINE);
        has(Subscribed.active());
        Cards.does(
                SERVER,
                Cards.SUBSCRIPTION,
                Subscribed.active().with(paidBy("pm_2")).json());

        assertThat(facts(mended()))
                .contains(new Noticed(STRIPE, "sub_1", Level.OPEN, TestLevels.places("CH"), FakeStripe.NOW))
                .hasAtLeastOneElementOfType(SubscriptionSeen.class);
        LoggedRequest request = Cards.last(SERVER, Cards.SUBSCRIPTION);
        assertThat(FakeStripe.form(request)).isEqualTo(Map.of("default_payment_method", "pm_2"));
        assertThat(request.getHeader("Idempotency-Key")).isEqualTo("key-1-card");
        assertThat(SERVER.findAll(anyRequestedFor(anyUrl()))).hasSize(3);
    }

    @Test
    void aCardThatWasTakenOverBeforeIsNotTakenOverAgain() {
        given(TestLevels.FINE);
        has(Subscribed.active().with(paidBy("pm_2")));

        for (int i = 0; i < 2; i++) {
            assertThat(mended()).isInstanceOf(Changing.Changed.class);
        }
        assertThat(SERVER.findAll(postRequestedFor(anyUrl()))).isEmpty();
    }

    /** The policy first: by a card from there nothing is taken, so it is not kept either. */
    @Test
    void aCardFromWhereNothingIsTakenIsLetGoOfAndNothingChanges() {
        given(TestLevels.FORBIDDEN);
        has(Subscribed.of("past_due"));
        Cards.does(SERVER, DETACH, "{\"id\": \"pm_2\", \"object\": \"payment_method\", \"customer\": null}");

        assertThat(mended())
                .isEqualTo(new Changing.Forbidden(List.of(new Noticed(
                        STRIPE, "sub_1", Level.BLOCKED, TestLevels.places(TestLevels.FORBIDDEN), FakeStripe.NOW))));
        assertThat(SERVER.findAll(postRequestedFor(anyUrl())))
                .extracting(LoggedRequest::getUrl)
                .containsExactly(DETACH);
    }

    @Test
    void aForbiddenCardThatWasLetGoOfBeforeIsForbiddenStill() {
        session("complete", card("card", TestLevels.FORBIDDEN, "null"));
        has(Subscribed.active());
        assertThat(mended()).isInstanceOf(Changing.Forbidden.class);
        assertThat(SERVER.findAll(postRequestedFor(anyUrl()))).isEmpty();

        given(TestLevels.FORBIDDEN);
        Cards.does(SERVER, DETACH, Cards.error(400, "invalid_request_error", "payment_method_unexpected_state"));
        assertThat(mended()).isInstanceOf(Changing.Forbidden.class);
    }

    @Test
    void aForbiddenCardThatIsPerhapsStillThereIsNotForgotten() {
        given(TestLevels.FORBIDDEN);
        has(Subscribed.active());
        Cards.does(SERVER, DETACH, aResponse().withStatus(500));

        assertThat(mended()).isInstanceOf(Changing.Unknown.class);
    }

    /** Of a card alone it is told where it is from. */
    @Test
    void whatIsNoCardIsLetGoOf() {
        session("complete", card("sepa_debit", "", "\"cus_1\""));
        has(Subscribed.active());
        Cards.does(SERVER, DETACH, "{\"id\": \"pm_2\", \"object\": \"payment_method\", \"customer\": null}");

        assertThat(mended()).isInstanceOf(Changing.Refused.class);
        assertThat(Cards.requests(SERVER, DETACH)).hasSize(1);
    }

    @Test
    void whatCouldNotBeCollectedIsPaidByTheNewCard() {
        failing("succeeded");
        Cards.does(SERVER, PAY, "{\"id\": \"in_2\", \"object\": \"invoice\", \"status\": \"paid\"}");

        assertThat(facts(mended()))
                .hasAtLeastOneElementOfType(Fact.PaymentSucceeded.class)
                .anyMatch(fact -> fact instanceof SubscriptionSeen seen && seen.standing() == Standing.ACTIVE);
        assertThat(Cards.last(SERVER, PAY).getHeader("Idempotency-Key")).isEqualTo("key-1-pay-in_2");
    }

    /** The card is there now all the same, and Stripe will try it again. */
    @Test
    void aCardThatIsDeclinedIsTakenOverAllTheSame() {
        failing("failed");
        Cards.does(SERVER, PAY, Cards.declined());

        assertThat(facts(mended())).hasAtLeastOneElementOfType(Fact.PaymentFailed.class);
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void whetherItPaidIsNotConcludedWithoutAUsableAnswer(ResponseDefinitionBuilder trouble) {
        failing("succeeded");
        Cards.does(SERVER, PAY, trouble);

        assertThat(mended()).isInstanceOf(Changing.Unknown.class);
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void whetherTheCardIsTakenOverIsNotConcludedWithoutAUsableAnswer(ResponseDefinitionBuilder trouble) {
        given(TestLevels.FINE);
        has(Subscribed.active());
        Cards.does(SERVER, Cards.SUBSCRIPTION, trouble);
        assertThat(mended()).isInstanceOf(Changing.Unknown.class);

        SERVER.stubFor(get(urlPathEqualTo(SESSION)).willReturn(trouble));
        assertThat(mended()).isInstanceOf(Changing.Unknown.class);
    }

    @Test
    void aPageThatIsStillOpenIsShownAgainAndOneThatIsOverIsNot() {
        session("open", "null");
        assertThat(mended()).isEqualTo(new Changing.ToBeAgreed(URI.create(PAGE)));

        session("expired", "null");
        assertThat(mended()).isEqualTo(new Changing.Refused("expired"));
        assertThat(SERVER.findAll(postRequestedFor(anyUrl()))).isEmpty();
    }

    @Test
    void aCardForSomebodyElsesIsNotTaken() {
        given(TestLevels.FINE);
        has(Subscribed.active());
        Cards.has(SERVER, Cards.SUBSCRIPTION, Subscribed.active().json().replace("cus_1", "cus_2"));

        assertThat(mended()).isInstanceOf(Changing.Refused.class);
        assertThat(stripe.mended("sub_1", "cs_1/../x", "key-1")).isInstanceOf(Changing.Refused.class);
        assertThat(stripe.mended("pi_1", "cs_1", "key-1")).isInstanceOf(Changing.Refused.class);
        assertThat(SERVER.findAll(postRequestedFor(anyUrl()))).isEmpty();
    }

    static List<ResponseDefinitionBuilder> troubles() {
        return StripeChangesTest.troubles().subList(0, 4);
    }

    private Mending mend() {
        return stripe.mend("sub_1", BACK, CANCEL, Locale.of("ru", "RU"), "key-1");
    }

    private Changing mended() {
        return stripe.mended("sub_1", "cs_1", "key-1");
    }

    private static List<Fact> facts(Changing changing) {
        return changing instanceof Changing.Changed changed ? changed.facts() : List.of();
    }

    private static void has(Subscribed subscription) {
        Cards.has(SERVER, Cards.SUBSCRIPTION, subscription.json());
    }

    /** A subscription whose last invoice could not be collected, and what comes of that with the new card. */
    private static void failing(String payment) {
        given(TestLevels.FINE);
        String standing = payment.equals("succeeded") ? "active" : "past_due";
        SERVER.stubFor(get(urlPathEqualTo(Cards.SUBSCRIPTION))
                .inScenario("paying")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("paid")
                .willReturn(okJson(Subscribed.of("past_due").json())));
        SERVER.stubFor(get(urlPathEqualTo(Cards.SUBSCRIPTION))
                .inScenario("paying")
                .whenScenarioStateIs("paid")
                .willReturn(okJson(Cards.subscription(standing))));
        Cards.does(
                SERVER,
                Cards.SUBSCRIPTION,
                Subscribed.of("past_due").with(paidBy("pm_2")).json());
        Subscribed.owes(SERVER, "in_2");
        Cards.has(SERVER, Cards.INTENT, Cards.ofInvoice(Cards.intent("x", Cards.charge(payment, true, "CH"))));
    }

    private static String paidBy(String card) {
        return "\"default_payment_method\": \"" + card + "\"";
    }

    private static void given(String country) {
        session("complete", card("card", country, "\"cus_1\""));
    }

    private static String card(String type, String country, String customer) {
        return """
            {"id": "pm_2", "object": "payment_method", "type": "%s", "customer": %s, "card": {"country": "%s"},
             "billing_details": {"email": "jane@example.org"}}\
            """.formatted(type, customer, country);
    }

    private static void session(String status, String card) {
        Cards.has(SERVER, SESSION, """
            {"id": "cs_1", "object": "checkout.session", "mode": "setup", "status": "%s", "customer": "cus_1",
             "url": %s, "setup_intent": {"id": "seti_1", "object": "setup_intent", "status": "succeeded",
               "payment_method": %s}}\
            """.formatted(status, status.equals("open") ? "\"" + PAGE + "\"" : "null", card));
    }
}
