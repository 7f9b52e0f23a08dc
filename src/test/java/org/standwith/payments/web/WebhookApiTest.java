package org.standwith.payments.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.stripe.net.Webhook;
import jakarta.servlet.ServletContext;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.standwith.StandwithTest;
import org.standwith.payments.InboxDrain;

@StandwithTest
class WebhookApiTest {

    private static final String SECRET = "whsec_test";
    private static final String CANARY = "canary@example.org";
    private static final int MIB = 1 << 20;

    @Autowired
    ApplicationContext context;

    @Autowired
    MockMvcTester web;

    @Autowired
    JdbcClient jdbc;

    private final String id = "evt_" + UUID.randomUUID().toString().replace("-", "");

    /** What is logged; MockMvc prints requests of its own accord, and those have to have the canary. */
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeEach
    void watch() {
        logged.start();
        root().addAppender(logged);
    }

    @AfterEach
    void nothingOfTheBodyWasLogged() {
        root().detachAppender(logged);
        assertThat(logged.list)
                .allSatisfy(event -> assertThat(
                                event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy()))
                        .doesNotContain("canary"));
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    @Test
    void aGenuineEventIsKeptBeforeItIsAnswered() throws Exception {
        assertThat(send(body(""))).hasStatusOk().body().isEmpty();
        assertThat(kept()).isEqualTo(1);
    }

    @Test
    void aRepeatedEventIsAnsweredAsTheFirst() throws Exception {
        send(body(""));

        assertThat(send(body(""))).hasStatusOk();
        assertThat(kept()).isEqualTo(1);
    }

    @Test
    void whatIdentifiesAPersonNeverTouchesTheDisk() throws Exception {
        assertThat(send(body(""))).hasStatusOk();

        assertThat(InboxDrain.projectionOf(context, "STRIPE", id))
                .contains("ch_1")
                .doesNotContain("canary");
    }

    @Test
    void anyCaseOfTheProvidersNameWillDo() throws Exception {
        byte[] body = body("");

        assertThat(web.post().uri("/webhooks/STRIPE").content(body).header("Stripe-Signature", sign(body, SECRET)))
                .hasStatusOk();
    }

    @Test
    void aWrongSignatureIsRefused() throws Exception {
        byte[] body = body("");

        assertRefused(send(body, sign(body, "whsec_other")), 400);
    }

    @Test
    void aBodyThatIsNotTheSignedOneIsRefused() throws Exception {
        assertRefused(send(body(" "), sign(body(""), SECRET)), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "t=", "v1=abc", "t=1,v1=", "t=99999999999999999999,v1=00", "t=1,t=2", "\u0000", "ä"})
    void aSignatureThatIsNoneIsRefused(String signature) {
        assertRefused(send(body(""), signature), 400);
    }

    /** As proxies send them: UTF-8, whose bytes are control characters to those who read Latin-1. */
    @Test
    void anyOtherHeaderMaySayWhatItLikes() throws Exception {
        byte[] body = body("");

        assertThat(web.post()
                        .uri("/webhooks/stripe")
                        .header("Stripe-Signature", sign(body, SECRET))
                        .header(
                                "CF-IPCity",
                                new String("Łódź".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
                        .content(body))
                .hasStatusOk();
    }

    @Test
    void anEventWithoutSignatureIsRefused() {
        assertRefused(web.post().uri("/webhooks/stripe").content(body("")).exchange(), 400);
    }

    static Stream<String> bodiesThatAreNoEvents() {
        return Stream.of(
                "",
                " ",
                "null",
                "[]",
                "1",
                "\"" + CANARY + "\"",
                "{",
                CANARY,
                "{\"" + CANARY + "\": 1}",
                "{\"id\":\"evt_1\",\"type\":\"a\",\"created\":1,\"data\":{\"object\":\"" + CANARY + "\"}}",
                "[".repeat(100_000));
    }

    @ParameterizedTest
    @MethodSource("bodiesThatAreNoEvents")
    void aSignedBodyThatIsNoEventIsRefused(String body) throws Exception {
        assertRefused(send(body.getBytes(StandardCharsets.UTF_8)), 400);
    }

    @Test
    void aMebibyteIsTaken() throws Exception {
        int rest = MIB - body("").length;

        assertThat(send(body(" ".repeat(rest)))).hasStatusOk();
    }

    @Test
    void moreThanAMebibyteIsTooMuchWhetherOrNotItIsAnnounced() throws Exception {
        byte[] body = body(" ".repeat(MIB + 1 - body("").length));
        String signature = sign(body, SECRET);

        assertRefused(send(body, signature), 413);
        assertRefused(
                web.perform(context -> {
                    MockHttpServletRequest request = new Unannounced(context);
                    request.setContent(body);
                    request.addHeader("Stripe-Signature", signature);
                    return request;
                }),
                413);
    }

    /** As with {@code Transfer-Encoding: chunked}. */
    private static final class Unannounced extends MockHttpServletRequest {

        Unannounced(ServletContext context) {
            super(context, "POST", "/webhooks/stripe");
        }

        @Override
        public int getContentLength() {
            return -1;
        }

        @Override
        public long getContentLengthLong() {
            return -1;
        }
    }

    @Test
    void anUnknownProviderIsNotFound() throws Exception {
        byte[] body = body("");

        assertRefused(
                web.post()
                        .uri("/webhooks/acme")
                        .content(body)
                        .header("Stripe-Signature", sign(body, SECRET))
                        .exchange(),
                404);
    }

    @Test
    void nothingButPostIsTaken() {
        assertThat(web.get().uri("/webhooks/stripe")).hasStatus(405).hasHeader("Allow", "POST");
    }

    @Test
    void whatCannotBeStoredIsToBeSentAgain() throws Exception {
        jdbc.sql("rename table inbox_event to inbox_event_away").update();
        try {
            assertThat(send(body("")))
                    .hasStatus(503)
                    .hasHeader("Retry-After", "10")
                    .hasContentType("application/problem+json")
                    .bodyText()
                    .contains("urn:standwith:problem:cannot-store")
                    .doesNotContain("inbox_event", "canary");
        } finally {
            jdbc.sql("rename table inbox_event_away to inbox_event").update();
        }
        assertThat(logged.list)
                .filteredOn(event -> event.getMessage().equals("A webhook could not be kept"))
                .extracting(event -> event.getThrowableProxy().getClassName())
                .containsExactly(BadSqlGrammarException.class.getName());

        assertThat(send(body(""))).hasStatusOk();
        assertThat(kept()).isEqualTo(1);
    }

    private void assertRefused(MvcTestResult answer, int status) {
        assertThat(answer)
                .hasStatus(status)
                .hasContentType("application/problem+json")
                .bodyText()
                .doesNotContain("canary");
        assertThat(kept()).isZero();
    }

    private MvcTestResult send(byte[] body) throws GeneralSecurityException {
        return send(body, sign(body, SECRET));
    }

    private MvcTestResult send(byte[] body, String signature) {
        return web.post()
                .uri("/webhooks/stripe")
                .header("Stripe-Signature", signature)
                .content(body)
                .exchange();
    }

    private byte[] body(String padding) {
        return """
            {"id":"%s","object":"event","type":"charge.succeeded","created":1780000000,%s"data":{"object":
             {"id":"ch_1","object":"charge","amount":500,"currency":"usd","created":1780000000,"status":"succeeded",
              "billing_details":{"email":"%s","name":"%s"},"receipt_email":"%s"}}}\
            """.formatted(id, padding, CANARY, CANARY, CANARY).getBytes(StandardCharsets.UTF_8);
    }

    private static String sign(byte[] body, String secret) throws GeneralSecurityException {
        return Webhook.Signature.generateSignatureHeader(new String(body, StandardCharsets.UTF_8), secret);
    }

    private int kept() {
        return jdbc.sql("select count(*) from inbox_event where event_id = :id")
                .param("id", id)
                .query(Integer.class)
                .single();
    }
}
