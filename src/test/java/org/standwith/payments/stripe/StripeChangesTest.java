package org.standwith.payments.stripe;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.standwith.payments.stripe.Subscribed.FIVE;
import static org.standwith.payments.stripe.Subscribed.PERIOD_END;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.standwith.money.Cadence;
import org.standwith.payments.Change;
import org.standwith.payments.Changing;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Fact.SubscriptionSeen.Source;
import org.standwith.payments.Fact.SubscriptionSeen.Standing;
import org.standwith.payments.Faults;

class StripeChangesTest {

    private static final WireMockServer SERVER = FakeStripe.start();
    private static final URI BACK = URI.create("https://give.example.org/account");
    private static final Money SEVEN = Money.parse("USD 7.00");
    private static final Money SIXTY = Money.parse("USD 60.00");
    private static final Instant SUMMER = Instant.parse("2026-06-01T00:00:00.500Z");
    private static final String INVOICES = "/v1/invoices";

    private final StripeProvider stripe = FakeStripe.provider(SERVER.baseUrl(), Duration.ofMillis(800));

    @BeforeEach
    void forget() {
        SERVER.resetAll();
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void anotherAmountTakesThePlaceOfTheOldOneFromTheNextPeriodOn() {
        has(Subscribed.active());
        becomes(Subscribed.active().priced(700, "month"));

        assertSeen(change(new Change.ToAmount(SEVEN)), Standing.ACTIVE, SEVEN, Cadence.MONTHLY, null, null);
        assertThat(FakeStripe.form(update()))
                .isEqualTo(Map.of(
                        "proration_behavior", "none",
                        "items[0][id]", "si_1",
                        "items[0][quantity]", "1",
                        "items[0][price_data][currency]", "usd",
                        "items[0][price_data][product]", "prod_1",
                        "items[0][price_data][unit_amount]", "700",
                        "items[0][price_data][recurring][interval]", "month"));
        assertThat(update().getHeader("Idempotency-Key")).isEqualTo("key-1");
    }

    @Test
    void anAnnualAmountStaysAnnual() {
        has(Subscribed.active().priced(500, "year"));
        becomes(Subscribed.active().priced(700, "year"));

        change(new Change.ToAmount(SEVEN));
        assertThat(FakeStripe.form(update()))
                .containsEntry("items[0][price_data][recurring][interval]", "year")
                .doesNotContainKey("trial_end");
    }

    /** Without the end of what is paid Stripe would bill the new rhythm at once. */
    @Test
    void anotherCadenceBeginsWhenWhatIsPaidEnds() {
        has(Subscribed.active());
        becomes(Subscribed.of("trialing").priced(6000, "year"));

        assertSeen(
                change(new Change.ToCadence(Cadence.ANNUAL, SIXTY)),
                Standing.ACTIVE,
                SIXTY,
                Cadence.ANNUAL,
                null,
                null);
        assertThat(FakeStripe.form(update()))
                .containsEntry("trial_end", Long.toString(PERIOD_END))
                .containsEntry("proration_behavior", "none")
                .containsEntry("items[0][id]", "si_1")
                .containsEntry("items[0][price_data][unit_amount]", "6000")
                .containsEntry("items[0][price_data][recurring][interval]", "year");
    }

    @Test
    void theSameCadenceAtAnotherAmountIsAnotherAmount() {
        has(Subscribed.active());
        becomes(Subscribed.active().priced(700, "month"));

        change(new Change.ToCadence(Cadence.MONTHLY, SEVEN));
        assertThat(FakeStripe.form(update())).doesNotContainKey("trial_end");
    }

    @Test
    void whatFallsDueInAPauseIsVoidedAndItGoesOnByItself() {
        has(Subscribed.active());
        becomes(Subscribed.active().paused(SUMMER));

        assertSeen(
                change(new Change.Pause(SUMMER)),
                Standing.PAUSED,
                FIVE,
                Cadence.MONTHLY,
                null,
                Instant.parse("2026-06-01T00:00:00Z"));
        assertThat(FakeStripe.form(update()))
                .isEqualTo(Map.of(
                        "pause_collection[behavior]",
                        "void",
                        "pause_collection[resumes_at]",
                        Long.toString(SUMMER.getEpochSecond())));
    }

    @Test
    void aPauseIsResumedByTakingItAway() {
        has(Subscribed.active().paused(SUMMER));
        becomes(Subscribed.active());

        assertSeen(change(new Change.Resume()), Standing.ACTIVE, FIVE, Cadence.MONTHLY, null, null);
        assertThat(FakeStripe.form(update())).isEqualTo(Map.of("pause_collection", ""));
    }

    @Test
    void whatEndsWithThePeriodCanBeKept() {
        Instant end = Instant.ofEpochSecond(PERIOD_END);
        has(Subscribed.active());
        becomes(Subscribed.active().ending());
        assertSeen(change(new Change.EndWithPeriod()), Standing.ACTIVE, FIVE, Cadence.MONTHLY, end, null);
        assertThat(FakeStripe.form(update())).isEqualTo(Map.of("cancel_at_period_end", "true"));

        has(Subscribed.active().ending());
        becomes(Subscribed.active());
        assertSeen(change(new Change.KeepOn()), Standing.ACTIVE, FIVE, Cadence.MONTHLY, null, null);
        assertThat(FakeStripe.form(update())).isEqualTo(Map.of("cancel_at_period_end", "false"));
    }

    @Test
    void whatSomebodyHadEndAtADateIsKeptAsWell() {
        has(Subscribed.active().with("\"cancel_at\": 8000"));
        becomes(Subscribed.active());

        assertThat(change(new Change.KeepOn())).isInstanceOf(Changing.Changed.class);
        assertThat(FakeStripe.form(update())).isEqualTo(Map.of("cancel_at", ""));
    }

    @Test
    void whatIsSoAlreadyIsChangedAndNotAskedFor() {
        for (Change change : List.of(
                new Change.ToAmount(FIVE),
                new Change.ToCadence(Cadence.MONTHLY, FIVE),
                new Change.Resume(),
                new Change.KeepOn())) {
            has(Subscribed.active());
            assertThat(change(change)).as("%s", change).isInstanceOf(Changing.Changed.class);
        }
        has(Subscribed.active().paused(SUMMER).ending());
        assertThat(change(new Change.Pause(SUMMER))).isInstanceOf(Changing.Changed.class);
        assertThat(change(new Change.EndWithPeriod())).isInstanceOf(Changing.Changed.class);

        assertThat(SERVER.findAll(postRequestedFor(anyUrl()))).isEmpty();
    }

    /** Stripe goes on to collect what fell due before, which is more than whoever stops expects. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoStopsOwesNothingOfWhatCouldNotBeCollected(boolean before) {
        has(before ? Subscribed.of("past_due").ending() : Subscribed.of("past_due"));
        becomes(Subscribed.of("past_due").ending());
        Subscribed.owes(SERVER, "in_2");
        SERVER.stubFor(post(urlPathEqualTo(INVOICES + "/in_2/void"))
                .inScenario(INVOICES)
                .willSetStateTo("voided")
                .willReturn(okJson("{\"id\": \"in_2\", \"object\": \"invoice\", \"status\": \"void\"}")));
        SERVER.stubFor(get(urlPathEqualTo(INVOICES))
                .inScenario(INVOICES)
                .whenScenarioStateIs("voided")
                .willReturn(okJson("{\"object\": \"list\", \"data\": []}")));

        assertThat(change(new Change.EndWithPeriod())).isInstanceOf(Changing.Changed.class);
        assertThat(Cards.requests(SERVER, INVOICES + "/in_2/void")).hasSize(1);
        assertThat(Cards.requests(SERVER, Cards.SUBSCRIPTION).stream()
                        .filter(each -> each.getMethod().getName().equals("POST")))
                .hasSize(before ? 0 : 1);
    }

    @Test
    void whatIsStillCollectedHasNotStopped() {
        has(Subscribed.of("past_due").paused(SUMMER));
        Subscribed.owes(SERVER, "in_2");
        for (ResponseDefinitionBuilder answer : troubles().subList(0, 2)) {
            Cards.does(SERVER, INVOICES + "/in_2/void", answer);
            assertThat(change(new Change.Pause(SUMMER))).isInstanceOf(Changing.Unknown.class);
        }
    }

    /** What was paid has ended; until the new rhythm begins nothing would be. */
    @Test
    void aCadenceIsNotChangedWhileSomethingCouldNotBeCollected() {
        has(Subscribed.of("past_due"));

        assertThat(change(new Change.ToCadence(Cadence.ANNUAL, SIXTY))).isEqualTo(new Changing.Refused("past_due"));
        assertThat(SERVER.findAll(postRequestedFor(anyUrl()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"canceled", "incomplete_expired"})
    void whatHasEndedCannotBeChanged(String status) {
        has(Subscribed.of(status));

        for (Change change : changes()) {
            assertThat(change(change)).isEqualTo(new Changing.Refused("ended"));
        }
        assertThat(SERVER.findAll(postRequestedFor(anyUrl()))).isEmpty();
    }

    @Test
    void whatIsNotBegunOrIsOfAnotherCurrencyOrShapeIsNotChanged() {
        has(Subscribed.of("incomplete"));
        assertThat(change(new Change.ToAmount(SEVEN))).isEqualTo(new Changing.Refused("incomplete"));

        has(Subscribed.active());
        assertThat(change(new Change.ToAmount(Money.parse("EUR 7.00")))).isEqualTo(new Changing.Refused("currency"));
        assertThat(change(new Change.ToCadence(Cadence.ONCE, SEVEN))).isInstanceOf(Changing.Refused.class);

        has(Subscribed.active().priced(500, "week"));
        assertThat(change(new Change.ToAmount(SEVEN))).isInstanceOf(Changing.Refused.class);
        assertThat(SERVER.findAll(postRequestedFor(anyUrl()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pi_1", "cs_1", "", "sub_1/../x"})
    void whatDoesNotGoOnCannotBeChanged(String ref) {
        assertThat(stripe.change(ref, new Change.Resume(), BACK, "key-1")).isInstanceOf(Changing.Refused.class);
        assertThat(SERVER.findAll(anyRequestedFor(anyUrl()))).isEmpty();
    }

    @Test
    void aNoIsOneUnlessItIsSoByThen() {
        Cards.does(SERVER, Cards.SUBSCRIPTION, Cards.error(400, "invalid_request_error", "x"));
        has(Subscribed.active());
        assertThat(change(new Change.ToAmount(SEVEN))).isInstanceOf(Changing.Refused.class);

        firstThen(Subscribed.active(), Subscribed.active().priced(700, "month"));
        assertThat(change(new Change.ToAmount(SEVEN))).isInstanceOf(Changing.Changed.class);

        firstThen(Subscribed.active(), Subscribed.of("canceled"));
        assertThat(change(new Change.ToAmount(SEVEN))).isEqualTo(new Changing.Refused("ended"));
    }

    @Test
    void aYesWithoutTheChangeIsNone() {
        has(Subscribed.active());
        becomes(Subscribed.active());

        assertThat(change(new Change.ToAmount(SEVEN))).isInstanceOf(Changing.Unknown.class);
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void withoutAUsableAnswerNothingIsConcluded(ResponseDefinitionBuilder trouble) {
        has(Subscribed.active());
        Cards.does(SERVER, Cards.SUBSCRIPTION, trouble);
        assertThat(change(new Change.ToAmount(SEVEN))).isInstanceOf(Changing.Unknown.class);

        SERVER.stubFor(get(urlPathEqualTo(Cards.SUBSCRIPTION)).willReturn(trouble));
        assertThat(change(new Change.ToAmount(SEVEN))).isInstanceOf(Changing.Unknown.class);
    }

    /** Where only the answer was lost, the same request again finds it done. */
    @Test
    void aLostAnswerIsSettledByAskingAgain() {
        has(Subscribed.active());
        Cards.does(SERVER, Cards.SUBSCRIPTION, aResponse().withFault(Fault.EMPTY_RESPONSE));
        assertThat(change(new Change.ToAmount(SEVEN))).isInstanceOf(Changing.Unknown.class);
        SERVER.resetRequests();

        has(Subscribed.active().priced(700, "month"));
        assertThat(change(new Change.ToAmount(SEVEN))).isInstanceOf(Changing.Changed.class);
        assertThat(SERVER.findAll(postRequestedFor(anyUrl()))).isEmpty();
    }

    static List<ResponseDefinitionBuilder> troubles() {
        return List.of(
                Faults.html(200),
                okJson("{\"id\": \"cus_1\", \"object\": \"customer\"}"),
                aResponse().withStatus(200).withFixedDelay(1_500),
                aResponse().withStatus(500),
                aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK),
                Cards.error(409, "api_error", "lock_timeout"),
                Cards.error(429, "rate_limit_error", "rate_limit"));
    }

    private static List<Change> changes() {
        return List.of(
                new Change.ToAmount(SEVEN),
                new Change.ToCadence(Cadence.ANNUAL, SIXTY),
                new Change.Pause(SUMMER),
                new Change.Resume(),
                new Change.EndWithPeriod(),
                new Change.KeepOn());
    }

    private Changing change(Change change) {
        return stripe.change("sub_1", change, BACK, "key-1");
    }

    private static void assertSeen(
            Changing changing,
            Standing standing,
            Money each,
            Cadence cadence,
            @Nullable Instant endsAt,
            @Nullable Instant resumesAt) {
        SubscriptionSeen seen = new SubscriptionSeen(
                StripeProvider.STRIPE,
                "sub_1",
                standing,
                Source.FETCHED,
                each,
                cadence,
                Instant.ofEpochSecond(PERIOD_END),
                endsAt,
                resumesAt,
                FakeStripe.NOW);
        assertThat(changing)
                .isEqualTo(new Changing.Changed(
                        List.of(new Fact.Linked(StripeProvider.STRIPE, "sub_1", Cards.REFERENCE), seen)));
    }

    private static void has(Subscribed subscription) {
        Cards.has(SERVER, Cards.SUBSCRIPTION, subscription.json());
    }

    private static void becomes(Subscribed subscription) {
        Cards.does(SERVER, Cards.SUBSCRIPTION, subscription.json());
    }

    private static void firstThen(Subscribed first, Subscribed then) {
        SERVER.resetScenarios();
        SERVER.stubFor(get(urlPathEqualTo(Cards.SUBSCRIPTION))
                .inScenario("meanwhile")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("done")
                .willReturn(okJson(first.json())));
        SERVER.stubFor(get(urlPathEqualTo(Cards.SUBSCRIPTION))
                .inScenario("meanwhile")
                .whenScenarioStateIs("done")
                .willReturn(okJson(then.json())));
    }

    private static LoggedRequest update() {
        return SERVER.findAll(postRequestedFor(urlPathEqualTo(Cards.SUBSCRIPTION)))
                .getLast();
    }
}
