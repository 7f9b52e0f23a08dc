package org.standwith.payments.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.standwith.money.Cadence;
import org.standwith.payments.Event;
import org.standwith.payments.Fact;
import org.standwith.payments.Noticed;
import org.standwith.payments.Opening;
import org.standwith.payments.Order;
import org.standwith.payments.SetUpCheck;
import org.standwith.payments.SetUpCheck.Standing;
import org.standwith.payments.TestLevels;
import standwith.sandbox.MovableClock;
import standwith.sandbox.Sandbox;
import standwith.sandbox.Settings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The events that an endpoint has to be told of, against all that an account tells when everything happens in it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StripeEventsTest {

    private static final URI NOBODY = URI.create("http://localhost:9");

    private final MovableClock clock = new MovableClock();
    private final Sandbox sandbox = Sandbox.start(
            new Settings(0, null, NOBODY, "sk_test_1", List.of("whsec_1"), "id", "secret", "WH-1", clock));
    private final JsonMapper json = JsonMapper.builder().build();
    private final StripeProvider stripe = new StripeProvider(
            FakeStripe.properties(
                    sandbox.stripeApi().toString(), null, URI.create("https://js.example.org"), Duration.ofSeconds(20)),
            TestLevels.LEVELS,
            () -> false,
            clock,
            json);

    private final Map<String, ObjectNode> events = new LinkedHashMap<>();

    @BeforeAll
    void everythingHappens() {
        sandbox.stripe().approve(opened(Cadence.ONCE));
        sandbox.stripe().decline(opened(Cadence.ONCE));
        String late = opened(Cadence.ONCE);
        sandbox.stripe().answerLate(late);
        sandbox.stripe().answer(late, true);
        String never = opened(Cadence.ONCE);
        sandbox.stripe().answerLate(never);
        sandbox.stripe().answer(never, false);
        opened(Cadence.ONCE);
        for (int i = 0; i < 4; i++) {
            sandbox.stripe().approve(opened(i == 0 ? Cadence.ANNUAL : Cadence.MONTHLY));
        }
        pass(Duration.ofDays(3));
        sandbox.stripe().failPayout(sandbox.stripe().payOut("usd"));
        List<ObjectNode> charges = sandbox.stripe().objects("charge").stream()
                .filter(each -> each.path("status").asString().equals("succeeded"))
                .toList();
        sandbox.stripe().failRefund(sandbox.stripe().refund(id(charges.get(0)), null));
        sandbox.stripe().refund(id(charges.get(1)), 100L);
        sandbox.stripe().winDispute(sandbox.stripe().dispute(id(charges.get(2))));
        sandbox.stripe().loseDispute(sandbox.stripe().dispute(id(charges.get(3))));
        List<ObjectNode> subscriptions = sandbox.stripe().objects("subscription");
        sandbox.stripe().failRenewals(id(subscriptions.get(1)), 9);
        sandbox.stripe().failRenewals(id(subscriptions.get(2)), 1);
        sandbox.stripe().cancel(id(subscriptions.get(3)));
        for (int i = 0; i < 5; i++) {
            pass(Duration.ofDays(14));
        }
    }

    /** Events are noted as time goes by: they are kept over there for thirty days. */
    private void pass(Duration time) {
        sandbox.advance(time);
        sandbox.stripe().objects("event").forEach(event -> events.put(id(event), event));
    }

    @AfterAll
    void stop() {
        sandbox.close();
    }

    @Test
    void whatIsToldAtAllIsToldByThoseThatAreRequired() {
        Set<Fact> all = new HashSet<>();
        Set<Fact> required = new HashSet<>();
        Set<String> telling = new TreeSet<>();
        for (ObjectNode event : events.values()) {
            Set<Fact> facts = facts(event);
            all.addAll(facts);
            if (StripeSetUp.EVENTS.contains(type(event))) {
                required.addAll(facts);
                telling.add(type(event));
            }
        }

        assertThat(required).hasSizeGreaterThan(100).containsAll(all);
        assertThat(telling).as("what happened here").hasSizeGreaterThan(20);
    }

    /** Without it nobody would be told: each of these says something that no other one does, or says it first. */
    @Test
    void noEventIsRequiredThatSaysNothing() {
        Set<String> silent = new TreeSet<>();
        Set<String> told = new TreeSet<>();
        for (ObjectNode event : events.values()) {
            (facts(event).isEmpty() ? silent : told).add(type(event));
        }
        silent.removeAll(told);
        silent.retainAll(StripeSetUp.EVENTS);

        assertThat(silent).isSubsetOf("payout.canceled");
    }

    @Test
    void theSandboxIsSetAsItHasToBeUntilSomebodySetsItOtherwise() {
        URI webhook = NOBODY.resolve("/webhooks/stripe");
        assertThat(wrong(webhook)).isEmpty();

        sandbox.stripe().endpointVersion(null);
        sandbox.stripe().endpointEvents(Set.of("charge.succeeded"));
        sandbox.stripe().enableEndpoint(false);
        sandbox.stripe().schedulePayouts("manual");

        assertThat(wrong(webhook))
                .containsExactly(
                        "webhook endpoint",
                        "API version of the webhook endpoint",
                        "events of the webhook endpoint",
                        "automatic payouts");
        assertThat(wrong(NOBODY)).containsExactly("webhook endpoint", "automatic payouts");
    }

    private List<String> wrong(URI webhook) {
        return stripe.setUp(webhook).stream()
                .filter(each -> each.standing() == Standing.WRONG)
                .map(SetUpCheck::matter)
                .toList();
    }

    private Set<Fact> facts(ObjectNode event) {
        JsonNode object = event.path("data").path("object");
        Event received = new Event(
                StripeProvider.STRIPE,
                id(event),
                type(event),
                Instant.ofEpochSecond(event.path("created").asLong()),
                json.writeValueAsString(StripeProjection.of(object, FakeStripe.COUNTRIES)));
        Set<Fact> facts = new HashSet<>(stripe.facts(received));
        // Told again each time, and the moment is the event's.
        facts.removeIf(each -> each instanceof Noticed);
        return facts;
    }

    private String opened(Cadence cadence) {
        Instant now = clock.instant();
        Opening opening = stripe.open(new Order(
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

    private static String id(ObjectNode object) {
        return object.path("id").asString();
    }

    private static String type(ObjectNode event) {
        return event.path("type").asString();
    }
}
