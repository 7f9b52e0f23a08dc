package org.standwith.contributions;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.standwith.Bank;
import org.standwith.money.AmountText;
import org.standwith.vault.Codes;
import org.standwith.vault.Erasure;
import org.standwith.vault.Sensitive;

/** Somebody who wants to find out from our answers whether a code or an address is known. */
final class Caller implements AutoCloseable {

    /** What is chosen at random for each answer. */
    private static final Pattern CHANCE =
            Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=\"supporterCode\":\")[^\"]+");

    /** How many people of each kind. */
    private static final int PEOPLE = 40;

    /** The provider. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Setup {

        @Bean
        Bank bank(Clock clock) {
            return new Bank(clock);
        }
    }

    /** What came back: all of it but the date, what concerns the connection and what is chosen at random; and how long it is as it is. */
    record Seen(int status, Map<String, List<String>> headers, String body, int length) {}

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI server;
    private final Map<Acquaintance, List<String>> codes = new EnumMap<>(Acquaintance.class);
    private final Map<Acquaintance, List<String>> addresses = new EnumMap<>(Acquaintance.class);
    private int turn;

    Caller(int port, Checkouts checkouts, Attempts attempts, Erasure erasure) {
        server = URI.create("http://localhost:" + port);
        for (Acquaintance each : Acquaintance.values()) {
            List<String> code = codes.computeIfAbsent(each, any -> new ArrayList<>());
            List<String> address = addresses.computeIfAbsent(each, any -> new ArrayList<>());
            for (int i = 0; i < PEOPLE; i++) {
                String email = newAddress();
                address.add(email);
                if (each == Acquaintance.UNKNOWN) {
                    code.add(Codes.unknown().reveal());
                    continue;
                }
                Checkout checkout = checkouts.open(wish(email), UUID.randomUUID());
                code.add(Objects.requireNonNull(checkout.code()).reveal());
                if (each == Acquaintance.ERASED) {
                    attempts.supporterOf(attempts.existing(checkout.id())).ifPresent(erasure::erase);
                }
            }
        }
    }

    private static CheckoutRequest wish(String email) {
        return new CheckoutRequest(
                "ONCE", new AmountText("USD", "5.00"), "BANK", null, Sensitive.of(email), "en", false, null, null);
    }

    private static String newAddress() {
        return "p" + UUID.randomUUID() + "@mail.example";
    }

    /** Answers by somebody's code. */
    Seen answer(Acquaintance whose) throws Exception {
        String form = "choice=REFUND&code=" + URLEncoder.encode(next(codes, whose), StandardCharsets.UTF_8);
        return send(HttpRequest.newBuilder(server.resolve("/answer"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    /** Wants to give, and says that an address is theirs. */
    Seen open(Acquaintance whose) throws Exception {
        String email = whose == Acquaintance.UNKNOWN ? newAddress() : next(addresses, whose);
        String body = """
            {"cadence":"ONCE","amount":{"currency":"USD","amount":"5.00"},"provider":"BANK","email":"%s"}\
            """.formatted(email);
        return send(HttpRequest.newBuilder(server.resolve("/api/v1/checkouts"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(body)));
    }

    private String next(Map<Acquaintance, List<String>> of, Acquaintance whose) {
        return of.getOrDefault(whose, List.of()).get(turn++ % PEOPLE);
    }

    private Seen send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response =
                http.send(request.header("Accept-Language", "en").build(), BodyHandlers.ofString());
        Map<String, List<String>> headers = new TreeMap<>();
        response.headers().map().forEach((name, values) -> {
            // Of the second kind is one at every hundredth answer of a connection, whatever was asked.
            if (!List.of("date", "connection").contains(name)) {
                headers.put(name, values.stream().map(Caller::withoutChance).toList());
            }
        });
        return new Seen(
                response.statusCode(),
                headers,
                withoutChance(response.body()),
                response.body().length());
    }

    private static String withoutChance(String text) {
        return CHANCE.matcher(text).replaceAll("?");
    }

    @Override
    public void close() {
        http.close();
    }
}
