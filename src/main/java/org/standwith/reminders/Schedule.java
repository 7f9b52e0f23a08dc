package org.standwith.reminders;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When somebody is reminded: at ten in the morning where they are.
 *
 * @param first the day of the first time
 * @param rhythm null where it is once
 */
public record Schedule(LocalDate first, @Nullable Rhythm rhythm, ZoneId zone) {

    private static final LocalTime AT = LocalTime.of(10, 0);

    /** The first time. */
    public Instant due() {
        return at(first);
    }

    /** The first time that is later than this moment; nothing where there is none any more. */
    public Optional<Instant> after(Instant moment) {
        if (due().isAfter(moment)) {
            return Optional.of(due());
        }
        if (rhythm == null) {
            return Optional.empty();
        }
        LocalDate today = LocalDate.ofInstant(moment, zone);
        long times = Math.max(0, ChronoUnit.MONTHS.between(first, today) / rhythm.months() - 1);
        Instant next = at(first);
        while (!next.isAfter(moment)) {
            times++;
            // From the first day on, so that the 31st is not the 28th for ever after a February.
            next = at(first.plusMonths(times * rhythm.months()));
        }
        return Optional.of(next);
    }

    /** Where clocks are put forward over that hour, as soon as it is over; where it comes twice, the first time. */
    private Instant at(LocalDate day) {
        return ZonedDateTime.of(day, AT, zone).toInstant();
    }
}
