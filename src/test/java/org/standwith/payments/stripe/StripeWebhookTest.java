package org.standwith.payments.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.net.Webhook;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.standwith.payments.Event;
import org.standwith.payments.Reception;
import tools.jackson.databind.json.JsonMapper;

class StripeWebhookTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String OLD_SECRET = "whsec_old";
    private static final String NEW_SECRET = "whsec_new";
    private static final String BODY = """
        {"id": "evt_1", "type": "charge.succeeded", "created": 1772366399,
         "data": {"object": {"id": "ch_1", "object": "charge", "amount": 500}}}\
        """;

    private final StripeWebhook webhook = new StripeWebhook(
            StripeProvider.STRIPE,
            List.of(OLD_SECRET, NEW_SECRET),
            FakeStripe.COUNTRIES,
            Clock.fixed(NOW, ZoneOffset.UTC),
            JsonMapper.builder().build());

    @ParameterizedTest
    @ValueSource(strings = {OLD_SECRET, NEW_SECRET})
    void whatIsSignedWithAnyOfTheSecretsIsGenuine(String secret) {
        assertThat(receive(BODY, signed(BODY, secret)))
                .isEqualTo(new Reception.Genuine(new Event(
                        StripeProvider.STRIPE,
                        "evt_1",
                        "charge.succeeded",
                        Instant.parse("2026-03-01T11:59:59Z"),
                        "{\"id\":\"ch_1\",\"object\":\"charge\",\"amount\":500,\"handling\":\"CAUTION\"}")));
    }

    @Test
    void oneHeaderMayCarrySeveralSignatures() {
        String unknown = signed(BODY, "whsec_of_somebody_else");
        String known = signed(BODY, NEW_SECRET);

        assertGenuine(receive(BODY, unknown + known.substring(known.indexOf(','))));
        assertGenuine(receive(BODY, known + unknown.substring(unknown.indexOf(',')) + ",v0=abc"));
    }

    @Test
    void whatSomebodyElseSignedIsRefused() {
        assertRejected(receive(BODY, signed(BODY, "whsec_of_somebody_else")));
        assertRejected(receive(BODY, signed(BODY, "")));
    }

    @Test
    void aSignatureIsGoodForFiveMinutesEitherWay() {
        assertGenuine(receive(BODY, signedAt(-300)));
        assertGenuine(receive(BODY, signedAt(300)));

        assertRejected(receive(BODY, signedAt(-301)));
        assertRejected(receive(BODY, signedAt(301)));
        assertRejected(receive(BODY, signedAt(365 * 86_400)));
    }

    @Test
    void aSignatureFromTheFutureIsNotMadePresentByWritingItsHeaderAnotherWay() {
        long now = NOW.getEpochSecond();
        long ahead = now + 86_400;
        String signature = signedAt(86_400).substring(signedAt(86_400).indexOf(",v1="));

        assertRejected(receive(BODY, "t=" + ahead + ",t=" + now + signature));
        assertRejected(receive(BODY, "t=" + now + ",t=" + ahead + signature));
        assertRejected(receive(BODY, "t=+" + ahead + signature));
        assertRejected(receive(BODY, "t=000000000000" + ahead + signature));
        assertRejected(receive(BODY, "t=" + arabic(ahead) + signature));
        assertRejected(receive(BODY, "t=+" + ahead + ",t=" + now + signature));
        assertRejected(receive(BODY, "t =" + now + ",t=" + ahead + signature));
        assertRejected(receive(BODY, " t=" + now + ",t=" + ahead + signature));
        assertRejected(receive(BODY, "t= " + ahead + signature));
        assertRejected(receive(BODY, "t=" + ahead + " " + signature));
        assertRejected(receive(BODY, signature.substring(1) + ",t=" + ahead));
        assertRejected(receive(BODY, "t=" + ahead + "=" + now + signature));
    }

    @Test
    void theOrderInTheHeaderDoesNotMatter() {
        String header = signed(BODY, NEW_SECRET);
        int comma = header.indexOf(',');

        assertGenuine(receive(BODY, header.substring(comma + 1) + "," + header.substring(0, comma)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "t",
                "t=",
                "t=abc",
                "t=,v1=",
                "t=1772366400",
                "t=1772366400,v1",
                "t=1772366400,v1=",
                "v1=abc",
                ",",
                ",,,",
                "=",
                "=,=",
                "t=1772366400,v1=\u0000",
                "t=99999999999999999999,v1=abc",
                "t=-1,v1=abc"
            })
    void aHeaderThatIsNoSignatureIsRefused(String header) {
        assertRejected(receive(BODY, header));
    }

    @Test
    void aMissingHeaderIsRefused() {
        assertRejected(webhook.receive(BODY.getBytes(UTF_8), Map.of()));
    }

    @Test
    void anyByteThatIsAlteredBreaksTheSignature() {
        byte[] body = BODY.getBytes(UTF_8);
        String header = signed(BODY, NEW_SECRET);
        for (int i = 0; i < body.length; i++) {
            byte[] altered = body.clone();
            altered[i] ^= 1;
            assertRejected(webhook.receive(altered, Map.of("stripe-signature", header)));
        }
    }

    @Test
    void bytesThatOnlyLookAlikeAsTextAreRefused() {
        String body = BODY.replace("500", "500, \"description\": \"\uFFFD\"");
        String header = signed(body, NEW_SECRET);
        assertGenuine(receive(body, header));

        byte[] lookAlike = body.replace("\uFFFD", "\u0001").getBytes(UTF_8);
        for (int i = 0; i < lookAlike.length; i++) {
            lookAlike[i] = lookAlike[i] == 1 ? (byte) 0xFF : lookAlike[i];
        }
        assertThat(webhook.receive(lookAlike, Map.of("stripe-signature", header)))
                .isEqualTo(new Reception.Rejected("not UTF-8"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "{}",
                "null",
                "17",
                "\"evt_1\"",
                "not JSON",
                "{\"id\": ",
                "<html></html>",
                "{\"id\": \"evt_1\"} {}",
                // something missing
                "{\"type\": \"a.b\", \"created\": 1, \"data\": {\"object\": {}}}",
                "{\"id\": \"evt_1\", \"created\": 1, \"data\": {\"object\": {}}}",
                "{\"id\": \"evt_1\", \"type\": \"a.b\", \"data\": {\"object\": {}}}",
                "{\"id\": \"evt_1\", \"type\": \"a.b\", \"created\": 1}",
                "{\"id\": \"evt_1\", \"type\": \"a.b\", \"created\": 1, \"data\": {}}",
                "{\"id\": \"evt_1\", \"type\": \"a.b\", \"created\": 1, \"data\": {\"object\": []}}",
                // something of another kind
                "{\"id\": \"evt 1\", \"type\": \"a.b\", \"created\": 1, \"data\": {\"object\": {}}}",
                "{\"id\": null, \"type\": \"a.b\", \"created\": 1, \"data\": {\"object\": {}}}",
                "{\"id\": 1, \"type\": \"a.b\", \"created\": 1, \"data\": {\"object\": {}}}",
                "{\"id\": \"evt_1\", \"type\": \"A B\", \"created\": 1, \"data\": {\"object\": {}}}",
                "{\"id\": \"evt_1\", \"type\": \"a.b\", \"created\": \"1\", \"data\": {\"object\": {}}}",
                "{\"id\": \"evt_1\", \"type\": \"a.b\", \"created\": 1.5, \"data\": {\"object\": {}}}",
                // a time that is none
                "{\"id\": \"evt_1\", \"type\": \"a.b\", \"created\": -1, \"data\": {\"object\": {}}}",
                "{\"id\": \"evt_1\", \"type\": \"a.b\", \"created\": 253402300800, \"data\": {\"object\": {}}}",
                "{\"id\": \"evt_1\", \"type\": \"a.b\", \"created\": 9223372036854775807, \"data\": {\"object\": {}}}",
                "{\"id\": \"evt_1\", \"type\": \"a.b\", \"created\": 1e400, \"data\": {\"object\": {}}}",
                "{\"id\": \"evt_1\", \"type\": \"a.b\", \"created\": 99999999999999999999999, \"data\": {\"object\":"
                        + " {}}}"
            })
    void whatIsSignedButNoEventIsRefused(String body) {
        assertRejected(receive(body, signed(body, NEW_SECRET)));
    }

    @Test
    void whatIsSignedButTooLargeOrTooDeepIsRefused() {
        String huge = BODY.replace("evt_1", "e".repeat(201));
        assertRejected(receive(huge, signed(huge, NEW_SECRET)));

        String deep = "[".repeat(100_000);
        assertRejected(receive(deep, signed(deep, NEW_SECRET)));

        String deepInside = BODY.replace("500", "500, \"metadata\": " + "{\"a\":".repeat(100_000));
        assertRejected(receive(deepInside, signed(deepInside, NEW_SECRET)));
    }

    @Test
    void whateverComesInThereIsAnAnswer() {
        Random random = new Random(20260301);
        String alphabet = "t=v10,abc{}[]\":\\ \u0000\u00E9\uD83D\uDE00-+.e9_";
        for (int i = 0; i < 20_000; i++) {
            String header = random.nextInt(3) == 0 ? "t=" + NOW.getEpochSecond() + "," : "";
            header += text(random, alphabet, 40);
            byte[] body = new byte[random.nextInt(60)];
            random.nextBytes(body);
            if (random.nextBoolean()) {
                String said = text(random, alphabet, 60);
                body = said.getBytes(UTF_8);
                header = random.nextBoolean() ? signed(said, NEW_SECRET) : header;
            }
            Map<String, String> headers = new HashMap<>(Map.of("stripe-signature", header));
            assertThat(webhook.receive(body, headers)).isInstanceOf(Reception.Rejected.class);
        }
    }

    @Test
    void eventsWithPiecesMissingOrSwappedHaveAnAnswer() {
        Random random = new Random(42);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder body = new StringBuilder(BODY);
            for (int cuts = random.nextInt(3); cuts >= 0; cuts--) {
                int from = random.nextInt(body.length());
                int to = Math.min(body.length(), from + random.nextInt(12));
                body.replace(from, to, text(random, "{}[]\":,0123456789eE.-nul", 6));
            }
            assertThat(receive(body.toString(), signed(body.toString(), NEW_SECRET)))
                    .isInstanceOf(Reception.class);
        }
    }

    @Test
    void aReasonRepeatsNothingOfWhatCame() {
        String body = "{\"email\": \"jane@example.org\"}";

        assertThat(receive(body, signed(body, NEW_SECRET)).toString()).doesNotContain("jane");
        assertThat(receive("jane@example.org", signed("jane@example.org", NEW_SECRET))
                        .toString())
                .doesNotContain("jane");
    }

    private Reception receive(String body, String header) {
        return webhook.receive(body.getBytes(UTF_8), Map.of("stripe-signature", header));
    }

    private static void assertGenuine(Reception reception) {
        assertThat(reception).isInstanceOf(Reception.Genuine.class);
    }

    private static void assertRejected(Reception reception) {
        assertThat(reception).isInstanceOf(Reception.Rejected.class);
    }

    private static String signedAt(long secondsFromNow) {
        return signed(BODY, NEW_SECRET, NOW.getEpochSecond() + secondsFromNow);
    }

    private static String signed(String body, String secret) {
        return signed(body, secret, NOW.getEpochSecond());
    }

    private static String signed(String body, String secret, long at) {
        try {
            // An empty key is none to Java; what it would sign is the same as with one zero byte.
            return Webhook.Signature.generateSignatureHeader(body, secret.isEmpty() ? "\u0000" : secret, at);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String arabic(long number) {
        StringBuilder digits = new StringBuilder();
        Long.toString(number).chars().forEach(digit -> digits.append((char) (digit - '0' + '\u0660')));
        return digits.toString();
    }

    private static String text(Random random, String alphabet, int atMost) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(atMost); i > 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
