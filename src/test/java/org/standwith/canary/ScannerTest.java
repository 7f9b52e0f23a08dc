package org.standwith.canary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.standwith.canary.Encodings.Form;

class ScannerTest {

    private static final int CHUNK = 1 << 20;

    private final Random random = new Random(20261204);

    @Property(tries = 40)
    void everyFormOfAMarkerIsFoundWhereverItLies(@ForAll long seed, @ForAll @IntRange(max = 9) int where) {
        Random luck = new Random(seed);
        Marker marker = marker(luck, "somebody");
        byte[] data = bytes(luck, 2 * CHUNK + 5_000);
        List<Integer> offsets = new ArrayList<>();
        List<Form> forms = marker.forms();
        int offset = where < 5 ? luck.nextInt(CHUNK) : CHUNK - luck.nextInt(4_000);
        for (Form form : forms) {
            offsets.add(offset);
            System.arraycopy(form.bytes(), 0, data, offset, form.bytes().length);
            offset += form.bytes().length + 1 + luck.nextInt(40);
        }

        List<Hit> hits = scan(data, marker);

        for (int i = 0; i < forms.size(); i++) {
            long at = offsets.get(i);
            String encoding = forms.get(i).encoding();
            assertThat(hits)
                    .as(encoding)
                    .anyMatch(hit -> hit.offset() == at && hit.encoding().equals(encoding));
        }
    }

    @Property(tries = 20)
    void dataThatLeaksNothingGivesNothing(@ForAll long seed) {
        Random luck = new Random(seed);

        assertThat(scan(bytes(luck, 3 * CHUNK), marker(luck, "somebody"))).isEmpty();
    }

    @Test
    void theVeryFirstAndTheVeryLastBytesAreLookedAt() {
        Marker marker = marker(random, "somebody");
        String text = marker.text();

        assertThat(scan(text.getBytes(UTF_8), marker)).hasSize(1);
        assertThat(scan((text + "x".repeat(CHUNK - 10) + text).getBytes(UTF_8), marker))
                .hasSize(2);
        assertThat(scan(text.substring(1).getBytes(UTF_8), marker)).isEmpty();
        assertThat(scan(new byte[0], marker)).isEmpty();
    }

    @Test
    void aHitSaysWhoseItIsAndWhatStandsAround() {
        Marker marker = marker(random, "person 7");

        Hit hit = scan(("insert into notes values ('" + marker.text() + "')").getBytes(UTF_8), marker)
                .getFirst();

        assertThat(hit.toString()).contains("person 7's NAME", "data at 27", "insert into notes", "')");
    }

    @Test
    void packedDataIsLookedInto() throws IOException {
        Marker marker = marker(random, "somebody");
        byte[] text = ("...".repeat(30_000) + marker.text()).getBytes(UTF_8);
        byte[] data = join(bytes(random, CHUNK - 7), gzip(text), bytes(random, 99), zip(gzip(text)), bytes(random, 9));

        assertThat(scan(data, marker))
                .hasSize(2)
                .extracting(Hit::where)
                .anyMatch(where -> where.matches("data, unpacked at \\d+"))
                .anyMatch(where -> where.matches("data, unpacked at \\d+, unpacked at \\d+"));
    }

    @Test
    void packedDataThatBreaksOffIsLookedIntoUpToThere() throws IOException {
        Marker marker = marker(random, "somebody");
        String filling = HexFormat.of().formatHex(bytes(random, 100_000));
        byte[] packed = gzip((marker.text() + filling).getBytes(UTF_8));

        assertThat(scan(Arrays.copyOf(packed, 50_000), marker)).hasSize(1);
    }

    @Test
    void hundredsOfMegabytesAreScannedForTensOfThousandsOfMarkersInSeconds(@TempDir Path folder) throws IOException {
        List<Marker> markers = IntStream.range(0, 2_000)
                .mapToObj(i -> marker(random, "person " + i))
                .toList();
        Scanner scanner = new Scanner(new Patterns(markers));
        Path file = folder.resolve("large");
        byte[] block = bytes(random, CHUNK);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < 200; i++) {
                out.write(block);
            }
            out.write(markers.getLast().text().getBytes(UTF_8));
        }
        List<Hit> hits = new ArrayList<>();

        long before = System.nanoTime();
        scanner.scan("data", file, hits::add);

        assertThat(hits).singleElement().returns(200L << 20, Hit::offset);
        // Some ten times of what it takes on a slow core: only another order of growth would be caught.
        assertThat(System.nanoTime() - before).isLessThan(20_000_000_000L);
    }

    private static List<Hit> scan(byte[] data, Marker marker) {
        List<Hit> hits = new ArrayList<>();
        try {
            new Scanner(new Patterns(List.of(marker))).scan("data", data, hits::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return hits;
    }

    private static Marker marker(Random random, String owner) {
        String text = Person.alphanumeric(random);
        return new Marker(owner, Field.NAME, text, text + " Vzorová");
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] join(byte[]... parts) {
        var joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private static byte[] gzip(byte[] data) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(data);
        }
        return packed.toByteArray();
    }

    private static byte[] zip(byte[] data) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(packed)) {
            for (String name : List.of("empty", "full")) {
                out.putNextEntry(new ZipEntry(name));
                out.write(name.equals("full") ? data : new byte[0]);
                out.closeEntry();
            }
        }
        return packed.toByteArray();
    }
}
