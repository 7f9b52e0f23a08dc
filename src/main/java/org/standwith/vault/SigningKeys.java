package org.standwith.vault;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Signs what others check by keys that we show. Each week has a key of its own, which all nodes know by that week: it is
 * shown before anything is signed by it, and until nothing that was signed by it counts any more. Then it is destroyed.
 */
@Component
public class SigningKeys {

    /** What is signed; each has keys of its own, and a signature for one is none for another. */
    public enum Purpose {
        /** That somebody whom it does not name may read something. */
        PASS;

        private String keyName(LocalDate week) {
            return PREFIX + name() + ":" + week;
        }
    }

    /** So long before it signs is a key shown: whoever keeps what we show may keep it for less than that. */
    public static final Duration AHEAD = Duration.ofDays(1);

    /** So long after its last signature is a key shown: what is signed has to be over by then. */
    public static final Duration AFTER = Duration.ofDays(2);

    private static final String PREFIX = "sign:";

    /** What comes after all names that begin so. */
    private static final String PREFIX_END = "sign;";

    private final ServiceKeys keys;
    private final Clock clock;

    SigningKeys(ServiceKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** By which is signed now. */
    public SigningKey current(Purpose purpose) {
        return of(purpose, week(clock.instant()));
    }

    /** The public halves of all by which something may have been signed that still counts, or soon will be. */
    public List<byte[]> shown(Purpose purpose) {
        Instant now = clock.instant();
        LocalDate before = week(now.minus(AFTER));
        LocalDate current = week(now);
        LocalDate next = week(now.plus(AHEAD));
        return Stream.of(
                        before.equals(current)
                                ? Optional.<SigningKey>empty()
                                : keys.find(purpose.keyName(before), SigningKey.class, SigningKey::of),
                        Optional.of(of(purpose, current)),
                        next.equals(current) ? Optional.<SigningKey>empty() : Optional.of(of(purpose, next)))
                .flatMap(Optional::stream)
                .map(SigningKey::shown)
                .toList();
    }

    /** Others are made when they are needed, and known to all nodes within a minute. */
    void destroyAll() {
        keys.destroyBetween(PREFIX, PREFIX_END);
    }

    void destroyOld() {
        LocalDate needed = week(clock.instant().minus(AFTER));
        for (Purpose each : Purpose.values()) {
            keys.destroyBetween(PREFIX + each.name() + ":", each.keyName(needed));
        }
    }

    private SigningKey of(Purpose purpose, LocalDate week) {
        return keys.get(purpose.keyName(week), SigningKey.class, SigningKey::of, SigningKey::fresh);
    }

    private static LocalDate week(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }
}
