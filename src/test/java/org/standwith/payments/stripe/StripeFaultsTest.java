package org.standwith.payments.stripe;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.standwith.payments.Faults.html;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.standwith.money.Cadence;
import org.standwith.payments.Event;
import org.standwith.payments.Faults;
import org.standwith.payments.Inquiry;
import org.standwith.payments.Opening;
import org.standwith.payments.ProviderSilent;

/** Whatever comes back instead of an answer has one right meaning. All faults happen at once, since most take time. */
class StripeFaultsTest {

    private static final Duration PATIENCE = Duration.ofMillis(1500);

    /** Stripe's text quotes what it was given. */
    private static final String ERROR = """
        {"error": {"type": "%s", "code": "%s", "param": "jane@example.org",
         "message": "No such customer: jane@example.org"}}\
        """;

    enum Trouble {
        HANGS_UP(aResponse().withFault(Fault.EMPTY_RESPONSE), Opening.Unknown.class, 1),
        RESETS(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), Opening.Unknown.class, 1),
        IS_CUT_OFF(aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK), Opening.Unknown.class, 1),
        IS_NOISE(aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE), Opening.Unknown.class, 1),
        IS_LATE(okJson(FakeStripe.SESSION).withFixedDelay(5_000), Opening.Unknown.class, 3),
        TRICKLES(okJson(FakeStripe.SESSION).withChunkedDribbleDelay(20, 5_000), Opening.Unknown.class, 3),
        BUSY_429(error(429, "rate_limit_error", "rate_limit"), Opening.Refused.class, 3),
        BAD_400(error(400, "invalid_request_error", "parameter_invalid"), Opening.Refused.class, 1),
        BAD_400_WITH_A_CODE_THAT_TELLS(
                error(400, "invalid_request_error", "jane@example.org"), Opening.Refused.class, 1),
        OTHER_ORDER_OF_THE_SAME_KEY_400(error(400, "idempotency_error", ""), Opening.Unknown.class, 1),
        NO_KEY_401(error(401, "invalid_request_error", "api_key_expired"), Opening.Refused.class, 1),
        DECLINED_402(error(402, "card_error", "card_declined"), Opening.Refused.class, 1),
        FORBIDDEN_403(error(403, "invalid_request_error", "account_invalid"), Opening.Refused.class, 1),
        MISSING_404(error(404, "invalid_request_error", "resource_missing"), Opening.Refused.class, 1),
        UNDER_WAY_409(error(409, "invalid_request_error", "idempotency_key_in_use"), Opening.Unknown.class, 3),
        MOVED_302(aResponse().withStatus(302).withHeader("Location", "/elsewhere"), Opening.Unknown.class, 1),
        BROKEN_500(error(500, "api_error", "api_error"), Opening.Unknown.class, 3),
        BROKEN_500_EMPTY(aResponse().withStatus(500), Opening.Unknown.class, 3),
        BROKEN_500_HTML(html(500), Opening.Unknown.class, 3),
        BAD_GATEWAY_502(html(502), Opening.Unknown.class, 3),
        DOWN_503(html(503), Opening.Unknown.class, 3),
        HTML_200(html(200), Opening.Unknown.class, 1),
        EMPTY_200(okJson(""), Opening.Unknown.class, 1),
        NOTHING_200(okJson("{}"), Opening.Unknown.class, 1),
        NULL_200(okJson("null"), Opening.Unknown.class, 1),
        LIST_200(okJson("[]"), Opening.Unknown.class, 1),
        NO_PAGE_200(okJson("{\"id\": \"cs_1\", \"object\": \"session\"}"), Opening.Unknown.class, 1),
        NO_ADDRESS_200(okJson(FakeStripe.SESSION.replace("https://", "jane@ ")), Opening.Unknown.class, 1);

        final ResponseDefinitionBuilder answer;
        final Class<? extends Opening> meaning;
        final int requests;

        Trouble(ResponseDefinitionBuilder answer, Class<? extends Opening> meaning, int requests) {
            this.answer = answer;
            this.meaning = meaning;
            this.requests = requests;
        }

        private static ResponseDefinitionBuilder error(int status, String type, String code) {
            return aResponse().withStatus(status).withBody(ERROR.formatted(type, code));
        }
    }

    private record Outcome(
            CompletableFuture<Opening> opening,
            CompletableFuture<Opening> withoutProduct,
            CompletableFuture<Inquiry> inquiry,
            CompletableFuture<Throwable> silence) {}

    private static final Map<Trouble, Outcome> OUTCOMES = new EnumMap<>(Trouble.class);
    private static final WireMockServer SERVER = FakeStripe.start();

    @BeforeAll
    static void letEverythingGoWrong() {
        for (Trouble trouble : Trouble.values()) {
            SERVER.stubFor(any(urlPathMatching("/" + trouble + "/.*")).willReturn(trouble.answer));
            SERVER.stubFor(post(urlPathEqualTo("/" + trouble + "/with-product" + FakeStripe.SESSIONS))
                    .willReturn(trouble.answer));
            SERVER.stubFor(post(urlPathEqualTo("/" + trouble + "/with-product" + FakeStripe.PRODUCTS))
                    .willReturn(okJson(FakeStripe.PRODUCT)));
        }
        try (ExecutorService atOnce = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Trouble trouble : Trouble.values()) {
                StripeProvider stripe = provider(trouble, "");
                StripeProvider withProduct = provider(trouble, "/with-product");
                OUTCOMES.put(
                        trouble,
                        new Outcome(
                                CompletableFuture.supplyAsync(
                                        () -> withProduct.open(FakeStripe.order(Cadence.ONCE)), atOnce),
                                CompletableFuture.supplyAsync(
                                        () -> stripe.open(FakeStripe.order(Cadence.ONCE)), atOnce),
                                CompletableFuture.supplyAsync(() -> stripe.ask("cs_1"), atOnce),
                                CompletableFuture.supplyAsync(
                                        () -> catchThrowable(() -> stripe.facts(updated())), atOnce)));
            }
        }
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @ParameterizedTest
    @EnumSource
    void openingHasOneRightOutcome(Trouble trouble) {
        assertThat(outcome(trouble).opening().join()).isInstanceOf(trouble.meaning);
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsRepeatedButByUsAndThenWithTheSameKey(Trouble trouble) {
        outcome(trouble).opening().join();

        List<LoggedRequest> requests =
                SERVER.findAll(postRequestedFor(urlPathEqualTo("/" + trouble + "/with-product" + FakeStripe.SESSIONS)));

        assertThat(requests)
                .hasSize(trouble.requests)
                .allSatisfy(
                        each -> assertThat(each.getHeader("Idempotency-Key")).isEqualTo("checkout-1"))
                .extracting(LoggedRequest::getBodyAsString)
                .containsOnly(requests.getFirst().getBodyAsString());
    }

    @ParameterizedTest
    @EnumSource
    void withoutAProductNoSessionIsAskedFor(Trouble trouble) {
        if (trouble == Trouble.NO_PAGE_200 || trouble == Trouble.NO_ADDRESS_200) {
            return; // As a product this is one.
        }
        assertThat(outcome(trouble).withoutProduct().join()).isNotInstanceOf(Opening.Redirect.class);
        assertThat(SERVER.findAll(postRequestedFor(urlPathEqualTo("/" + trouble + FakeStripe.SESSIONS))))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aQuestionWithoutAnAnswerIsOpen(Trouble trouble) {
        assertThat(outcome(trouble).inquiry().join())
                .isInstanceOf(trouble == Trouble.NO_ADDRESS_200 ? Inquiry.class : Inquiry.Unknown.class);
    }

    @ParameterizedTest
    @EnumSource
    void anEventThatNeedsAnAnswerIsTriedAgain(Trouble trouble) {
        assertThat(outcome(trouble).silence().join()).isInstanceOf(ProviderSilent.class);
    }

    @ParameterizedTest
    @EnumSource
    void nothingOfWhatStripeSaidIsRepeated(Trouble trouble) {
        Outcome outcome = outcome(trouble);

        assertThat(List.of(
                        outcome.opening().join().toString(),
                        outcome.withoutProduct().join().toString(),
                        outcome.inquiry().join().toString(),
                        outcome.silence().join().toString()))
                .allSatisfy(text -> assertThat(text).doesNotContain("jane", "customer"));
        assertThat(outcome.silence().join()).hasNoCause();
    }

    @Test
    void whereNobodyListensNothingIsKnown() throws IOException {
        StripeProvider stripe = FakeStripe.provider(Faults.nowhere(), PATIENCE);

        assertThat(stripe.open(FakeStripe.order(Cadence.ONCE))).isInstanceOf(Opening.Unknown.class);
        assertThat(stripe.ask("pi_1")).isInstanceOf(Inquiry.Unknown.class);
        assertThat(catchThrowable(() -> stripe.facts(updated()))).isInstanceOf(ProviderSilent.class);
    }

    private static StripeProvider provider(Trouble trouble, String more) {
        return FakeStripe.provider(SERVER.baseUrl() + "/" + trouble + more, PATIENCE);
    }

    private static Outcome outcome(Trouble trouble) {
        return Objects.requireNonNull(OUTCOMES.get(trouble));
    }

    private static Event updated() {
        return new Event(StripeProvider.STRIPE, "evt_1", "charge.updated", Instant.ofEpochSecond(1100), """
            {"id": "ch_1", "object": "charge", "amount": 500, "currency": "usd", "status": "succeeded",
             "created": 1000, "balance_transaction": "txn_1"}\
            """);
    }
}
