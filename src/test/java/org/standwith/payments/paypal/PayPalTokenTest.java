package org.standwith.payments.paypal;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.standwith.payments.paypal.FakePayPal.ORDERS;
import static org.standwith.payments.paypal.FakePayPal.TOKEN;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.standwith.AtOnce;
import org.standwith.TestClock;
import org.standwith.money.Cadence;
import org.standwith.payments.Opening;

class PayPalTokenTest {

    private static final WireMockServer SERVER = FakePayPal.start();
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final TestClock clock = new TestClock("2026-03-01T12:00:00Z");
    private final PayPalProvider paypal = FakePayPal.provider(SERVER.baseUrl(), PATIENCE, clock);

    @BeforeEach
    void forget() {
        SERVER.resetAll();
        SERVER.stubFor(post(urlPathMatching(".*" + ORDERS)).willReturn(okJson(FakePayPal.ORDER_OPENED)));
        issues("first", Scenario.STARTED, "one");
        issues("second", "one", "two");
        issues("third", "two", "three");
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void aTokenIsFetchedAsPayPalWantsItAndUsedAgain() {
        open();
        open();

        LoggedRequest request = only(TOKEN);
        assertThat(request.getHeader("Authorization")).isEqualTo("Basic Y2xpZW50OnNlY3JldA==");
        assertThat(request.getHeader("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(request.getBodyAsString()).isEqualTo("grant_type=client_credentials");
        assertThat(used(ORDERS)).containsExactly("Bearer first", "Bearer first");
    }

    @Test
    void firstCallsAtOnceFetchOneToken() throws Exception {
        assertThat(AtOnce.times(12, this::open)).hasOnlyElementsOfType(Opening.Redirect.class);

        only(TOKEN);
        assertThat(used(ORDERS)).hasSize(12).containsOnly("Bearer first");
    }

    @Test
    void whoCallsAtOnceWhilePayPalIsSilentWaitsOnceAndNotInARow() throws Exception {
        PayPalProvider impatient = FakePayPal.provider(SERVER.baseUrl(), Duration.ofMillis(500), clock);
        SERVER.stubFor(post(urlPathEqualTo(TOKEN)).willReturn(okJson("{}").withFixedDelay(3_000)));

        assertThat(AtOnce.times(12, () -> impatient.open(FakePayPal.order(Cadence.ONCE))))
                .hasOnlyElementsOfType(Opening.Unknown.class);

        assertThat(SERVER.findAll(postRequestedFor(urlPathEqualTo(TOKEN)))).hasSizeLessThan(4);
    }

    @Test
    void aTokenIsFetchedAnewAMinuteBeforeItRunsOut() {
        open();
        clock.pass(Duration.ofSeconds(32_400 - 61));
        open();
        assertThat(used(ORDERS)).containsOnly("Bearer first");

        clock.pass(Duration.ofSeconds(1));
        open();
        assertThat(used(ORDERS)).endsWith("Bearer second");
    }

    @Test
    void aTokenThatPayPalNoLongerTakesIsReplacedAndTheCallMadeAgainUnderTheSameId() {
        open();
        refuse("first");

        assertThat(open()).isInstanceOf(Opening.Redirect.class);

        assertThat(used(ORDERS)).containsExactly("Bearer first", "Bearer first", "Bearer second");
        assertThat(SERVER.findAll(postRequestedFor(urlPathEqualTo(ORDERS))))
                .extracting(each -> each.getHeader("PayPal-Request-Id"))
                .containsOnly("checkout-1");
    }

    @Test
    void manyWhoAreRefusedAtOnceFetchOneNewToken() throws Exception {
        open();
        refuse("first");

        assertThat(AtOnce.times(12, this::open)).hasOnlyElementsOfType(Opening.Redirect.class);

        assertThat(SERVER.findAll(postRequestedFor(urlPathEqualTo(TOKEN)))).hasSize(2);
    }

    @Test
    void whoIsRefusedTwiceGivesUp() {
        SERVER.stubFor(post(urlPathEqualTo(ORDERS)).willReturn(aResponse().withStatus(401)));

        assertThat(open()).isEqualTo(new Opening.Refused("UNAUTHORIZED"));
        assertThat(used(ORDERS)).containsExactly("Bearer first", "Bearer second");

        SERVER.stubFor(post(urlPathEqualTo(ORDERS)).willReturn(okJson(FakePayPal.ORDER_OPENED)));
        assertThat(open()).isInstanceOf(Opening.Redirect.class);
        assertThat(used(ORDERS)).endsWith("Bearer third");
    }

    @Test
    void atAnotherAddressTheSameAccountHasAnotherToken() {
        SERVER.stubFor(post(urlPathEqualTo("/sandbox" + TOKEN)).willReturn(FakePayPal.token("elsewhere", 32_400)));
        PayPalProvider sandbox = FakePayPal.provider(SERVER.baseUrl() + "/sandbox/", PATIENCE, clock);

        open();
        assertThat(sandbox.open(FakePayPal.order(Cadence.ONCE))).isInstanceOf(Opening.Redirect.class);

        assertThat(used(ORDERS)).containsExactly("Bearer first");
        assertThat(used("/sandbox" + ORDERS)).containsExactly("Bearer elsewhere");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807", "-5", "null", "\"soon\"", "1e300"})
    void howLongATokenIsGoodMayBeNonsense(String seconds) {
        SERVER.stubFor(post(urlPathEqualTo(TOKEN))
                .willReturn(okJson("{\"access_token\": \"odd\", \"expires_in\": " + seconds + "}")));

        assertThat(open()).isInstanceOf(Opening.Redirect.class);
    }

    private Opening open() {
        return paypal.open(FakePayPal.order(Cadence.ONCE));
    }

    private static void issues(String token, String before, String after) {
        SERVER.stubFor(post(urlPathEqualTo(TOKEN))
                .inScenario("tokens")
                .whenScenarioStateIs(before)
                .willReturn(FakePayPal.token(token, 32_400))
                .willSetStateTo(after));
    }

    private static void refuse(String token) {
        SERVER.stubFor(post(urlPathEqualTo(ORDERS))
                .withHeader("Authorization", equalTo("Bearer " + token))
                .willReturn(aResponse().withStatus(401)));
    }

    private static LoggedRequest only(String path) {
        List<LoggedRequest> requests = SERVER.findAll(postRequestedFor(urlPathEqualTo(path)));
        assertThat(requests).hasSize(1);
        return requests.getFirst();
    }

    private static List<String> used(String path) {
        return SERVER.findAll(postRequestedFor(urlPathEqualTo(path))).stream()
                .map(each -> each.getHeader("Authorization"))
                .toList();
    }
}
