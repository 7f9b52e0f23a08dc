package org.standwith.payments.stripe;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.time.Instant;
import java.util.List;
import org.standwith.payments.Noticed;
import org.standwith.payments.TestLevels;
import org.standwith.risk.Level;

/** What Stripe says of what is paid on our own page. */
final class Cards {

    static final String REFERENCE = "0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f";
    static final String TOKEN = "ctoken_1";
    static final String INTENT = "/v1/payment_intents/pi_1";
    static final String CONFIRM = INTENT + "/confirm";
    static final String CAPTURE = INTENT + "/capture";
    static final String CANCEL = INTENT + "/cancel";
    static final String SUBSCRIPTION = "/v1/subscriptions/sub_1";

    /** A second before the clock of {@link FakeStripe}. */
    static final long JUST_NOW = FakeStripe.NOW.getEpochSecond() - 1;

    private Cards() {}

    static String intent(String status, String charge) {
        return intent(status, charge, JUST_NOW, "");
    }

    /** @param more further fields, beginning with a comma */
    static String intent(String status, String charge, long created, String more) {
        return """
            {"id": "pi_1", "object": "payment_intent", "amount": 500, "currency": "usd", "status": "%s", "created": %d,
             "client_secret": "pi_1_secret_x", "metadata": {"reference": "%s"}, "latest_charge": %s%s}\
            """.formatted(status, created, REFERENCE, charge, more);
    }

    static String ofInvoice(String intent) {
        return intent.replace("\"reference\": \"" + REFERENCE + "\"", "");
    }

    static String charge(String status, boolean captured, String country) {
        return """
            {"id": "ch_1", "object": "charge", "amount": 500, "amount_captured": %d, "captured": %s, "currency": "usd",
             "status": "%s", "created": %d, "payment_intent": "pi_1", "metadata": {}, "failure_code": "card_declined",
             "balance_transaction": null, "payment_method_details": {"type": "card", "card": {"country": "%s"}}}\
            """.formatted(captured ? 500 : 0, captured, status, JUST_NOW, country);
    }

    static String subscription(String status) {
        return """
            {"id": "sub_1", "object": "subscription", "status": "%s", "customer": "cus_1", "created": %d,
             "metadata": {"reference": "%s"}, "ended_at": %s,
             "items": {"data": [{"id": "si_1", "quantity": 1, "current_period_end": 9000, "price": {
               "currency": "usd", "unit_amount": 500, "recurring": {"interval": "month", "interval_count": 1}}}]},
             "latest_invoice": {"id": "in_1", "object": "invoice",
               "parent": {"subscription_details": {"subscription": "sub_1", "metadata": {"reference": "%s"}}},
               "payments": {"object": "list", "data": [{"id": "inpay_1", "object": "invoice_payment",
                 "invoice": "in_1", "payment": {"type": "payment_intent", "payment_intent": "pi_1"}}]}}}\
            """.formatted(
                        status,
                        JUST_NOW,
                        REFERENCE,
                        status.matches("canceled|incomplete_expired") ? "2000" : "null",
                        REFERENCE);
    }

    /** Of the charge above. */
    static Noticed noticed(Level level, String... places) {
        return new Noticed(
                StripeProvider.STRIPE, "ch_1", level, TestLevels.places(places), Instant.ofEpochSecond(JUST_NOW));
    }

    static ResponseDefinitionBuilder error(int status, String type, String code) {
        return aResponse().withStatus(status).withBody("""
            {"error": {"type": "%s", "code": "%s", "message": "jane@example.org"}}\
            """.formatted(type, code));
    }

    static ResponseDefinitionBuilder declined() {
        return error(402, "card_error", "card_declined");
    }

    static ResponseDefinitionBuilder unexpected() {
        return error(400, "invalid_request_error", "payment_intent_unexpected_state");
    }

    static ResponseDefinitionBuilder missing() {
        return error(404, "invalid_request_error", "resource_missing");
    }

    static void has(WireMockServer server, String path, String answer) {
        server.stubFor(get(urlPathEqualTo(path)).willReturn(okJson(answer)));
    }

    static void does(WireMockServer server, String path, String answer) {
        does(server, path, okJson(answer));
    }

    static void does(WireMockServer server, String path, ResponseDefinitionBuilder answer) {
        server.stubFor(post(urlPathEqualTo(path)).willReturn(answer));
    }

    static List<LoggedRequest> requests(WireMockServer server, String path) {
        return server.findAll(anyRequestedFor(urlPathEqualTo(path)));
    }

    static LoggedRequest last(WireMockServer server, String path) {
        return requests(server, path).getLast();
    }
}
