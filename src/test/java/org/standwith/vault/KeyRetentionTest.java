package org.standwith.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.standwith.vault.Installation.Backup;
import org.standwith.vault.Rotations.Kind;

/** A copy of the keys' schema can be used for as long as it may be restored, and not for longer. */
@SuppressWarnings("NullAway.Init") // by() is called first
class KeyRetentionTest {

    private enum Service {
        FILE,
        VAULT
    }

    private static final Duration DAY = Duration.ofDays(1);

    private Installation installation;
    private FakeTransit transit;
    private Node node;
    private UUID supporter;

    @BeforeEach
    void start() {
        installation = new Installation();
        transit = FakeTransit.start("s.token");
    }

    @AfterEach
    void stop() {
        transit.close();
        installation.close();
    }

    private void by(Service service) {
        if (service == Service.VAULT) {
            installation.settings.setProperty("standwith.vault.token", "s.token");
            installation.keyService = new TransitKeyFactory()
                    .open(transit.kek("standwith").substring("vault:".length()), installation.settings, true);
        }
        node = installation.node();
        supporter = node.admit(Node.dossier("jane@example.org")).supporter();
    }

    /** As the daily task does it. */
    private void days(int many) {
        for (int i = 0; i < many; i++) {
            installation.clock.pass(DAY);
            Node any = installation.node();
            any.epochs.noteEmpty();
            any.epochs.destroyOlderThan(Installation.WINDOW);
        }
    }

    private void opens() {
        Node fresh = installation.node();
        assertThat(fresh.dossiers.open(supporter)).isPresent();
        assertThat(fresh.dossiers.withEmail(
                        EmailAddress.read("jane@example.org").orElseThrow()))
                .containsExactly(supporter);
        assertThat(fresh.admit(Node.dossier(null)).supporter()).isNotNull();
        assertThat(fresh.refused()).isZero();
    }

    private void isDead(Backup copy) {
        Backup live = installation.backUpKeys();
        copy.restore();
        Node fresh = installation.node();
        assertThatExceptionOfType(Tampered.class).isThrownBy(() -> fresh.dossiers.open(supporter));
        assertThatExceptionOfType(Tampered.class).isThrownBy(fresh.epochs::current);
        assertThat(fresh.refused()).isPositive();
        live.restore();
    }

    private void isAlive(Backup copy) {
        Backup live = installation.backUpKeys();
        copy.restore();
        Node fresh = installation.node();
        assertThat(fresh.dossiers.open(supporter)).isPresent();
        assertThat(fresh.refused()).isZero();
        live.restore();
    }

    @ParameterizedTest
    @EnumSource
    void t13ACopyFromBeforeANewEpochIsDeadWhenItIsOlderThanTheWindow(Service service) {
        by(service);
        days(7);
        Backup copy = installation.backUpKeys();
        node.rotate(Kind.EPOCH);

        for (int day = 0; day < 6; day++) {
            days(1);
            opens();
            isAlive(copy);
        }
        days(2);

        opens();
        isDead(copy);
        assertThat(installation.node().epochs.numbers()).containsExactly(2);
    }

    @ParameterizedTest
    @EnumSource
    void t13ACopyFromBeforeANewVersionIsDeadWhenItIsOlderThanTheWindow(Service service) {
        by(service);
        Backup copy = installation.backUpKeys();
        node.rotate(Kind.KEY_SERVICE);

        days(6);
        opens();
        isAlive(copy);
        days(2);

        opens();
        isDead(copy);
        assertThat(installation.node().epochs.numbers()).containsExactly(1);
    }

    @ParameterizedTest
    @EnumSource
    void t13WithANewEpochEachWeekOnlyCopiesOfTheLastTwoWeeksEverOpen(Service service) {
        by(service);
        for (int week = 0; week < 4; week++) {
            Backup copy = installation.backUpKeys();
            days(7);
            node.rotate(Kind.EPOCH);
            opens();
            days(1);
            isAlive(installation.backUpKeys());
            days(7);
            opens();
            isDead(copy);
        }
        assertThat(installation.node().epochs.numbers()).hasSize(1);
        assertThat(node.schema
                        .jdbc()
                        .sql("select count(*) from kek_version")
                        .query(Integer.class)
                        .single())
                .isLessThanOrEqualTo(2);
    }

    /** Whatever was noted: what wraps something is not destroyed. */
    @ParameterizedTest
    @EnumSource
    void anEpochThatStillWrapsSomebodyStays(Service service) {
        by(service);
        node.epochs.begin();
        node.schema
                .jdbc()
                .sql("update epoch_key set empty_since = '2026-01-01' where epoch = 1")
                .update();

        days(20);

        opens();
    }
}
