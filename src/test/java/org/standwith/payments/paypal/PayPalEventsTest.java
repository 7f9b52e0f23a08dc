package org.standwith.payments.paypal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.standwith.money.Cadence;
import org.standwith.payments.Event;
import org.standwith.payments.Fact;
import org.standwith.payments.Inquiry;
import org.standwith.payments.Noticed;
import org.standwith.payments.Opening;
import org.standwith.payments.Order;
import org.standwith.payments.SetUpCheck;
import org.standwith.payments.SetUpCheck.Standing;
import standwith.sandbox.MovableClock;
import standwith.sandbox.Sandbox;
import standwith.sandbox.Settings;
import standwith.sandbox.Truth;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The events that a webhook has to be told of, against all that an account tells when everything happens in it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PayPalEventsTest {

    private static final URI NOBODY = URI.create("http://localhost:9");

    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final HttpServer application = listening();
    private final URI address =
            URI.create("http://localhost:" + application.getAddress().getPort());
    private final MovableClock clock = new MovableClock();
    private final Sandbox sandbox = Sandbox.start(
            new Settings(0, null, address, "sk_test_1", List.of("whsec_1"), "client", "secret", "WEBHOOK-1", clock));
    private final PayPalProvider paypal =
            FakePayPal.provider(sandbox.paypalApi().toString(), Duration.ofSeconds(20), clock);
    private final JsonMapper json = JsonMapper.builder().build();

    @BeforeAll
    void everythingHappens() {
        List<String> active = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            active.add(agreed(i == 0 ? Cadence.ANNUAL : Cadence.MONTHLY));
        }
        for (int i = 0; i < 5; i++) {
            agreed(Cadence.ONCE);
        }
        String order = opened(Cadence.ONCE);
        sandbox.paypal().decline(order);
        paypal.complete(order, 0);
        String late = opened(Cadence.ONCE);
        sandbox.paypal().answerLate(late);
        paypal.complete(late, 0);
        sandbox.paypal().answer(late, false);
        String left = opened(Cadence.ONCE);
        sandbox.paypal().approve(left);
        sandbox.advance(Duration.ofDays(4));
        List<String> payments = sandbox.truth().of(Truth.Kind.PAYMENT).stream()
                .map(Truth.Movement::id)
                .toList();
        sandbox.paypal().refund(payments.get(0), null);
        sandbox.paypal().refund(payments.get(6), 100L);
        sandbox.paypal().winDispute(sandbox.paypal().dispute(payments.get(1)));
        sandbox.paypal().loseDispute(sandbox.paypal().dispute(payments.get(7)));
        String reversed = sandbox.paypal().dispute(payments.get(8));
        sandbox.paypal().reverseDispute(reversed);
        sandbox.paypal().winDispute(reversed);
        sandbox.paypal().chargeBack(payments.get(2));
        sandbox.paypal().failRenewals(active.get(1), 9);
        sandbox.paypal().failRenewals(active.get(2), 1);
        sandbox.paypal().suspend(active.get(3));
        sandbox.paypal().cancel(active.get(4));
        sandbox.advance(Duration.ofDays(100));
        sandbox.webhooks().awaitDelivered(Duration.ofSeconds(30));
    }

    @AfterAll
    void stop() {
        sandbox.close();
        application.stop(0);
    }

    @Test
    void whatIsToldAtAllIsToldByThoseThatAreRequired() {
        Set<Fact> all = new HashSet<>();
        Set<Fact> required = new HashSet<>();
        Set<String> telling = new TreeSet<>();
        for (JsonNode event : events) {
            Set<Fact> facts = facts(event);
            all.addAll(facts);
            if (PayPalSetUp.EVENTS.contains(type(event))) {
                required.addAll(facts);
                telling.add(type(event));
            }
        }

        assertThat(required).hasSizeGreaterThan(50).containsAll(all);
        assertThat(telling).as("what happened here").hasSizeGreaterThan(12);
    }

    @Test
    void whoAsksWhetherAPaymentIsContestedIsTold() {
        String lost = sandbox.truth().of(Truth.Kind.PAYMENT).get(7).id();

        Inquiry.Answered answer = (Inquiry.Answered) paypal.contests(lost);

        assertThat(answer.facts())
                .hasAtLeastOneElementOfType(Fact.DisputeOpened.class)
                .filteredOn(Fact.DisputeClosed.class::isInstance)
                .isNotEmpty()
                .allMatch(fact -> !((Fact.DisputeClosed) fact).won());
    }

    @Test
    void theSandboxIsSetAsItHasToBeUntilSomebodySetsItOtherwise() {
        URI webhook = address.resolve("/webhooks/paypal");
        assertThat(wrong(webhook)).isEmpty();

        sandbox.paypal().webhookEvents(Set.of("PAYMENT.CAPTURE.COMPLETED"));

        assertThat(wrong(webhook)).containsExactly("events of the webhook");
        assertThat(wrong(NOBODY)).containsExactly("webhook", "events of the webhook");
    }

    private List<String> wrong(URI webhook) {
        return paypal.setUp(webhook).stream()
                .filter(each -> each.standing() == Standing.WRONG)
                .map(SetUpCheck::matter)
                .toList();
    }

    private HttpServer listening() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/webhooks/paypal", exchange -> {
                events.add(
                        JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes()));
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Set<Fact> facts(JsonNode event) {
        String projection =
                json.writeValueAsString(PayPalProjection.of(type(event), event.path("resource"), FakePayPal.COUNTRIES));
        Set<Fact> facts = new HashSet<>(paypal.facts(new Event(
                PayPalProvider.PAYPAL,
                event.path("id").asString(),
                type(event),
                Instant.parse(event.path("create_time").asString()),
                projection)));
        // Told again each time, and the moment is the event's.
        facts.removeIf(each -> each instanceof Noticed);
        return facts;
    }

    private static String type(JsonNode event) {
        return event.path("event_type").asString();
    }

    private String agreed(Cadence cadence) {
        String checkout = opened(cadence);
        sandbox.paypal().approve(checkout);
        paypal.complete(checkout, 0);
        return checkout;
    }

    private String opened(Cadence cadence) {
        Instant now = clock.instant();
        Opening opening = paypal.open(new Order(
                UUID.randomUUID().toString(),
                UUID.randomUUID().toString(),
                cadence,
                Money.parse("USD 5.00"),
                Locale.ENGLISH,
                URI.create("https://give.example.org/return/1"),
                URI.create("https://give.example.org/return/1/cancelled"),
                now.plus(Duration.ofHours(23))));
        return ((Opening.Redirect) opening).checkout();
    }
}
