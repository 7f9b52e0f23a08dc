package org.standwith.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.crypto.tink.Mac;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** T12, byte by byte. */
class ErasureJournalBytesTest {

    private static final Mac KEY = Macs.fresh();
    private static final Path FILE = Path.of("target", "erasures-" + UUID.randomUUID());
    private static final ErasureJournal JOURNAL = new ErasureJournal(new FileJournalStore(FILE), KEY);

    private static JournalHead head = JournalHead.NONE;
    private static byte[] written = {};

    @BeforeContainer
    static void write() throws IOException {
        for (int i = 0; i < 12; i++) {
            head = JOURNAL.append(head, "2026-W48", List.of(UUID.randomUUID(), UUID.randomUUID()));
        }
        written = Files.readAllBytes(FILE);
    }

    @AfterContainer
    static void clear() throws IOException {
        Files.deleteIfExists(FILE);
        Files.deleteIfExists(FILE.resolveSibling(FILE.getFileName() + ".lock"));
    }

    @Property
    void t12AnyByteThatIsAnotherIsRefusedByWhoKnowsTheEnd(
            @ForAll @IntRange(max = 100_000) int place, @ForAll @IntRange(min = 1, max = 255) int difference)
            throws IOException {
        changed(place % written.length, difference);

        assertThatExceptionOfType(JournalBroken.class).isThrownBy(() -> JOURNAL.read(head));
    }

    @Property
    void t12WhoDoesNotKnowTheEndAcceptsNoOtherByteEitherButInALineThatIsThenUnfinished(
            @ForAll @IntRange(max = 100_000) int place, @ForAll @IntRange(min = 1, max = 255) int difference)
            throws IOException {
        changed(place % (written.length - 1), difference);

        assertThatExceptionOfType(JournalBroken.class).isThrownBy(() -> JOURNAL.read(JournalHead.NONE));
    }

    @Property(tries = 255)
    void t12AnEndOfTheLastLineThatIsAnotherByteLeavesItUnfinished(@ForAll @IntRange(min = 1, max = 255) int difference)
            throws IOException {
        changed(written.length - 1, difference);

        assertThat(JOURNAL.read(JournalHead.NONE).head().seq()).isEqualTo(head.seq() - 1);
    }

    @Property
    void t12WhereverItIsCutItIsTruncated(@ForAll @IntRange(max = 100_000) int length) throws IOException {
        Files.write(FILE, Arrays.copyOf(written, length % written.length));

        assertThatExceptionOfType(JournalBroken.class)
                .isThrownBy(() -> JOURNAL.read(head))
                .withMessageContaining("is truncated");
    }

    @Property(tries = 1)
    void t12UntouchedItIsAccepted() throws IOException {
        Files.write(FILE, written);

        assertThat(JOURNAL.read(head).head()).isEqualTo(head);
    }

    private static void changed(int place, int difference) throws IOException {
        byte[] bytes = written.clone();
        bytes[place] ^= (byte) difference;
        Files.write(FILE, bytes);
    }
}
