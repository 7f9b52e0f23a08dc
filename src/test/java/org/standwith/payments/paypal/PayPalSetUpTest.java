package org.standwith.payments.paypal;

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
import org.standwith.payments.SetUpCheck;
import org.standwith.payments.SetUpCheck.Standing;

class PayPalSetUpTest {

    private static final WireMockServer SERVER = FakePayPal.start();
    private static final String WEBHOOKS = "/v1/notifications/webhooks/WEBHOOK-1";
    private static final String SEARCH = "/v1/reporting/transactions";
    private static final URI WEBHOOK = URI.create("https://give.example.org/webhooks/paypal");

    private final PayPalProvider paypal = FakePayPal.provider(SERVER.baseUrl(), Duration.ofSeconds(10));

    @BeforeEach
    void allIsWell() {
        SERVER.resetAll();
        FakePayPal.givesTokens(SERVER);
        webhook(WEBHOOK.toString(), PayPalSetUp.EVENTS);
        SERVER.stubFor(
                get(urlPathEqualTo(SEARCH)).willReturn(okJson("{\"transaction_details\": [], \"total_pages\": 0}")));
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void whatIsAsItHasToBeIsRightAndReceiptsAreForPeopleToLookAt() {
        assertThat(standings())
                .isEqualTo(Map.of(
                        "webhook",
                        RIGHT,
                        "events of the webhook",
                        RIGHT,
                        "transaction search",
                        RIGHT,
                        "receipts by PayPal",
                        NOT_TOLD));
    }

    @Test
    void theSearchAsksForTheLastHourAndNobodysName() {
        paypal.setUp(WEBHOOK);

        assertThat(SERVER.findAll(getRequestedFor(urlPathEqualTo(SEARCH))))
                .singleElement()
                .satisfies(each -> assertThat(each.getUrl())
                        .endsWith(
                                "?start_date=2026-03-01T11:00:00Z&end_date=2026-03-01T12:00:00Z&fields=transaction_info"
                                        + "&page_size=1&page=1"));
    }

    @Test
    void aWebhookForAnotherAddressIsWrong() {
        webhook("https://shop.example.org/hooks", Set.of("*"));

        assertThat(standings()).containsEntry("webhook", WRONG).containsEntry("events of the webhook", RIGHT);
        assertThat(mending("webhook")).contains(WEBHOOK.toString(), "standwith.paypal.webhook-id");
    }

    @Test
    void aWebhookThatPayPalDoesNotKnowIsWrong() {
        SERVER.stubFor(get(urlPathEqualTo(WEBHOOKS)).willReturn(FakePayPal.missing()));

        assertThat(standings()).containsEntry("webhook", WRONG).doesNotContainKey("events of the webhook");
    }

    @Test
    void eventsThatAreNotToldAreNamed() {
        Set<String> some = new TreeSet<>(PayPalSetUp.EVENTS);
        some.removeAll(Set.of("PAYMENT.SALE.COMPLETED", "CUSTOMER.DISPUTE.CREATED"));
        webhook(WEBHOOK.toString(), some);

        assertThat(standings()).containsEntry("events of the webhook", WRONG);
        assertThat(mending("events of the webhook")).contains("add CUSTOMER.DISPUTE.CREATED, PAYMENT.SALE.COMPLETED.");
    }

    @Test
    void aSearchThatTheAppMayNotMakeHasToBeSwitchedOn() {
        SERVER.stubFor(
                get(urlPathEqualTo(SEARCH)).willReturn(FakePayPal.error(403, "NOT_AUTHORIZED", "PERMISSION_DENIED")));
        assertThat(standings()).containsEntry("transaction search", WRONG);

        SERVER.stubFor(get(urlPathEqualTo(SEARCH)).willReturn(aResponse().withStatus(403)));
        assertThat(standings()).containsEntry("transaction search", WRONG);
        assertThat(mending("transaction search")).contains("switch on Transaction search");
    }

    @Test
    void whatPayPalDoesNotSaySomebodyHasToLookAt() {
        SERVER.stubFor(get(anyUrl()).willReturn(FakePayPal.error(400, "INVALID_REQUEST", "SYNTAX_ERROR")));

        assertThat(standings())
                .isEqualTo(Map.of(
                        "webhook", NOT_ANSWERED, "transaction search", NOT_ANSWERED, "receipts by PayPal", NOT_TOLD));
        assertThat(paypal.setUp(WEBHOOK).toString()).contains("SYNTAX_ERROR").doesNotContain("jane");
    }

    @Test
    void whoKeepsSilentIsNotWaitedForTwice() {
        SERVER.stubFor(get(anyUrl()).willReturn(aResponse().withFixedDelay(800)));

        List<SetUpCheck> checks =
                FakePayPal.provider(SERVER.baseUrl(), Duration.ofMillis(300)).setUp(WEBHOOK);

        assertThat(checks).extracting(SetUpCheck::standing).containsOnly(NOT_TOLD, NOT_ANSWERED);
        assertThat(SERVER.findAll(getRequestedFor(urlPathEqualTo(SEARCH)))).isEmpty();
    }

    private Map<String, Standing> standings() {
        return paypal.setUp(WEBHOOK).stream().collect(Collectors.toMap(SetUpCheck::matter, SetUpCheck::standing));
    }

    private String mending(String matter) {
        return paypal.setUp(WEBHOOK).stream()
                .filter(each -> each.matter().equals(matter))
                .map(SetUpCheck::mend)
                .findFirst()
                .orElseThrow();
    }

    private static void webhook(String url, Set<String> events) {
        SERVER.stubFor(get(urlPathEqualTo(WEBHOOKS)).willReturn(okJson("""
            {"id": "WEBHOOK-1", "url": "%s", "event_types": [%s], "links": []}\
            """.formatted(
                        url,
                        events.stream()
                                .map(each -> "{\"name\": \"" + each + "\", \"description\": \"x\"}")
                                .collect(Collectors.joining(","))))));
    }
}
