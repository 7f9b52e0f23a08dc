package org.standwith.vault;

import com.google.crypto.tink.Mac;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * Which supporters' keys were destroyed, so that a restored backup can be told again. Each entry carries a keyed hash of
 * itself and of the hash before it: who can write to the store, but has not the key, can neither change, add, remove nor
 * reorder entries. What could still be cut off its end is known from the {@link JournalHead}, which is kept elsewhere.
 *
 * <p>A line is {@code seq epoch key,key,… hash}. There is one writer at a time; seeing to that is the caller's.
 */
final class ErasureJournal {

    /** Keeps these hashes apart from whatever else this key may be used for. */
    private static final String PURPOSE = "standwith erasure journal 1\n";

    private static final HexFormat HEX = HexFormat.of();

    private final JournalStore store;
    private final Mac mac;

    ErasureJournal(JournalStore store, Mac mac) {
        this.store = store;
        this.mac = mac;
    }

    /**
     * What was written here, entry by entry. Read only where somebody asks: most of a long journal was seen to long ago.
     *
     * @param head to be known from now on
     */
    record Verified(List<String> texts, JournalHead head) {

        Verified {
            texts = List.copyOf(texts);
        }

        List<ErasureEntry> entries() {
            return after(0);
        }

        /** Those that come after the entry of this number. */
        List<ErasureEntry> after(long seq) {
            return texts.stream().skip(seq).map(ErasureEntry::of).toList();
        }
    }

    /**
     * All of it, if every entry is as it was written, none is missing, and {@code known} is among them. More entries
     * than are known are fine: one may have been written just before a crash, or after the backup.
     *
     * @throws JournalBroken otherwise
     */
    Verified read(JournalHead known) {
        List<String> texts = new ArrayList<>();
        JournalHead head = JournalHead.NONE;
        for (String line : lines()) {
            long seq = head.seq() + 1;
            String text = text(line, seq);
            byte[] hash = hash(line, seq);
            verify(seq, text, hash, head);
            head = new JournalHead(seq, hash);
            if (seq == known.seq() && !head.equals(known)) {
                throw new JournalBroken("is another one: its entry " + seq + " is not the one that is known");
            }
            texts.add(text);
        }
        if (head.seq() < known.seq()) {
            throw new JournalBroken(
                    "is truncated: it ends at entry " + head.seq() + ", entry " + known.seq() + " is known");
        }
        return new Verified(texts, head);
    }

    /**
     * Adds an entry, durable when this returns.
     *
     * @param last where the journal ends
     * @return where it ends now
     * @throws JournalBroken when it does not end there, or {@link #read} would refuse it; nothing is added then
     * @throws IllegalArgumentException when {@link ErasureEntry} takes no such epoch or keys
     */
    JournalHead append(JournalHead last, String epoch, List<UUID> keys) {
        ErasureEntry entry = new ErasureEntry(last.seq() + 1, epoch, keys);
        if (!read(last).head().equals(last)) {
            throw new JournalBroken("goes on after entry " + last.seq() + ", with which it was to end");
        }
        byte[] hash = compute(entry, last);
        store.append(entry.text() + " " + HEX.formatHex(hash));
        return new JournalHead(entry.seq(), hash);
    }

    private List<String> lines() {
        try {
            return store.lines();
        } catch (RuntimeException e) {
            // A store is somebody else's code, and may fail in whatever way.
            throw new JournalBroken("cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** Without its hash, by which it is known that it is an entry's: nobody else can have made one. */
    private static String text(String line, long seq) {
        long written;
        try {
            written = Long.parseLong(line.substring(0, Math.max(0, line.indexOf(' '))));
        } catch (NumberFormatException e) {
            throw changed(seq);
        }
        if (written != seq) {
            throw new JournalBroken(
                    "is damaged: entry " + (written > seq ? seq + " is missing" : written + " is repeated"));
        }
        return line.substring(0, line.lastIndexOf(' '));
    }

    private static byte[] hash(String line, long seq) {
        String written = line.substring(line.lastIndexOf(' ') + 1);
        try {
            byte[] hash = HEX.parseHex(written);
            if (hash.length > 0 && HEX.formatHex(hash).equals(written)) {
                return hash;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw changed(seq);
    }

    private void verify(long seq, String text, byte[] hash, JournalHead before) {
        try {
            mac.verifyMac(hash, chained(text, before));
        } catch (GeneralSecurityException e) {
            throw changed(seq);
        }
    }

    private byte[] compute(ErasureEntry entry, JournalHead before) {
        try {
            return mac.computeMac(chained(entry.text(), before));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] chained(String text, JournalHead before) {
        return (PURPOSE + HEX.formatHex(before.hash()) + "\n" + text).getBytes(StandardCharsets.UTF_8);
    }

    private static JournalBroken changed(long seq) {
        return new JournalBroken("is damaged: entry " + seq + " is not as it was written");
    }
}
