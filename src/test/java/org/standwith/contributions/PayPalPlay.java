package org.standwith.contributions;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** What PayPal says of one order and of one subscription, as a test has it. */
public final class PayPalPlay {

    private static final WireMockServer SERVER =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());
    private static final String CREATED = "2026-03-01T12:00:00Z";

    private final String tail =
            UUID.randomUUID().toString().replace("-", "").substring(0, 12).toUpperCase(Locale.ROOT);

    public PayPalPlay() {
        SERVER.resetAll();
        SERVER.stubFor(post("/v1/oauth2/token").willReturn(okJson("{\"access_token\":\"A21\",\"expires_in\":32400}")));
    }

    /** Where PayPal is, from the first call on. */
    public static synchronized String address() {
        if (!SERVER.isRunning()) {
            SERVER.start();
        }
        return SERVER.baseUrl();
    }

    public String order() {
        return "ORDER" + tail;
    }

    public String subscription() {
        return "I-" + tail;
    }

    public String page() {
        return "https://www.paypal.com/checkoutnow?token=" + order();
    }

    public void opensAnOrder() {
        SERVER.stubFor(post("/v2/checkout/orders")
                .willReturn(jsonResponse(
                        order("CREATED", "").replace("\"links\":[]", "\"links\":[" + approve() + "]"), 201)));
    }

    public void opensASubscription() {
        SERVER.stubFor(get("/v1/catalogs/products/STANDWITH-CONTRIBUTION")
                .willReturn(okJson("{\"id\":\"STANDWITH-CONTRIBUTION\"}")));
        SERVER.stubFor(get(urlPathEqualTo("/v1/billing/plans"))
                .willReturn(okJson("{\"plans\":[{\"id\":\"P-1\",\"name\":\"Monthly USD\",\"status\":\"ACTIVE\"}]}")));
        SERVER.stubFor(post("/v1/billing/subscriptions")
                .willReturn(jsonResponse(
                        "{\"id\":\"%s\",\"status\":\"APPROVAL_PENDING\",\"links\":[%s]}"
                                .formatted(subscription(), approve()),
                        201)));
    }

    public void orderIs(String status) {
        SERVER.stubFor(get("/v2/checkout/orders/" + order()).willReturn(okJson(order(status, ""))));
    }

    public void orderIsGone() {
        SERVER.stubFor(get("/v2/checkout/orders/" + order())
                .willReturn(jsonResponse("{\"name\":\"RESOURCE_NOT_FOUND\"}", 404)));
    }

    public void capturing(String captureStatus) {
        answersCapture(jsonResponse(order("COMPLETED", capture(captureStatus)), 201));
    }

    public void answersCapture(ResponseDefinitionBuilder answer) {
        SERVER.stubFor(post("/v2/checkout/orders/" + order() + "/capture").willReturn(answer));
    }

    public void declinesTheInstrument() {
        answersCapture(aResponse()
                .withStatus(422)
                .withBody("{\"name\":\"UNPROCESSABLE_ENTITY\",\"details\":[{\"issue\":\"INSTRUMENT_DECLINED\"}]}"));
    }

    public void subscriptionIs(String status) {
        SERVER.stubFor(get(urlPathEqualTo("/v1/billing/subscriptions/" + subscription()))
                .willReturn(okJson(subscription(status))));
    }

    /** Takes the activation; from then on it is active, and the first payment is in its list. */
    public void activates() {
        String scenario = "activation " + tail;
        String path = "/v1/billing/subscriptions/" + subscription();
        SERVER.stubFor(get(urlPathEqualTo(path)).inScenario(scenario).willReturn(okJson(subscription("APPROVED"))));
        SERVER.stubFor(post(path + "/activate")
                .inScenario(scenario)
                .willSetStateTo("active")
                .willReturn(aResponse().withStatus(204)));
        SERVER.stubFor(get(urlPathEqualTo(path))
                .inScenario(scenario)
                .whenScenarioStateIs("active")
                .willReturn(okJson(subscription("ACTIVE"))));
        SERVER.stubFor(get(urlPathEqualTo(path + "/transactions")).willReturn(okJson("""
            {"transactions":[{"id":"SALE%s","status":"COMPLETED","time":"%s","payer_email":"canary@example.org",
              "amount_with_breakdown":{"gross_amount":{"currency_code":"USD","value":"5.00"}}}]}\
            """.formatted(tail, CREATED))));
    }

    public void hasNoCertificate() {
        SERVER.stubFor(get(urlPathMatching("/cert-.*")).willReturn(aResponse().withStatus(500)));
    }

    public void saysOfSignatures(String verdict) {
        SERVER.stubFor(post("/v1/notifications/verify-webhook-signature")
                .willReturn(okJson("{\"verification_status\":\"" + verdict + "\"}")));
    }

    public void saysNothingOfSignatures() {
        SERVER.stubFor(post("/v1/notifications/verify-webhook-signature")
                .willReturn(aResponse().withStatus(500)));
    }

    public List<LoggedRequest> captures() {
        return SERVER.findAll(postRequestedFor(urlEqualTo("/v2/checkout/orders/" + order() + "/capture")));
    }

    public List<LoggedRequest> activations() {
        return SERVER.findAll(
                postRequestedFor(urlEqualTo("/v1/billing/subscriptions/" + subscription() + "/activate")));
    }

    /** The amount of the order that was opened last. */
    public String wanted() {
        return sent("/v2/checkout/orders", "/purchase_units/0/amount/value");
    }

    /** A field of what we sent there last; empty where we sent nothing. */
    private static String sent(String path, String field) {
        return SERVER.findAll(postRequestedFor(urlEqualTo(path))).stream()
                .map(request -> JsonMapper.shared()
                        .readTree(request.getBody())
                        .at(field)
                        .stringValue())
                .reduce("", (first, last) -> last);
    }

    private String approve() {
        return "{\"rel\":\"approve\",\"method\":\"GET\",\"href\":\"" + page() + "\"}";
    }

    private String order(String status, String captures) {
        String reference = sent("/v2/checkout/orders", "/purchase_units/0/custom_id");
        return """
            {"id":"%s","status":"%s","intent":"CAPTURE","create_time":"%s","update_time":"%s","links":[],
             "payer":{"payer_id":"9PAYER3333CCC","email_address":"canary@example.org"},
             "purchase_units":[{"reference_id":"default","custom_id":"%s","payments":{"captures":[%s]}}]}\
            """.formatted(order(), status, CREATED, CREATED, reference, captures);
    }

    private String capture(String status) {
        return """
            {"id":"CAPTURE%s","status":"%s","amount":{"currency_code":"USD","value":"5.00"},"create_time":"%s",
             "seller_receivable_breakdown":{"gross_amount":{"currency_code":"USD","value":"5.00"},
               "paypal_fee":{"currency_code":"USD","value":"0.66"},"net_amount":{"currency_code":"USD","value":"4.34"}}}\
            """.formatted(tail, status, CREATED);
    }

    private String subscription(String status) {
        String reference = sent("/v1/billing/subscriptions", "/custom_id");
        return """
            {"id":"%s","status":"%s","plan_id":"P-1","custom_id":"%s","create_time":"%s","status_update_time":"%s",
             "subscriber":{"email_address":"canary@example.org"},"billing_info":{"failed_payments_count":0}}\
            """.formatted(subscription(), status, reference, CREATED, CREATED);
    }
}
