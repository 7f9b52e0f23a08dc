package org.standwith.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class FileJournalStoreTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("erasures");
    }

    @Test
    void whatWasAppendedIsThereInOrderAlsoForWhoOpensItLater() {
        store().append("one");
        store().append("dva – два");
        store().append("");

        assertThat(store().lines()).containsExactly("one", "dva – два", "");
    }

    @Test
    void aJournalThatWasNeverWrittenToIsEmptyAndLeavesNoFile() {
        assertThat(store().lines()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void nobodyButItsOwnerMayReadIt() throws IOException {
        store().append("one");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8191, 8192, 8193, 40_000})
    void anUnfinishedLineIsNotReadAndCutOffByTheNext(int length) throws IOException {
        store().append("one");
        Files.writeString(file, "x".repeat(length), StandardOpenOption.APPEND);

        assertThat(store().lines()).containsExactly("one");

        store().append("two");

        assertThat(file).content().isEqualTo("one\ntwo\n");
    }

    @Test
    void aFirstLineThatWasNeverFinishedIsCutOffToo() throws IOException {
        Files.writeString(file, "x".repeat(9_000));

        assertThat(store().lines()).isEmpty();

        store().append("one");

        assertThat(file).content().isEqualTo("one\n");
    }

    @Test
    void anEntryOfTwoLinesIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> store().append("one\ntwo"));
        assertThat(store().lines()).isEmpty();
    }

    @Test
    void severalProcessesDoNotMixTheirLines() throws Exception {
        Elsewhere.inProcesses(3, "append", file, 15);

        assertThat(store().lines())
                .hasSize(45)
                .allSatisfy(line -> assertThat(line).matches("(of [0-9]+ )(\\1){399}"));
    }

    @Test
    void whereItCannotBeWrittenIsSaidWhenItIsOpened() throws IOException {
        Files.writeString(folder.resolve("taken"), "");
        assertThat(new FileJournalStoreFactory().open(file.toString(), new MockEnvironment()))
                .isInstanceOf(FileJournalStore.class);
        assertThat(new FileJournalStoreFactory().open(folder + "/new/file", new MockEnvironment()))
                .as("in a folder that is made")
                .isInstanceOf(FileJournalStore.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FileJournalStoreFactory().open(folder + "/taken/file", new MockEnvironment()))
                .withMessageContaining("/taken");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FileJournalStoreFactory().open(folder.toString(), new MockEnvironment()))
                .withMessageContaining("folder");
    }

    private JournalStore store() {
        return new FileJournalStore(file);
    }
}
