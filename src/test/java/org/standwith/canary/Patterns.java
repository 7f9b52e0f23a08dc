package org.standwith.canary;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.standwith.canary.Encodings.Form;

/**
 * Very many byte patterns, looked for at once. Each is found by its first eight bytes in an open-addressing table; a
 * bitmap small enough for the processor's cache says of most places that nothing begins there.
 */
final class Patterns {

    static final int HEAD = Long.BYTES;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final int BITMAP_BITS = 23;

    private final List<Pattern> all = new ArrayList<>();
    private final long[] bitmap = new long[1 << (BITMAP_BITS - 6)];
    private final long[] heads;
    private final int[] first;
    private final int[] next;
    private final int tableShift;
    private final int longest;

    /** One form of one marker. */
    record Pattern(Marker marker, Form form) {}

    Patterns(Collection<Marker> markers) {
        markers.forEach(marker -> marker.forms().forEach(form -> all.add(new Pattern(marker, form))));
        int bits = Math.max(4, 33 - Integer.numberOfLeadingZeros(all.size()));
        tableShift = Long.SIZE - bits;
        heads = new long[1 << bits];
        first = new int[1 << bits];
        next = new int[all.size()];
        Arrays.fill(first, -1);
        for (int i = 0; i < all.size(); i++) {
            enter(i);
        }
        longest =
                all.stream().mapToInt(each -> each.form().bytes().length).max().orElse(HEAD);
    }

    int size() {
        return all.size();
    }

    int longest() {
        return longest;
    }

    /** Told of each pattern that is found, and where it begins. */
    interface Found {
        void at(int position, Pattern pattern);
    }

    /** Looks for what begins in the given part of the data; it may end behind that part. */
    void find(byte[] data, int from, int to, int end, Found found) {
        int last = Math.min(to, end - HEAD + 1);
        for (int i = from; i < last; i++) {
            long head = (long) LONG.get(data, i);
            long hash = head * SPREAD;
            int bit = (int) (hash >>> (Long.SIZE - BITMAP_BITS));
            if ((bitmap[bit >>> 6] & 1L << bit) != 0) {
                verify(data, i, end, head, hash, found);
            }
        }
    }

    private void verify(byte[] data, int at, int end, long head, long hash, Found found) {
        int slot = (int) (hash >>> tableShift);
        while (first[slot] >= 0 && heads[slot] != head) {
            slot = (slot + 1) & (heads.length - 1);
        }
        for (int i = first[slot]; i >= 0; i = next[i]) {
            byte[] bytes = all.get(i).form().bytes();
            if (at + bytes.length <= end
                    && Arrays.equals(bytes, HEAD, bytes.length, data, at + HEAD, at + bytes.length)) {
                found.at(at, all.get(i));
            }
        }
    }

    private void enter(int index) {
        long head = (long) LONG.get(all.get(index).form().bytes(), 0);
        long hash = head * SPREAD;
        int bit = (int) (hash >>> (Long.SIZE - BITMAP_BITS));
        bitmap[bit >>> 6] |= 1L << bit;
        int slot = (int) (hash >>> tableShift);
        while (first[slot] >= 0 && heads[slot] != head) {
            slot = (slot + 1) & (heads.length - 1);
        }
        heads[slot] = head;
        next[index] = first[slot];
        first[slot] = index;
    }
}
