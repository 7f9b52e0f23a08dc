package org.standwith.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Whether somebody with a watch can tell kinds of requests apart: 2,000 of each kind, in an order by chance. Told by the area
 * under the curve of the best guess by time alone: 0.5 is a coin.
 */
public final class ByTime {

    public static final double BAR = 0.55;

    private static final int REQUESTS = 2_000;
    private static final int UNTIMED = 300;

    /** One request. */
    @FunctionalInterface
    public interface Asking<K> {
        /** @return what came back, as far as it has to be the same for all */
        Object about(K kind) throws Exception;
    }

    private ByTime() {}

    /** How well the two kinds that are told apart most easily are told apart. */
    public static <K extends Enum<K>> double worst(Figures figures, String what, Class<K> kinds, Asking<K> asking)
            throws Exception {
        K[] all = kinds.getEnumConstants();
        long[][] times = new long[all.length][REQUESTS];
        Map<K, Integer> asked = new EnumMap<>(kinds);
        Set<Object> answers = new HashSet<>();
        List<K> order = new ArrayList<>();
        for (K each : all) {
            order.addAll(Collections.nCopies(UNTIMED + REQUESTS, each));
        }
        Collections.shuffle(order, new Random(5));
        for (K each : order) {
            int before = asked.merge(each, 1, Integer::sum) - 1;
            long start = System.nanoTime();
            Object answer = asking.about(each);
            long took = System.nanoTime() - start;
            answers.add(answer);
            if (before >= UNTIMED) {
                times[each.ordinal()][before - UNTIMED] = took;
            }
        }
        assertThat(answers).as("all of them").hasSize(1);
        double worst = 0;
        Map<String, Double> pairs = new java.util.TreeMap<>();
        for (int one = 0; one < all.length; one++) {
            for (int other = one + 1; other < all.length; other++) {
                double area = area(times[one], times[other]);
                pairs.put(all[one] + " from " + all[other], area);
                worst = Math.max(worst, area);
            }
        }
        Figures.Figure figure = figures.of(what + ": told apart by time", worst, "of 1")
                .beside("a coin", 0.5)
                .bar("0.55", worst <= BAR);
        pairs.forEach(figure::with);
        for (K each : all) {
            figure.with("median µs, " + each, median(times[each.ordinal()]) / 1_000.0);
        }
        figures.write();
        return worst;
    }

    private static long median(long[] times) {
        long[] sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** How often one of these took longer than one of those, ties by half; whichever way round tells more. */
    private static double area(long[] these, long[] those) {
        long[] sorted = those.clone();
        Arrays.sort(sorted);
        double longer = 0;
        for (long each : these) {
            longer += (first(sorted, each) + first(sorted, each + 1)) / 2.0;
        }
        double area = longer / ((double) these.length * those.length);
        return Math.max(area, 1 - area);
    }

    /** How many are less than this. */
    private static int first(long[] sorted, long value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
