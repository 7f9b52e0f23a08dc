package org.standwith.canary;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;
import org.standwith.canary.Scanner.Source;

/** A gzip member, or an entry of a zip file, somewhere in data. */
final class Packed {

    /** No more of it is unpacked: a few bytes can be made to unfold without end. */
    private static final int MOST_BYTES = 32 << 20;

    private Packed() {}

    /** Whether three more bytes follow is up to the caller. */
    static boolean begins(byte[] data, int at) {
        return switch (data[at]) {
            case 0x1f -> data[at + 1] == (byte) 0x8b && data[at + 2] == 8;
            case 'P' -> data[at + 1] == 'K' && data[at + 2] == 3 && data[at + 3] == 4;
            default -> false;
        };
    }

    /** As much as can be unpacked; nothing where it only looked like something packed. */
    static byte[] unpack(Source source, long offset) throws IOException {
        var unpacked = new ByteArrayOutputStream();
        try (InputStream packed = new BufferedInputStream(source.from(offset))) {
            packed.mark(1);
            boolean gzip = packed.read() == 0x1f;
            packed.reset();
            try (InputStream plain = gzip ? new GZIPInputStream(packed) : entry(packed)) {
                copy(plain, unpacked);
            } catch (IOException | IllegalArgumentException brokenOff) {
                // What came before the break is looked at all the same.
            }
        }
        return unpacked.toByteArray();
    }

    /** The first entry only: each of the others begins with a mark of its own. */
    private static InputStream entry(InputStream packed) throws IOException {
        var zip = new ZipInputStream(packed);
        zip.getNextEntry();
        return zip;
    }

    private static void copy(InputStream plain, ByteArrayOutputStream into) throws IOException {
        byte[] buffer = new byte[8192];
        int read = plain.read(buffer);
        while (read > 0 && into.size() < MOST_BYTES) {
            into.write(buffer, 0, read);
            read = plain.read(buffer);
        }
    }
}
