package org.standwith.payments.paypal;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.standwith.payments.paypal.PayPalProvider.PAYPAL;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.standwith.payments.Completion;
import org.standwith.payments.Event;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Inquiry;
import org.standwith.payments.Noticed;
import org.standwith.payments.TestLevels;
import org.standwith.risk.Level;

/** Where the payer is decides after they approved, and before anything is taken. */
class PayPalCountriesTest {

    private static final WireMockServer SERVER = FakePayPal.start();
    private static final String ORDER = "5T123456TN654321T";
    private static final String SUBSCRIPTION = "I-7K3M9PX2Q4ZT";
    private static final String ACTIVATE = FakePayPal.SUBSCRIPTION + "/activate";

    private final PayPalProvider paypal = FakePayPal.provider(SERVER.baseUrl(), Duration.ofSeconds(3));

    @BeforeEach
    void forget() {
        SERVER.resetAll();
        FakePayPal.givesTokens(SERVER);
        SERVER.stubFor(post(urlPathEqualTo(FakePayPal.CAPTURE))
                .willReturn(okJson(order("COMPLETED", TestLevels.AT_RISK, FakePayPal.capture("COMPLETED", "")))));
        SERVER.stubFor(post(urlPathEqualTo(ACTIVATE)).willReturn(aResponse().withStatus(204)));
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"payer", "payment_source"})
    void t15AnOrderFromWhereNothingMayBeTakenIsNeverCaptured(String place) {
        String forbidden = order("APPROVED", TestLevels.FORBIDDEN, "");
        has(FakePayPal.ORDER, place.equals("payer") ? forbidden : inSource(forbidden));

        for (int i = 0; i < 2; i++) {
            assertThat(paypal.complete(ORDER, 0))
                    .isEqualTo(new Completion.Forbidden(List.of(
                            new Linked(PAYPAL, ORDER, FakePayPal.REFERENCE),
                            noticed(ORDER, Level.BLOCKED, TestLevels.FORBIDDEN))));
        }
        assertThat(SERVER.findAll(postRequestedFor(urlPathEqualTo(FakePayPal.CAPTURE))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {TestLevels.FINE, TestLevels.DOUBTFUL, TestLevels.AT_RISK, "QQ"})
    void anyOtherIsCaptured(String country) {
        has(FakePayPal.ORDER, order("APPROVED", country, ""));

        assertThat(paypal.complete(ORDER, 0)).isInstanceOf(Completion.Settled.class);
        assertThat(SERVER.findAll(postRequestedFor(urlPathEqualTo(FakePayPal.CAPTURE))))
                .hasSize(1);
    }

    @Test
    void whereItIsNotToldWhatWasDeclaredHasDecidedAlready() {
        has(FakePayPal.ORDER, FakePayPal.order("APPROVED", "2026-03-01T11:58:30Z", ""));

        assertThat(paypal.complete(ORDER, 0)).isInstanceOf(Completion.Settled.class);
    }

    @Test
    void ofTwoCountriesTheOneToBeFearedDecides() {
        has(
                FakePayPal.ORDER,
                inSource(order("APPROVED", TestLevels.FORBIDDEN, ""))
                        .replaceFirst(
                                "\\{", "{\"payer\": {\"address\": {\"country_code\": \"" + TestLevels.FINE + "\"}}, "));

        assertThat(paypal.complete(ORDER, 0)).isInstanceOf(Completion.Forbidden.class);
    }

    @Test
    void t15ASubscriptionFromWhereNothingMayBeTakenIsNeverActivated() {
        has(FakePayPal.SUBSCRIPTION, subscription("APPROVED", TestLevels.FORBIDDEN));

        Completion completion = paypal.complete(SUBSCRIPTION, 0);

        assertThat(completion).isInstanceOf(Completion.Forbidden.class);
        assertThat(((Completion.Told) completion).facts())
                .contains(noticed(SUBSCRIPTION, Level.BLOCKED, TestLevels.FORBIDDEN))
                .hasAtLeastOneElementOfType(SubscriptionSeen.class);
        assertThat(SERVER.findAll(postRequestedFor(urlPathEqualTo(ACTIVATE)))).isEmpty();

        has(FakePayPal.SUBSCRIPTION, subscription("APPROVED", TestLevels.AT_RISK));
        paypal.complete(SUBSCRIPTION, 0);
        assertThat(SERVER.findAll(postRequestedFor(urlPathEqualTo(ACTIVATE)))).hasSize(1);
    }

    @Test
    void anAnswerTellsWhereTheyAreAtEveryLevel() {
        has(FakePayPal.SUBSCRIPTION, subscription("ACTIVE", TestLevels.AT_RISK));
        assertThat(asked()).contains(noticed(SUBSCRIPTION, Level.PROTECTED, TestLevels.AT_RISK));
        has(FakePayPal.SUBSCRIPTION, subscription("ACTIVE", TestLevels.FINE));
        assertThat(asked()).contains(noticed(SUBSCRIPTION, Level.OPEN, TestLevels.FINE));
        has(
                FakePayPal.SUBSCRIPTION,
                subscription("ACTIVE", TestLevels.FINE)
                        .replace(
                                "\"payer_id\"",
                                "\"address\": {\"country_code\": \"" + TestLevels.DOUBTFUL + "\"}, \"payer_id\""));
        assertThat(asked()).contains(noticed(SUBSCRIPTION, Level.CAUTION, TestLevels.FINE, TestLevels.DOUBTFUL));

        has(FakePayPal.ORDER, order("APPROVED", TestLevels.FINE, ""));
        SERVER.stubFor(post(urlPathEqualTo(FakePayPal.CAPTURE))
                .willReturn(okJson(order("COMPLETED", TestLevels.FINE, FakePayPal.capture("COMPLETED", "")))));
        assertThat(((Completion.Told) paypal.complete(ORDER, 0)).facts())
                .contains(noticed(ORDER, Level.OPEN, TestLevels.FINE));
    }

    @Test
    void whereNoCountryIsToldNothingIsNoticed() {
        has(FakePayPal.SUBSCRIPTION, FakePayPal.subscription("ACTIVE", "2026-03-01T11:50:00Z", 0));
        assertThat(asked()).noneMatch(Noticed.class::isInstance);
        has(FakePayPal.SUBSCRIPTION, subscription("ACTIVE", "QQ"));
        assertThat(asked()).noneMatch(Noticed.class::isInstance);
    }

    @Test
    void anEventTellsThatTheyAreAtRiskAndNotWhere() {
        assertThat(told("BILLING.SUBSCRIPTION.ACTIVATED", subscription("ACTIVE", TestLevels.AT_RISK)))
                .contains(noticed(SUBSCRIPTION, Level.PROTECTED));
        assertThat(told("CHECKOUT.ORDER.COMPLETED", order("COMPLETED", TestLevels.FORBIDDEN, "")))
                .contains(noticed(ORDER, Level.BLOCKED));
        assertThat(told("BILLING.SUBSCRIPTION.ACTIVATED", subscription("ACTIVE", TestLevels.DOUBTFUL)))
                .noneMatch(Noticed.class::isInstance);
        assertThat(SERVER.findAll(anyRequestedFor(urlPathEqualTo(FakePayPal.ORDER))))
                .isEmpty();
    }

    private List<Fact> asked() {
        return ((Inquiry.Answered) paypal.ask(SUBSCRIPTION)).facts();
    }

    private static Noticed noticed(String ref, Level level, String... places) {
        return new Noticed(PAYPAL, ref, level, TestLevels.places(places), FakePayPal.NOW);
    }

    /** What it says by its projection alone, which does not name the country. */
    private List<Fact> told(String type, String resource) {
        String kept = PayPalProjection.of(type, FakePayPal.json(resource), FakePayPal.COUNTRIES)
                .toString();
        assertThat(kept)
                .doesNotContain("country", "\"" + TestLevels.AT_RISK + "\"", "\"" + TestLevels.FORBIDDEN + "\"");
        return paypal.facts(new Event(PAYPAL, "WH-1", type, FakePayPal.NOW, kept));
    }

    private static String order(String status, String country, String captures) {
        return FakePayPal.order(status, "2026-03-01T11:58:30Z", captures)
                .replace("\"payer_id\"", "\"address\": {\"country_code\": \"" + country + "\"}, \"payer_id\"");
    }

    private static String inSource(String order) {
        return order.replace("\"payer\": {", "\"payment_source\": {\"paypal\": {")
                .replace("CCC\"}", "CCC\"}}");
    }

    private static String subscription(String status, String country) {
        return FakePayPal.subscription(status, "2026-03-01T11:50:00Z", 0)
                .replace(
                        "\"subscriber\": {",
                        "\"subscriber\": {\"shipping_address\": {\"address\": {\"country_code\": \"" + country
                                + "\"}}, ");
    }

    private static void has(String path, String answer) {
        SERVER.stubFor(get(urlPathEqualTo(path)).willReturn(okJson(answer)));
    }
}
