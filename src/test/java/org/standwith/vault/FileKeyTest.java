package org.standwith.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FileKeyTest {

    private static final byte[] KEY = new byte[32];
    private static final byte[] EPOCH = {1};

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("kek.json");
    }

    @Test
    void nobodyButItsOwnerMayReadItAlsoAfterARotation() throws IOException {
        KeyService key = open(file.toString());
        assertThat(permissions()).isEqualTo("rw-------");

        key.rotate();

        assertThat(permissions()).isEqualTo("rw-------");
        assertThat(folder).isDirectoryNotContaining(each -> each.toString().endsWith(".new"));
    }

    @Test
    void versionsAreNumberedFromOneAndADestroyedOneIsNoLongerInTheFile() throws Exception {
        KeyService key = open(file.toString());
        String first = material(1);
        key.rotate();
        key.rotate();
        assertThat(ids()).containsExactly(1, 2, 3);
        assertThat(file).content().contains(first);

        key.destroyBefore(3);

        assertThat(ids()).containsExactly(3);
        assertThat(file).content().doesNotContain(first);
        assertThat(key.rotate()).isEqualTo(4);
    }

    @Test
    void threadsThatRotateAtOnceMakeAVersionEach() throws Exception {
        open(file.toString());
        List<Future<Integer>> made = new ArrayList<>();
        try (ExecutorService atOnce = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                made.add(atOnce.submit(new FileKey(file)::rotate));
            }
        }

        assertThat(made)
                .extracting(Future::resultNow)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(2, 21).boxed().toList());
        assertThat(ids()).hasSize(21);
    }

    @Test
    void processesThatRotateAtOnceMakeAVersionEach() throws Exception {
        open(file.toString());

        Elsewhere.inProcesses(3, "rotate", file, 15);

        assertThat(ids()).isEqualTo(IntStream.rangeClosed(1, 46).boxed().toList());
    }

    @Test
    void whoeverSetsUpSecondKeepsWhatIsThere() throws IOException {
        byte[] wrapped = open(file.toString()).wrap(KEY, EPOCH);

        new FileKey(file).setUp();

        assertThat(open(file.toString()).unwrap(wrapped, EPOCH)).isEqualTo(KEY);
    }

    @Test
    void theFileIsNamedByAPathOrAnAddress() throws IOException {
        Path spaced = Files.createDirectory(folder.resolve("a folder"));
        Path here = Path.of("target", "kek-" + file.hashCode() + ".json");
        try {
            byte[] wrapped = open(spaced + "/kek.json").wrap(KEY, EPOCH);

            assertThat(open("//" + spaced.toString().replace(" ", "%20") + "/kek.json")
                            .unwrap(wrapped, EPOCH))
                    .isEqualTo(KEY);
            assertThat(open(here.toString())).isNotNull();
            assertThat(here).exists();
        } finally {
            Files.deleteIfExists(here);
            Files.deleteIfExists(here.resolveSibling(here.getFileName() + ".lock"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "//another.example.org/kek.json", "/", "/dev/null/kek.json", "///%zz", "\0"})
    void whatIsNoFileIsRefused(String address) {
        assertThatIllegalArgumentException().isThrownBy(() -> open(address));
    }

    @Test
    void whatIsNoKeysetIsRefusedWithoutSayingWhatItIs() throws Exception {
        open(file.toString());
        String good = Files.readString(file);
        String secret = material(1);
        for (String bad : List.of(
                "",
                "{}",
                "null",
                secret,
                "[" + good + "]",
                good.substring(0, good.length() - 3),
                good.replace("ENABLED", "DISABLED"),
                good.replace("\"keyId\":1", "\"keyId\":2"),
                good.replace("AesGcmKey", "AesEaxKey"),
                good.replace(secret, secret.substring(8)),
                foreign(-5),
                foreign(3, 2))) {
            Files.writeString(file, bad);

            assertThatIllegalArgumentException()
                    .as(bad)
                    .isThrownBy(() -> open(file.toString()))
                    .withMessage("The key file " + file + " is not a keyset of this application")
                    .withNoCause();
        }
        Files.writeString(file, good);
        assertThat(open(file.toString())).isNotNull();
    }

    @Test
    void aFileThatIsGoneOrDamagedWhileRunningIsSilence() throws Exception {
        KeyService key = open(file.toString());
        byte[] wrapped = key.wrap(KEY, EPOCH);
        String good = Files.readString(file);

        Files.writeString(file, material(1));
        silent(() -> key.unwrap(wrapped, EPOCH));
        Files.delete(file);
        silent(() -> key.wrap(KEY, EPOCH));
        silent(() -> key.unwrap(wrapped, EPOCH));
        silent(key::rotate);
        silent(() -> key.destroyBefore(1));
        assertThat(file).doesNotExist();

        Files.writeString(file, good);
        assertThat(key.unwrap(wrapped, EPOCH)).isEqualTo(KEY);
    }

    private static void silent(ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(KeyServiceSilent.class)
                .isThrownBy(call)
                .withMessageContaining("the key file")
                .withNoCause();
    }

    private static KeyService open(String address) {
        return new FileKeyFactory().open(address, new MockEnvironment(), true);
    }

    /** A keyset that was not made here; the last of these ids wraps. */
    private static String foreign(int... ids) throws GeneralSecurityException {
        KeysetHandle.Builder keys = KeysetHandle.newBuilder().setConfiguration(AeadConfig2026.get());
        for (int id : ids) {
            keys.addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                    .withFixedId(id)
                    .makePrimary());
        }
        return TinkJsonProtoKeysetFormat.serializeKeyset(
                keys.build(), AeadConfig2026.get(), InsecureSecretKeyAccess.get());
    }

    private List<Integer> ids() throws IOException, GeneralSecurityException {
        KeysetHandle keys = TinkJsonProtoKeysetFormat.parseKeyset(
                Files.readString(file), AeadConfig2026.get(), InsecureSecretKeyAccess.get());
        return IntStream.range(0, keys.size())
                .mapToObj(i -> keys.getAt(i).getId())
                .toList();
    }

    /** What of the file is secret. */
    private String material(int id) throws IOException {
        JsonNode keyset = JsonMapper.builder().build().readTree(Files.readString(file));
        return keyset.path("key")
                .valueStream()
                .filter(key -> key.path("keyId").intValue() == id)
                .map(key -> key.path("keyData").path("value").stringValue())
                .findAny()
                .orElseThrow();
    }

    private String permissions() throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
