package standwith.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls to PayPal's API as a merchant makes them. */
abstract class SharedPayPal extends SharedSandbox {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static @Nullable String token;
    private static Instant tokenUntil = Instant.EPOCH;

    /** What the API answered. */
    record Reply(int status, JsonNode json, HttpResponse<String> response) {

        String text(String pointer) {
            return json.at(pointer).asString("");
        }

        String id() {
            return text("/id");
        }

        String link(String rel) {
            return json.get("links")
                    .valueStream()
                    .filter(link -> link.get("rel").asString().equals(rel))
                    .findFirst()
                    .orElseThrow()
                    .get("href")
                    .asString();
        }

        String issue() {
            return text("/details/0/issue");
        }
    }

    Reply call(String method, String path, @Nullable String body, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(sandbox.paypalApi() + path))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json; charset=utf-8")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return reply(HTTP.send(request.build(), BodyHandlers.ofString()));
    }

    Reply post(String path, String body, String... headers) throws Exception {
        return call("POST", path, body, headers);
    }

    Reply read(String path) throws Exception {
        return call("GET", path, null);
    }

    private String token() throws Exception {
        String known = token;
        Instant now = sandbox.clock().instant();
        if (known == null || !now.isBefore(tokenUntil)) {
            known = newToken("paypal-id:paypal-secret").text("/access_token");
            tokenUntil = now.plus(Duration.ofHours(8));
            token = known;
        }
        return known;
    }

    void forgetToken() {
        token = null;
    }

    Reply newToken(String login) throws Exception {
        return reply(HTTP.send(
                HttpRequest.newBuilder(URI.create(sandbox.paypalApi() + "/v1/oauth2/token"))
                        .header(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                        .build(),
                BodyHandlers.ofString()));
    }

    private static Reply reply(HttpResponse<String> response) {
        String body = response.body().isEmpty() ? "{}" : response.body();
        return new Reply(response.statusCode(), JsonMapper.shared().readTree(body), response);
    }

    static String orderBody(String currency, String value) {
        return """
            {"intent": "CAPTURE",
             "purchase_units": [{"amount": {"currency_code": "%s", "value": "%s"}, "custom_id": "42",
               "invoice_id": "%s"}],
             "payment_source": {"paypal": {"experience_context": {
               "return_url": "https://gazette.example/thanks?a=1", "cancel_url": "https://gazette.example/cancelled",
               "user_action": "PAY_NOW"}}}}\
            """.formatted(currency, value, UUID.randomUUID());
    }

    Reply order(String currency, String value) throws Exception {
        Reply order = post("/v2/checkout/orders?", orderBody(currency, value));
        assertThat(order.status()).as(order.json().toString()).isEqualTo(201);
        return order;
    }

    Reply capture(Reply order) throws Exception {
        return post("/v2/checkout/orders/" + order.id() + "/capture", "", "Prefer", "return=representation");
    }

    /** The id of a capture that is complete. */
    String captured(String currency, String value) throws Exception {
        Reply order = order(currency, value);
        sandbox.paypal().approve(order.id());
        String id = capture(order).text("/purchase_units/0/payments/captures/0/id");
        settled();
        return id;
    }

    void settled() {
        sandbox.webhooks().awaitDelivered(PATIENCE);
    }

    String plan(String unit, String price, String more) throws Exception {
        post("/v1/catalogs/products", "{\"id\": \"CONTRIBUTION\", \"name\": \"Contribution\", \"type\": \"SERVICE\"}");
        Reply plan = post("/v1/billing/plans", """
            {"product_id": "CONTRIBUTION", "name": "Contribution",
             "billing_cycles": [{"frequency": {"interval_unit": "%s", "interval_count": 1}, "tenure_type": "REGULAR",
               "sequence": 1, %s "pricing_scheme": {"fixed_price": {"currency_code": "USD", "value": "%s"}}}],
             "payment_preferences": {"auto_bill_outstanding": true, "payment_failure_threshold": 3}}\
            """.formatted(unit, more, price));
        assertThat(plan.status()).as(plan.json().toString()).isEqualTo(201);
        return plan.id();
    }

    Reply subscription(String plan, String price, String action) throws Exception {
        Reply subscription = post("/v1/billing/subscriptions", """
            {"plan_id": "%s", "custom_id": "42",
             "plan": {"billing_cycles": [{"sequence": 1, "pricing_scheme": {
               "fixed_price": {"currency_code": "USD", "value": "%s"}}}]},
             "application_context": {"user_action": "%s", "shipping_preference": "NO_SHIPPING",
               "return_url": "https://gazette.example/thanks", "cancel_url": "https://gazette.example/cancelled"}}\
            """.formatted(plan, price, action));
        assertThat(subscription.status()).as(subscription.json().toString()).isEqualTo(201);
        return subscription;
    }

    /** The id of an active subscription that is paid for its first month. */
    String subscribed(String price) throws Exception {
        String id = subscription(plan("MONTH", "1.00", "\"total_cycles\": 0,"), price, "SUBSCRIBE_NOW")
                .id();
        sandbox.paypal().approve(id);
        settled();
        return id;
    }

    HttpResponse<String> press(String page, String button) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(page))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("button=" + button))
                        .build(),
                BodyHandlers.ofString());
    }
}
