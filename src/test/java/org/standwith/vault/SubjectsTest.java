package org.standwith.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.standwith.vault.Rotations.Kind;
import org.standwith.vault.Subjects.Kept;

/** People of whom something is kept who are no supporters. */
class SubjectsTest {

    private Installation installation;
    private Node node;
    private final Register register = new Register();
    private Kept kept;
    private Kept other;

    @BeforeEach
    void start() {
        installation = new Installation();
        installation.holdings.add(register);
        node = installation.node();
        node.erasure.isBehind();
        kept = keep("jane@example.org");
        other = keep("joe@example.org");
    }

    @AfterEach
    void stop() {
        installation.close();
    }

    private Kept keep(String text) {
        Kept one = node.subjects.keep(text.getBytes(StandardCharsets.UTF_8));
        register.kept.add(one.subject());
        return one;
    }

    private List<String> read(Node by) {
        return by.subjects.open(List.of(kept, other)).plain().values().stream()
                .map(plain -> new String(plain, StandardCharsets.UTF_8))
                .sorted()
                .toList();
    }

    @Test
    void whatIsKeptOpensAtEveryNodeAndHasOneLength() {
        assertThat(read(node)).containsExactly("jane@example.org", "joe@example.org");
        assertThat(read(installation.node())).hasSize(2);
        assertThat(kept.sealed()).hasSameSizeAs(other.sealed());
        assertThat(new String(kept.sealed(), StandardCharsets.ISO_8859_1)).doesNotContain("jane");
    }

    @Test
    void whatComesInItsPlaceOpensAsWellAndIsNotSealedForWhoeverIsGone() {
        Subjects subjects = node.subjects;
        byte[] ann = "ann@example.org".getBytes(StandardCharsets.UTF_8);

        assertThat(subjects.keep(kept.subject(), ann).flatMap(subjects::open)).contains(ann);
        assertThat(subjects.keep(UUID.randomUUID(), ann)).isEmpty();
    }

    @Test
    void t10InAnothersPlaceItDoesNotOpenAndHoldsUpNobody() {
        Kept swapped = new Kept(kept.subject(), other.sealed());

        Subjects.Opened opened = node.subjects.open(List.of(swapped, other));

        assertThat(opened.plain()).containsOnlyKeys(other.subject());
        assertThat(opened.gone()).isEmpty();
        assertThat(node.refused()).isOne();
    }

    @Test
    void aNewEpochTakesThoseAlongWhomSomebodyKeepsAndNobodyElse() {
        register.kept.remove(other.subject());

        node.rotate(Kind.EPOCH);

        assertThat(read(installation.node())).containsExactly("jane@example.org");
        assertThat(node.subjectKeys.ofOlderEpochs("", 10)).isEmpty();
    }

    @Test
    void whoIsShreddedIsGoneAndTheOthersAreThere() {
        node.erasure.shred(List.of(kept.subject()), () -> register.removed.add(kept.subject()));

        assertThat(read(installation.node())).containsExactly("joe@example.org");
        assertThat(node.subjects.open(List.of(kept, other)).gone()).containsExactly(kept.subject());
        assertThat(register.removed).containsExactly(kept.subject());
        assertThat(node.erasure.isBehind()).isFalse();
    }

    @Test
    void t11ARestoredBackupIsToldAgain() {
        Installation.Backup keys = installation.backUpKeys();
        node.erasure.shred(List.of(kept.subject()), () -> {});
        keys.restore();
        assertThat(read(installation.node())).hasSize(2);

        Node restored = installation.node();
        assertThat(restored.erasure.isBehind()).isTrue();
        restored.erasure.catchUp();

        assertThat(read(installation.node())).containsExactly("joe@example.org");
    }

    @Test
    void whatACrashLeavesUndoneOfAnotherIsNotTakenForDone() {
        UUID supporter = node.admit(Node.dossier("ann@example.org")).supporter();
        installation.jdbc.sql("update vault_state set replayed_seq = 0").update();
        node.erasure.shred(List.of(kept.subject()), () -> {});
        Installation.Backup main = installation.backUpMain();
        node.erasure.erase(supporter);
        main.restore();
        register.removed.clear();

        node.erasure.shred(List.of(other.subject()), () -> {});

        assertThat(installation.node().erasure.isBehind()).isTrue();
        installation.node().erasure.catchUp();
        assertThat(register.removed).contains(supporter);
    }
}
