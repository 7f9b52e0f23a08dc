package org.standwith.contributions;

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
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;
import org.standwith.FreshSchema;
import org.standwith.PassingTime;
import org.standwith.Standwith;
import org.standwith.Statements;
import org.standwith.bench.Figures;
import org.standwith.contributions.Caller.Seen;
import org.standwith.vault.Erasure;

/**
 * Whether somebody with a watch can tell who is known: 2,000 requests of each kind, in an order by chance, while tasks do
 * what the requests asked for. Told by the area under the curve of the best guess by time alone: 0.5 is a coin.
 */
@SpringBootTest(
        classes = {Standwith.class, Caller.Setup.class},
        webEnvironment = WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = {FreshSchema.class, PassingTime.WithTasks.class, Statements.Heard.class})
class SameTimeBench {

    private static final int REQUESTS = 2_000;
    private static final int UNTIMED = 300;
    private static final double BAR = 0.55;
    private static final Figures FIGURES = new Figures("same-time");

    /** One request. */
    @FunctionalInterface
    private interface Asking {
        Seen about(Acquaintance whose) throws Exception;
    }

    @Test
    void timeTellsNobodyWhoIsKnown(
            @LocalServerPort int port,
            @Autowired Checkouts checkouts,
            @Autowired Attempts attempts,
            @Autowired Erasure erasure)
            throws Exception {
        try (Caller caller = new Caller(port, checkouts, attempts, erasure)) {
            double answering = worst("POST /answer", caller::answer);
            double opening = worst("POST /api/v1/checkouts", caller::open);

            assertThat(answering).isLessThanOrEqualTo(BAR);
            assertThat(opening).isLessThanOrEqualTo(BAR);
        }
    }

    private static double worst(String what, Asking asking) throws Exception {
        long[][] times = new long[Acquaintance.values().length][REQUESTS];
        Map<Acquaintance, Integer> asked = new EnumMap<>(Acquaintance.class);
        Set<Seen> answers = new HashSet<>();
        List<Acquaintance> order = new ArrayList<>();
        for (Acquaintance each : Acquaintance.values()) {
            order.addAll(Collections.nCopies(UNTIMED + REQUESTS, each));
        }
        Collections.shuffle(order, new Random(5));
        for (Acquaintance each : order) {
            int before = asked.merge(each, 1, Integer::sum) - 1;
            long start = System.nanoTime();
            Seen answer = asking.about(each);
            long took = System.nanoTime() - start;
            answers.add(answer);
            if (before >= UNTIMED) {
                times[each.ordinal()][before - UNTIMED] = took;
            }
        }
        assertThat(answers).as("all of them").hasSize(1);
        double knownOrNot = area(times[Acquaintance.KNOWN.ordinal()], times[Acquaintance.UNKNOWN.ordinal()]);
        double knownOrErased = area(times[Acquaintance.KNOWN.ordinal()], times[Acquaintance.ERASED.ordinal()]);
        double erasedOrNot = area(times[Acquaintance.ERASED.ordinal()], times[Acquaintance.UNKNOWN.ordinal()]);
        double worst = Math.max(knownOrNot, Math.max(knownOrErased, erasedOrNot));
        Figures.Figure figure = FIGURES.of(what + ": told apart by time", worst, "of 1")
                .beside("a coin", 0.5)
                .bar("0.55", worst <= BAR)
                .with("known from unknown", knownOrNot)
                .with("known from erased", knownOrErased)
                .with("erased from unknown", erasedOrNot);
        for (Acquaintance each : Acquaintance.values()) {
            figure.with("median µs, " + each, median(times[each.ordinal()]) / 1_000.0);
        }
        FIGURES.write();
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
