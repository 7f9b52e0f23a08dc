package org.standwith.payments.paypal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.standwith.payments.paypal.PayPalSignature.Check;

class PayPalSignatureTest {

    private static final String ID = "paypal-transmission-id";
    private static final String TIME = "paypal-transmission-time";
    private static final String SIGNATURE = "paypal-transmission-sig";
    private static final String CERTIFICATE = "paypal-cert-url";
    private static final String ALGORITHM = "paypal-auth-algo";

    private static final String WEBHOOK = "70B33333CC444444D";
    private static final String URL = "https://api.paypal.com/v1/notifications/certs/CERT-1";
    private static final String BODY = "{\"id\": \"WH-1\", \"event_type\": \"PAYMENT.SALE.COMPLETED\"}";

    private final TestChain root = TestChain.root();
    private final TestChain leaf = root.leaf();
    private final ServedCertificates served = new ServedCertificates().at(URL, TestChain.pem(leaf));
    private final PayPalSignature signature = new PayPalSignature(
            WEBHOOK,
            new PayPalCertificates(
                    List.of(), List.of(TestChain.pemText(root)), Clock.fixed(TestChain.NOW, ZoneOffset.UTC), served));

    /** How the certificate between PayPal's and the root may come to be known. */
    enum Way {
        CONFIGURED,
        SERVED,
        FETCHED;

        PayPalSignature of(SignedByPayPal real, String webhookId) {
            ServedCertificates network = new ServedCertificates().at(real.certificateAt(), real.leaf());
            List<String> anchors = List.of();
            switch (this) {
                case CONFIGURED -> anchors = List.of(SignedByPayPal.intermediate());
                case SERVED -> network.at(real.certificateAt(), real.leaf() + "\n" + SignedByPayPal.intermediate());
                case FETCHED -> network.at(SignedByPayPal.INTERMEDIATE_AT, SignedByPayPal.intermediate());
            }
            Clock then = Clock.fixed(Instant.parse(real.time()), ZoneOffset.UTC);
            return new PayPalSignature(webhookId, new PayPalCertificates(List.of(), anchors, then, network));
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void whatPayPalReallySignedIsGenuine(Way way) {
        List<SignedByPayPal> all = SignedByPayPal.all();

        assertThat(all)
                .hasSize(12)
                .allSatisfy(real -> assertThat(
                                way.of(real, SignedByPayPal.WEBHOOK_ID).check(real.body(), real.headers()))
                        .isEqualTo(new Check.Genuine()));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void whatPayPalReallySignedIsForgedOnceAnythingIsChanged(Way way) {
        Random random = new Random(20240730);
        for (SignedByPayPal real : SignedByPayPal.all()) {
            PayPalSignature check = way.of(real, SignedByPayPal.WEBHOOK_ID);
            assertForged(way.of(real, "WEBHOOK_IE").check(real.body(), real.headers()));
            for (int i = 0; i < 100; i++) {
                byte[] altered = real.body().clone();
                altered[random.nextInt(altered.length)] ^= (byte) (1 << random.nextInt(8));
                assertForged(check.check(altered, real.headers()));
            }
            for (String header : List.of(ID, TIME, SIGNATURE)) {
                String text = real.headers().getOrDefault(header, "");
                for (int i = 0; i < text.length(); i++) {
                    char other = text.charAt(i) == '1' ? '2' : '1';
                    String altered = text.substring(0, i) + other + text.substring(i + 1);
                    assertForged(check.check(real.body(), with(real.headers(), header, altered)));
                }
            }
            assertThat(check.check(real.body(), real.headers())).isEqualTo(new Check.Genuine());
        }
    }

    @Test
    void whatPayPalReallySignedIsNotBelievedOnceTheCertificateHasEnded() {
        SignedByPayPal real = SignedByPayPal.all().getFirst();
        ServedCertificates network = new ServedCertificates().at(real.certificateAt(), real.leaf());
        PayPalCertificates later = new PayPalCertificates(
                List.of(),
                List.of(SignedByPayPal.intermediate()),
                Clock.fixed(Instant.parse("2025-03-08T00:00:00Z"), ZoneOffset.UTC),
                network);

        assertForged(new PayPalSignature(SignedByPayPal.WEBHOOK_ID, later).check(real.body(), real.headers()));
    }

    @Test
    void withoutTheCertificateInBetweenNothingIsDecided() {
        SignedByPayPal real = SignedByPayPal.all().getFirst();
        ServedCertificates network = new ServedCertificates().at(real.certificateAt(), real.leaf());
        PayPalCertificates alone = new PayPalCertificates(
                List.of(), List.of(), Clock.fixed(Instant.parse(real.time()), ZoneOffset.UTC), network);

        assertThat(new PayPalSignature(SignedByPayPal.WEBHOOK_ID, alone).check(real.body(), real.headers()))
                .isInstanceOf(Check.Undecided.class);
        assertThat(network.asked()).containsExactly(real.certificateAt(), SignedByPayPal.INTERMEDIATE_AT);
    }

    @Test
    void theSumOfTheBodyIsWrittenWithoutASign() {
        Random random = new Random(32);
        boolean[] seen = new boolean[2];
        for (int i = 0; i < 20; i++) {
            byte[] body = new byte[random.nextInt(1, 50)];
            random.nextBytes(body);
            seen[crc32(body) > Integer.MAX_VALUE ? 1 : 0] = true;
            assertThat(signature.check(body, signed(body, leaf))).isEqualTo(new Check.Genuine());
        }
        assertThat(seen).containsExactly(true, true);
    }

    @Test
    void anEmptyBodyHasASignatureToo() {
        assertThat(signature.check(new byte[0], signed(new byte[0], leaf))).isEqualTo(new Check.Genuine());
    }

    @Test
    void whatSomebodyElseSignedIsForged() {
        TestChain other = root.leaf(as -> as.keys(TestChain.rsa("other")));

        assertForged(check(signed(BODY, other)));
    }

    @Test
    void whatIsSignedForAnotherWebhookIsForged() {
        String signed = leaf.sign("id|2026-03-01T12:00:00Z|OTHER|" + crc32(BODY.getBytes(UTF_8)));

        assertForged(check(with(signed(BODY, leaf), SIGNATURE, signed)));
    }

    @Test
    void theCertificateDecidesWhereThereIsOne() {
        served.at(URL, TestChain.pem(TestChain.selfSignedLeaf()));

        assertForged(check(signed(BODY, leaf)));
    }

    @Test
    void withoutACertificateNothingIsDecided() {
        String elsewhere = URL.replace("CERT-1", "CERT-2");

        assertThat(check(with(signed(BODY, leaf), CERTIFICATE, elsewhere))).isInstanceOf(Check.Undecided.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {ID, TIME, SIGNATURE, CERTIFICATE, ALGORITHM})
    void aMissingHeaderIsForgedAndNobodyIsAsked(String header) {
        Map<String, String> headers = new HashMap<>(signed(BODY, leaf));
        headers.remove(header);
        assertForged(check(headers));

        headers.put(header, "");
        assertForged(check(headers));
        assertThat(served.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                ID + "!a|b",
                ID + "!a b",
                ID + "! a",
                ID + "!\u0660",
                ID + "!a\u0000",
                TIME + "!2026-03-01T12:00:00Z|x",
                TIME + "!yesterday",
                TIME + "!2026-03-01T12:00:00Z ",
                ALGORITHM + "!SHA1withRSA",
                ALGORITHM + "!sha256withrsa",
                ALGORITHM + "!NONEwithRSA",
                ALGORITHM + "!SHA256withECDSA",
                ALGORITHM + "!SHA256withRSA,SHA1withRSA",
                SIGNATURE + "!====",
                SIGNATURE + "!not base64",
                SIGNATURE + "!YQ",
                SIGNATURE + "!YR==",
                SIGNATURE + "!YQ==\n",
                SIGNATURE + "!\u00E9\u00E9\u00E9\u00E9",
                CERTIFICATE + "!https://api.paypal.com.evil.example/v1/notifications/certs/CERT-1",
                CERTIFICATE + "!not an address"
            })
    void aHeaderThatIsNotPayPalsIsForgedAndNobodyIsAsked(String header, String value) {
        assertForged(check(with(signed(BODY, leaf), header, value)));
        assertThat(served.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {ID, TIME, SIGNATURE, CERTIFICATE, ALGORITHM})
    void aHeaderThatIsTooLongIsForgedAndNobodyIsAsked(String header) {
        for (String filler : List.of("1", "A", "AAAA", "/")) {
            assertForged(check(with(signed(BODY, leaf), header, filler.repeat(100_000))));
            assertForged(
                    check(with(signed(BODY, leaf), header, signed(BODY, leaf).get(header) + filler.repeat(100_000))));
        }
        assertThat(served.asked()).isEmpty();
    }

    @Test
    void aStrokeMovesNothingFromOneFieldIntoTheNext() {
        byte[] body = BODY.getBytes(UTF_8);
        String signed = leaf.sign("a|b|2026-03-01T12:00:00Z|" + WEBHOOK + "|" + crc32(body));
        Map<String, String> headers = with(signed(BODY, leaf), SIGNATURE, signed);

        assertForged(check(with(headers, ID, "a|b")));
        assertForged(check(with(with(headers, ID, "a"), TIME, "b|2026-03-01T12:00:00Z")));
    }

    @Test
    void aSignatureHasOneForm() {
        Map<String, String> headers = signed(BODY, leaf);
        String good = headers.getOrDefault(SIGNATURE, "");
        // The last letter before the padding says two bits; the four that say nothing are zero.
        char last = good.charAt(good.length() - 3);
        String same = good.substring(0, good.length() - 3) + (char) (last + 1) + "==";

        assertThat(good).endsWith("==");
        assertForged(check(with(headers, SIGNATURE, same)));
        assertForged(check(with(headers, SIGNATURE, good.replace("=", ""))));
        assertThat(check(headers)).isEqualTo(new Check.Genuine());
    }

    @Test
    void whateverComesInThereIsAnAnswer() {
        Random random = new Random(20260301);
        String alphabet = "https://api.paypal.com/v1/certs/|=+AZ09-_:@#?%[]\\ \u0000\u00E9\uD83D\uDE00T\r\n";
        Map<String, String> ofAnother = signed(BODY, leaf);
        for (int i = 0; i < 10_000; i++) {
            byte[] body = new byte[random.nextInt(60)];
            random.nextBytes(body);
            Map<String, String> headers = new HashMap<>(i % 20 == 0 ? signed(body, leaf) : ofAnother);
            List<String> names = List.of(ID, TIME, SIGNATURE, CERTIFICATE, ALGORITHM);
            String name = names.get(random.nextInt(names.size()));
            StringBuilder value = new StringBuilder(headers.getOrDefault(name, ""));
            for (int cuts = random.nextInt(3); cuts >= 0; cuts--) {
                int from = random.nextInt(value.length() + 1);
                int to = Math.min(value.length(), from + random.nextInt(8));
                value.replace(from, to, text(random, alphabet));
            }
            boolean isSame = value.toString().equals(headers.put(name, value.toString()));
            Check check = signature.check(body, headers);
            assertThat(check instanceof Check.Genuine).isEqualTo(isSame && i % 20 == 0);
        }
    }

    @Test
    void aReasonRepeatsNothingOfWhatCame() {
        for (String header : List.of(ID, TIME, SIGNATURE, CERTIFICATE, ALGORITHM)) {
            Check check = check(with(signed(BODY, leaf), header, "jane@example.org"));
            assertThat(check.toString()).doesNotContain("jane");
        }
    }

    private Check check(Map<String, String> headers) {
        return signature.check(BODY.getBytes(UTF_8), headers);
    }

    private static void assertForged(Check check) {
        assertThat(check).isInstanceOf(Check.Forged.class);
    }

    private static Map<String, String> signed(String body, TestChain by) {
        return signed(body.getBytes(UTF_8), by);
    }

    private static Map<String, String> signed(byte[] body, TestChain by) {
        String id = "7c8e8ea0-155d-11f1-9c9a-3f2b6a4d5e6f";
        String time = "2026-03-01T12:00:00Z";
        return Map.of(
                ID, id,
                TIME, time,
                SIGNATURE, by.sign(id + "|" + time + "|" + WEBHOOK + "|" + crc32(body)),
                CERTIFICATE, URL,
                ALGORITHM, "SHA256withRSA");
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        Map<String, String> altered = new HashMap<>(headers);
        altered.put(name, value);
        return altered;
    }

    private static long crc32(byte[] body) {
        CRC32 sum = new CRC32();
        sum.update(body);
        return sum.getValue();
    }

    private static String text(Random random, String alphabet) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
