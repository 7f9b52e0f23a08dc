package org.standwith.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A text file that is only ever added to: UTF-8, a line for each entry, made when the first is added. */
final class FileJournalStore implements JournalStore {

    private static final int STEP = 8192;

    private final Path file;

    FileJournalStore(Path file) {
        this.file = file;
    }

    @Override
    public List<String> lines() {
        if (Files.notExists(file)) {
            return List.of();
        }
        return alone(() -> finished(Files.readAllBytes(file)));
    }

    @Override
    public void append(String line) {
        if (line.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("A journal's entry is one line");
        }
        alone(() -> {
            boolean fresh = Files.notExists(file);
            try (FileChannel channel = FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    Durable.OURS_ALONE)) {
                long end = endOfLastLine(channel);
                channel.truncate(end).position(end);
                Durable.write(channel, (line + "\n").getBytes(StandardCharsets.UTF_8));
            }
            if (fresh) {
                Durable.keepNames(FileAddress.folder(file));
            }
            return file;
        });
    }

    /** Only a line feed ends a line, and bytes that are no text become characters that no entry has. */
    private static List<String> finished(byte[] content) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < content.length; i++) {
            if (content[i] == '\n') {
                lines.add(new String(content, start, i - start, StandardCharsets.UTF_8));
                start = i + 1;
            }
        }
        return List.copyOf(lines);
    }

    private static long endOfLastLine(FileChannel channel) throws IOException {
        long end = channel.size();
        while (end > 0) {
            long start = Math.max(0, end - STEP);
            ByteBuffer part = ByteBuffer.allocate((int) (end - start));
            while (part.hasRemaining() && channel.read(part, start + part.position()) >= 0) {
                // As long as it takes.
            }
            for (int i = part.position() - 1; i >= 0; i--) {
                if (part.get(i) == '\n') {
                    return start + i + 1;
                }
            }
            end = start;
        }
        return 0;
    }

    private <T> T alone(OneAtATime.Work<T> work) {
        try {
            return OneAtATime.at(file, work);
        } catch (IOException e) {
            throw new UncheckedIOException("The erasure journal's file fails", e);
        }
    }
}
