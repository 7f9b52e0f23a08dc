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
import org.jspecify.annotations.Nullable;
import org.standwith.money.Cadence;
import org.standwith.payments.Order;
import org.standwith.payments.TestLevels;
import tools.jackson.databind.JsonNode;
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

    static final StripeCountries COUNTRIES = new StripeCountries(TestLevels.LEVELS);

    private FakeStripe() {}

    static WireMockServer start() {
        WireMockServer server =
                new WireMockServer(options().dynamicPort().containerThreads(100).jettyAcceptors(1));
        server.start();
        return server;
    }

    /** With Stripe's own page. */
    static StripeProvider provider(String base, Duration patience) {
        return provider(base, null, patience);
    }

    /** With card fields on ours. */
    static StripeProvider withCardFields(String base, Duration patience) {
        return provider(base, "pk_test_1", patience);
    }

    private static StripeProvider provider(String base, @Nullable String publishableKey, Duration patience) {
        return provider(
                properties(base, publishableKey, URI.create("https://js.stripe.com/dahlia/stripe.js"), patience));
    }

    static StripeProvider provider(StripeProperties properties) {
        return new StripeProvider(
                properties,
                TestLevels.LEVELS,
                () -> false,
                Clock.fixed(NOW, ZoneOffset.UTC),
                JsonMapper.builder().build());
    }

    static StripeProperties properties(String base, @Nullable String publishableKey, URI script, Duration patience) {
        return new StripeProperties(
                "sk_test_1",
                publishableKey,
                script,
                URI.create(base),
                List.of("whsec_1"),
                "Contribution",
                false,
                patience,
                patience);
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

    static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
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
