package org.standwith.vault;

import java.util.Arrays;

/** Brings what is sealed to one of few lengths, so that the length tells nothing of what is in it. */
final class Padding {

    /** Nearly everything fits into the first; the next are four times as long each. */
    private static final int SHORTEST = 2048;

    private static final int STEP = 4;

    /** Ends what was there; zeros follow. */
    private static final byte END = (byte) 0x80;

    private Padding() {}

    static byte[] add(byte[] plain) {
        return add(plain, SHORTEST);
    }

    /** @param shortest for what is always short */
    static byte[] add(byte[] plain, int shortest) {
        int length = shortest;
        while (length <= plain.length) {
            length *= STEP;
        }
        byte[] padded = Arrays.copyOf(plain, length);
        padded[plain.length] = END;
        return padded;
    }

    static byte[] remove(byte[] padded) {
        int end = padded.length - 1;
        while (end > 0 && padded[end] == 0) {
            end--;
        }
        return Arrays.copyOf(padded, end);
    }
}
