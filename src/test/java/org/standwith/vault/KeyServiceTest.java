package org.standwith.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.mock.env.MockEnvironment;

/** What every key service has to do, whatever is behind it. */
class KeyServiceTest {

    private static final byte[] KEY = "33 bytes, so that base64 has rest".getBytes(UTF_8);
    private static final byte[] EPOCH = "organisation|epoch|2026-W48".getBytes(UTF_8);

    private enum Kind {
        FILE,
        VAULT
    }

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

    @ParameterizedTest
    @EnumSource
    void whatWasWrappedIsUnwrappedAlsoByAnotherNodeAndAfterARestart(Kind kind) {
        byte[] wrapped = first(kind).wrap(KEY, EPOCH);

        assertThat(next(kind).unwrap(wrapped, EPOCH)).isEqualTo(KEY);
        assertThat(new String(wrapped, UTF_8)).doesNotContain(new String(KEY, UTF_8));
    }

    @ParameterizedTest
    @EnumSource
    void theSameKeyIsNotWrappedTheSameWayTwice(Kind kind) {
        KeyService service = first(kind);

        assertThat(service.wrap(KEY, EPOCH)).isNotEqualTo(service.wrap(KEY, EPOCH));
    }

    @ParameterizedTest
    @EnumSource
    void t10ItIsNotUnwrappedForAnother(Kind kind) {
        KeyService service = first(kind);
        byte[] wrapped = service.wrap(KEY, EPOCH);

        refused(service, wrapped, "organisation|epoch|2026-W49".getBytes(UTF_8));
        refused(service, wrapped, new byte[0]);
        assertThat(service.unwrap(wrapped, EPOCH)).isEqualTo(KEY);
    }

    @ParameterizedTest
    @EnumSource
    void t10NoOtherBitIsUnwrapped(Kind kind) {
        KeyService service = first(kind);
        service.rotate();
        byte[] wrapped = service.wrap(KEY, EPOCH);

        for (int bit = 0; bit < wrapped.length * 8; bit++) {
            byte[] changed = wrapped.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            refused(service, changed, EPOCH);
        }
        assertThat(service.unwrap(wrapped, EPOCH)).isEqualTo(KEY);
    }

    @ParameterizedTest
    @EnumSource
    void whatWasNeverWrappedIsNotUnwrappedAndHasNoVersion(Kind kind) {
        KeyService service = first(kind);

        for (byte[] other : List.of(new byte[0], new byte[] {1}, new byte[64], KEY, "vault:v1:".getBytes(UTF_8))) {
            refused(service, other, EPOCH);
            assertThatExceptionOfType(Tampered.class).isThrownBy(() -> service.versionOf(other));
        }
    }

    @ParameterizedTest
    @EnumSource
    void afterARotationTheNewVersionWrapsAndTheOldOneStillUnwraps(Kind kind) {
        KeyService service = first(kind);
        byte[] old = service.wrap(KEY, EPOCH);

        int version = service.rotate();
        byte[] fresh = service.wrap(KEY, EPOCH);

        assertThat(version).isGreaterThan(service.versionOf(old));
        assertThat(service.versionOf(fresh)).isEqualTo(version);
        assertThat(service.unwrap(old, EPOCH)).isEqualTo(KEY);
        assertThat(service.unwrap(fresh, EPOCH)).isEqualTo(KEY);
    }

    @ParameterizedTest
    @EnumSource
    void t13WhatADestroyedVersionHasWrappedIsLostAndTheRestIsNot(Kind kind) {
        KeyService service = first(kind);
        byte[] oldest = service.wrap(KEY, EPOCH);
        service.rotate();
        byte[] older = service.wrap(KEY, EPOCH);
        int version = service.rotate();
        byte[] live = service.wrap(KEY, EPOCH);

        service.destroyBefore(version);

        refused(service, oldest, EPOCH);
        refused(service, older, EPOCH);
        refused(next(kind), oldest, EPOCH);
        assertThat(service.unwrap(live, EPOCH)).isEqualTo(KEY);
        assertThat(service.versionOf(service.wrap(KEY, EPOCH))).isEqualTo(version);
    }

    @ParameterizedTest
    @EnumSource
    void t13DestroyingAgainOrLessChangesNothing(Kind kind) {
        KeyService service = first(kind);
        service.rotate();
        int version = service.rotate();
        byte[] live = service.wrap(KEY, EPOCH);

        service.destroyBefore(1);
        service.destroyBefore(version);
        service.destroyBefore(version);
        service.destroyBefore(version - 1);

        assertThat(service.unwrap(live, EPOCH)).isEqualTo(KEY);
        assertThat(service.rotate()).isGreaterThan(version);
        assertThat(service.unwrap(live, EPOCH)).isEqualTo(KEY);
    }

    @ParameterizedTest
    @EnumSource
    void theVersionThatWrapsCannotBeDestroyed(Kind kind) {
        KeyService service = first(kind);
        byte[] live = service.wrap(KEY, EPOCH);
        int version = service.versionOf(live);

        assertThatIllegalArgumentException().isThrownBy(() -> service.destroyBefore(version + 1));
        assertThat(service.unwrap(live, EPOCH)).isEqualTo(KEY);
    }

    @ParameterizedTest
    @EnumSource
    void versionsOnlyGrowWhateverIsDestroyedAndWhoeverRotates(Kind kind) {
        List<Integer> versions = new ArrayList<>();
        KeyService service = first(kind);
        versions.add(service.versionOf(service.wrap(KEY, EPOCH)));
        for (int i = 0; i < 4; i++) {
            versions.add(next(kind).rotate());
            service.destroyBefore(versions.getLast());
        }

        assertThat(versions).isSorted().doesNotHaveDuplicates();
        assertThat(service.versionOf(service.wrap(KEY, EPOCH))).isEqualTo(versions.getLast());
    }

    @ParameterizedTest
    @EnumSource
    void aNodeLearnsOfWhatAnotherHasRotatedAndDestroyed(Kind kind) {
        KeyService one = first(kind);
        KeyService other = next(kind);
        byte[] old = other.wrap(KEY, EPOCH);

        int version = one.rotate();
        byte[] fresh = one.wrap(KEY, EPOCH);

        assertThat(other.unwrap(fresh, EPOCH)).isEqualTo(KEY);
        assertThat(other.versionOf(other.wrap(KEY, EPOCH))).isEqualTo(version);

        one.destroyBefore(version);

        refused(other, old, EPOCH);
    }

    @ParameterizedTest
    @EnumSource
    void aKeyThatIsMissingIsNotMadeAnewOnceItHasWrapped(Kind kind) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> next(kind))
                .withMessageContaining("is missing although keys have been wrapped by it");

        first(kind);

        assertThat(next(kind)).isNotNull();
    }

    private static void refused(KeyService service, byte[] wrapped, byte[] associated) {
        assertThatExceptionOfType(Tampered.class)
                .isThrownBy(() -> service.unwrap(wrapped, associated))
                .withMessage("A sealed key does not open")
                .withNoCause();
    }

    private KeyService first(Kind kind) {
        return open(kind, true);
    }

    private KeyService next(Kind kind) {
        return open(kind, false);
    }

    private KeyService open(Kind kind, boolean maySetUp) {
        String kek = switch (kind) {
            case FILE -> "file:" + folder.resolve("kek.json");
            case VAULT -> transit.kek("standwith");
        };
        String scheme = kek.substring(0, kek.indexOf(':'));
        return SpringFactoriesLoader.loadFactories(KeyServiceFactory.class, null).stream()
                .filter(factory -> factory.scheme().equals(scheme))
                .findAny()
                .orElseThrow()
                .open(
                        kek.substring(scheme.length() + 1),
                        new MockEnvironment().withProperty("standwith.vault.token", "s.token"),
                        maySetUp);
    }
}
