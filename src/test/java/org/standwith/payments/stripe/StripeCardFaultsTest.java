package org.standwith.payments.stripe;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.standwith.money.Cadence;
import org.standwith.payments.Beginning;
import org.standwith.payments.CardFields;
import org.standwith.payments.Completion;
import org.standwith.payments.Confirmation;
import org.standwith.payments.Ending;
import org.standwith.payments.Forgetting;
import org.standwith.payments.Opening;
import org.standwith.payments.Preview;
import org.standwith.payments.TestLevels;
import org.standwith.payments.stripe.StripeFaultsTest.Trouble;

/** The same faults as elsewhere, in all that is done with cards on our own page. */
class StripeCardFaultsTest {

    private static final Duration PATIENCE = Duration.ofMillis(1500);

    private record Outcome(
            CompletableFuture<Preview> preview,
            CompletableFuture<Beginning> once,
            CompletableFuture<Beginning> regular,
            CompletableFuture<Confirmation> confirmation,
            CompletableFuture<Completion> asked,
            CompletableFuture<Completion> captured,
            CompletableFuture<Completion> letGo,
            CompletableFuture<Ending> ended,
            CompletableFuture<Ending> released,
            CompletableFuture<Forgetting> forgotten) {}

    private static final Map<Trouble, Outcome> OUTCOMES = new EnumMap<>(Trouble.class);
    private static final WireMockServer SERVER = FakeStripe.start();

    @BeforeAll
    static void letEverythingGoWrong() {
        for (Trouble trouble : Trouble.values()) {
            SERVER.stubFor(any(urlPathMatching("/" + trouble + "/.*")).willReturn(trouble.answer));
            knows(trouble, "/fine" + Cards.INTENT, Cards.intent("requires_payment_method", "null"));
            knows(
                    trouble,
                    "/reserved" + Cards.INTENT,
                    Cards.intent("requires_capture", Cards.charge("succeeded", false, TestLevels.FINE)));
            knows(
                    trouble,
                    "/forbidden" + Cards.INTENT,
                    Cards.intent("requires_capture", Cards.charge("succeeded", false, TestLevels.FORBIDDEN)));
            knows(trouble, "/fine" + Cards.SUBSCRIPTION, Cards.subscription("active"));
        }
        try (ExecutorService atOnce = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Trouble trouble : Trouble.values()) {
                StripeProvider fine = provider(trouble, "/fine");
                CardFields fields = fine.cardFields().orElseThrow();
                OUTCOMES.put(
                        trouble,
                        new Outcome(
                                CompletableFuture.supplyAsync(() -> fields.preview(Cards.TOKEN), atOnce),
                                CompletableFuture.supplyAsync(
                                        () -> fields.begin(FakeStripe.order(Cadence.ONCE)), atOnce),
                                CompletableFuture.supplyAsync(
                                        () -> fields.begin(FakeStripe.order(Cadence.MONTHLY)), atOnce),
                                CompletableFuture.supplyAsync(() -> fields.confirm("pi_1", Cards.TOKEN, false), atOnce),
                                CompletableFuture.supplyAsync(
                                        () -> provider(trouble, "").complete("pi_1", 0), atOnce),
                                CompletableFuture.supplyAsync(
                                        () -> provider(trouble, "/reserved").complete("pi_1", 0), atOnce),
                                CompletableFuture.supplyAsync(
                                        () -> provider(trouble, "/forbidden").complete("pi_1", 0), atOnce),
                                CompletableFuture.supplyAsync(() -> fine.end("sub_1"), atOnce),
                                CompletableFuture.supplyAsync(() -> fine.release("pi_1"), atOnce),
                                CompletableFuture.supplyAsync(() -> fine.forget("sub_1"), atOnce)));
            }
        }
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @ParameterizedTest
    @EnumSource
    void aPreviewIsNeverMadeUp(Trouble trouble) {
        boolean saysNo = trouble == Trouble.BAD_400
                || trouble == Trouble.BAD_400_WITH_A_CODE_THAT_TELLS
                || trouble == Trouble.MISSING_404;

        assertThat(outcome(trouble).preview().join())
                .isInstanceOf(saysNo ? Preview.Unusable.class : Preview.Unknown.class);
    }

    @ParameterizedTest
    @EnumSource
    void beginningHasOneRightOutcome(Trouble trouble) {
        Class<? extends Beginning> meaning =
                trouble.meaning == Opening.Refused.class ? Beginning.Refused.class : Beginning.Unknown.class;

        assertThat(outcome(trouble).once().join()).isInstanceOf(meaning);
        assertThat(outcome(trouble).regular().join()).isInstanceOf(meaning);
    }

    @ParameterizedTest
    @EnumSource
    void payingIsKnownToHaveFailedOrIsNotKnown(Trouble trouble) {
        Class<? extends Confirmation> meaning = trouble == Trouble.DECLINED_402
                ? Confirmation.Answered.class
                : trouble.meaning == Opening.Refused.class ? Confirmation.Refused.class : Confirmation.Unknown.class;

        assertThat(outcome(trouble).confirmation().join()).isInstanceOf(meaning);
    }

    @ParameterizedTest
    @EnumSource
    void aRepeatedPaymentIsTheSameOne(Trouble trouble) {
        outcome(trouble).confirmation().join();

        List<LoggedRequest> requests = Cards.requests(SERVER, "/" + trouble + "/fine" + Cards.CONFIRM);

        assertThat(requests)
                .hasSize(trouble.requests)
                .allSatisfy(
                        each -> assertThat(each.getHeader("Idempotency-Key")).isEqualTo("confirm-pi_1-ctoken_1"))
                .extracting(LoggedRequest::getBodyAsString)
                .containsOnly(requests.getFirst().getBodyAsString());
    }

    @ParameterizedTest
    @EnumSource
    void withoutAUsableAnswerNothingIsConcluded(Trouble trouble) {
        Outcome outcome = outcome(trouble);

        assertThat(List.of(
                        outcome.asked().join(),
                        outcome.captured().join(),
                        outcome.letGo().join()))
                .hasOnlyElementsOfType(Completion.Unknown.class);
    }

    @ParameterizedTest
    @EnumSource
    void whatGoesOnIsNeverSaidToHaveEnded(Trouble trouble) {
        Class<? extends Ending> meaning =
                trouble.meaning == Opening.Refused.class ? Ending.Refused.class : Ending.Unknown.class;

        assertThat(outcome(trouble).ended().join()).isInstanceOf(meaning);
        assertThat(outcome(trouble).released().join()).isInstanceOf(meaning);
    }

    @ParameterizedTest
    @EnumSource
    void nobodyIsSaidToBeForgotten(Trouble trouble) {
        assertThat(outcome(trouble).forgotten().join()).isNotInstanceOf(Forgetting.Forgotten.class);
    }

    @ParameterizedTest
    @EnumSource
    void nothingOfWhatStripeSaidIsRepeated(Trouble trouble) {
        Outcome outcome = outcome(trouble);

        assertThat(List.of(
                        outcome.preview().join().toString(),
                        outcome.once().join().toString(),
                        outcome.confirmation().join().toString(),
                        outcome.captured().join().toString(),
                        outcome.ended().join().toString(),
                        outcome.forgotten().join().toString()))
                .allSatisfy(text -> assertThat(text).doesNotContain("jane", "No such"));
    }

    private static void knows(Trouble trouble, String path, String answer) {
        MappingBuilder known = get(urlPathEqualTo("/" + trouble + path));
        SERVER.stubFor(known.willReturn(okJson(answer)));
    }

    private static StripeProvider provider(Trouble trouble, String more) {
        return FakeStripe.withCardFields(SERVER.baseUrl() + "/" + trouble + more, PATIENCE);
    }

    private static Outcome outcome(Trouble trouble) {
        return Objects.requireNonNull(OUTCOMES.get(trouble));
    }
}
