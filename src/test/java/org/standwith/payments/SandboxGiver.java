package org.standwith.payments;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Period;
import java.util.List;
import java.util.function.Function;
import org.joda.money.Money;
import org.standwith.money.Cadence;
import org.standwith.payments.Fact.SubscriptionSeen;
import standwith.sandbox.Sandbox;
import standwith.sandbox.Truth;
import standwith.sandbox.Truth.Kind;

/** People who give regularly at one of the providers that the sandbox is, and what its events tell of that. */
public final class SandboxGiver implements AutoCloseable {

    public static final URI BACK = URI.create("https://give.example.org/account");

    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    private final HttpServer application;
    private final Sandbox sandbox;
    private final PaymentProvider provider;
    private final SandboxDesk desk;

    /** @param adapter to the provider */
    public SandboxGiver(Function<Sandbox, PaymentProvider> adapter) {
        application = SandboxDesk.application();
        sandbox = SandboxDesk.sandboxBeside(application);
        provider = adapter.apply(sandbox);
        desk = new SandboxDesk(sandbox, provider, application);
    }

    public Sandbox sandbox() {
        return sandbox;
    }

    public PaymentProvider provider() {
        return provider;
    }

    /** Somebody begins to give, and has paid for the first time. */
    public String give(Cadence cadence, String amount) {
        return seen(desk.give(cadence, Money.parse(amount))).subscription();
    }

    /** Has it changed, by a key of its own. */
    public Changing change(String subscription, Change change) {
        Changing changing = provider.change(subscription, change, BACK, "change-" + desk.next());
        desk.heard();
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
        desk.heard();
        return desk.events().stream()
                .flatMap(event -> provider.facts(event).stream())
                .toList();
    }

    public void forget() {
        desk.heard();
        desk.events().clear();
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
        desk.heard();
        sandbox.advance(time);
        desk.heard();
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

    @Override
    public void close() {
        sandbox.close();
        application.stop(0);
    }
}
