package org.standwith.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.standwith.vault.Installation.Backup;

/** What becomes of backups that are older than an erasure, and of journals that are not the one that was written. */
class RestorationTest {

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

    private enum Restored {
        MAIN,
        KEYS,
        BOTH
    }

    @ParameterizedTest
    @EnumSource
    void t11AnOlderBackupIsToldAgainWhoWasErased(Restored what) {
        Backup main = installation.backUpMain();
        Backup keys = installation.backUpKeys();
        installation.node().erasure.erase(erased);
        register.removed.clear();

        if (what != Restored.KEYS) {
            main.restore();
        }
        if (what != Restored.MAIN) {
            keys.restore();
        }
        if (what == Restored.BOTH) {
            isThere(erased);
        }
        Node node = installation.node();
        Quarantine quarantine = new Quarantine();
        new Restoration(node.erasure, node.epochs, quarantine).afterSingletonsInstantiated();
        assertThat(quarantine.isClosed()).isTrue();

        node.erasure.catchUp();

        if (what == Restored.KEYS) {
            register.removed.addAll(List.of(erased));
            register.removed.addAll(register.contributions.getOrDefault(erased, Set.of()));
        }
        isGone(erased);
        isThere(other);
        assertThat(installation.node().erasure.isBehind()).isFalse();
    }

    @Test
    void whoOwnsNothingAndIsInNoDossierAnyMoreIsTakenOutOfModulesAsWell() {
        Backup main = installation.backUpMain();
        installation.node().erasure.erase(erased);
        main.restore();
        register.removed.clear();
        register.contributions.remove(erased);

        installation.node().erasure.catchUp();

        assertThat(register.removed).containsExactly(erased);
    }

    @Test
    void whereNothingIsToBeToldThereIsNoQuarantine() {
        installation.node().erasure.erase(erased);
        Node node = installation.node();
        Quarantine quarantine = new Quarantine();

        new Restoration(node.erasure, node.epochs, quarantine).afterSingletonsInstantiated();

        assertThat(quarantine.isClosed()).isFalse();
    }

    private void refusesToStart(UnaryOperator<List<String>> change, String why) throws IOException {
        installation.node().erasure.erase(erased);
        installation.node().erasure.erase(other);
        List<String> lines = change.apply(new ArrayList<>(Files.readAllLines(file)));
        Files.write(file, lines);
        Node node = installation.node();
        Quarantine quarantine = new Quarantine();
        Restoration restoration = new Restoration(node.erasure, node.epochs, quarantine);

        assertThatExceptionOfType(JournalBroken.class)
                .isThrownBy(restoration::afterSingletonsInstantiated)
                .withMessage("The erasure journal " + why);

        assertThat(quarantine.isClosed()).isTrue();
    }

    @Test
    void t12ATruncatedJournalIsRefused() throws IOException {
        refusesToStart(lines -> lines.subList(0, 1), "is truncated: it ends at entry 1, entry 2 is known");
    }

    @Test
    void t12AJournalThatIsGoneIsRefused() throws IOException {
        refusesToStart(lines -> List.of(), "is truncated: it ends at entry 0, entry 2 is known");
    }

    @Test
    void t12AForgedEntryIsRefused() throws IOException {
        refusesToStart(
                lines -> {
                    lines.set(
                            0,
                            lines.getFirst()
                                    .replace(
                                            erased.toString(), UUID.randomUUID().toString()));
                    return lines;
                },
                "is damaged: entry 1 is not as it was written");
    }

    @Test
    void t12AnEntryTooManyIsRefused() throws IOException {
        refusesToStart(
                lines -> {
                    lines.add(lines.getLast().replaceFirst("^2", "3"));
                    return lines;
                },
                "is damaged: entry 3 is not as it was written");
    }

    @Test
    void t12AnotherOrganisationsJournalIsRefused() throws IOException {
        try (Installation abroad = new Installation()) {
            Node there = abroad.node();
            for (int i = 0; i < 2; i++) {
                there.erasure.erase(there.admit(Node.dossier(null)).supporter());
            }
            List<String> theirs = Files.readAllLines(abroad.folder.resolve("erasures.journal"));
            refusesToStart(lines -> theirs, "is damaged: entry 1 is not as it was written");
        }
    }

    /** The keys' schema was restored from before the first erasure; the main one knows better. */
    @Test
    void t12AJournalThatIsGoneIsRefusedAlsoWhereTheKeysSchemaKnowsOfNone() throws IOException {
        Backup keys = installation.backUpKeys();
        refusesToStart(lines -> List.of(), "is truncated: it ends at entry 0, entry 2 is known");
        keys.restore();
        Node node = installation.node();

        assertThatExceptionOfType(JournalBroken.class)
                .isThrownBy(node.erasure::isBehind)
                .withMessage("The erasure journal is truncated: it ends at entry 0, the database was told of entry 2");
    }
}
