package org.standwith.contributions;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.stripe.net.Webhook;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.standwith.StripeStub;

/** What Stripe says of one checkout session, as a test has it. */
public final class StripePlay {

    private static final String SESSIONS = "/v1/checkout/sessions";
    private static final long CREATED = Instant.parse("2026-03-01T12:00:00Z").getEpochSecond();

    private final WireMockServer server = StripeStub.server();
    private final String tail = UUID.randomUUID().toString().replace("-", "");

    public StripePlay() {
        server.resetAll();
        server.stubFor(post(urlPathEqualTo("/v1/products"))
                .willReturn(okJson("{\"id\":\"standwith_contribution\",\"object\":\"product\"}")));
    }

    public String session() {
        return "cs_test_" + tail;
    }

    public String charge() {
        return "ch_" + tail;
    }

    public String url() {
        return "https://checkout.stripe.com/c/pay/" + session() + "#fidkdWxOYHwnPyd1blpxYHZxWjA0";
    }

    public void opens() {
        answersOpening(okJson(session("open", "unpaid", "null").replace("\"url\":null", "\"url\":\"" + url() + "\"")));
    }

    public void answersOpening(ResponseDefinitionBuilder answer) {
        server.stubFor(post(urlPathEqualTo(SESSIONS)).willReturn(answer));
    }

    public void refuses() {
        answersOpening(aResponse().withStatus(400).withBody("""
            {"error":{"type":"invalid_request_error","code":"amount_too_large","message":"canary@example.org"}}\
            """));
    }

    public void answersNothing() {
        server.stubFor(com.github.tomakehurst.wiremock.client.WireMock.any(anyUrl())
                .willReturn(aResponse().withStatus(500)));
    }

    public void says(String session) {
        server.stubFor(get(urlPathEqualTo(SESSIONS + "/" + session())).willReturn(okJson(session)));
    }

    public String paid(long minor) {
        return session("complete", "paid", intent("succeeded", charge("succeeded", minor)));
    }

    public String declined(long minor) {
        return session("open", "unpaid", intent("requires_payment_method", charge("failed", minor)));
    }

    public String unpaid() {
        return session("complete", "unpaid", intent("processing", "null"));
    }

    public String expired() {
        return session("expired", "unpaid", "null");
    }

    private String session(String status, String paymentStatus, String intent) {
        return """
            {"id":"%s","object":"checkout.session","status":"%s","payment_status":"%s","mode":"payment","url":null,
             "created":%d,"expires_at":%d,"livemode":false,"client_reference_id":"%s","metadata":{"reference":"%s"},
             "payment_intent":%s,"subscription":null,"invoice":null}\
            """.formatted(
                        session(), status, paymentStatus, CREATED, CREATED + 82_800, reference(), reference(), intent);
    }

    private String intent(String status, String charge) {
        return """
            {"id":"pi_%s","object":"payment_intent","status":"%s","created":%d,"livemode":false,
             "metadata":{"reference":"%s"},"latest_charge":%s}\
            """.formatted(tail, status, CREATED, reference(), charge);
    }

    private String charge(String status, long minor) {
        String booking = """
            {"id":"txn_%s","object":"balance_transaction","type":"charge","amount":%d,"fee":45,"net":%d,
             "currency":"usd","created":%d,"source":"%s"}\
            """.formatted(tail, minor, minor - 45, CREATED, charge());
        boolean taken = status.equals("succeeded");
        return """
            {"id":"%s","object":"charge","status":"%s","paid":%b,"captured":%b,"amount":%d,"amount_captured":%d,
             "currency":"usd","created":%d,"failure_code":%s,"payment_intent":"pi_%s","livemode":false,
             "metadata":{"reference":"%s"},"balance_transaction":%s}\
            """.formatted(
                        charge(),
                        status,
                        taken,
                        taken,
                        minor,
                        taken ? minor : 0,
                        CREATED,
                        taken ? "null" : "\"card_declined\"",
                        tail,
                        reference(),
                        taken ? booking : "null");
    }

    /** The event that tells of the payment, and the headers that it comes with. */
    public byte[] webhook(long minor) {
        return """
            {"id":"evt_%s","object":"event","type":"charge.succeeded","created":%d,"livemode":false,
             "data":{"object":%s}}\
            """.formatted(tail, CREATED, charge("succeeded", minor)).getBytes(StandardCharsets.UTF_8);
    }

    public static Map<String, String> signed(byte[] body) {
        try {
            return Map.of(
                    "stripe-signature",
                    Webhook.Signature.generateSignatureHeader(new String(body, StandardCharsets.UTF_8), "whsec_test"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What we told it of whom or what the money is for; empty before we did. */
    public String reference() {
        return openings().stream()
                .map(each -> form(each).getOrDefault("client_reference_id", ""))
                .findFirst()
                .orElse("");
    }

    public List<LoggedRequest> openings() {
        return server.findAll(postRequestedFor(urlPathEqualTo(SESSIONS)));
    }

    public List<String> keys() {
        return openings().stream()
                .map(each -> each.getHeader("Idempotency-Key"))
                .distinct()
                .toList();
    }

    public int questions() {
        return server.findAll(com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor(
                        urlPathEqualTo(SESSIONS + "/" + session())))
                .size();
    }

    public static Map<String, String> form(LoggedRequest request) {
        Map<String, String> form = new HashMap<>();
        Arrays.stream(request.getBodyAsString().split("&")).forEach(pair -> {
            String[] sides = pair.split("=", 2);
            form.put(
                    URLDecoder.decode(sides[0], StandardCharsets.UTF_8),
                    URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
        });
        return form;
    }
}
