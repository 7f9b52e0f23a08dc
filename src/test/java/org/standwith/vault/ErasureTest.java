package org.standwith.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.standwith.vault.Crash.Crashed;

class ErasureTest {

    private Installation installation;
    private Path file;
    private final Register register = new Register();
    private UUID erased;
    private UUID other;

    @BeforeEach
    void start() {
        installation = new Installation();
        file = installation.folder.resolve("erasures.journal");
        installation.holdings.add(register);
        // As at each start: the journal's key is made before there is anything to back up.
        installation.node().erasure.isBehind();
        erased = admit();
        other = admit();
    }

    @AfterEach
    void stop() {
        installation.close();
    }

    private UUID admit() {
        Dossier dossier = Node.dossier("jane@example.org");
        UUID supporter = installation.node().admit(dossier).supporter();
        register.contributions.put(supporter, dossier.contributions());
        return supporter;
    }

    private boolean isJournalled(UUID supporter) throws IOException {
        return Files.exists(file) && Files.readString(file).contains(supporter.toString());
    }

    private void isGone(UUID supporter) {
        Node node = installation.node();
        assertThat(node.dossiers.open(supporter)).isEmpty();
        assertThat(node.subjectKeys.load(List.of(supporter))).isEmpty();
        assertThat(node.rows.find(supporter)).isEmpty();
        assertThat(register.removed)
                .contains(supporter)
                .containsAll(register.contributionsOf(Set.of(supporter)).get(supporter));
        assertThat(node.refused()).isZero();
    }

    private void isThere(UUID supporter) {
        assertThat(installation.node().dossiers.open(supporter)).isPresent();
        assertThat(register.removed).doesNotContain(supporter);
    }

    @Test
    void whoIsErasedIsGoneAndTheOthersAreThere() throws IOException {
        assertThat(installation.node().erasure.erase(erased)).isEqualTo(new Erasure.Outcome.Erased());

        isGone(erased);
        isThere(other);
        assertThat(isJournalled(erased)).isTrue();
        assertThat(Files.readString(file)).doesNotContain("jane");
        assertThat(installation.node().erasure.isBehind()).isFalse();
        assertThat(installation.node().erasure.erase(erased)).isEqualTo(new Erasure.Outcome.Unknown());
    }

    @Test
    void whatWasBrokenOffIsDoneWhenItIsAskedForAgain() {
        register.failsOnce = true;
        assertThatExceptionOfType(CannotAcquireLockException.class)
                .isThrownBy(() -> installation.node().erasure.erase(erased));
        assertThat(installation.node().erasure.isBehind()).isTrue();

        assertThat(installation.node().erasure.erase(erased)).isEqualTo(new Erasure.Outcome.Unknown());

        isGone(erased);
        assertThat(installation.node().erasure.isBehind()).isFalse();
    }

    @Test
    void whoStillGivesIsNotErased() throws IOException {
        register.underWay = true;

        assertThat(installation.node().erasure.erase(erased)).isEqualTo(new Erasure.Outcome.UnderWay());

        isThere(erased);
        assertThat(isJournalled(erased)).isFalse();
    }

    @Test
    void aJournalThatTakesNothingErasesNobody() {
        JournalStore real = installation.journal;
        installation.journal = new JournalStore() {
            @Override
            public List<String> lines() {
                return real.lines();
            }

            @Override
            public void append(String line) {
                throw new IllegalStateException("full");
            }
        };
        Node node = installation.node();

        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> node.erasure.erase(erased));

        isThere(erased);
        installation.journal = real;
        assertThat(installation.node().erasure.isBehind()).isFalse();
    }

    /** Wherever it crashes: whom the journal has is gone in the end, and nobody else. */
    @Test
    void t11ACrashBetweenAnyTwoStepsIsCaughtUpWith() throws IOException {
        JournalStore real = installation.journal;
        int journalled = 0;
        int behind = 0;
        boolean crashed = true;
        for (int step = 1; crashed; step++) {
            UUID supporter = admit();
            Crash crash = Crash.at(step);
            installation.journal = new JournalStore() {
                @Override
                public List<String> lines() {
                    return real.lines();
                }

                @Override
                public void append(String line) {
                    crash.step();
                    real.append(line);
                    crash.step();
                }
            };
            try {
                installation.node(crash).erasure.erase(supporter);
                crashed = false;
            } catch (Crashed e) {
                journalled += isJournalled(supporter) ? 1 : 0;
            }
            installation.journal = real;
            Node next = installation.node();
            if (next.erasure.isBehind()) {
                behind++;
                next.erasure.catchUp();
            }
            assertThat(installation.node().erasure.isBehind()).isFalse();
            if (isJournalled(supporter)) {
                isGone(supporter);
            } else {
                isThere(supporter);
            }
        }
        isThere(other);
        assertThat(journalled).isGreaterThan(4);
        assertThat(behind).isGreaterThan(4);
    }

    /** Another node erases somebody just after the journal was read. */
    @Test
    void anErasureThatGoesOnElsewhereIsNoBrokenJournal() {
        JournalStore real = installation.journal;
        installation.node().erasure.isBehind();
        installation.journal = new JournalStore() {
            private boolean done;

            @Override
            public List<String> lines() {
                List<String> lines = real.lines();
                if (!done) {
                    done = true;
                    installation.journal = real;
                    installation.node().erasure.erase(erased);
                }
                return lines;
            }

            @Override
            public void append(String line) {
                real.append(line);
            }
        };

        assertThat(installation.node().erasure.isBehind()).isFalse();
        isGone(erased);
    }

    @Test
    void manyAreErasedInOneEntryEach() {
        UUID[] many = new UUID[3];
        Arrays.setAll(many, any -> admit());
        Node node = installation.node();

        node.erasure.erase(Arrays.stream(many)
                .map(each -> new Person(each, register.contributions.getOrDefault(each, Set.of())))
                .toList());

        Arrays.stream(many).forEach(this::isGone);
        assertThat(installation.journal.lines()).hasSize(1);
    }
}
