package org.standwith.payments.paypal;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.standwith.payments.paypal.PayPalProvider.PAYPAL;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.standwith.payments.CheckoutFact.CheckoutExpired;
import org.standwith.payments.Ending;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Fact.SubscriptionSeen.Standing;
import org.standwith.payments.Faults;
import org.standwith.payments.Forgetting;

class PayPalEndingTest {

    private static final WireMockServer SERVER = FakePayPal.start();
    private static final String ORDER = "5T123456TN654321T";
    private static final String SUBSCRIPTION = "I-7K3M9PX2Q4ZT";
    private static final String CANCEL = FakePayPal.SUBSCRIPTION + "/cancel";

    private final PayPalProvider paypal = FakePayPal.provider(SERVER.baseUrl(), Duration.ofMillis(1500));

    @BeforeEach
    void forget() {
        SERVER.resetAll();
        FakePayPal.givesTokens(SERVER);
        SERVER.stubFor(post(urlPathEqualTo(CANCEL)).willReturn(aResponse().withStatus(204)));
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ACTIVE", "SUSPENDED"})
    void whatGoesOnIsCanceledForGood(String status) {
        firstThen(status, "CANCELLED");

        assertEnded(paypal.end(SUBSCRIPTION));
        assertThat(SERVER.findAll(postRequestedFor(urlPathEqualTo(CANCEL))))
                .extracting(each -> FakePayPal.json(each.getBodyAsString()))
                .containsExactly(FakePayPal.json("{\"reason\": \"Ended\"}"));
    }

    /** It has a name of ours, by which a subscription is meant. */
    @Test
    void whatFellDueEndsWithItsSubscription() {
        firstThen("ACTIVE", "CANCELLED");

        assertEnded(paypal.end(SUBSCRIPTION + "@1767225600"));
        assertThat(SERVER.findAll(postRequestedFor(urlPathEqualTo(CANCEL)))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CANCELLED", "EXPIRED"})
    void whatHasEndedBeforeHasEnded(String status) {
        has(FakePayPal.SUBSCRIPTION, subscription(status));

        assertEnded(paypal.end(SUBSCRIPTION));
        assertThat(SERVER.findAll(postRequestedFor(urlPathEqualTo(CANCEL)))).isEmpty();
    }

    @Test
    void whatSomebodyElseCanceledMeanwhileHasEnded() {
        firstThen("ACTIVE", "CANCELLED");
        SERVER.stubFor(
                post(urlPathEqualTo(CANCEL)).willReturn(FakePayPal.unprocessable("SUBSCRIPTION_STATUS_INVALID")));

        assertEnded(paypal.end(SUBSCRIPTION));
    }

    @Test
    void whatPayPalDoesNotCancelGoesOn() {
        has(FakePayPal.SUBSCRIPTION, subscription("ACTIVE"));
        SERVER.stubFor(post(urlPathEqualTo(CANCEL)).willReturn(FakePayPal.unprocessable("SOMETHING")));

        assertThat(paypal.end(SUBSCRIPTION)).isEqualTo(new Ending.Refused("SOMETHING"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"APPROVAL_PENDING", "APPROVED"})
    void whatWasNeverActivatedTakesNothingAndHasEndedWithoutBeingCanceled(String status) {
        has(FakePayPal.SUBSCRIPTION, subscription(status));

        for (int i = 0; i < 2; i++) {
            assertExpired(paypal.end(SUBSCRIPTION), SUBSCRIPTION);
        }
        assertThat(SERVER.findAll(postRequestedFor(urlPathEqualTo(CANCEL)))).isEmpty();
    }

    @Test
    void whatIsGivenOnceDoesNotGoOn() {
        assertThat(paypal.end(ORDER)).isInstanceOf(Ending.Refused.class);
        assertThat(paypal.release(SUBSCRIPTION)).isInstanceOf(Ending.Refused.class);
        assertThat(SERVER.findAll(anyRequestedFor(anyUrl()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATED", "PAYER_ACTION_REQUIRED", "APPROVED", "VOIDED"})
    void anOrderThatIsNotCapturedHoldsNothing(String status) {
        has(FakePayPal.ORDER, FakePayPal.order(status, "2026-03-01T11:58:30Z", ""));

        assertExpired(paypal.release(ORDER), ORDER);
    }

    @Test
    void whatIsNoOrderSaysNothingOfOne() {
        has(FakePayPal.ORDER, FakePayPal.order("OF_A_LATER_VERSION", "2026-03-01T11:58:30Z", ""));

        assertThat(paypal.release(ORDER)).isInstanceOf(Ending.Unknown.class);
    }

    @Test
    void whatIsTakenCannotBeLetGoOfByItsOrderOrItself() {
        SERVER.stubFor(get(urlPathMatching("/v.*")).willReturn(FakePayPal.missing()));
        assertThat(paypal.release(ORDER)).isEqualTo(new Ending.Ended(List.of()));

        has(
                FakePayPal.ORDER,
                FakePayPal.order("COMPLETED", "2026-03-01T11:58:30Z", FakePayPal.capture("COMPLETED", "")));
        assertThat(paypal.release(ORDER)).isEqualTo(new Ending.Refused("captured"));

        has("/v2/payments/captures/3C1", FakePayPal.capture("COMPLETED", ""));
        assertThat(paypal.release("3C1")).isEqualTo(new Ending.Refused("captured"));
        has("/v1/payments/sale/60A", "{\"id\": \"60A\"}");
        assertThat(paypal.release("60A")).isEqualTo(new Ending.Refused("captured"));
    }

    @Test
    void payPalForgetsNobodyAtOurRequest() {
        assertThat(paypal.forget(SUBSCRIPTION)).isEqualTo(new Forgetting.Forgotten());
        assertThat(SERVER.findAll(anyRequestedFor(anyUrl()))).isEmpty();
        assertThat(paypal.cardFields()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void withoutAUsableAnswerNothingIsConcluded(ResponseDefinitionBuilder trouble) {
        SERVER.stubFor(any(urlPathMatching("/v[12]/(billing|checkout)/.*")).willReturn(trouble));
        assertThat(paypal.end(SUBSCRIPTION)).isInstanceOf(Ending.Unknown.class);
        assertThat(paypal.release(ORDER)).isInstanceOf(Ending.Unknown.class);
    }

    /** Also where it was cancelled, and only the answer was lost: asked again, it says so. */
    @ParameterizedTest
    @MethodSource("troubles")
    void aCancellationThatIsNotConfirmedIsNotOne(ResponseDefinitionBuilder trouble) {
        has(FakePayPal.SUBSCRIPTION, subscription("ACTIVE"));
        SERVER.stubFor(post(urlPathEqualTo(CANCEL)).willReturn(trouble));

        assertThat(paypal.end(SUBSCRIPTION)).isNotInstanceOf(Ending.Ended.class);

        has(FakePayPal.SUBSCRIPTION, subscription("CANCELLED"));
        assertEnded(paypal.end(SUBSCRIPTION));
    }

    static List<ResponseDefinitionBuilder> troubles() {
        return List.of(
                aResponse().withFault(Fault.EMPTY_RESPONSE),
                aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK),
                aResponse().withStatus(200).withFixedDelay(4_000),
                aResponse().withStatus(500),
                Faults.html(200),
                Faults.html(503),
                FakePayPal.error(409, "RESOURCE_CONFLICT", "X"),
                FakePayPal.error(429, "RATE_LIMIT_REACHED", "X"));
    }

    private static void assertEnded(Ending ending) {
        assertThat(ending)
                .isInstanceOfSatisfying(
                        Ending.Ended.class,
                        ended -> assertThat(ended.facts())
                                .anyMatch(fact ->
                                        fact instanceof SubscriptionSeen seen && seen.standing() == Standing.ENDED));
    }

    private static void assertExpired(Ending ending, String checkout) {
        assertThat(ending)
                .isInstanceOfSatisfying(
                        Ending.Ended.class,
                        ended -> assertThat(ended.facts())
                                .containsOnlyOnce(new CheckoutExpired(PAYPAL, checkout, FakePayPal.NOW))
                                .contains(new Linked(PAYPAL, checkout, FakePayPal.REFERENCE)));
    }

    private static String subscription(String status) {
        return FakePayPal.subscription(status, "2026-03-01T11:50:00Z", 0);
    }

    private static void firstThen(String first, String then) {
        SERVER.stubFor(get(urlPathEqualTo(FakePayPal.SUBSCRIPTION))
                .inScenario("meanwhile")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("done")
                .willReturn(okJson(subscription(first))));
        SERVER.stubFor(get(urlPathEqualTo(FakePayPal.SUBSCRIPTION))
                .inScenario("meanwhile")
                .whenScenarioStateIs("done")
                .willReturn(okJson(subscription(then))));
    }

    private static void has(String path, String answer) {
        SERVER.stubFor(get(urlPathEqualTo(path)).willReturn(okJson(answer)));
    }
}
