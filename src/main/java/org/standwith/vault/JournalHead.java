package org.standwith.vault;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * How far the erasure journal goes, to be kept where the journal is not, so that its end cannot be cut off unnoticed.
 *
 * @param seq of the last entry, 0 where there is none yet
 * @param hash of the chain up to it; empty where there is none
 */
record JournalHead(long seq, byte[] hash) {

    static final JournalHead NONE = new JournalHead(0, new byte[0]);

    /** @throws IllegalArgumentException when there is a hash of nothing, or an entry without one */
    JournalHead {
        hash = hash.clone();
        if (seq < 0 || (seq == 0) != (hash.length == 0)) {
            throw new IllegalArgumentException("A journal's head has a hash if it has an entry");
        }
    }

    @Override
    public byte[] hash() {
        return hash.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JournalHead(long otherSeq, byte[] otherHash)
                && seq == otherSeq
                && MessageDigest.isEqual(hash, otherHash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash);
    }

    @Override
    public String toString() {
        return seq + " " + HexFormat.of().formatHex(hash);
    }
}
