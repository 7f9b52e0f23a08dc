package standwith.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.state.StateFile;

/** Ticks like the system's clock and can be moved on, but never back. All zones of one clock move together. */
public final class MovableClock extends Clock {

    private final Clock base;
    private final AtomicReference<Duration> ahead;
    private final @Nullable Path file;

    /** A clock that starts at the present. */
    public MovableClock() {
        this(Clock.system(ZoneOffset.UTC), new AtomicReference<>(Duration.ZERO), null);
    }

    /** A clock that goes on where the last one with this folder was. */
    public MovableClock(Path folder) {
        this(
                Clock.system(ZoneOffset.UTC),
                new AtomicReference<>(read(folder.resolve("clock"))),
                folder.resolve("clock"));
    }

    private MovableClock(Clock base, AtomicReference<Duration> ahead, @Nullable Path file) {
        this.base = base;
        this.ahead = ahead;
        this.file = file;
    }

    /** Moves the clock on to the given moment; nothing happens if it is past that already. */
    public void moveTo(Instant moment) {
        Duration needed = Duration.between(base.instant(), moment);
        Duration now = ahead.accumulateAndGet(needed, (a, b) -> a.compareTo(b) >= 0 ? a : b);
        if (file != null) {
            StateFile.write(file, now.toString());
        }
    }

    @Override
    public Instant instant() {
        return base.instant().plus(ahead.get());
    }

    @Override
    public ZoneId getZone() {
        return base.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new MovableClock(base.withZone(zone), ahead, file);
    }

    private static Duration read(Path file) {
        try {
            return Files.exists(file) ? Duration.parse(Files.readString(file).strip()) : Duration.ZERO;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
