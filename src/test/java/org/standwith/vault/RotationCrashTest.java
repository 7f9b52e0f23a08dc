package org.standwith.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.standwith.vault.Crash.Crashed;
import org.standwith.vault.Installation.Backup;
import org.standwith.vault.Rotations.Kind;

/** A node crashes before each statement and each commit of a rotation; others carry on, and may crash as well. */
class RotationCrashTest {

    /** Two pieces of a walk. */
    private static final int SUPPORTERS = 203;

    private final Map<UUID, SupporterCode> codes = new HashMap<>();
    private Installation installation;
    private Backup main;
    private Backup keys;

    @BeforeEach
    void start() {
        installation = new Installation();
        Node node = installation.node();
        for (int i = 0; i < SUPPORTERS; i++) {
            Dossiers.Admitted admitted = node.admit(Node.dossier(i % 2 == 0 ? null : "jane@example.org"));
            codes.put(admitted.supporter(), admitted.code());
        }
        main = installation.backUpMain();
        keys = installation.backUpKeys();
    }

    @AfterEach
    void stop() {
        installation.close();
    }

    @ParameterizedTest
    @EnumSource
    void whereverItCrashesNobodyIsLostAndItIsFinishedLater(Kind kind) {
        int step = 1;
        while (crashesAt(kind, step, new Random(step))) {
            step++;
        }
        assertThat(step).isGreaterThan(kind == Kind.SIGNATURES ? 5 : 8);
    }

    /** @return false when it was over before it came to that step */
    private boolean crashesAt(Kind kind, int step, Random random) {
        main.restore();
        keys.restore();
        installation.node().rotations.start(kind);
        boolean crashed = carryOn(Crash.at(step));
        everybodyIsThere("after a crash at " + step);
        if (crashed) {
            // Most of these crash in the same piece once more, and once more.
            for (int more = 0; more < 3; more++) {
                carryOn(Crash.at(1 + random.nextInt(14)));
            }
            everybodyIsThere("after more crashes than that at " + step);
        }
        installation.node().finish();
        everybodyIsThere("in the end, after a crash at " + step);
        Node node = installation.node();
        assertThat(node.subjectKeys.load(codes.keySet()).values())
                .as("keys of each after a crash at %d", step)
                .hasSize(SUPPORTERS)
                .allMatch(key -> key.size() == 1);
        return crashed;
    }

    private boolean carryOn(Crash crash) {
        try {
            installation.node(crash).finish();
        } catch (Crashed e) {
            return true;
        }
        return crash.happened();
    }

    private void everybodyIsThere(String when) {
        Node node = installation.node();
        assertThat(node.dossiers.open(codes.keySet())).as(when).hasSize(SUPPORTERS);
        Map.Entry<UUID, SupporterCode> one = codes.entrySet().iterator().next();
        assertThat(node.dossiers.withCode(one.getValue())).as(when).contains(one.getKey());
        assertThat(node.dossiers.withEmail(EmailAddress.read("jane@example.org").orElseThrow()))
                .as(when)
                .hasSize(SUPPORTERS / 2);
        assertThat(node.refused()).as(when).isZero();
    }
}
