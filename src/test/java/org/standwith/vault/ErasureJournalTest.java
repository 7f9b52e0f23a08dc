package org.standwith.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.crypto.tink.Mac;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** T12: a journal that is not the one that was written is refused. Six entries are written, and the sixth is known. */
class ErasureJournalTest {

    private static final List<UUID> KEYS = Stream.of(1, 2, 3, 4, 5, 6)
            .map(number -> new UUID(0x4000, 0x8000_0000_0000_0000L + number))
            .toList();

    @TempDir
    private Path folder;

    private final Mac key = Macs.fresh();
    private Path file;
    private ErasureJournal journal;
    private JournalHead third;
    private JournalHead sixth;

    @BeforeEach
    void eraseSixTimes() {
        file = folder.resolve("erasures");
        journal = new ErasureJournal(new FileJournalStore(file), key);
        third = write(journal, JournalHead.NONE, 3);
        sixth = write(journal, third, 3);
    }

    private static JournalHead write(ErasureJournal journal, JournalHead last, int entries) {
        JournalHead head = last;
        for (int i = 0; i < entries; i++) {
            head = journal.append(head, "2026-W48", List.of(KEYS.get((int) head.seq())));
        }
        return head;
    }

    @Test
    void t12TheUntouchedJournalIsAccepted() {
        ErasureJournal.Verified all = journal.read(sixth);

        assertThat(all.head()).isEqualTo(sixth);
        assertThat(all.entries()).extracting(ErasureEntry::seq).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(all.entries()).flatExtracting(ErasureEntry::keys).isEqualTo(KEYS);
        assertThat(all.entries()).extracting(ErasureEntry::epoch).containsOnly("2026-W48");
    }

    @Test
    void whatABackupDoesNotKnowIsToBeDoneAgain() {
        ErasureJournal.Verified all = journal.read(third);

        assertThat(all.head()).isEqualTo(sixth);
        assertThat(all.after(third.seq())).extracting(ErasureEntry::seq).containsExactly(4L, 5L, 6L);
        assertThat(journal.read(JournalHead.NONE).after(0)).hasSize(6);
    }

    @Test
    void t12ATruncatedJournalIsRefused() {
        change(lines -> lines.subList(4, 6).clear());

        refused("is truncated: it ends at entry 4, entry 6 is known");
    }

    @Test
    void t12AJournalThatIsGoneIsRefused() throws IOException {
        Files.delete(file);

        refused("is truncated: it ends at entry 0, entry 6 is known");
    }

    @Test
    void t12AJournalOfWhichTheFirstEntriesAreMissingIsRefused() {
        change(lines -> lines.subList(0, 2).clear());

        refused("entry 1 is missing");
    }

    @Test
    void t12AnEntryThatWasExchangedIsRefused() {
        change(lines -> lines.set(
                2, lines.get(2).replace(KEYS.get(2).toString(), KEYS.get(5).toString())));

        refused("entry 3 is not as it was written");
    }

    @Test
    void t12EntriesInAnotherOrderAreRefused() {
        change(lines -> Collections.swap(lines, 2, 3));

        refused("entry 3 is missing");
    }

    @Test
    void t12EntriesThatChangedPlacesAndNumbersAreRefused() {
        change(lines -> {
            Collections.swap(lines, 2, 3);
            lines.set(2, "3" + lines.get(2).substring(1));
            lines.set(3, "4" + lines.get(3).substring(1));
        });

        refused("entry 3 is not as it was written");
    }

    @Test
    void t12AnEntryTakenOutOfTheMiddleIsRefused() {
        change(lines -> lines.remove(2));

        refused("entry 3 is missing");
    }

    @Test
    void t12AnEntryTakenOutOfTheMiddleAndTheRestRenumberedIsRefused() {
        change(lines -> {
            lines.remove(2);
            lines.replaceAll(line -> line.charAt(0) > '3' ? (char) (line.charAt(0) - 1) + line.substring(1) : line);
        });

        refused("entry 3 is not as it was written");
    }

    @Test
    void t12AnEntryThatComesTwiceIsRefused() {
        change(lines -> lines.add(3, lines.get(2)));

        refused("entry 3 is repeated");
    }

    @Test
    void t12AnEntryThatWasAddedWithoutTheKeyIsRefused() {
        change(lines -> lines.add("7" + lines.get(5).substring(1)));

        refused("entry 7 is not as it was written");
    }

    @Test
    void t12AnotherOrganisationsJournalIsRefused() throws IOException {
        Path other = folder.resolve("other");
        JournalHead head = write(new ErasureJournal(new FileJournalStore(other), Macs.fresh()), JournalHead.NONE, 6);
        Files.copy(other, file, StandardCopyOption.REPLACE_EXISTING);

        refused("entry 1 is not as it was written");
        assertThat(head.seq()).isEqualTo(sixth.seq());
    }

    @Test
    void t12AJournalThatWasWrittenAnewWithTheKeyIsRefusedToo() throws IOException {
        Files.delete(file);
        JournalHead other = journal.append(JournalHead.NONE, "2026-W49", KEYS);
        write(journal, other, 5);

        refused("is another one: its entry 6 is not the one that is known");
    }

    @Test
    void t12AnEntryOutOfAnotherHistoryOfTheSameKeyIsRefused() {
        Path other = folder.resolve("other");
        ErasureJournal history = new ErasureJournal(new FileJournalStore(other), key);
        write(history, history.append(JournalHead.NONE, "2026-W49", KEYS), 2);
        String third = new FileJournalStore(other).lines().get(2);
        assertThat(third).startsWith("3 2026-W48 " + KEYS.get(2) + " ");

        change(lines -> lines.set(2, third));

        refused("entry 3 is not as it was written");
    }

    @Test
    void t12ALastLineThatWasCutInHalfIsMissedWhereItWasKnownAndElseWrittenAgain() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 20));

        refused("is truncated: it ends at entry 5, entry 6 is known");

        JournalHead fifth = journal.read(third).head();
        assertThat(fifth.seq()).isEqualTo(5);
        assertThat(write(journal, fifth, 1)).isEqualTo(sixth);
        assertThat(file).binaryContent().isEqualTo(whole);
    }

    @Test
    void textThatIsNoJournalIsRefused() {
        for (String line : List.of("", " ", "x", "7 2026-W48 ", "7 2026-W48  00", "07 " + KEYS, "1\r")) {
            change(lines -> lines.add(line));
            refused("entry 7 is not as it was written");
            change(lines -> lines.removeLast());
        }
        assertThat(journal.read(sixth).entries()).hasSize(6);
    }

    @Test
    void whatCannotBeReadIsRefusedWithoutSayingWhatIsInIt() {
        JournalStore broken = new JournalStore() {
            @Override
            public List<String> lines() {
                throw new IllegalStateException(KEYS.toString());
            }

            @Override
            public void append(String line) {}
        };

        assertThatExceptionOfType(JournalBroken.class)
                .isThrownBy(() -> new ErasureJournal(broken, key).read(JournalHead.NONE))
                .withMessageContaining("cannot be read")
                .withMessageNotContaining(KEYS.getFirst().toString())
                .withNoCause();
    }

    @Test
    void onlyItsEndIsAppendedTo() throws IOException {
        String before = Files.readString(file);

        assertThatExceptionOfType(JournalBroken.class)
                .isThrownBy(() -> write(journal, third, 1))
                .withMessageContaining("goes on after entry 3");
        assertThatExceptionOfType(JournalBroken.class)
                .isThrownBy(() -> write(journal, JournalHead.NONE, 1))
                .withMessageContaining("goes on after entry 0");
        assertThatExceptionOfType(JournalBroken.class)
                .isThrownBy(() -> journal.append(new JournalHead(7, sixth.hash()), "2026-W48", KEYS))
                .withMessageContaining("is truncated");
        assertThat(file).content().isEqualTo(before);
    }

    @Test
    void anEntryHasOneToFiveHundredKeysAndAWeek() {
        List<UUID> most = Stream.generate(UUID::randomUUID).limit(500).toList();
        List<UUID> tooMany = Stream.generate(UUID::randomUUID).limit(501).toList();

        JournalHead seventh = journal.append(sixth, "2027-W01", most);

        assertThat(journal.read(seventh).after(6)).containsExactly(new ErasureEntry(7, "2027-W01", most));
        assertThatIllegalArgumentException().isThrownBy(() -> journal.append(seventh, "2027-W01", tooMany));
        assertThatIllegalArgumentException().isThrownBy(() -> journal.append(seventh, "2027-W01", List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> journal.append(seventh, "2027-01\n8", KEYS));
        assertThat(journal.read(seventh).head()).isEqualTo(seventh);
    }

    private void refused(String why) {
        assertThatExceptionOfType(JournalBroken.class)
                .isThrownBy(() -> journal.read(sixth))
                .withMessageContaining(why);
    }

    /** As somebody would who can write to the file, but does not know the key. */
    private void change(Consumer<List<String>> how) {
        try {
            List<String> lines = new ArrayList<>(new FileJournalStore(file).lines());
            how.accept(lines);
            Files.write(
                    file,
                    (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
