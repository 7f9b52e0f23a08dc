package org.standwith.payments;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.joda.money.Money;
import org.standwith.money.Cadence;
import org.standwith.payments.Fact.SubscriptionSeen;
import standwith.sandbox.MovableClock;
import standwith.sandbox.Sandbox;
import standwith.sandbox.Settings;
import standwith.sandbox.Truth;
import standwith.sandbox.Truth.Kind;

/** People who give regularly at one of the providers that the sandbox is, and what its events tell of that. */
public final class SandboxGiver implements AutoCloseable {

    public static final URI BACK = URI.create("https://give.example.org/account");

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final HttpServer application;
    private final Sandbox sandbox;
    private final PaymentProvider provider;
    private int orders;

    /** @param adapter to the provider */
    public SandboxGiver(Function<Sandbox, PaymentProvider> adapter) throws IOException {
        application = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        application.start();
        sandbox = Sandbox.start(new Settings(
                0,
                null,
                URI.create("http://localhost:" + application.getAddress().getPort()),
                "sk_test_1",
                List.of("whsec_1"),
                "client-id",
                "client-secret",
                "WH-1",
                new MovableClock()));
        provider = adapter.apply(sandbox);
        application.createContext("/webhooks/" + provider.provider().name().toLowerCase(Locale.ROOT), this::receive);
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

    public Sandbox sandbox() {
        return sandbox;
    }

    public PaymentProvider provider() {
        return provider;
    }

    /** Somebody begins to give, and has paid for the first time. */
    public String give(Cadence cadence, String amount) {
        int number = ++orders;
        Opening opening = provider.open(new Order(
                "checkout-" + number,
                "00000000-0000-4000-8000-%012d".formatted(number),
                cadence,
                Money.parse(amount),
                Locale.ENGLISH,
                URI.create("https://give.example.org/return/" + number),
                URI.create("https://give.example.org/return/" + number + "/cancelled"),
                sandbox.clock().instant().plus(Duration.ofHours(3))));
        String checkout = ((Opening.Redirect) opening).checkout();
        if (checkout.startsWith("cs_")) {
            sandbox.stripe().approve(checkout);
        } else {
            sandbox.paypal().approve(checkout);
        }
        provider.complete(checkout, 0);
        heard();
        return seen(checkout).subscription();
    }

    /** Has it changed, by a key of its own. */
    public Changing change(String subscription, Change change) {
        Changing changing = provider.change(subscription, change, BACK, "change-" + ++orders);
        heard();
        return changing;
    }

    /** How it stands, as the provider says when it is asked. */
    public SubscriptionSeen seen(String ref) {
        return switch (provider.ask(ref)) {
            case Inquiry.Answered answer -> seen(answer.facts());
            case Inquiry.Unknown unknown -> throw new IllegalStateException(unknown.reason());
        };
    }

    public static SubscriptionSeen seen(Changing changing) {
        if (changing instanceof Changing.Changed changed) {
            return seen(changed.facts());
        }
        throw new IllegalStateException("Not changed: " + changing);
    }

    private static SubscriptionSeen seen(List<Fact> facts) {
        return facts.stream()
                .filter(SubscriptionSeen.class::isInstance)
                .map(SubscriptionSeen.class::cast)
                .findFirst()
                .orElseThrow();
    }

    /** What the events since then tell. */
    public List<Fact> told() {
        heard();
        return events.stream().flatMap(event -> provider.facts(event).stream()).toList();
    }

    public void forget() {
        heard();
        events.clear();
    }

    /** What is paid from now on, by everybody. */
    public Paid watch() {
        int before = payments().size();
        return () -> payments().stream().skip(before).map(Truth.Movement::minor).toList();
    }

    /** What was paid since somebody began to watch. */
    public interface Paid {

        /** In minor units, in order. */
        List<Long> since();
    }

    private List<Truth.Movement> payments() {
        return sandbox.truth().of(Kind.PAYMENT);
    }

    public void pass(Period time) {
        heard();
        sandbox.advance(time);
        heard();
    }

    /** Somebody presses a button on a page of the provider's. */
    public static HttpResponse<String> press(URI page, String form) {
        return send(HttpRequest.newBuilder(page)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build());
    }

    public static HttpResponse<String> show(URI page) {
        return send(HttpRequest.newBuilder(page).build());
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return BROWSER.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void heard() {
        sandbox.webhooks().awaitDelivered(PATIENCE);
    }

    @Override
    public void close() {
        sandbox.close();
        application.stop(0);
    }
}
