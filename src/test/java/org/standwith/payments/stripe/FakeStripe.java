package org.standwith.payments.stripe;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.joda.money.Money;
import org.standwith.money.Cadence;
import org.standwith.payments.Order;
import tools.jackson.databind.json.JsonMapper;

/** A server that answers in Stripe's place, and the adapter that asks it. */
final class FakeStripe {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    static final String SESSIONS = "/v1/checkout/sessions";
    static final String PRODUCTS = "/v1/products";

    static final String PRODUCT = "{\"id\": \"standwith_contribution\", \"object\": \"product\"}";
    static final String SESSION = """
        {"id": "cs_1", "object": "checkout.session", "status": "open", "payment_status": "unpaid",
         "url": "https://checkout.stripe.com/c/pay/cs_1"}\
        """;

    private FakeStripe() {}

    static WireMockServer start() {
        WireMockServer server =
                new WireMockServer(options().dynamicPort().containerThreads(100).jettyAcceptors(1));
        server.start();
        return server;
    }

    static StripeProvider provider(String base, Duration patience) {
        return new StripeProvider(
                new StripeProperties(
                        "sk_test_1", null, URI.create(base), List.of("whsec_1"), "Contribution", patience, patience),
                Clock.fixed(NOW, ZoneOffset.UTC),
                JsonMapper.builder().build());
    }

    static Order order(Cadence cadence) {
        return new Order(
                "checkout-1",
                "0b8f7c2e-5d1a-4c3e-9f60-7a2b1c0d9e8f",
                cadence,
                Money.parse("USD 5.00"),
                Locale.of("ru", "RU"),
                URI.create("https://give.example.org/return/1"),
                URI.create("https://give.example.org/return/1/cancelled"),
                NOW.plus(Duration.ofHours(23)));
    }

    static Map<String, String> form(LoggedRequest request) {
        Map<String, String> form = new TreeMap<>();
        for (String pair : request.getBodyAsString().split("&")) {
            String[] parts = pair.split("=", 2);
            form.put(URLDecoder.decode(parts[0], UTF_8), URLDecoder.decode(parts[1], UTF_8));
        }
        return form;
    }
}
