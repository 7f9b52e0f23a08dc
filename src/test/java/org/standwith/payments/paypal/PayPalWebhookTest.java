package org.standwith.payments.paypal;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.standwith.payments.Event;
import org.standwith.payments.Reception;
import tools.jackson.databind.json.JsonMapper;

class PayPalWebhookTest {

    private static final WireMockServer SERVER = FakePayPal.start();
    private static final String VERIFY = "/v1/notifications/verify-webhook-signature";
    private static final String WEBHOOK = "70B33333CC444444D";
    private static final String URL = "https://api.paypal.com/v1/notifications/certs/CERT-1";
    private static final String TRANSMISSION = "69cd13f0-d67a-11e5-baa3-778b53f4ae55";
    private static final String TIME = "2026-03-01T11:59:59Z";

    /** As nobody would write it anew: members out of order, spaces, 1.0, letters and escapes. */
    private static final String BODY = """
        {"event_version":"1.0" ,  "id":"WH-1","amounts":[1.0,1e2, 3.10],
         "summary":"Zahlung für Łukasz \\u00fc \\/ ₽",	"create_time":"2026-03-01T11:59:58.5Z",
         "event_type":"PAYMENT.SALE.COMPLETED","z":null,"a":true,
         "resource":{"state":"completed","id":"60A11111BB222222C","amount":{"total":"5.00","currency":"USD"},
           "payer_name":"Łukasz"}}\
        """;

    private static final Reception GENUINE = new Reception.Genuine(new Event(
            PayPalProvider.PAYPAL,
            "WH-1",
            "PAYMENT.SALE.COMPLETED",
            Instant.parse("2026-03-01T11:59:58.5Z"),
            "{\"state\":\"completed\",\"id\":\"60A11111BB222222C\","
                    + "\"amount\":{\"total\":\"5.00\",\"currency\":\"USD\"},\"handling\":\"CAUTION\"}"));

    private final TestChain root = TestChain.root();
    private final TestChain leaf = root.leaf();
    private final PayPalWebhook reachable = webhook(new ServedCertificates().at(URL, TestChain.pem(leaf)));
    private final PayPalWebhook outOfReach = webhook(new ServedCertificates());

    /** What PayPal may say instead of a verdict. */
    private enum NoVerdict {
        HANGS_UP(aResponse().withFault(Fault.EMPTY_RESPONSE)),
        REFUSES_401(aResponse().withStatus(401)),
        FORBIDS_403(aResponse().withStatus(403)),
        FINDS_NOTHING_404(FakePayPal.missing()),
        DOES_NOT_LIKE_IT_422(FakePayPal.unprocessable("VALIDATION_ERROR")),
        BROKEN_500(aResponse().withStatus(500)),
        HTML(aResponse().withBody("<html>SUCCESS</html>")),
        EMPTY(okJson("")),
        NOTHING(okJson("{}")),
        A_LIST(okJson("[\"SUCCESS\"]")),
        ANOTHER_WORD(okJson("{\"verification_status\": \"success\"}")),
        ANOTHER_KIND(okJson("{\"verification_status\": true}")),
        CUT_SHORT(okJson("{\"verification_status\": \"SUCCESS\""));

        private final ResponseDefinitionBuilder answer;

        NoVerdict(ResponseDefinitionBuilder answer) {
            this.answer = answer;
        }
    }

    @BeforeEach
    void forget() {
        SERVER.resetAll();
        FakePayPal.givesTokens(SERVER);
        payPalSays("SUCCESS");
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void whatIsSignedIsGenuineWithoutAskingPayPal() {
        assertThat(receive(reachable, BODY)).isEqualTo(GENUINE);
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @Test
    void whatIsForgedIsRejectedWithoutAskingPayPal() {
        Map<String, String> headers = signed(BODY.getBytes(UTF_8));

        assertThat(reachable.receive((BODY + " ").getBytes(UTF_8), headers)).isInstanceOf(Reception.Rejected.class);
        assertThat(outOfReach.receive(BODY.getBytes(UTF_8), Map.of())).isInstanceOf(Reception.Rejected.class);
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @Test
    void withoutTheCertificatePayPalDecides() {
        assertThat(receive(outOfReach, BODY)).isEqualTo(GENUINE);

        payPalSays("FAILURE");
        assertThat(receive(outOfReach, BODY)).isEqualTo(new Reception.Rejected("not signed, says PayPal"));
    }

    @ParameterizedTest
    @EnumSource
    void withoutAVerdictNothingIsDecided(NoVerdict instead) {
        SERVER.stubFor(post(urlPathEqualTo(VERIFY)).willReturn(instead.answer));

        assertThat(receive(outOfReach, BODY)).isInstanceOf(Reception.Unverifiable.class);
    }

    @Test
    void withoutATokenNothingIsDecided() {
        SERVER.stubFor(
                post(urlPathEqualTo(FakePayPal.TOKEN)).willReturn(aResponse().withStatus(401)));

        assertThat(receive(outOfReach, BODY)).isInstanceOf(Reception.Unverifiable.class);
    }

    @Test
    void whatPayPalIsAskedAboutIsByteForByteWhatCame() {
        Map<String, String> headers = signed(BODY.getBytes(UTF_8));

        outOfReach.receive(BODY.getBytes(UTF_8), headers);

        String question = asked().getFirst().getBodyAsString();
        assertThat(question).endsWith(",\"webhook_event\":" + BODY + "}");
        assertThat(FakePayPal.json(question)).isEqualTo(FakePayPal.json("""
            {"auth_algo": "SHA256withRSA", "cert_url": "%s", "transmission_id": "%s", "transmission_sig": "%s",
             "transmission_time": "%s", "webhook_id": "%s", "webhook_event": %s}\
            """.formatted(
                        URL, TRANSMISSION, headers.getOrDefault("paypal-transmission-sig", ""), TIME, WEBHOOK, BODY)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "null",
                "[]",
                "7",
                "{}",
                "{\"id\": \"WH-1\", \"event_type\": \"A.B\"}",
                "{\"id\": \"WH-1\", \"event_type\": \"A.B\", \"resource\": []}",
                "{\"id\": \"WH 1\", \"event_type\": \"A.B\", \"resource\": {}}",
                "{\"id\": 7, \"event_type\": \"A.B\", \"resource\": {}}",
                "{\"id\": \"WH-1\", \"event_type\": \"jane@example.org\", \"resource\": {}}",
                "{\"id\": \"WH-1\", \"event_type\": \"A.B\", \"resource\": {}",
                "{\"id\": \"WH-1\", \"event_type\": \"A.B\", \"resource\": {}}, \"webhook_id\": \"other\"",
                "{\"id\": \"WH-1\", \"event_type\": \"A.B\", \"resource\": {}} {}"
            })
    void whatIsNoEventIsRejectedAndPayPalIsNotAsked(String body) {
        assertThat(receive(outOfReach, body)).isInstanceOf(Reception.Rejected.class);
        assertThat(receive(reachable, body)).isInstanceOf(Reception.Rejected.class);
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @Test
    void whatIsNotUtf8IsRejected() {
        byte[] body = BODY.getBytes(ISO_8859_1);

        assertThat(outOfReach.receive(body, signed(body))).isEqualTo(new Reception.Rejected("not UTF-8"));
    }

    @Test
    void aDateThatIsNoneIsReplacedByWhenItCame() {
        String body = BODY.replace("2026-03-01T11:59:58.5Z", "2018-19-12T22:20:32.000Z");

        assertThat(receive(reachable, body))
                .isInstanceOfSatisfying(
                        Reception.Genuine.class,
                        genuine -> assertThat(genuine.event().created()).isEqualTo(TestChain.NOW));
    }

    private Reception receive(PayPalWebhook webhook, String body) {
        byte[] bytes = body.getBytes(UTF_8);
        return webhook.receive(bytes, signed(bytes));
    }

    private Map<String, String> signed(byte[] body) {
        CRC32 sum = new CRC32();
        sum.update(body);
        Map<String, String> headers = new HashMap<>();
        headers.put("paypal-transmission-id", TRANSMISSION);
        headers.put("paypal-transmission-time", TIME);
        headers.put("paypal-auth-algo", "SHA256withRSA");
        headers.put("paypal-cert-url", URL);
        headers.put(
                "paypal-transmission-sig", leaf.sign(TRANSMISSION + "|" + TIME + "|" + WEBHOOK + "|" + sum.getValue()));
        return headers;
    }

    @Test
    void strangersCannotUseUpWhatPayPalGrantsUsByHavingUsAsk() {
        payPalSays("FAILURE");
        PayPalVerification verification = new PayPalVerification(
                FakePayPal.calls(SERVER.baseUrl(), Duration.ofSeconds(5)),
                WEBHOOK,
                Clock.fixed(TestChain.NOW, ZoneOffset.UTC),
                JsonMapper.builder().build());
        for (int i = 0; i < 100; i++) {
            verification.of("{}".getBytes(StandardCharsets.UTF_8), Map.of());
        }
        assertThat(asked()).hasSize(60);
    }

    private PayPalWebhook webhook(ServedCertificates served) {
        Clock clock = Clock.fixed(TestChain.NOW, ZoneOffset.UTC);
        JsonMapper json = JsonMapper.builder().build();
        return new PayPalWebhook(
                PayPalProvider.PAYPAL,
                new PayPalSignature(
                        WEBHOOK, new PayPalCertificates(List.of(), List.of(TestChain.pemText(root)), clock, served)),
                new PayPalVerification(FakePayPal.calls(SERVER.baseUrl(), Duration.ofSeconds(5)), WEBHOOK, clock, json),
                FakePayPal.COUNTRIES,
                clock,
                json);
    }

    private static void payPalSays(String verdict) {
        SERVER.stubFor(
                post(urlPathEqualTo(VERIFY)).willReturn(okJson("{\"verification_status\": \"" + verdict + "\"}")));
    }

    private static List<LoggedRequest> asked() {
        return SERVER.findAll(postRequestedFor(urlPathEqualTo(VERIFY)));
    }
}
