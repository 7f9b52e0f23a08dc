package org.standwith.vault;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.standwith.payments.Faults.html;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.standwith.payments.Faults;

/** Whatever comes back instead of an answer has one right meaning. All faults happen at once, since some take time. */
class TransitFaultsTest {

    private static final Duration PATIENCE = Duration.ofMillis(1500);
    private static final String SECRET = "c2VjcmV0LW9mLWphbmU=";
    private static final byte[] WRAPPED = ("vault:v1:" + SECRET).getBytes(UTF_8);
    private static final byte[] EPOCH = {1};

    private enum Trouble {
        HANGS_UP(aResponse().withFault(Fault.EMPTY_RESPONSE)),
        RESETS(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
        IS_CUT_OFF(aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)),
        IS_NOISE(aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)),
        IS_SHORT(okJson("{\"data\"").withHeader("Content-Length", "4000")),
        IS_LATE(okJson("{}").withFixedDelay(5_000)),
        TRICKLES(okJson("{\"data\": {\"plaintext\": \"" + SECRET + "\"}}").withChunkedDribbleDelay(20, 5_000)),
        MOVED_302(aResponse().withStatus(302).withHeader("Location", "/elsewhere")),
        STANDBY_307(aResponse().withStatus(307).withHeader("Location", "/elsewhere")),
        BAD_400(error(400, "missing 'context' for key derivation " + SECRET)),
        NO_KEY_400(error(400, "encryption key not found")),
        BAD_400_HTML(html(400)),
        OPENS_NOT_SAYS_SOMEBODY_ELSE_400(aResponse().withStatus(400).withBody("message authentication failed")),
        FORBIDDEN_403(error(403, "permission denied")),
        MISSING_404(error(404, "no handler for route")),
        MISSING_404_HTML(html(404)),
        CONFLICT_412(error(412, "required index state not present")),
        BUSY_429(error(429, "request path rate limit exceeded")),
        STORAGE_500(error(500, "decryption failed: cipher: message authentication failed")),
        BROKEN_500_EMPTY(aResponse().withStatus(500)),
        BAD_GATEWAY_502(html(502)),
        SEALED_503(error(503, "Vault is sealed")),
        HTML_200(html(200)),
        EMPTY_200(okJson("")),
        NOTHING_200(okJson("{}")),
        NULL_200(okJson("null")),
        LIST_200(okJson("[]")),
        TEXT_200(okJson("\"" + SECRET + "\"")),
        NO_DATA_200(okJson("{\"data\": null}")),
        LIST_OF_DATA_200(okJson("{\"data\": []}")),
        NUMBERS_200(okJson("{\"data\": {\"plaintext\": 1, \"ciphertext\": 1, \"latest_version\": \"x\"}}")),
        NEITHER_200(okJson("{\"data\": {\"plaintext\": \"jane!\", \"ciphertext\": \"jane!\", \"latest_version\": 0}}")),
        DEEP_200(okJson("[".repeat(100_000))),
        CUT_200(okJson("{\"data\": {\"plaintext\": \"" + SECRET + "\""));

        private final ResponseDefinitionBuilder answer;

        Trouble(ResponseDefinitionBuilder answer) {
            this.answer = answer;
        }

        private static ResponseDefinitionBuilder error(int status, String message) {
            return aResponse().withStatus(status).withBody("{\"errors\": [\"" + message + "\"]}");
        }
    }

    private static final Map<Trouble, List<CompletableFuture<Throwable>>> OUTCOMES = new EnumMap<>(Trouble.class);
    private static final WireMockServer SERVER =
            new WireMockServer(options().dynamicPort().containerThreads(100).jettyAcceptors(1));

    @BeforeAll
    static void letEverythingGoWrong() {
        SERVER.start();
        for (Trouble trouble : Trouble.values()) {
            SERVER.stubFor(any(urlPathMatching("/v1/" + trouble + "/.*")).willReturn(trouble.answer));
            // The key is there, and only then does it go wrong.
            SERVER.stubFor(any(urlPathMatching("/v1/later/" + trouble + "/.*")).willReturn(trouble.answer));
            SERVER.stubFor(
                    get(urlPathEqualTo("/v1/later/" + trouble + "/keys/kek")).willReturn(okJson("""
                        {"data": {"type": "aes256-gcm96", "latest_version": 3, "min_available_version": 0,
                         "min_decryption_version": 1, "min_encryption_version": 0}}\
                        """)));
        }
        try (ExecutorService atOnce = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Trouble trouble : Trouble.values()) {
                TransitKey key = key(SERVER.baseUrl() + "/" + trouble + "/kek");
                TransitKey later = key(SERVER.baseUrl() + "/later/" + trouble + "/kek");
                OUTCOMES.put(
                        trouble,
                        Stream.<ThrowingCallable>of(
                                        () -> key.wrap(new byte[32], EPOCH),
                                        () -> key.unwrap(WRAPPED, EPOCH),
                                        key::rotate,
                                        () -> key.destroyBefore(2),
                                        () -> later.check(false),
                                        () -> later.destroyBefore(2))
                                .map(call -> CompletableFuture.supplyAsync(() -> catchThrowable(call), atOnce))
                                .toList());
            }
        }
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @ParameterizedTest
    @EnumSource
    void everyCallIsSilenceAndSaysNothingOfWhatVaultSaid(Trouble trouble) {
        assertThat(Objects.requireNonNull(OUTCOMES.get(trouble)))
                .extracting(CompletableFuture::join)
                .allSatisfy(silence -> assertThat(silence)
                        .isInstanceOf(KeyServiceSilent.class)
                        .hasNoCause()
                        .message()
                        .hasSizeLessThan(110)
                        .doesNotContain("jane", SECRET, "s.token", "message authentication", "elsewhere"));
    }

    @Test
    void whereNobodyListensItIsSilent() throws IOException {
        TransitKey key = key(Faults.nowhere() + "/transit/kek");

        assertThat(catchThrowable(() -> key.unwrap(WRAPPED, EPOCH)))
                .isInstanceOf(KeyServiceSilent.class)
                .hasMessageContaining("no answer, ConnectException");
    }

    @Test
    void whoIsInterruptedStaysInterrupted() {
        TransitKey key = key(SERVER.baseUrl() + "/" + Trouble.IS_LATE + "/kek");

        Thread.currentThread().interrupt();

        assertThat(catchThrowable(() -> key.unwrap(WRAPPED, EPOCH))).isInstanceOf(KeyServiceSilent.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private static TransitKey key(String address) {
        return new TransitKey(
                new TransitWire(PATIENCE, PATIENCE, new TransitToken.Fixed(Sensitive.of("s.token"))),
                TransitAddress.of(address));
    }
}
