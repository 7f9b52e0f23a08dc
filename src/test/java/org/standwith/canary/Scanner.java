package org.standwith.canary;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** Looks for patterns in data of any length, and in the gzip members and zip entries that begin anywhere in it. */
final class Scanner {

    private static final int CHUNK = 1 << 20;

    /** Packed data is looked into so deep. */
    private static final int DEEPEST = 3;

    private final Patterns patterns;

    Scanner(Patterns patterns) {
        this.patterns = patterns;
    }

    /** Data that can be read from anywhere on. */
    interface Source {
        InputStream from(long offset) throws IOException;
    }

    void scan(String where, Path file, Consumer<Hit> hits) throws IOException {
        scan(where, offset -> from(file, offset), 0, hits);
    }

    void scan(String where, byte[] data, Consumer<Hit> hits) throws IOException {
        scan(where, in(data), 0, hits);
    }

    private void scan(String where, Source source, int depth, Consumer<Hit> hits) throws IOException {
        int behind = patterns.longest();
        byte[] buffer = new byte[CHUNK + behind];
        long start = 0;
        int filled = 0;
        try (InputStream data = source.from(0)) {
            while (true) {
                filled += data.readNBytes(buffer, filled, buffer.length - filled);
                boolean last = filled < buffer.length;
                int part = last ? filled : CHUNK;
                look(where, buffer, part, filled, start, source, depth, hits);
                if (last) {
                    return;
                }
                System.arraycopy(buffer, part, buffer, 0, filled - part);
                filled -= part;
                start += part;
            }
        }
    }

    private void look(
            String where, byte[] data, int part, int end, long start, Source source, int depth, Consumer<Hit> hits)
            throws IOException {
        patterns.find(
                data, 0, part, end, (at, pattern) -> hits.accept(Hit.of(where, pattern, start + at, data, at, end)));
        if (depth == DEEPEST) {
            return;
        }
        for (int i = 0; i < Math.min(part, end - 3); i++) {
            if (Packed.begins(data, i)) {
                byte[] unpacked = Packed.unpack(source, start + i);
                if (unpacked.length > 0) {
                    scan(where + ", unpacked at " + (start + i), in(unpacked), depth + 1, hits);
                }
            }
        }
    }

    private static Source in(byte[] data) {
        return offset -> new ByteArrayInputStream(data, (int) offset, data.length - (int) offset);
    }

    private static InputStream from(Path file, long offset) throws IOException {
        return Channels.newInputStream(
                FileChannel.open(file, StandardOpenOption.READ).position(offset));
    }
}
