package standwith.sandbox;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.model.Event;
import com.stripe.net.Webhook;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** In place of the application: takes webhooks and checks their signatures. */
final class Receiver implements AutoCloseable {

    private final String secret;
    private final MovableClock clock;
    private final HttpServer server;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final List<PayPalEvent> paypal = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile CountDownLatch meeting = new CountDownLatch(0);

    Receiver(String secret, MovableClock clock) {
        this(secret, clock, 0);
    }

    Receiver(String secret, MovableClock clock, int port) {
        this.secret = secret;
        this.clock = clock;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.createContext("/webhooks/stripe", exchange -> receive(exchange, this::stripe));
        server.createContext("/webhooks/paypal", exchange -> receive(exchange, this::paypal));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    List<Event> events() {
        return List.copyOf(events);
    }

    List<String> types() {
        return events.stream().map(Event::getType).toList();
    }

    /** What PayPal sent; its signatures are for the tests of them to check. */
    List<PayPalEvent> paypal() {
        return List.copyOf(paypal);
    }

    List<String> paypalTypes() {
        return paypal.stream().map(PayPalEvent::type).toList();
    }

    /** @param header finds a header by its name */
    record PayPalEvent(String body, UnaryOperator<String> header) {

        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        String type() {
            return json().get("event_type").asString();
        }

        JsonNode resource() {
            return json().get("resource");
        }
    }

    void forget() {
        events.clear();
        paypal.clear();
    }

    /** Answers the next requests with 500. */
    void refuse(int times) {
        refusals.set(times);
    }

    /** Answers the next requests only when so many are there at the same time, or else with 500. */
    void meet(int requests) {
        meeting = new CountDownLatch(requests);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private interface Reader {
        void read(String body, Headers headers) throws SignatureVerificationException;
    }

    private void receive(HttpExchange exchange, Reader reader) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            int status = 200;
            if (!hasMet()) {
                status = 500;
            } else if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                status = 500;
            } else {
                reader.read(body, exchange.getRequestHeaders());
            }
            exchange.sendResponseHeaders(status, -1);
        } catch (SignatureVerificationException forged) {
            exchange.sendResponseHeaders(400, -1);
        }
    }

    private void stripe(String body, Headers headers) throws SignatureVerificationException {
        events.add(Webhook.constructEvent(body, headers.getFirst("Stripe-Signature"), secret, 300, clock));
    }

    private void paypal(String body, Headers headers) {
        paypal.add(new PayPalEvent(body, headers::getFirst));
    }

    private boolean hasMet() {
        meeting.countDown();
        try {
            return meeting.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            return false;
        }
    }
}
