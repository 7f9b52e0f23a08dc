package org.standwith.payments.stripe;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.standwith.payments.stripe.Cards.charge;
import static org.standwith.payments.stripe.Cards.intent;
import static org.standwith.payments.stripe.Cards.subscription;
import static org.standwith.payments.stripe.StripeProvider.STRIPE;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.standwith.payments.CheckoutFact.CheckoutExpired;
import org.standwith.payments.Ending;
import org.standwith.payments.Event;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Fact.SubscriptionSeen.Standing;
import org.standwith.payments.TestLevels;

class StripeEndingTest {

    private static final WireMockServer SERVER = FakeStripe.start();
    private static final String CANCELED = intent("canceled", "null", Cards.JUST_NOW, ", \"canceled_at\": 3000");
    private static final Fact EXPIRED = new CheckoutExpired(STRIPE, "pi_1", Instant.ofEpochSecond(3000));

    private final StripeProvider stripe = FakeStripe.provider(SERVER.baseUrl(), Duration.ofSeconds(2));

    @BeforeEach
    void forget() {
        SERVER.resetAll();
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void aSubscriptionIsEndedAtOnce() {
        cancels(okJson(subscription("canceled")));

        assertEnded(stripe.end("sub_1"));
        assertThat(SERVER.findAll(anyRequestedFor(anyUrl())))
                .extracting(each -> each.getMethod() + " " + each.getUrl() + " " + each.getBodyAsString())
                .containsExactly("DELETE " + Cards.SUBSCRIPTION + " ");
    }

    @Test
    void whatHasEndedBeforeHasEnded() {
        cancels(Cards.missing());
        Cards.has(SERVER, Cards.SUBSCRIPTION, subscription("canceled"));

        assertEnded(stripe.end("sub_1"));
    }

    @Test
    void whatStripeDoesNotEndGoesOn() {
        cancels(Cards.error(400, "invalid_request_error", "x"));
        Cards.has(SERVER, Cards.SUBSCRIPTION, subscription("active"));

        assertThat(stripe.end("sub_1")).isInstanceOf(Ending.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pi_1", "cs_1", "ch_1", "", "sub_1/../x"})
    void whatDoesNotGoOnCannotBeEnded(String ref) {
        assertThat(stripe.end(ref)).isInstanceOf(Ending.Refused.class);
        assertThat(SERVER.findAll(anyRequestedFor(anyUrl()))).isEmpty();
    }

    @Test
    void whatIsReservedIsLetGoOfByItsPaymentItsChargeOrItsSession() {
        Cards.does(SERVER, Cards.CANCEL, CANCELED);
        Cards.has(SERVER, "/v1/charges/ch_1", charge("succeeded", false, ""));
        Cards.has(SERVER, "/v1/checkout/sessions/cs_1", """
            {"id": "cs_1", "object": "checkout.session", "status": "complete", "payment_intent": "pi_1"}\
            """);

        for (String ref : new String[] {"pi_1", "ch_1", "cs_1"}) {
            assertThat(stripe.release(ref))
                    .isInstanceOfSatisfying(
                            Ending.Ended.class,
                            ended -> assertThat(ended.facts()).contains(EXPIRED));
        }
        assertThat(Cards.requests(SERVER, Cards.CANCEL)).hasSize(3);
    }

    @Test
    void aSessionThatIsStillOpenIsClosed() {
        String session = """
            {"id": "cs_1", "object": "checkout.session", "status": "%s", "payment_intent": null, "expires_at": 4000}\
            """;
        Cards.has(SERVER, "/v1/checkout/sessions/cs_1", session.formatted("open"));
        Cards.does(SERVER, "/v1/checkout/sessions/cs_1/expire", session.formatted("expired"));

        assertThat(stripe.release("cs_1"))
                .isInstanceOfSatisfying(
                        Ending.Ended.class,
                        ended -> assertThat(ended.facts())
                                .contains(new CheckoutExpired(STRIPE, "cs_1", Instant.ofEpochSecond(4000))));

        Cards.does(SERVER, "/v1/checkout/sessions/cs_1/expire", Cards.unexpected());
        Cards.has(SERVER, "/v1/checkout/sessions/cs_1", session.formatted("expired"));
        assertThat(stripe.release("cs_1")).isInstanceOf(Ending.Ended.class);
    }

    @Test
    void whatWasLetGoOfBeforeIsAndWhatWasTakenIsNot() {
        Cards.does(SERVER, Cards.CANCEL, Cards.unexpected());
        Cards.has(SERVER, Cards.INTENT, CANCELED);
        assertThat(stripe.release("pi_1")).isInstanceOf(Ending.Ended.class);

        Cards.has(SERVER, Cards.INTENT, intent("succeeded", charge("succeeded", true, "")));
        assertThat(stripe.release("pi_1")).isEqualTo(new Ending.Refused("captured"));
    }

    /** Somebody may still pay by what was declined, until it is closed. */
    @Test
    void aChargeThatFailedIsClosedWithThePaymentThatItWasATryOf() {
        String failed = charge("failed", false, TestLevels.FORBIDDEN);
        Cards.has(SERVER, "/v1/charges/ch_1", failed);
        Cards.does(SERVER, Cards.CANCEL, intent("canceled", failed, Cards.JUST_NOW, ", \"canceled_at\": 3000"));

        assertThat(stripe.release("ch_1"))
                .isInstanceOfSatisfying(
                        Ending.Ended.class,
                        ended -> assertThat(ended.facts())
                                .contains(EXPIRED)
                                .hasAtLeastOneElementOfType(Fact.PaymentFailed.class));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aChargeOfWhatWasTakenIsNothingToLetGoOfAlsoWhereItWasGivenBack(boolean itself) {
        String taken = charge("succeeded", true, "").replace("\"captured\"", "\"refunded\": true, \"captured\"");
        Cards.has(SERVER, "/v1/charges/ch_1", itself ? taken : charge("failed", false, ""));
        Cards.has(SERVER, Cards.INTENT, intent("succeeded", taken.replace("ch_1", itself ? "ch_1" : "ch_2")));
        Cards.does(SERVER, Cards.CANCEL, Cards.unexpected());

        assertThat(stripe.release("ch_1")).isEqualTo(new Ending.Refused("captured"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sub_1", "re_1", "", "pi_1/confirm"})
    void whatIsNeverReservedCannotBeLetGoOf(String ref) {
        assertThat(stripe.release(ref)).isInstanceOf(Ending.Refused.class);
        assertThat(SERVER.findAll(anyRequestedFor(anyUrl()))).isEmpty();
    }

    /** Stripe makes a refund of what it lets go of; nobody gave that money, and nobody gets it back. */
    @Test
    void theRefundOfWhatWasOnlyReservedMovesNoMoney() {
        String refund = """
            {"id": "re_1", "object": "refund", "amount": 500, "currency": "usd", "status": "succeeded", "created": 1000,
             "payment_intent": "pi_1", "balance_transaction": null, "charge": %s}\
            """;
        Event event = new Event(STRIPE, "evt_1", "refund.created", FakeStripe.NOW, refund.formatted("\"ch_1\""));

        Cards.has(SERVER, "/v1/refunds/re_1", refund.formatted(charge("succeeded", false, "")));
        assertThat(stripe.asks(event)).isTrue();
        assertThat(stripe.facts(event)).isEmpty();

        Cards.has(SERVER, "/v1/refunds/re_1", refund.formatted(charge("succeeded", true, "")));
        assertThat(stripe.facts(event)).hasAtLeastOneElementOfType(Fact.RefundMade.class);
    }

    private static void assertEnded(Ending ending) {
        assertThat(ending)
                .isInstanceOfSatisfying(
                        Ending.Ended.class,
                        ended -> assertThat(ended.facts())
                                .anyMatch(fact ->
                                        fact instanceof SubscriptionSeen seen && seen.standing() == Standing.ENDED));
    }

    private static void cancels(ResponseDefinitionBuilder answer) {
        SERVER.stubFor(delete(urlPathEqualTo(Cards.SUBSCRIPTION)).willReturn(answer));
    }
}
