package org.standwith.vault;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class TransitKeyTest {

    private static final byte[] KEY = new byte[32];
    private static final byte[] EPOCH = {1};

    @TempDir
    private Path folder;

    private FakeTransit transit;

    @BeforeEach
    void start() {
        transit = FakeTransit.start("s.token");
    }

    @AfterEach
    void stop() {
        transit.close();
    }

    @Test
    void t13ADestroyedVersionIsGoneFromVaultAndNotOnlyLocked() {
        KeyService key = open(true);
        key.rotate();
        key.rotate();
        assertThat(transit.versions("standwith")).containsExactly(1, 2, 3);

        key.destroyBefore(3);

        assertThat(transit.versions("standwith")).containsExactly(3);
    }

    @Test
    void wrappingAndUnwrappingIsOneRequestEach() {
        KeyService key = open(true);
        int before = transit.calls();

        byte[] wrapped = key.wrap(KEY, EPOCH);
        key.versionOf(wrapped);
        key.unwrap(wrapped, EPOCH);

        assertThat(transit.calls()).isEqualTo(before + 2);
    }

    @Test
    void whatIsSpeltInAnotherWayIsNotUnwrapped() {
        KeyService key = open(true);
        String wrapped = new String(key.wrap(KEY, EPOCH), UTF_8);
        String content = wrapped.substring("vault:v1:".length());

        for (String other : new String[] {
            "vault:v01:" + content, "vault:v0:" + content, "vault:v+1:" + content, "vault:v1:\n" + content,
            wrapped + "\n", " " + wrapped, wrapped + "=", "vault:v9999999999:" + content
        }) {
            assertThatExceptionOfType(Tampered.class)
                    .as(other)
                    .isThrownBy(() -> key.unwrap(other.getBytes(UTF_8), EPOCH));
        }
        assertThat(key.unwrap(wrapped.getBytes(UTF_8), EPOCH)).isEqualTo(KEY);
    }

    @Test
    void aSealedVaultIsSilentAndGoesOnWhenItIsOpenedAgain() {
        KeyService key = open(true);
        byte[] wrapped = key.wrap(KEY, EPOCH);

        transit.seal(true);

        assertThatExceptionOfType(KeyServiceSilent.class)
                .isThrownBy(() -> key.unwrap(wrapped, EPOCH))
                .withMessageContaining("status 503");
        assertThatExceptionOfType(KeyServiceSilent.class).isThrownBy(() -> open(true));

        transit.seal(false);

        assertThat(key.unwrap(wrapped, EPOCH)).isEqualTo(KEY);
    }

    @Test
    void theTokenFileIsReadForEveryRequest() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "s.token\n");
        KeyService key = open(new MockEnvironment().withProperty("standwith.vault.token-file", file.toString()));
        byte[] wrapped = key.wrap(KEY, EPOCH);
        transit.letIn("s.renewed");

        silent(key, wrapped, "status 403");

        Files.writeString(file, "s.renewed");
        assertThat(key.unwrap(wrapped, EPOCH)).isEqualTo(KEY);

        Files.writeString(file, "s.renewed\r\nX-Other: jane");
        silent(key, wrapped, "there is no token in the token file");
        Files.writeString(file, "");
        silent(key, wrapped, "there is no token in the token file");
        Files.delete(file);
        silent(key, wrapped, "the token file cannot be read");
    }

    private static void silent(KeyService key, byte[] wrapped, String why) {
        assertThatExceptionOfType(KeyServiceSilent.class)
                .isThrownBy(() -> key.unwrap(wrapped, EPOCH))
                .withMessageContaining(why)
                .withMessageNotContaining("renewed")
                .withNoCause();
    }

    @Test
    void oneTokenIsNeededAndABadOneIsNotQuoted() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(new MockEnvironment()))
                .withMessageContaining("standwith.vault.token-file");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(new MockEnvironment()
                        .withProperty("standwith.vault.token", "s.token")
                        .withProperty("standwith.vault.token-file", folder + "/token")))
                .withMessageContaining("either");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(new MockEnvironment().withProperty("standwith.vault.token", "s.to\nken")))
                .withMessage("standwith.vault.token is not a token");
    }

    @Test
    void aVaultThatIgnoresAssociatedDataIsRefused() {
        transit.ignoreAssociatedData();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(true))
                .withMessageContaining("ignores associated_data");
    }

    @Test
    void aKeyOfAnotherSortIsRefused() {
        transit.make("standwith", "rsa-2048", false);
        assertThatIllegalArgumentException().isThrownBy(() -> open(true)).withMessageContaining("aes256-gcm96");

        transit.make("standwith", "aes256-gcm96", true);
        assertThatIllegalArgumentException().isThrownBy(() -> open(true)).withMessageContaining("not derived");

        transit.make("standwith", "aes256-gcm96", false);
        assertThat(open(false)).isNotNull();
    }

    @Test
    void aMountThatIsNotThereIsNamed() {
        String elsewhere = transit.address("standwith").replace("/transit/", "/team/transit/");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TransitKeyFactory().open(elsewhere, token(), true))
                .withMessageContaining("no Transit engine at")
                .withMessageContaining("/v1/team/transit/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "transit/standwith",
                "https://vault.example.org",
                "https://vault.example.org/standwith",
                "https://vault.example.org/transit/",
                "https://vault.example.org//standwith",
                "https://vault.example.org/transit/../standwith",
                "https://vault.example.org/transit/stand%2Fwith",
                "https://vault.example.org/transit/standwith?a=b",
                "https://vault.example.org/transit/standwith#a",
                "https://jane@vault.example.org/transit/standwith",
                "https:///transit/standwith",
                "https://vault.example.org/transit/stand with",
                "ftp://localhost/transit/standwith",
                "http://vault.example.org/transit/standwith"
            })
    void whatIsNoAddressIsRefused(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TransitAddress.of(address))
                .withMessageNotContaining("jane");
    }

    @Test
    void theLastPartOfAnAddressIsTheKeyAndTheRestTheMount() {
        TransitAddress address = TransitAddress.of("https://vault.example.org:8200/team/crypto/transit/standwith");

        assertThat(address.to("encrypt/" + address.key()))
                .hasToString("https://vault.example.org:8200/v1/team/crypto/transit/encrypt/standwith");
        assertThat(TransitAddress.of("http://[::1]:8100/transit/standwith").key())
                .isEqualTo("standwith");
    }

    /** Until 1.14 there was no content; the number then has to be asked for. */
    @Test
    void aRotationThatIsAnsweredWithoutContentHasANumberToo() {
        WireMockServer server = new WireMockServer(options().dynamicPort());
        server.start();
        try {
            server.stubFor(post(urlPathEqualTo("/v1/transit/keys/kek/rotate"))
                    .willReturn(aResponse().withStatus(204)));
            server.stubFor(get(urlPathEqualTo("/v1/transit/keys/kek"))
                    .willReturn(okJson("{\"data\": {\"latest_version\": 7}}")));
            Duration patience = Duration.ofSeconds(5);

            KeyService key = new TransitKey(
                    new TransitWire(patience, patience, new TransitToken.Fixed(Sensitive.of("s.token"))),
                    TransitAddress.of(server.baseUrl() + "/transit/kek"));

            assertThat(key.rotate()).isEqualTo(7);
        } finally {
            server.stop();
        }
    }

    private static MockEnvironment token() {
        return new MockEnvironment().withProperty("standwith.vault.token", "s.token");
    }

    private KeyService open(boolean maySetUp) {
        return new TransitKeyFactory().open(transit.address("standwith"), token(), maySetUp);
    }

    private KeyService open(MockEnvironment settings) {
        return new TransitKeyFactory().open(transit.address("standwith"), settings, true);
    }
}
