package org.standwith.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import org.springframework.stereotype.Component;
import org.standwith.vault.BlindIndexes;
import org.standwith.vault.BlindIndexes.Purpose;

/** Keys that all nodes derive from the vault, and that are others every day. */
@Component
class DailyKeys {

    /** What a key signs: one use's signature is worth nothing for the other. */
    enum Use {
        CHALLENGE,
        PERMIT
    }

    private record Day(Use use, LocalDate date) {}

    private final BlindIndexes indexes;
    private final Clock clock;

    /** Every visit needs one, and the vault may be far. */
    private final Cache<Day, String> known =
            Caffeine.newBuilder().maximumSize(8).build();

    DailyKeys(BlindIndexes indexes, Clock clock) {
        this.indexes = indexes;
        this.clock = clock;
    }

    /** By which is signed today. */
    String current(Use use) {
        return of(new Day(use, today()));
    }

    /** By which it may have been signed: yesterday's still counts, since midnight comes while somebody waits. */
    List<String> accepted(Use use) {
        return List.of(current(use), of(new Day(use, today().minusDays(1))));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private String of(Day day) {
        return known.get(
                day,
                missing -> HexFormat.of()
                        .formatHex(indexes.of(
                                Purpose.PROOF,
                                (missing.use() + " " + missing.date()).getBytes(StandardCharsets.UTF_8))));
    }
}
