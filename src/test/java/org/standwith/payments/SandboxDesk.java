package org.standwith.payments;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.joda.money.Money;
import org.standwith.money.Cadence;
import standwith.sandbox.MovableClock;
import standwith.sandbox.Sandbox;
import standwith.sandbox.Settings;

/** Stands where the application would: people give here, and the sandbox's events arrive. */
final class SandboxDesk {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final Sandbox sandbox;
    private final PaymentProvider provider;
    private int orders;

    /** @param provider one of those that the sandbox is */
    SandboxDesk(Sandbox sandbox, PaymentProvider provider, HttpServer application) {
        this.sandbox = sandbox;
        this.provider = provider;
        application.createContext("/webhooks/" + provider.provider().name().toLowerCase(Locale.ROOT), this::receive);
    }

    static HttpServer application() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Sandbox sandboxBeside(HttpServer application) {
        return Sandbox.start(new Settings(
                0,
                null,
                URI.create("http://localhost:" + application.getAddress().getPort()),
                "sk_test_1",
                List.of("whsec_1"),
                "client-id",
                "client-secret",
                "WH-1",
                new MovableClock()));
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = exchange.getRequestHeaders().entrySet().stream()
                    .collect(Collectors.toMap(
                            header -> header.getKey().toLowerCase(Locale.ROOT),
                            header -> header.getValue().getFirst()));
            Reception reception = provider.receive(exchange.getRequestBody().readAllBytes(), headers);
            if (reception instanceof Reception.Genuine genuine) {
                events.add(genuine.event());
            }
            exchange.sendResponseHeaders(reception instanceof Reception.Genuine ? 200 : 400, -1);
        }
    }

    /**
     * Somebody pays, for the first time where it goes on.
     *
     * @return the provider's id of the checkout
     */
    String give(Cadence cadence, Money amount) {
        int number = next();
        Opening opening = provider.open(new Order(
                "checkout-" + number,
                "00000000-0000-4000-8000-%012d".formatted(number),
                cadence,
                amount,
                Locale.ENGLISH,
                URI.create("https://give.example.org/return/" + number),
                URI.create("https://give.example.org/return/" + number + "/cancelled"),
                sandbox.clock().instant().plus(Duration.ofHours(3))));
        if (!(opening instanceof Opening.Redirect redirect)) {
            throw new IllegalStateException("Not opened: " + opening);
        }
        if (redirect.checkout().startsWith("cs_")) {
            sandbox.stripe().approve(redirect.checkout());
        } else {
            sandbox.paypal().approve(redirect.checkout());
        }
        provider.complete(redirect.checkout(), 0);
        heard();
        return redirect.checkout();
    }

    /** A number that nothing else here has. */
    int next() {
        return ++orders;
    }

    /** Every event so far; more can be added by the provider only. */
    List<Event> events() {
        return events;
    }

    /** Waits until all that has happened was told. */
    void heard() {
        sandbox.webhooks().awaitDelivered(PATIENCE);
    }
}
