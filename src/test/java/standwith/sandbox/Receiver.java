package standwith.sandbox;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.model.Event;
import com.stripe.net.Webhook;
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

/** In place of the application: takes webhooks and checks their signatures. */
final class Receiver implements AutoCloseable {

    private final String secret;
    private final MovableClock clock;
    private final HttpServer server;
    private final List<Event> events = new CopyOnWriteArrayList<>();
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
        server.createContext("/webhooks/stripe", this::receive);
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

    void forget() {
        events.clear();
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

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            int status = 200;
            if (!hasMet()) {
                status = 500;
            } else if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                status = 500;
            } else {
                String signature = exchange.getRequestHeaders().getFirst("Stripe-Signature");
                events.add(Webhook.constructEvent(body, signature, secret, 300, clock));
            }
            exchange.sendResponseHeaders(status, -1);
        } catch (SignatureVerificationException forged) {
            exchange.sendResponseHeaders(400, -1);
        }
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
