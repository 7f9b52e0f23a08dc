package org.standwith.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.standwith.guard.GuardProperties.Rate;
import org.standwith.guard.Visitors.Visitor;

/** Counts who comes in at this node, in memory. */
@Component
class Limits {

    /** Whoever comes from more addresses than this is counted by what all ask for together. */
    private static final int MOST_ADDRESSES = 50_000;

    private record Key(Entrance entrance, Visitor visitor) {}

    /** Bucket4j's time is ours. */
    private record Meter(Clock clock) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return Duration.ofMillis(clock.millis()).toNanos();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }

    private final GuardProperties properties;
    private final TimeMeter meter;
    private final Cache<Key, Bucket> each;
    private final Map<Entrance, Bucket> everybody = new EnumMap<>(Entrance.class);

    Limits(GuardProperties properties, Clock clock) {
        this.properties = properties;
        this.meter = new Meter(clock);
        Duration longest = Stream.of(Entrance.values())
                .map(entrance -> properties.at(entrance).within())
                .max(Duration::compareTo)
                .orElseThrow();
        this.each = Caffeine.newBuilder()
                .maximumSize(MOST_ADDRESSES)
                .expireAfterAccess(longest)
                .ticker(meter::currentTimeNanos)
                .build();
        for (Entrance entrance : Entrance.values()) {
            Rate rate = properties.at(entrance);
            everybody.put(entrance, bucket(rate.everybody(), rate.within()));
        }
    }

    /** Counts one more, and says whether that is within the limits. What one address asks for in vain costs the others nothing. */
    boolean allow(Entrance entrance, Visitor visitor) {
        Rate rate = properties.at(entrance);
        Bucket own = each.get(new Key(entrance, visitor), fresh -> bucket(rate.address(), rate.within()));
        return own.tryConsume(1)
                && Objects.requireNonNull(everybody.get(entrance)).tryConsume(1);
    }

    Bucket bucket(int most, Duration within) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(most).refillGreedy(most, within))
                .withCustomTimePrecision(meter)
                .build();
    }
}
