package org.standwith.payments.paypal;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okForContentType;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.standwith.AtOnce;
import org.standwith.TestClock;
import org.standwith.payments.paypal.PayPalCertificates.Found;

class PayPalCertificatesTest {

    private static final String URL = "https://api.paypal.com/v1/notifications/certs/CERT-1";
    private static final String CONFIGURED = "https://certs.example/any/path?id=1";
    private static final String ISSUER = "http://cacerts.digicert.com/Intermediate.crt";

    private static final WireMockServer SERVER =
            new WireMockServer(options().dynamicPort().containerThreads(20).jettyAcceptors(1));

    private final TestClock clock = new TestClock(TestChain.NOW.toString());
    private final ServedCertificates served = new ServedCertificates();
    private final TestChain root = TestChain.root();
    private final PayPalCertificates certificates = trusting(TestChain.pemText(root));

    @BeforeAll
    static void start() {
        SERVER.start();
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @BeforeEach
    void forget() {
        SERVER.resetAll();
    }

    // Where it is

    @ParameterizedTest
    @ValueSource(
            strings = {
                URL,
                "https://api-m.paypal.com/v1/notifications/certs/CERT-1",
                "https://api.sandbox.paypal.com/v1/notifications/certs/CERT-1",
                "https://api-m.sandbox.paypal.com/v1/notifications/certs/CERT-360caa42-fca2a594-1a5f47cb",
                "https://api.paypal.com:443/v1/notifications/certs/CERT-1"
            })
    void aCertificateAtPayPalIsTrusted(String url) {
        served.at(url, TestChain.pem(root.leaf()));

        assertTrusted(certificates.find(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "https://",
                "/v1/notifications/certs/CERT-1",
                "//api.paypal.com/v1/notifications/certs/CERT-1",
                // other hosts
                "https://evil.example/v1/notifications/certs/CERT-1",
                "https://paypal.com/v1/notifications/certs/CERT-1",
                "https://www.paypal.com/v1/notifications/certs/CERT-1",
                "https://api.paypal.com.evil.example/v1/notifications/certs/CERT-1",
                "https://evil-api.paypal.com/v1/notifications/certs/CERT-1",
                "https://evil.api.paypal.com/v1/notifications/certs/CERT-1",
                "https://apixpaypal.com/v1/notifications/certs/CERT-1",
                "https://api.paypa1.com/v1/notifications/certs/CERT-1",
                "https://api.p\u0430ypal.com/v1/notifications/certs/CERT-1",
                "https://api\u3002paypal\u3002com/v1/notifications/certs/CERT-1",
                "https://evil.example#api.paypal.com/v1/notifications/certs/CERT-1",
                "https://evil.example?api.paypal.com/v1/notifications/certs/CERT-1",
                "https://evil.example/https://api.paypal.com/v1/notifications/certs/CERT-1",
                "https://evil.example\\.api.paypal.com/v1/notifications/certs/CERT-1",
                "https://169.254.169.254/v1/notifications/certs/CERT-1",
                "https://localhost/v1/notifications/certs/CERT-1",
                "https://[::1]/v1/notifications/certs/CERT-1",
                "https://0x7f000001/v1/notifications/certs/CERT-1",
                // the host, otherwise written
                "https://API.PAYPAL.COM/v1/notifications/certs/CERT-1",
                "https://api.paypal.com./v1/notifications/certs/CERT-1",
                "https://api%2Epaypal.com/v1/notifications/certs/CERT-1",
                "https://api.paypal.com\t/v1/notifications/certs/CERT-1",
                " https://api.paypal.com/v1/notifications/certs/CERT-1",
                "https://api.paypal.com/v1/notifications/certs/CERT-1\n",
                // user info
                "https://api.paypal.com@evil.example/v1/notifications/certs/CERT-1",
                "https://api.paypal.com:443@evil.example/v1/notifications/certs/CERT-1",
                "https://evil.example@api.paypal.com/v1/notifications/certs/CERT-1",
                "https://@api.paypal.com/v1/notifications/certs/CERT-1",
                "https://user:secret@api.paypal.com/v1/notifications/certs/CERT-1",
                // ports
                "https://api.paypal.com:80/v1/notifications/certs/CERT-1",
                "https://api.paypal.com:8443/v1/notifications/certs/CERT-1",
                "https://api.paypal.com:4430/v1/notifications/certs/CERT-1",
                "https://api.paypal.com:/v1/notifications/certs/CERT-1",
                "https://api.paypal.com:0443/v1/notifications/certs/CERT-1",
                "https://api.paypal.com:-1/v1/notifications/certs/CERT-1",
                "https://api.paypal.com:99999999999/v1/notifications/certs/CERT-1",
                // schemes
                "http://api.paypal.com/v1/notifications/certs/CERT-1",
                "http://api.paypal.com:443/v1/notifications/certs/CERT-1",
                "HTTPS://api.paypal.com/v1/notifications/certs/CERT-1",
                "ftp://api.paypal.com/v1/notifications/certs/CERT-1",
                "file:///v1/notifications/certs/CERT-1",
                "jar:https://api.paypal.com/v1/notifications/certs/CERT-1!/x",
                "https:api.paypal.com/v1/notifications/certs/CERT-1",
                "https:\\\\api.paypal.com/v1/notifications/certs/CERT-1",
                // paths
                "https://api.paypal.com",
                "https://api.paypal.com/",
                "https://api.paypal.com/CERT-1",
                "https://api.paypal.com/v1/notifications/certs",
                "https://api.paypal.com/v1/notifications/certs/",
                "https://api.paypal.com/v1/notifications/certs/../../x",
                "https://api.paypal.com/v1/notifications/certs/..",
                "https://api.paypal.com/v1/notifications/certs/%2e%2e/%2e%2e/x",
                "https://api.paypal.com/v1/notifications/certs/%2e%2e%2fx",
                "https://api.paypal.com/v1/notifications/certs/a/b",
                "https://api.paypal.com/v1/notifications/certs//CERT-1",
                "https://api.paypal.com//v1/notifications/certs/CERT-1",
                "https://api.paypal.com/V1/notifications/certs/CERT-1",
                "https://api.paypal.com/x/v1/notifications/certs/CERT-1",
                "https://api.paypal.com/v1/notifications/certs/CERT-1?x=1",
                "https://api.paypal.com/v1/notifications/certs/CERT-1?",
                "https://api.paypal.com/v1/notifications/certs/CERT-1#x",
                "https://api.paypal.com/v1/notifications/certs/CERT-1;x",
                "https://api.paypal.com/v1/notifications/certs/CERT 1",
                "https://api.paypal.com/v1/notifications/certs/CERT-1\u0000"
            })
    void anAddressThatIsNotPayPalsIsNeverAsked(String url) {
        served.at(url, TestChain.pem(root.leaf()));

        assertDistrusted(certificates.find(url));
        assertThat(served.asked()).isEmpty();
    }

    @Test
    void anAddressWithALetterChangedIsNeverAskedElsewhere() {
        Random random = new Random(7);
        String alphabet = "abcz019./:@#?%\\[]-_ \u0000\u00E9\u0430";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder url = new StringBuilder(URL);
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                int from = random.nextInt(url.length());
                url.replace(from, from + random.nextInt(2), "" + alphabet.charAt(random.nextInt(alphabet.length())));
            }
            certificates.find(url.toString());
        }
        assertThat(served.asked())
                .isNotEmpty()
                .allMatch(url -> url.startsWith("https://api.paypal.com/v1/notifications/certs/"));
    }

    @Test
    void aConfiguredHostMayHaveItAtAnyPath() {
        PayPalCertificates more = trusting(List.of("certs.example"), TestChain.pemText(root));
        served.at(CONFIGURED, TestChain.pem(root.leaf())).at(URL, TestChain.pem(root.leaf()));

        assertTrusted(more.find(CONFIGURED));
        assertTrusted(more.find(URL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://certs.example/x",
                "https://certs.example:8443/x",
                "https://certs.example.evil.example/x",
                "https://evil.example/x",
                "https://x@certs.example/x",
                "https://certs.example/x#y",
                "https://other.example/x",
                "https://other.example:443/x",
                "http://other.example:8443/x",
                "http://localhost:8081/x",
                "http://localhost/x",
                "http://localhost.evil.example:8080/x",
                "http://127.0.0.2:8080/x",
                "http://[::2]:8080/x",
                "http://[::1]/x"
            })
    void whatIsConfiguredOpensNothingElse(String url) {
        PayPalCertificates more = trusting(
                List.of("certs.example", "other.example:8443", "localhost:8080", "[::1]:8080", "127.0.0.1"),
                TestChain.pemText(root));
        served.at(url, TestChain.pem(root.leaf()));

        assertDistrusted(more.find(url));
        assertThat(served.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://other.example:8443/x",
                "http://localhost:8080/x",
                "https://localhost:8080/x",
                "http://[::1]/x",
                "http://[::1]:80",
                "http://127.0.0.1/x"
            })
    void unencryptedOnlyWhereNothingCrossesANetwork(String url) {
        PayPalCertificates more = trusting(
                List.of(" Other.Example:8443", "localhost:8080", "::1", "127.0.0.1", ""), TestChain.pemText(root));
        served.at(url, TestChain.pem(root.leaf()));

        assertTrusted(more.find(url));
    }

    @Test
    void configuringAHostOfPayPalsDoesNotLoosenWhatItIsHeldTo() {
        PayPalCertificates more = trusting(List.of("api.paypal.com", "api.paypal.com:8443"), TestChain.pemText(root));

        assertDistrusted(more.find("https://api.paypal.com/x"));
        assertDistrusted(more.find("https://api.paypal.com:8443/v1/notifications/certs/CERT-1"));
        assertThat(served.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://certs.example",
                "certs.example/x",
                "a b",
                "*.example",
                "x@y",
                "host:0",
                "host:70000",
                "-x-"
            })
    void anEntryThatIsNoHostIsRefusedAtOnce(String entry) {
        assertThatThrownBy(() -> trusting(List.of("certs.example", entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("standwith.paypal.cert-hosts: an entry is neither \"host\" nor \"host:port\"");
    }

    // What it is

    @Test
    void theChainMayBeServedWithIt() {
        TestChain intermediate = root.intermediate();
        served.at(URL, TestChain.pem(intermediate.leaf(), intermediate));

        assertTrusted(certificates.find(URL));
        assertThat(served.asked()).containsExactly(URL);
    }

    @Test
    void anIntermediateMayBeConfigured() {
        TestChain intermediate = root.intermediate();
        served.at(URL, TestChain.pem(intermediate.leaf()));

        assertTrusted(trusting(TestChain.pemText(intermediate)).find(URL));
    }

    @Test
    void aCertificateThatIsItselfConfiguredNeedsNobodyBehindIt() {
        TestChain leaf = TestChain.selfSignedLeaf();
        served.at(URL, TestChain.pem(leaf));

        assertTrusted(trusting(TestChain.pemText(leaf)).find(URL));
    }

    @Test
    void aConfiguredIntermediateThatHasEndedIsTrustedNoLonger() {
        TestChain intermediate = root.intermediate(as -> as.until("2026-02-01T00:00:00Z"));
        served.at(URL, TestChain.pem(intermediate.leaf()));

        assertDistrusted(trusting(TestChain.pemText(intermediate)).find(URL));
    }

    @Test
    void aMissingIntermediateIsFetchedFromWhereTheCertificateSays() {
        TestChain intermediate = root.intermediate();
        served.at(URL, TestChain.pem(intermediate.leaf(as -> as.issuerAt(ISSUER))));

        for (byte[] file : List.of(intermediate.der(), TestChain.pem(intermediate))) {
            served.at(ISSUER, file);
            assertTrusted(trusting(TestChain.pemText(root)).find(URL));
        }
        assertThat(served.asked()).containsExactly(URL, ISSUER, URL, ISSUER);
    }

    @Test
    void severalMissingIntermediatesAreFetchedButNotEndlessly() {
        List<TestChain> chain = chainOf(6);
        for (int missing = 0; missing < 6; missing++) {
            PayPalCertificates fresh = trusting(TestChain.pemText(root));
            TestChain last = chain.get(missing);
            served.at(URL, TestChain.pem(last.leaf(as -> as.issuerAt("http://cacerts.digicert.com/" + 9))));
            served.at("http://cacerts.digicert.com/9", last.der());

            Found found = fresh.find(URL);
            if (missing < 3) {
                assertTrusted(found);
            } else {
                assertDistrusted(found);
            }
        }
    }

    @Test
    void withoutTheIntermediateNothingIsKnown() {
        TestChain intermediate = root.intermediate();
        served.at(URL, TestChain.pem(intermediate.leaf(as -> as.issuerAt(ISSUER))));

        assertOutOfReach(certificates.find(URL));
    }

    @Test
    void whatSomebodyPutsInTheIntermediatesPlaceChangesNothing() {
        TestChain intermediate = root.intermediate();
        TestChain forged = TestChain.root("forger").intermediate(as -> as.keys(TestChain.rsa("other")));
        served.at(URL, TestChain.pem(intermediate.leaf(as -> as.issuerAt(ISSUER))));

        for (byte[] file : List.of(forged.der(), root.der(), "<html>".getBytes(), new byte[0], new byte[20_000])) {
            served.at(ISSUER, file);
            assertOutOfReach(trusting(TestChain.pemText(root)).find(URL));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example/Intermediate.crt",
                "http://cacerts.digicert.com.evil.example/Intermediate.crt",
                "http://cacerts.digicert.com@evil.example/Intermediate.crt",
                "http://cacerts.digicert.com:8080/Intermediate.crt",
                "http://169.254.169.254/latest/meta-data",
                "http://localhost/Intermediate.crt",
                "http://cacerts.digicert.com/Intermediate.crt?x",
                "http://cacerts.digicert.com",
                "ldap://cacerts.digicert.com/Intermediate.crt",
                "file:///etc/passwd"
            })
    void anIssuerSomewhereElseIsNotAsked(String address) {
        TestChain intermediate = root.intermediate();
        served.at(URL, TestChain.pem(intermediate.leaf(as -> as.issuerAt(address))))
                .at(address, intermediate.der());

        assertOutOfReach(certificates.find(URL));
        assertThat(served.asked()).containsExactly(URL);
    }

    @Test
    void aCertificateCountsWhileItIsValidOnly() {
        assertTrusted(found(root.leaf(as -> as.until("2026-03-01T12:00:00Z"))));
        assertTrusted(found(root.leaf(as -> as.from("2026-03-01T12:00:00Z"))));

        assertDistrusted(found(root.leaf(as -> as.until("2026-03-01T11:59:59Z"))));
        assertDistrusted(found(root.leaf(as -> as.from("2026-03-01T12:00:01Z"))));
    }

    @Test
    void nobodyIsAskedAboutACertificateThatIsBeyondHelp() {
        TestChain intermediate = root.intermediate();
        TestChain ended =
                root.intermediate(as -> as.until("2026-02-28T00:00:00Z").issuerAt(ISSUER));

        assertDistrusted(
                found(intermediate.leaf(as -> as.until("2026-02-28T00:00:00Z").issuerAt(ISSUER))));
        assertDistrusted(
                found(intermediate.leaf(as -> as.keys(TestChain.rsa(1_024)).issuerAt(ISSUER))));
        assertDistrusted(found(intermediate.leaf(as -> as.named("shop.example").issuerAt(ISSUER))));
        assertDistrusted(found(ended.leaf(), ended));
        assertThat(served.asked()).containsOnly(URL);
    }

    @Test
    void everyCertificateOfTheChainMustBeValid() {
        TestChain ended = root.intermediate(as -> as.until("2026-02-28T00:00:00Z"));
        TestChain toCome = root.intermediate(as -> as.from("2026-03-02T00:00:00Z"));

        assertDistrusted(found(ended.leaf(), ended));
        assertDistrusted(found(toCome.leaf(), toCome));
    }

    @Test
    void whoeverIsNotTrustedVouchesForNobody() {
        TestChain unknown = TestChain.root("forger");
        TestChain below = unknown.intermediate();
        TestChain borrowed = new TestChain(root.certificate(), TestChain.rsa("forger"));

        assertDistrusted(found(TestChain.selfSignedLeaf()));
        assertDistrusted(found(unknown.leaf()));
        assertDistrusted(found(unknown.leaf(), unknown));
        assertDistrusted(found(below.leaf(), below, unknown));
        assertDistrusted(found(below.leaf(), below, root));
        assertDistrusted(found(borrowed.leaf()));
        assertDistrusted(found(borrowed.leaf(), root));
    }

    @Test
    void whoeverMayNotIssueCertificatesVouchesForNobody() {
        TestChain shop = root.leaf(as -> as.named("shop.example").keys(TestChain.rsa("other")));

        assertDistrusted(found(shop.leaf(), shop));
        assertDistrusted(found(shop.leaf(as -> as.issuerAt(ISSUER)), shop));
    }

    @Test
    void onlyTheFirstCertificateCounts() {
        TestChain shop = root.leaf(as -> as.named("shop.example"));

        assertDistrusted(found(shop, root.leaf()));
    }

    @Test
    void aCertificateAtPayPalMustBeForThis() {
        assertTrusted(found(root.leaf(as -> as.named("messageverificationcerts.sandbox.paypal.com"))));
        assertTrusted(found(root.leaf(as -> as.named("MessageVerificationCerts.PayPal.com"))));
        assertTrusted(found(root.leaf(as -> as.named("x.paypal.com", "y.paypal.com", TestChain.NAME))));

        for (String name : List.of(
                "api.paypal.com",
                "messageverificationcerts.paypal.com.evil.example",
                "messageverificationcerts.evil.example",
                "messageverificationcerts.evilpaypal.com",
                "x.messageverificationcerts.paypal.com",
                "messageverificationcerts paypal.com",
                "messageverificationcerts/.paypal.com",
                "evil.example\\, CN\\=messageverificationcerts.paypal.com",
                "messageverificationcerts")) {
            assertDistrusted(found(root.leaf(as -> as.named(name))));
            assertDistrusted(found(root.leaf(as -> as.named("x", name.replace("\\", "")))));
        }
    }

    @Test
    void aCertificateAtAConfiguredHostMayBeForAnything() {
        PayPalCertificates more = trusting(List.of("certs.example"), TestChain.pemText(root));
        served.at(CONFIGURED, TestChain.pem(root.leaf(as -> as.named("anything"))));

        assertTrusted(more.find(CONFIGURED));

        served.at(CONFIGURED + "0", TestChain.pem(TestChain.root("forger").leaf()));
        assertDistrusted(more.find(CONFIGURED + "0"));
    }

    @Test
    void onlyALongEnoughKeyOfTheRightSortCounts() {
        for (KeyPair keys : List.of(TestChain.rsa(512), TestChain.rsa(1_024), TestChain.ellipticCurve())) {
            assertDistrusted(found(root.leaf(as -> as.keys(keys))));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html><body>Not found</body></html>",
                "-----BEGIN CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"
            })
    void whatIsNoCertificateSaysNothing(String file) {
        served.at(URL, file);

        assertOutOfReach(certificates.find(URL));
    }

    @Test
    void nothingThatIsSignedInACertificateMayBeDamaged() throws Exception {
        Random random = new Random(509);
        TestChain intermediate = root.intermediate();
        TestChain whole = intermediate.leaf(as -> as.issuerAt(ISSUER));
        byte[] signed = whole.certificate().getTBSCertificate();
        byte[] good = whole.der();
        served.at(ISSUER, intermediate.der());
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = good.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            String url = URL + i;
            served.at(url, damaged);
            if (certificates.find(url) instanceof Found.Trusted(X509Certificate leaf, Instant until)) {
                // Some bits are in what wraps the signed part, and say nothing.
                assertThat(leaf.getTBSCertificate()).isEqualTo(signed);
            }
        }
    }

    @Test
    void aFileOfTooManyCertificatesSaysNothing() {
        TestChain[] many = IntStream.range(0, 11).mapToObj(any -> root.leaf()).toArray(TestChain[]::new);
        served.at(URL, TestChain.pem(many));

        assertOutOfReach(certificates.find(URL));
    }

    // What is configured

    @Test
    void anchorsAreReadFromWhereverTheyAre(@TempDir Path folder) throws IOException {
        TestChain other = TestChain.root("forger");
        Path file = Files.write(folder.resolve("anchors.pem"), TestChain.pem(other, root));
        served.at(URL, TestChain.pem(root.leaf()));

        String oneLine = TestChain.pemText(root).strip().replace("\n", "\\n");
        String spaced = TestChain.pemText(other, root).replace('\n', ' ');
        for (String anchor : List.of(file.toUri().toString(), "file:" + file, "  " + oneLine, spaced)) {
            assertTrusted(trusting("", anchor).find(URL));
        }
    }

    @Test
    void anAnchorThatCannotBeReadIsRefusedAtOnceAndNotShown(@TempDir Path folder) throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.pem"));
        String good = TestChain.pemText(root);
        for (String anchor : List.of(
                "file:/nowhere/secret.pem",
                "classpath:secret.pem",
                "secret",
                "file:" + empty,
                "file:" + folder,
                "-----BEGIN CERTIFICATE-----secret-----END CERTIFICATE-----",
                good.substring(0, good.length() / 2),
                "-----BEGIN PRIVATE KEY-----\nsecret\n-----END PRIVATE KEY-----")) {
            assertThatThrownBy(() -> trusting(good, anchor))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("standwith.paypal.trust-anchors[1]: ")
                    .hasMessageNotContaining("secret")
                    .hasMessageNotContaining("BEGIN")
                    .hasNoCause();
        }
    }

    // How often it is asked for

    @Test
    void manyAskAndOneFetches() {
        served.at(URL, TestChain.pem(root.leaf()));

        for (int i = 0; i < 100; i++) {
            assertTrusted(certificates.find(URL));
        }
        assertThat(served.asked()).containsExactly(URL);
    }

    @Test
    void manyAskAtTheSameTimeAndOneFetches() throws Exception {
        int threads = 8;
        Set<Thread> asking = ConcurrentHashMap.newKeySet();
        served.at(URL, TestChain.pem(root.leaf()));
        PayPalCertificates slow =
                new PayPalCertificates(List.of(), List.of(TestChain.pemText(root)), clock, (address, largest) -> {
                    // Until everybody else waits: for this, or in a fetch of their own, if that is how it is.
                    byte[] file = served.fetch(address, largest);
                    long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
                    while ((asking.size() < threads || isAnyRunning(asking)) && System.nanoTime() < end) {
                        Thread.onSpinWait();
                    }
                    return file;
                });

        List<Found> found = AtOnce.times(threads, () -> {
            asking.add(Thread.currentThread());
            return slow.find(URL);
        });

        assertThat(found).allSatisfy(PayPalCertificatesTest::assertTrusted);
        assertThat(served.asked()).containsExactly(URL);
    }

    @Test
    void aCertificateIsAskedForAgainAfterADay() {
        served.at(URL, TestChain.pem(root.leaf()));
        certificates.find(URL);

        clock.pass(Duration.ofHours(24).minusSeconds(1));
        assertTrusted(certificates.find(URL));
        assertThat(served.asked()).hasSize(1);

        clock.pass(Duration.ofSeconds(1));
        assertTrusted(certificates.find(URL));
        assertThat(served.asked()).hasSize(2);
    }

    @Test
    void aCertificateThatWasTrustedStaysSoToItsEndWhereItCannotBeHadAnew() {
        served.at(URL, TestChain.pem(root.leaf(as -> as.until("2026-03-20T00:00:00Z"))));
        assertTrusted(certificates.find(URL));
        served.at(URL, "away".getBytes(US_ASCII));

        clock.pass(Duration.ofDays(3));
        assertTrusted(certificates.find(URL));
        assertTrusted(certificates.find(URL));
        assertThat(served.asked()).as("asked at the start, and once since").hasSize(2);

        clock.pass(Duration.ofDays(30));
        assertThat(certificates.find(URL)).isNotInstanceOf(Found.Trusted.class);
    }

    @Test
    void aConfiguredHostsCertificateOfAPublicAuthorityNeedsPayPalsName() {
        TestChain other = TestChain.root("other");
        PayPalCertificates both =
                new PayPalCertificates(List.of("certs.example"), List.of(TestChain.pemText(other)), clock, served);
        served.at("https://certs.example/1", TestChain.pem(other.leaf(as -> as.named("shop.example"))));
        assertTrusted(both.find("https://certs.example/1"));
        served.at("https://certs.example/2", TestChain.pem(root.leaf(as -> as.named("shop.example"))));
        assertDistrusted(both.find("https://certs.example/2"));
    }

    @Test
    void aCertificateThatWasTrustedIsNoLongerOnceAnyOfItsChainEnds() {
        TestChain shortLived = root.intermediate(as -> as.until("2026-03-01T13:00:00Z"));
        served.at(URL, TestChain.pem(root.leaf(as -> as.until("2026-03-01T13:00:00Z"))))
                .at(URL + "2", TestChain.pem(shortLived.leaf(), shortLived));
        for (String url : List.of(URL, URL + "2")) {
            assertTrusted(certificates.find(url));
        }
        clock.pass(Duration.ofHours(1).minusSeconds(1));
        for (String url : List.of(URL, URL + "2")) {
            assertTrusted(certificates.find(url));
        }
        assertThat(served.asked()).hasSize(2);

        clock.pass(Duration.ofSeconds(2));
        for (String url : List.of(URL, URL + "2")) {
            assertDistrusted(certificates.find(url));
        }
    }

    @Test
    void aCertificateIsNotTrustedBeforeItsTimeEvenWhenTheClockIsPutBack() {
        served.at(URL, TestChain.pem(root.leaf()));
        assertTrusted(certificates.find(URL));

        clock.pass(Duration.ofDays(-90));
        assertDistrusted(certificates.find(URL));
    }

    @Test
    void aFailureIsRememberedForAShortWhile() {
        assertOutOfReach(certificates.find(URL));
        served.at(URL, TestChain.pem(root.leaf()));

        clock.pass(Duration.ofSeconds(29));
        for (int i = 0; i < 100; i++) {
            assertOutOfReach(certificates.find(URL));
        }
        assertThat(served.asked()).hasSize(1);

        clock.pass(Duration.ofSeconds(1));
        assertTrusted(certificates.find(URL));
        assertThat(served.asked()).hasSize(2);
    }

    @Test
    void aRefusalIsRememberedForAShortWhileToo() {
        served.at(URL, TestChain.pem(TestChain.selfSignedLeaf()));
        for (int i = 0; i < 100; i++) {
            assertDistrusted(certificates.find(URL));
        }
        assertThat(served.asked()).hasSize(1);
    }

    @Test
    void addressesThatAreMadeUpPushOutNothingThatIsGood() {
        served.at(URL, TestChain.pem(root.leaf()));
        certificates.find(URL);

        for (int i = 0; i < 2_000; i++) {
            assertOutOfReach(certificates.find(URL + "-" + i));
        }
        assertTrusted(certificates.find(URL));
        assertThat(served.asked()).filteredOn(URL::equals).hasSize(1);
    }

    @Test
    void onlySoManyAreAskedForAtOnce() {
        PayPalCertificates[] self = new PayPalCertificates[1];
        Found[] innermost = new Found[1];
        self[0] = new PayPalCertificates(List.of(), List.of(), clock, (address, largest) -> {
            served.fetch(address, largest);
            innermost[0] = self[0].find(address + "x");
            return TestChain.pem(root.leaf());
        });
        for (int i = 0; i < 20; i++) {
            served.at(URL + "x".repeat(i), "");
        }
        self[0].find(URL);

        assertThat(served.asked()).hasSize(8);

        // And again, once those are done.
        clock.pass(Duration.ofMinutes(1));
        self[0].find(URL);
        assertThat(served.asked()).hasSize(16);
    }

    @Test
    void whateverGoesWrongWhileFetchingThereIsAnAnswer() {
        PayPalCertificates broken = new PayPalCertificates(List.of(), List.of(), clock, (address, largest) -> {
            throw new IllegalStateException("broken");
        });

        assertOutOfReach(broken.find(URL));
        assertOutOfReach(broken.find(URL));
    }

    // Over HTTP

    @Test
    void aCertificateIsFetchedOverHttp() {
        answer(okForContentType("text/plain", TestChain.pemText(root.leaf(as -> as.named("anything")))));

        assertTrusted(overHttp(Duration.ofSeconds(20)));
        SERVER.verify(1, getRequestedFor(urlEqualTo("/cert")));
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 206, 301, 302, 303, 307, 308, 400, 401, 404, 429, 500, 503})
    void anotherAnswerThanTheCertificateSaysNothing(int status) {
        SERVER.stubFor(get(urlEqualTo("/elsewhere"))
                .willReturn(okForContentType("text/plain", TestChain.pemText(root.leaf()))));
        for (String body : List.of("", status == 204 ? "" : TestChain.pemText(root.leaf()))) {
            answer(aResponse()
                    .withStatus(status)
                    .withBody(body)
                    .withHeader("Location", SERVER.baseUrl() + "/elsewhere"));
            assertOutOfReach(overHttp(Duration.ofSeconds(20)));
        }
        SERVER.verify(0, getRequestedFor(urlEqualTo("/elsewhere")));
    }

    @Test
    @Timeout(20)
    void anAnswerThatIsTooLargeSaysNothing() {
        String pem = TestChain.pemText(root.leaf());
        answer(okForContentType("text/plain", pem + " ".repeat(64 * 1024 - pem.length())));
        assertTrusted(overHttp(Duration.ofSeconds(20)));

        answer(okForContentType("text/plain", pem + " ".repeat(64 * 1024 - pem.length() + 1)));
        assertOutOfReach(overHttp(Duration.ofSeconds(20)));

        answer(okForContentType("text/plain", pem + " ".repeat(50_000_000)));
        assertOutOfReach(overHttp(Duration.ofSeconds(20)));
    }

    @Test
    @Timeout(20)
    void anAnswerThatIsTooSlowSaysNothing() {
        String pem = TestChain.pemText(root.leaf());
        answer(okForContentType("text/plain", pem).withFixedDelay(60_000));
        assertOutOfReach(overHttp(Duration.ofMillis(300)));

        answer(okForContentType("text/plain", pem).withChunkedDribbleDelay(500, 60_000));
        assertOutOfReach(overHttp(Duration.ofMillis(300)));
    }

    @Test
    void whereNobodyAnswersNothingIsKnown() {
        PayPalCertificates more = new PayPalCertificates(
                List.of("localhost:1"), List.of(), clock, Duration.ofSeconds(5), Duration.ofSeconds(5));

        assertOutOfReach(more.find("http://localhost:1/cert"));
    }

    private void answer(ResponseDefinitionBuilder answer) {
        SERVER.stubFor(get(urlEqualTo("/cert")).willReturn(answer));
    }

    private Found overHttp(Duration patience) {
        return new PayPalCertificates(
                        List.of("localhost:" + SERVER.port()),
                        List.of(TestChain.pemText(root)),
                        clock,
                        Duration.ofSeconds(5),
                        patience)
                .find(SERVER.baseUrl() + "/cert");
    }

    /** The first was issued by the root, and each by the one before; each but the first tells where that one is. */
    private List<TestChain> chainOf(int length) {
        TestChain[] chain = new TestChain[length];
        for (int i = 0; i < length; i++) {
            int at = i;
            UnaryOperator<TestChain.Wish> wish = as -> as.named("Intermediate " + at)
                    .keys(TestChain.rsa("intermediate " + at))
                    .issuerAt("http://cacerts.digicert.com/" + (at - 1));
            chain[i] = (i == 0 ? root : chain[i - 1]).intermediate(wish);
            served.at("http://cacerts.digicert.com/" + i, chain[i].der());
        }
        return List.of(chain);
    }

    /** What is thought of it when it is at PayPal. */
    private Found found(TestChain... chain) {
        served.at(URL, TestChain.pem(chain));
        return trusting(TestChain.pemText(root)).find(URL);
    }

    private PayPalCertificates trusting(String... anchors) {
        return trusting(List.of(), anchors);
    }

    private PayPalCertificates trusting(List<String> hosts, String... anchors) {
        return new PayPalCertificates(hosts, List.of(anchors), clock, served);
    }

    private static boolean isAnyRunning(Set<Thread> asking) {
        return asking.stream()
                .anyMatch(thread -> thread != Thread.currentThread() && thread.getState() == Thread.State.RUNNABLE);
    }

    private static void assertTrusted(Found found) {
        assertThat(found).isInstanceOf(Found.Trusted.class);
    }

    private static void assertDistrusted(Found found) {
        assertThat(found).isInstanceOf(Found.Distrusted.class);
    }

    private static void assertOutOfReach(Found found) {
        assertThat(found).isInstanceOf(Found.OutOfReach.class);
    }
}
