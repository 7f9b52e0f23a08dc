package org.standwith.guard;

import java.time.Instant;
import java.util.Arrays;

/** How often each of some things happened lately, by the minute. For one thread at a time. */
final class LastMinutes<T extends Enum<T>> {

    /** A quarter of an hour. */
    static final int MINUTES = 15;

    private final long[] minutes = new long[MINUTES];
    private final int[][] counts;

    LastMinutes(Class<T> things) {
        this.counts = new int[MINUTES][things.getEnumConstants().length];
        Arrays.fill(minutes, Long.MIN_VALUE);
    }

    void count(T thing, Instant now) {
        long minute = minute(now);
        int at = Math.floorMod(minute, MINUTES);
        if (minutes[at] != minute) {
            minutes[at] = minute;
            Arrays.fill(counts[at], 0);
        }
        counts[at][thing.ordinal()]++;
    }

    int of(T thing, Instant now) {
        long last = minute(now);
        int sum = 0;
        for (int at = 0; at < MINUTES; at++) {
            if (minutes[at] <= last && minutes[at] > last - MINUTES) {
                sum += counts[at][thing.ordinal()];
            }
        }
        return sum;
    }

    private static long minute(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), 60L);
    }
}
