package org.standwith.payments.stripe;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.standwith.payments.SetUpCheck.Standing.NOT_ANSWERED;
import static org.standwith.payments.SetUpCheck.Standing.NOT_TOLD;
import static org.standwith.payments.SetUpCheck.Standing.RIGHT;
import static org.standwith.payments.SetUpCheck.Standing.WRONG;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.standwith.payments.SetUpCheck;
import org.standwith.payments.SetUpCheck.Standing;

class StripeSetUpTest {

    private static final WireMockServer SERVER = FakeStripe.start();
    private static final String ENDPOINTS = "/v1/webhook_endpoints";
    private static final String ACCOUNT = "/v1/account";
    private static final String VERSION = "2026-07-29.dahlia";
    private static final URI WEBHOOK = URI.create("https://give.example.org/webhooks/stripe");

    private final StripeProvider stripe = FakeStripe.provider(SERVER.baseUrl(), Duration.ofSeconds(10));

    @BeforeEach
    void allIsWell() {
        SERVER.resetAll();
        endpoints(endpoint(WEBHOOK.toString(), "enabled", "\"" + VERSION + "\"", StripeSetUp.EVENTS));
        payouts("daily");
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void whatIsAsItHasToBeIsRightAndReceiptsAreForPeopleToLookAt() {
        assertThat(standings())
                .isEqualTo(Map.of(
                        "webhook endpoint",
                        RIGHT,
                        "API version of the webhook endpoint",
                        RIGHT,
                        "events of the webhook endpoint",
                        RIGHT,
                        "automatic payouts",
                        RIGHT,
                        "receipts by Stripe",
                        NOT_TOLD));
    }

    @Test
    void anEndpointForAnotherAddressIsNone() {
        endpoints(endpoint("https://shop.example.org/hooks", "enabled", "\"" + VERSION + "\"", StripeSetUp.EVENTS));

        assertThat(standings())
                .containsEntry("webhook endpoint", WRONG)
                .doesNotContainKey("events of the webhook endpoint");
        assertThat(mending("webhook endpoint")).contains(WEBHOOK.toString());
    }

    @Test
    void anEndpointThatIsOffIsWrongUnlessThereIsAnotherOneThatIsOn() {
        String off = endpoint(WEBHOOK.toString(), "disabled", "null", Set.of());
        endpoints(off);
        assertThat(standings()).containsEntry("webhook endpoint", WRONG);

        endpoints(off + "," + endpoint(WEBHOOK.toString(), "enabled", "\"" + VERSION + "\"", Set.of("*")));
        assertThat(standings()).doesNotContainValue(WRONG);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-07-29.dahlia, RIGHT",
        "2026-03-25.dahlia, RIGHT",
        "2026-09-30.endive, WRONG",
        "2020-08-27, WRONG",
        "null, WRONG"
    })
    void anEndpointHasTheVersionThatIsReadHere(String version, Standing standing) {
        endpoints(endpoint(
                WEBHOOK.toString(), "enabled", version.equals("null") ? "null" : "\"" + version + "\"", Set.of("*")));

        assertThat(standings()).containsEntry("API version of the webhook endpoint", standing);
    }

    @Test
    void eventsThatAreNotToldAreNamed() {
        Set<String> some = new TreeSet<>(StripeSetUp.EVENTS);
        some.removeAll(Set.of("payout.paid", "charge.updated"));
        endpoints(endpoint(WEBHOOK.toString(), "enabled", "\"" + VERSION + "\"", some));

        assertThat(standings()).containsEntry("events of the webhook endpoint", WRONG);
        assertThat(mending("events of the webhook endpoint")).contains("add charge.updated, payout.paid.");
    }

    @Test
    void payoutsByHandAreWrong() {
        payouts("manual");

        assertThat(standings()).containsEntry("automatic payouts", WRONG);
    }

    @Test
    void whatTheKeyMayNotReadSomebodyHasToLookAt() {
        SERVER.stubFor(get(anyUrl()).willReturn(aResponse().withStatus(403).withBody("""
            {"error": {"type": "invalid_request_error", "message": "jane@example.org may not."}}\
            """)));

        assertThat(standings())
                .isEqualTo(Map.of(
                        "webhook endpoint",
                        NOT_ANSWERED,
                        "automatic payouts",
                        NOT_ANSWERED,
                        "receipts by Stripe",
                        NOT_TOLD));
        assertThat(checks().toString()).contains("PermissionException").doesNotContain("jane");
    }

    @Test
    void whoKeepsSilentIsNotWaitedForTwice() {
        SERVER.stubFor(get(anyUrl()).willReturn(aResponse().withFixedDelay(500)));

        List<SetUpCheck> checks =
                FakeStripe.provider(SERVER.baseUrl(), Duration.ofMillis(100)).setUp(WEBHOOK);

        assertThat(checks).extracting(SetUpCheck::standing).containsOnly(NOT_TOLD, NOT_ANSWERED);
        assertThat(SERVER.findAll(getRequestedFor(urlPathEqualTo(ACCOUNT)))).isEmpty();
    }

    @Test
    void anAnswerThatIsAboutSomethingElseSaysNothing() {
        SERVER.stubFor(get(anyUrl()).willReturn(okJson("{\"object\": \"customer\"}")));

        assertThat(checks()).extracting(SetUpCheck::standing).containsOnly(NOT_TOLD, NOT_ANSWERED);
    }

    private List<SetUpCheck> checks() {
        return stripe.setUp(WEBHOOK);
    }

    private Map<String, Standing> standings() {
        return checks().stream().collect(Collectors.toMap(SetUpCheck::matter, SetUpCheck::standing));
    }

    private String mending(String matter) {
        return checks().stream()
                .filter(each -> each.matter().equals(matter))
                .map(SetUpCheck::mend)
                .findFirst()
                .orElseThrow();
    }

    private static void endpoints(String data) {
        SERVER.stubFor(get(urlPathEqualTo(ENDPOINTS))
                .willReturn(okJson("{\"object\": \"list\", \"has_more\": false, \"data\": [" + data + "]}")));
    }

    private static String endpoint(String url, String status, String version, Set<String> events) {
        return """
            {"id": "we_1", "object": "webhook_endpoint", "url": "%s", "status": "%s", "api_version": %s,
             "enabled_events": ["%s"]}\
            """.formatted(url, status, version, String.join("\", \"", events));
    }

    private static void payouts(String interval) {
        SERVER.stubFor(get(urlPathEqualTo(ACCOUNT)).willReturn(okJson("""
            {"id": "acct_1", "object": "account", "email": "jane@example.org",
             "settings": {"payouts": {"schedule": {"delay_days": 2, "interval": "%s"}}}}\
            """.formatted(interval))));
    }
}
