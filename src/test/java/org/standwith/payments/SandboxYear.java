package org.standwith.payments;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.standwith.money.Cadence;
import standwith.sandbox.MovableClock;
import standwith.sandbox.Sandbox;
import standwith.sandbox.Settings;
import standwith.sandbox.Truth;
import standwith.sandbox.account.Account;

/** Time at a provider, in which people pay and what else happens to money happens, and what its events tell of it. */
public final class SandboxYear {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> CURRENCIES = List.of("USD", "EUR", "GBP");

    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final Sandbox sandbox;
    private final PaymentProvider provider;
    private final Account<?> account;
    private final Random chance;
    private final Instant began;
    private Instant ended;
    private int orders;

    /** @param adapter to one of the providers that the sandbox is */
    public SandboxYear(long seed, Function<Sandbox, PaymentProvider> adapter) {
        chance = new Random(seed);
        sandbox = Running.SANDBOX;
        began = clock().instant();
        ended = began;
        provider = adapter.apply(sandbox);
        boolean stripe = provider.provider().name().equals("STRIPE");
        account = stripe ? sandbox.stripe() : sandbox.paypal();
        Running.APPLICATION.createContext(stripe ? "/webhooks/stripe" : "/webhooks/paypal", this::receive);
    }

    /** One sandbox for all: to start it takes longer than a year in it. */
    private static final class Running {

        private static final HttpServer APPLICATION = listening();
        private static final Sandbox SANDBOX = Sandbox.start(new Settings(
                0,
                null,
                URI.create("http://localhost:" + APPLICATION.getAddress().getPort()),
                "sk_test_1",
                List.of("whsec_1"),
                "client-id",
                "client-secret",
                "WH-1",
                new MovableClock()));

        private static HttpServer listening() {
            try {
                HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                server.start();
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
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

    public Clock clock() {
        return sandbox.clock();
    }

    /** Somebody pays. Nothing is known of the payment here: it is found at the provider. */
    public void give(Cadence cadence, Money amount) {
        int number = ++orders;
        Opening opening = provider.open(new Order(
                "checkout-" + number,
                "00000000-0000-4000-8000-%012d".formatted(number),
                cadence,
                amount,
                Locale.ENGLISH,
                URI.create("https://give.example.org/return/" + number),
                URI.create("https://give.example.org/return/" + number + "/cancelled"),
                clock().instant().plus(Duration.ofHours(3))));
        if (!(opening instanceof Opening.Redirect redirect)) {
            throw new IllegalStateException("Not opened: " + opening);
        }
        approve(redirect.checkout());
        provider.complete(redirect.checkout(), 0);
        heard();
    }

    private void approve(String checkout) {
        if (account == sandbox.stripe()) {
            sandbox.stripe().approve(checkout);
        } else {
            sandbox.paypal().approve(checkout);
        }
    }

    /** All money that moved at the provider, by the sandbox's own account. */
    public List<Truth.Movement> truth() {
        return account.movements();
    }

    /**
     * Twelve months, in each of which some give, some take back, and the provider does what it does.
     *
     * @param more what happens each month that only this provider knows
     */
    public void pass(int months, Consumer<Random> more) {
        give(Cadence.MONTHLY, Money.parse("USD 5.00"));
        give(Cadence.MONTHLY, Money.parse("EUR 7.50"));
        give(Cadence.ANNUAL, Money.parse("GBP 60.00"));
        for (int month = 0; month < months; month++) {
            account.settleInDollars(month % 3 == 2);
            for (int i = 0; i < 4; i++) {
                give(Cadence.ONCE, Money.ofMinor(currency(), 1000 + chance.nextInt(9000)));
            }
            take(Period.ofDays(4));
            List<String> open = open();
            account.refund(open.get(0), null);
            account.refund(open.get(1), 1L + chance.nextInt(500));
            String won = account.dispute(open.get(2));
            String lost = account.dispute(open.get(3));
            take(Period.ofDays(3));
            account.winDispute(won);
            account.loseDispute(lost);
            account.chargeAccount("usd", 100 + month);
            account.reserve("usd", 30);
            take(Period.ofDays(3));
            account.reserve("usd", -30);
            more.accept(chance);
            take(Period.ofMonths(1).minusDays(10));
        }
        // What is due at its very end is over by then.
        sandbox.advance(Duration.ofHours(1));
        heard();
        ended = clock().instant().minusSeconds(30);
    }

    private CurrencyUnit currency() {
        return CurrencyUnit.of(CURRENCIES.get(chance.nextInt(CURRENCIES.size())));
    }

    /** Payments of which something is left, the newest first. */
    public List<String> open() {
        return account.overview().payments().stream()
                .filter(payment -> payment.open() && payment.status().matches("succeeded|completed"))
                .map(payment -> payment.id())
                .toList();
    }

    private void take(Period time) {
        heard();
        sandbox.advance(time);
        heard();
    }

    private void heard() {
        sandbox.webhooks().awaitDelivered(PATIENCE);
    }

    /** What the events told of money, by key. What has to be asked is asked now. */
    public Map<String, Fact.Movement> told() {
        heard();
        Map<String, Fact.Movement> told = new LinkedHashMap<>();
        for (Event event : events) {
            for (Fact fact : provider.facts(event)) {
                if (fact instanceof Fact.Movement moved) {
                    told.putIfAbsent(moved.key(), moved);
                }
            }
        }
        return told;
    }

    /** All lines from the beginning until the end of what passed, as they come. */
    public List<StatementLine> lines() {
        var all = new org.standwith.payments.Period(began.minusSeconds(60), ended);
        List<StatementLine> lines = new ArrayList<>();
        @Nullable String next = null;
        do {
            Statement statement = provider.statements().of(all, next);
            if (!(statement instanceof Statement.Page page)) {
                throw new IllegalStateException("No statement: " + statement);
            }
            lines.addAll(page.lines());
            next = page.next();
        } while (next != null);
        return lines;
    }
}
