package org.standwith.payments.paypal;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.standwith.payments.Faults.html;
import static org.standwith.payments.paypal.FakePayPal.error;
import static org.standwith.payments.paypal.FakePayPal.unprocessable;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.standwith.money.Cadence;
import org.standwith.payments.Completion;
import org.standwith.payments.Event;
import org.standwith.payments.Faults;
import org.standwith.payments.Inquiry;
import org.standwith.payments.Opening;
import org.standwith.payments.ProviderSilent;

/** Whatever comes back instead of an answer has one right meaning. All faults happen at once, since most take time. */
class PayPalFaultsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final String ORDER_ID = "5T123456TN654321T";
    private static final String SUBSCRIPTION_ID = "I-7K3M9PX2Q4ZT";

    /** With how often what PayPal does once only is sent, and how often what it would do twice. */
    private enum Trouble {
        HANGS_UP(aResponse().withFault(Fault.EMPTY_RESPONSE), Opening.Unknown.class, 1),
        RESETS(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), Opening.Unknown.class, 1),
        IS_CUT_OFF(aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK), Opening.Unknown.class, 1),
        IS_NOISE(aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE), Opening.Unknown.class, 1),
        IS_LATE(okJson(FakePayPal.ORDER_OPENED).withFixedDelay(12_000), Opening.Unknown.class, 1),
        TRICKLES(okJson(FakePayPal.ORDER_OPENED).withChunkedDribbleDelay(20, 12_000), Opening.Unknown.class, 1),
        BUSY_429(error(429, "RATE_LIMIT_REACHED", "x"), Opening.Refused.class, 3),
        BAD_400(error(400, "INVALID_REQUEST", "INVALID_PARAMETER_VALUE"), Opening.Refused.class, 1),
        BAD_400_EMPTY(aResponse().withStatus(400), Opening.Refused.class, 1),
        BAD_400_WITH_A_CODE_THAT_TELLS(error(400, "jane@example.org", "jane@example.org"), Opening.Refused.class, 1),
        NO_ACCESS_401(error(401, "AUTHENTICATION_FAILURE", "x"), Opening.Refused.class, 2),
        NO_ACCESS_401_EMPTY(aResponse().withStatus(401), Opening.Refused.class, 2),
        FORBIDDEN_403(error(403, "NOT_AUTHORIZED", "PERMISSION_DENIED"), Opening.Refused.class, 1),
        MISSING_404(FakePayPal.missing(), Opening.Refused.class, 1),
        MISSING_404_EMPTY(aResponse().withStatus(404), Opening.Refused.class, 1),
        MISSING_404_HTML(html(404), Opening.Refused.class, 1),
        UNDER_WAY_409(error(409, "RESOURCE_CONFLICT", "PREVIOUS_REQUEST_IN_PROGRESS"), Opening.Unknown.class, 1),
        UNDER_WAY_409_EMPTY(aResponse().withStatus(409), Opening.Unknown.class, 1),
        DECLINED_422(unprocessable("PAYEE_ACCOUNT_RESTRICTED"), Opening.Refused.class, 1),
        DECLINED_422_EMPTY(aResponse().withStatus(422), Opening.Refused.class, 1),
        MOVED_302(aResponse().withStatus(302).withHeader("Location", "/elsewhere"), Opening.Unknown.class, 1),
        BROKEN_500(error(500, "INTERNAL_SERVER_ERROR", "x"), Opening.Unknown.class, 3),
        BROKEN_500_EMPTY(aResponse().withStatus(500), Opening.Unknown.class, 3),
        BAD_GATEWAY_502(html(502), Opening.Unknown.class, 3),
        DOWN_503(html(503), Opening.Unknown.class, 3),
        HTML_200(html(200), Opening.Unknown.class, 1),
        EMPTY_200(okJson(""), Opening.Unknown.class, 1),
        NOTHING_200(okJson("{}"), Opening.Unknown.class, 1),
        NULL_200(okJson("null"), Opening.Unknown.class, 1),
        LIST_200(okJson("[{\"id\": \"x\"}]"), Opening.Unknown.class, 1),
        CUT_SHORT_200(okJson(FakePayPal.ORDER_OPENED.substring(0, 200)), Opening.Unknown.class, 1),
        DEEP_200(okJson("{\"id\":" + "[".repeat(100_000)), Opening.Unknown.class, 1),
        OF_ANOTHER_KIND_200(
                okJson("{\"id\": {\"a\": 1}, \"status\": [1], \"links\": \"jane\", \"plans\": 7}"),
                Opening.Unknown.class,
                1),
        NO_ADDRESS_200(
                okJson(FakePayPal.ORDER_OPENED.replace("https://www", "https://[jane@ ")), Opening.Unknown.class, 1);

        private final ResponseDefinitionBuilder answer;
        private final Class<? extends Opening> meaning;
        private final int requests;

        Trouble(ResponseDefinitionBuilder answer, Class<? extends Opening> meaning, int requests) {
            this.answer = answer;
            this.meaning = meaning;
            this.requests = requests;
        }

        boolean isUnauthorized() {
            return name().startsWith("NO_ACCESS");
        }

        boolean isSlow() {
            return this == IS_LATE || this == TRICKLES;
        }

        /** Whether PayPal itself says that there is no such thing. */
        boolean isMissing() {
            return this == MISSING_404;
        }
    }

    private record Outcome(
            Opening order,
            Opening subscription,
            Opening withoutPlan,
            Opening withoutToken,
            Completion lost,
            Completion captured,
            Completion activated,
            Completion lostSubscription,
            Completion lostToken,
            Inquiry payment,
            Inquiry ofSubscription,
            Throwable event) {

        List<String> texts() {
            return Stream.of(
                            order,
                            subscription,
                            withoutPlan,
                            withoutToken,
                            lost,
                            captured,
                            activated,
                            lostSubscription,
                            lostToken,
                            payment,
                            ofSubscription,
                            event)
                    .map(Objects::toString)
                    .toList();
        }
    }

    private static final Map<Trouble, Future<Outcome>> OUTCOMES = new EnumMap<>(Trouble.class);
    /** Those that take their time wait together; the others must not be late because there are too many at once. */
    private static final ExecutorService SLOW = Executors.newVirtualThreadPerTaskExecutor();

    private static final ExecutorService FAST = Executors.newFixedThreadPool(16);
    private static final WireMockServer SERVER = FakePayPal.start();

    @BeforeAll
    static void letEverythingGoWrong() {
        for (Trouble trouble : Trouble.values()) {
            String all = "/" + trouble;
            SERVER.stubFor(any(urlPathMatching(all + "/.*")).willReturn(trouble.answer));
            for (String with : List.of("/token", "/plans", "/found")) {
                SERVER.stubFor(post(urlPathEqualTo(all + with + FakePayPal.TOKEN))
                        .willReturn(FakePayPal.token("A21AA-1", 32_400)));
            }
            SERVER.stubFor(get(urlPathEqualTo(all + "/plans" + FakePayPal.PRODUCT))
                    .willReturn(okJson("{\"id\": \"STANDWITH-CONTRIBUTION\"}")));
            SERVER.stubFor(get(urlPathEqualTo(all + "/plans" + FakePayPal.PLANS))
                    .willReturn(okJson("{\"plans\": [{\"id\": \"P-1\", \"name\": \"Monthly USD\"}]}")));
            SERVER.stubFor(get(urlPathEqualTo(all + "/found" + FakePayPal.ORDER))
                    .willReturn(okJson(FakePayPal.order("APPROVED", "2026-03-01T11:58:30Z", ""))));
            SERVER.stubFor(get(urlPathEqualTo(all + "/found" + FakePayPal.SUBSCRIPTION))
                    .willReturn(okJson(FakePayPal.subscription("APPROVED", "2026-03-01T11:50:00Z", 0))));
        }
        for (Trouble trouble : Trouble.values()) {
            OUTCOMES.put(trouble, SLOW.submit(() -> happen(trouble, trouble.isSlow() ? SLOW : FAST)));
        }
    }

    @AfterAll
    static void stop() {
        SLOW.close();
        FAST.close();
        SERVER.stop();
    }

    private static Outcome happen(Trouble trouble, ExecutorService calls) throws Exception {
        PayPalProvider nothing = provider(trouble, "");
        PayPalProvider token = provider(trouble, "/token");
        PayPalProvider plans = provider(trouble, "/plans");
        PayPalProvider found = provider(trouble, "/found");
        Future<Opening> order = calls.submit(() -> token.open(FakePayPal.order(Cadence.ONCE)));
        Future<Opening> subscription = calls.submit(() -> plans.open(FakePayPal.order(Cadence.MONTHLY)));
        Future<Opening> withoutPlan = calls.submit(() -> token.open(FakePayPal.order(Cadence.MONTHLY)));
        Future<Opening> withoutToken = calls.submit(() -> nothing.open(FakePayPal.order(Cadence.ONCE)));
        Future<Completion> lost = calls.submit(() -> token.complete(ORDER_ID, 0));
        Future<Completion> captured = calls.submit(() -> found.complete(ORDER_ID, 0));
        Future<Completion> activated = calls.submit(() -> found.complete(SUBSCRIPTION_ID, 0));
        Future<Completion> lostSubscription = calls.submit(() -> token.complete(SUBSCRIPTION_ID, 0));
        Future<Completion> lostToken = calls.submit(() -> provider(trouble, "").complete(ORDER_ID, 0));
        Future<Inquiry> payment = calls.submit(() -> token.ask("60A11111BB222222C"));
        Future<Inquiry> ofSubscription = calls.submit(() -> token.ask(SUBSCRIPTION_ID));
        Future<Throwable> event = calls.submit(() -> catchThrowable(() -> token.facts(updated())));
        return new Outcome(
                order.get(),
                subscription.get(),
                withoutPlan.get(),
                withoutToken.get(),
                lost.get(),
                captured.get(),
                activated.get(),
                lostSubscription.get(),
                lostToken.get(),
                payment.get(),
                ofSubscription.get(),
                event.get());
    }

    @ParameterizedTest
    @EnumSource
    void openingHasOneRightOutcome(Trouble trouble) throws Exception {
        assertThat(outcome(trouble).order()).isInstanceOf(trouble.meaning);
        assertThat(outcome(trouble).subscription()).isInstanceOf(trouble.meaning);
        assertThat(outcome(trouble).withoutPlan()).isNotInstanceOf(Opening.Redirect.class);
        assertThat(outcome(trouble).withoutToken()).isNotInstanceOf(Opening.Redirect.class);
    }

    @ParameterizedTest
    @EnumSource
    void anotherKeyIsAskedForOnlyWherePayPalAnsweredWithAnErrorOfItsOwn(Trouble trouble) throws Exception {
        boolean ownError = trouble.answer.build().getStatus() >= 500;

        assertThat(List.of(outcome(trouble).order(), outcome(trouble).subscription()))
                .allSatisfy(opening -> assertThat(opening instanceof Opening.Unknown unknown && unknown.stored())
                        .isEqualTo(ownError));
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsRepeatedButByUsAndThenUnderTheSameId(Trouble trouble) throws Exception {
        outcome(trouble);
        List<LoggedRequest> orders = posts(trouble, "/token" + FakePayPal.ORDERS);
        List<LoggedRequest> subscriptions = posts(trouble, "/plans" + FakePayPal.SUBSCRIPTIONS);
        List<LoggedRequest> captures = posts(trouble, "/found" + FakePayPal.CAPTURE);

        assertThat(List.of(orders, subscriptions, captures))
                .allSatisfy(requests -> assertThat(requests)
                        .hasSize(trouble.requests)
                        .extracting(each -> each.getHeader("PayPal-Request-Id"))
                        .containsOnly(requests.getFirst().getHeader("PayPal-Request-Id")))
                .allSatisfy(requests -> assertThat(requests)
                        .extracting(LoggedRequest::getBodyAsString)
                        .containsOnly(requests.getFirst().getBodyAsString()));
    }

    @ParameterizedTest
    @EnumSource
    void anActivationIsRepeatedOnlyWhereItWasCertainlyNotDone(Trouble trouble) throws Exception {
        outcome(trouble);

        assertThat(posts(trouble, "/found" + FakePayPal.SUBSCRIPTION + "/activate"))
                .hasSize(trouble.isUnauthorized() ? 2 : 1);
    }

    @ParameterizedTest
    @EnumSource
    void whatBecameOfTheMoneyIsNotGuessed(Trouble trouble) throws Exception {
        Outcome outcome = outcome(trouble);

        if (trouble != Trouble.NO_ADDRESS_200) { // As an answer about an order this is one.
            assertThat(outcome.lost())
                    .isInstanceOf(trouble.isMissing() ? Completion.Settled.class : Completion.Unknown.class);
            assertThat(outcome.captured()).isInstanceOf(Completion.Unknown.class);
        }
        assertThat(List.of(outcome.lostSubscription(), outcome.lostToken()))
                .hasOnlyElementsOfType(Completion.Unknown.class);
        // Nothing is what PayPal answers when it has activated one; it is still shown as before.
        boolean done = List.of(
                        Trouble.EMPTY_200, Trouble.NOTHING_200, Trouble.OF_ANOTHER_KIND_200, Trouble.NO_ADDRESS_200)
                .contains(trouble);
        assertThat(outcome.activated()).isInstanceOf(done ? Completion.Open.class : Completion.Unknown.class);
    }

    @ParameterizedTest
    @EnumSource
    void aQuestionWithoutAnAnswerIsOpen(Trouble trouble) throws Exception {
        assertThat(outcome(trouble).payment()).isInstanceOf(Inquiry.Unknown.class);
        if (trouble != Trouble.NO_ADDRESS_200) { // Which has an id, as a subscription has.
            assertThat(outcome(trouble).ofSubscription()).isInstanceOf(Inquiry.Unknown.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEventThatNeedsAnAnswerIsTriedAgain(Trouble trouble) throws Exception {
        // Of what PayPal does not know the event itself tells, and so does an order's answer.
        boolean told = trouble.name().startsWith("MISSING") || trouble == Trouble.NO_ADDRESS_200;

        if (told) {
            assertThat(outcome(trouble).event()).isNull();
        } else {
            assertThat(outcome(trouble).event())
                    .isInstanceOf(ProviderSilent.class)
                    .hasNoCause();
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingOfWhatPayPalSaidIsRepeatedAndNoSecretIsTold(Trouble trouble) throws Exception {
        assertThat(outcome(trouble).texts())
                .allSatisfy(text -> assertThat(text).doesNotContain("jane", "cannot", "secret", "A21AA", "Basic"));
    }

    @Test
    void whereNobodyListensNothingIsKnownAndAnyKeyStaysGood() throws IOException {
        PayPalProvider paypal = FakePayPal.provider(Faults.nowhere(), PATIENCE);

        assertThat(paypal.open(FakePayPal.order(Cadence.ONCE)))
                .isEqualTo(new Opening.Unknown("no answer, ConnectException", false));
        assertThat(paypal.complete(ORDER_ID, 0)).isInstanceOf(Completion.Unknown.class);
        assertThat(paypal.ask("60A11111BB222222C")).isInstanceOf(Inquiry.Unknown.class);
        assertThat(catchThrowable(() -> paypal.facts(updated()))).isInstanceOf(ProviderSilent.class);
    }

    @Test
    void aSecretThatPayPalDoesNotTakeIsTriedOnceACall() throws Exception {
        outcome(Trouble.NO_ACCESS_401);

        assertThat(posts(Trouble.NO_ACCESS_401, FakePayPal.TOKEN)).hasSize(2);
        assertThat(SERVER.findAll(
                        getRequestedFor(urlPathMatching("/" + Trouble.NO_ACCESS_401 + FakePayPal.ORDERS + ".*"))))
                .isEmpty();
    }

    private static PayPalProvider provider(Trouble trouble, String with) {
        return FakePayPal.provider(SERVER.baseUrl() + "/" + trouble + with, PATIENCE);
    }

    private static List<LoggedRequest> posts(Trouble trouble, String path) {
        return SERVER.findAll(postRequestedFor(urlPathEqualTo("/" + trouble + path)));
    }

    private static Outcome outcome(Trouble trouble) throws Exception {
        return Objects.requireNonNull(OUTCOMES.get(trouble)).get();
    }

    private static Event updated() {
        return new Event(
                PayPalProvider.PAYPAL,
                "WH-1",
                "BILLING.SUBSCRIPTION.UPDATED",
                FakePayPal.NOW,
                "{\"id\": \"I-7K3M9PX2Q4ZT\", \"status\": \"ACTIVE\"}");
    }
}
