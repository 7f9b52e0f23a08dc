package org.standwith.vault;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the erasure journal says of one erasure: no more than random ids, which name nobody.
 *
 * @param seq counted from 1, without gaps
 * @param epoch the week whose key has wrapped these, as of {@code 2026-W48}
 * @param keys of which supporters' keys are destroyed, one to 500
 */
record ErasureEntry(long seq, String epoch, List<UUID> keys) {

    static final int MOST_KEYS = 500;

    private static final Pattern EPOCH = Pattern.compile("[0-9]{4}-W[0-9]{2}");

    /** @throws IllegalArgumentException when one of them is not as above */
    ErasureEntry {
        keys = List.copyOf(keys);
        if (seq < 1 || !EPOCH.matcher(epoch).matches() || keys.isEmpty() || keys.size() > MOST_KEYS) {
            throw new IllegalArgumentException("An erasure has a number, a week, and 1 to " + MOST_KEYS + " keys");
        }
    }

    /** One line; an entry has exactly one such text, and no two have the same. */
    String text() {
        return seq + " " + epoch + " " + keys.stream().map(UUID::toString).collect(Collectors.joining(","));
    }

    /** @throws IllegalArgumentException when this is not the text of an entry, to the letter */
    static ErasureEntry of(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("Not the text of an entry");
        }
        ErasureEntry entry = new ErasureEntry(
                Long.parseLong(parts[0]),
                parts[1],
                Arrays.stream(parts[2].split(",", -1)).map(UUID::fromString).toList());
        if (!entry.text().equals(text)) {
            throw new IllegalArgumentException("Not the text of an entry");
        }
        return entry;
    }
}
