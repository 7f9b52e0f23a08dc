package org.standwith.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class LastMinutesTest {

    private enum Thing {
        ONE,
        OTHER
    }

    /** Beside a list of all that happened. */
    @Property
    void itCountsWhatHappenedInTheLastQuarterOfAnHour(
            @ForAll @Size(max = 60) List<@IntRange(max = 2_000) Integer> pauses,
            @ForAll @IntRange(max = 3_000) int wait) {
        LastMinutes<Thing> counts = new LastMinutes<>(Thing.class);
        List<Instant> all = new ArrayList<>();
        Instant now = Instant.parse("2026-03-02T12:00:00Z");
        for (int pause : pauses) {
            now = now.plusSeconds(pause);
            counts.count(Thing.ONE, now);
            all.add(now);
        }
        Instant end = now.plusSeconds(wait);

        long expected = all.stream()
                .map(LastMinutesTest::minute)
                .filter(minute -> minute > minute(end) - LastMinutes.MINUTES)
                .count();
        assertThat(counts.of(Thing.ONE, end)).isEqualTo((int) expected);
        assertThat(counts.of(Thing.OTHER, end)).isZero();
    }

    private static long minute(Instant at) {
        return at.getEpochSecond() / 60;
    }
}
