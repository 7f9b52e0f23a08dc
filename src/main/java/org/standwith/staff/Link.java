package org.standwith.staff;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The audit chain as far as one entry: its number, and a hash over it and all before it. */
record Link(long seq, byte[] hash) {

    static final Link FIRST = new Link(0, new byte[32]);

    Link followedBy(AuditEntry entry) {
        MessageDigest digest = Secrets.sha256();
        digest.update(hash);
        digest.update(ByteBuffer.allocate(20)
                .putLong(entry.seq())
                .putLong(entry.at().getEpochSecond())
                .putInt(entry.at().getNano())
                .array());
        add(digest, entry.actor());
        add(digest, entry.action());
        add(digest, entry.subject());
        add(digest, entry.detail());
        return new Link(entry.seq(), digest.digest());
    }

    /** With its length, so that text cannot be moved from one field to the next. */
    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
        digest.update(bytes);
    }
}
