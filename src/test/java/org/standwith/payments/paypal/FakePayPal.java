package org.standwith.payments.paypal;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.joda.money.Money;
import org.standwith.money.Cadence;
import org.standwith.payments.Order;
import org.standwith.payments.TestLevels;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server that answers in PayPal's place, and the adapter that asks it. */
final class FakePayPal {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final String REFERENCE = "0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f";

    static final String TOKEN = "/v1/oauth2/token";
    static final String ORDERS = "/v2/checkout/orders";
    static final String ORDER = ORDERS + "/5T123456TN654321T";
    static final String CAPTURE = ORDER + "/capture";
    static final String PRODUCTS = "/v1/catalogs/products";
    static final String PRODUCT = PRODUCTS + "/STANDWITH-CONTRIBUTION";
    static final String PLANS = "/v1/billing/plans";
    static final String SUBSCRIPTIONS = "/v1/billing/subscriptions";
    static final String SUBSCRIPTION = SUBSCRIPTIONS + "/I-7K3M9PX2Q4ZT";

    static final String ORDER_OPENED = """
        {"id": "5T123456TN654321T", "status": "CREATED", "links": [
          {"rel": "self", "method": "GET", "href": "https://api.paypal.com/v2/checkout/orders/5T123456TN654321T"},
          {"rel": "approve", "method": "GET", "href": "https://www.paypal.com/checkoutnow?token=5T123456TN654321T"}]}\
        """;

    static final String SUBSCRIPTION_OPENED = """
        {"id": "I-7K3M9PX2Q4ZT", "status": "APPROVAL_PENDING", "links": [
          {"rel": "approve", "method": "GET", "href": "https://www.paypal.com/webapps/billing/subscriptions?ba_token=BA-2"},
          {"rel": "self", "method": "GET", "href": "https://api.paypal.com/v1/billing/subscriptions/I-7K3M9PX2Q4ZT"}]}\
        """;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static final PayPalCountries COUNTRIES = new PayPalCountries(TestLevels.LEVELS);

    private FakePayPal() {}

    static WireMockServer start() {
        WireMockServer server = new WireMockServer(
                options().dynamicPort().containerThreads(200).jettyAcceptors(1).jettyAcceptQueueSize(1_000));
        server.start();
        return server;
    }

    static PayPalProvider provider(String base, Duration patience) {
        return provider(base, patience, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    static PayPalProvider provider(String base, Duration patience, Clock clock) {
        return PayPalConfiguration.provider(properties(base, patience), COUNTRIES.levels(), clock);
    }

    static PayPalCalls calls(String base, Duration patience) {
        JsonMapper json = JsonMapper.builder().build();
        PayPalWire wire = new PayPalWire(URI.create(base), patience, patience, json);
        return new PayPalCalls(wire, new PayPalToken(wire, "client", "secret", Clock.fixed(NOW, ZoneOffset.UTC)), json);
    }

    private static PayPalProperties properties(String base, Duration patience) {
        return new PayPalProperties(
                "client",
                "secret",
                URI.create(base),
                "WEBHOOK-1",
                List.of(),
                List.of(),
                "Contribution",
                patience,
                patience);
    }

    static Order order(Cadence cadence) {
        return order(cadence, "USD 5.00");
    }

    static Order order(Cadence cadence, String amount) {
        return new Order(
                "checkout-1",
                REFERENCE,
                cadence,
                Money.parse(amount),
                Locale.of("ru", "RU"),
                URI.create("https://give.example.org/return/1"),
                URI.create("https://give.example.org/return/1/cancelled"),
                NOW.plus(Duration.ofHours(23)));
    }

    static void givesTokens(WireMockServer server) {
        server.stubFor(post(urlPathEqualTo(TOKEN)).willReturn(token("A21AA-1", 32_400)));
    }

    static void hasPlans(WireMockServer server) {
        server.stubFor(get(urlPathEqualTo(PRODUCT)).willReturn(okJson("{\"id\": \"STANDWITH-CONTRIBUTION\"}")));
        server.stubFor(get(urlPathEqualTo(PLANS)).willReturn(okJson("""
            {"plans": [
              {"id": "P-MONTHLY", "product_id": "STANDWITH-CONTRIBUTION", "name": "Monthly USD", "status": "ACTIVE"},
              {"id": "P-ANNUAL", "product_id": "STANDWITH-CONTRIBUTION", "name": "Annual USD", "status": "ACTIVE"}]}\
            """)));
    }

    static ResponseDefinitionBuilder token(String token, int seconds) {
        return okJson("{\"scope\": \"x\", \"access_token\": \"" + token
                + "\", \"token_type\": \"Bearer\", \"app_id\": \"APP-1\", \"expires_in\": " + seconds + "}");
    }

    /** With a text that quotes the payer, as PayPal's may. */
    static ResponseDefinitionBuilder error(int status, String name, String issue) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody("""
                    {"name": "%s", "message": "jane@example.org cannot.", "debug_id": "b1d1f06c7246c",
                     "details": [{"issue": "%s", "description": "jane@example.org cannot."}]}\
                    """.formatted(name, issue));
    }

    static ResponseDefinitionBuilder unprocessable(String issue) {
        return error(422, "UNPROCESSABLE_ENTITY", issue);
    }

    static ResponseDefinitionBuilder missing() {
        return error(404, "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID");
    }

    static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    /** An order as it is once approved at a time, and with captures once captured. */
    static String order(String status, String updated, String captures) {
        return """
            {"id": "5T123456TN654321T", "intent": "CAPTURE", "status": "%s",
             "purchase_units": [{"reference_id": "default", "custom_id": "%s", "invoice_id": "%s",
               "amount": {"currency_code": "USD", "value": "5.00"},
               "payments": {"captures": [%s]}}],
             "payer": {"name": {"given_name": "Jane", "surname": "Roe"}, "email_address": "jane@example.org",
               "payer_id": "9PAYER3333CCC"},
             "create_time": "2026-03-01T11:50:00Z", "update_time": "%s"}\
            """.formatted(status, REFERENCE, REFERENCE, captures, updated);
    }

    static String capture(String status, String more) {
        return """
            {"id": "3C111111HH222222F", "status": "%s", "amount": {"currency_code": "USD", "value": "5.00"},
             "custom_id": "%s", "invoice_id": "%s", "final_capture": true,
             "create_time": "2026-03-01T11:59:00Z", "update_time": "2026-03-01T11:59:00Z"%s}\
            """.formatted(status, REFERENCE, REFERENCE, more);
    }

    static String subscription(String status, String created, int failed) {
        return """
            {"id": "I-7K3M9PX2Q4ZT", "plan_id": "P-MONTHLY", "status": "%s", "custom_id": "%s",
             "status_update_time": "2026-03-01T11:58:00Z", "create_time": "%s",
             "subscriber": {"email_address": "jane@example.org", "payer_id": "7PAYER1111AAA"},
             "billing_info": {"outstanding_balance": {"currency_code": "USD", "value": "0.0"},
               "next_billing_time": "2026-04-01T10:00:00Z", "failed_payments_count": %d},
             "plan": {"billing_cycles": [{"tenure_type": "REGULAR", "sequence": 1, "total_cycles": 0,
               "frequency": {"interval_unit": "MONTH", "interval_count": 1},
               "pricing_scheme": {"fixed_price": {"currency_code": "USD", "value": "5.0"}}}]}}\
            """.formatted(status, REFERENCE, created, failed);
    }
}
