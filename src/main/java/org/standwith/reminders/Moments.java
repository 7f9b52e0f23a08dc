package org.standwith.reminders;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.standwith.problem.Problem.Field;

/** Reads when somebody wants to be reminded. */
@Component
class Moments {

    private static final Map<String, Period> AHEAD = Map.of(
            "P1W", Period.ofWeeks(1),
            "P1M", Period.ofMonths(1),
            "P3M", Period.ofMonths(3),
            "P6M", Period.ofMonths(6),
            "P9M", Period.ofMonths(9),
            "P1Y", Period.ofYears(1));

    private static final Period LONGEST = Period.ofYears(2);

    /** So many days earlier or later, so that whoever came with the same campaign does not come back on the same day. */
    private static final int SPREAD = 3;

    private final Clock clock;
    private final ZoneId usual;

    Moments(Clock clock, ReminderProperties properties) {
        this.clock = clock;
        this.usual = properties.zone();
    }

    /** Nothing, and why not among the mistakes, where it cannot be read. */
    Optional<Schedule> read(ReminderRequest request, List<Field> wrong) {
        return read(request, usual, wrong);
    }

    /** @param otherwise the zone of whoever names none */
    Optional<Schedule> read(ReminderRequest request, ZoneId otherwise, List<Field> wrong) {
        Optional<ZoneId> named = zone(request.timeZone(), otherwise, wrong);
        long chosen = Stream.of(request.remindIn(), request.remindOn(), request.recurring())
                .filter(Objects::nonNull)
                .count();
        if (chosen != 1) {
            wrong.add(new Field("remindIn", "Exactly one of remindIn, remindOn and recurring."));
            return Optional.empty();
        }
        // Where the zone cannot be read, the day is looked at all the same: whoever is wrong in both is told of both.
        ZoneId zone = named.orElse(otherwise);
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        return in(request.remindIn(), today, wrong)
                .or(() -> on(request.remindOn(), today, wrong))
                .map(day -> new Schedule(day, null, zone))
                .or(() -> every(request.recurring(), wrong)
                        .map(rhythm -> new Schedule(first(today, rhythm), rhythm, zone)))
                .filter(schedule -> named.isPresent());
    }

    private static Optional<ZoneId> zone(@Nullable String text, ZoneId otherwise, List<Field> wrong) {
        if (text == null) {
            return Optional.of(otherwise);
        }
        // Offsets, which Java takes as well, know nothing of summer.
        if (ZoneId.getAvailableZoneIds().contains(text)) {
            return Optional.of(ZoneId.of(text));
        }
        wrong.add(new Field("timeZone", "A name of the IANA database, as in Europe/Berlin."));
        return Optional.empty();
    }

    private static Optional<LocalDate> in(@Nullable String text, LocalDate today, List<Field> wrong) {
        if (text == null) {
            return Optional.empty();
        }
        Period ahead = AHEAD.get(text);
        if (ahead == null) {
            wrong.add(new Field("remindIn", "One of P1W, P1M, P3M, P6M, P9M, P1Y."));
            return Optional.empty();
        }
        return Optional.of(today.plus(ahead));
    }

    private static Optional<LocalDate> on(@Nullable String text, LocalDate today, List<Field> wrong) {
        if (text == null) {
            return Optional.empty();
        }
        Days days = Days.read(text).orElse(null);
        LocalDate tomorrow = today.plusDays(1);
        LocalDate latest = today.plus(LONGEST);
        if (days == null) {
            wrong.add(new Field("remindOn", "A day, as in 2027-03-14, or a month, as in 2027-03."));
        } else if (days.last().isBefore(tomorrow)) {
            wrong.add(new Field("remindOn", "Not before tomorrow."));
        } else if (days.first().isAfter(latest)) {
            wrong.add(new Field("remindOn", "Within two years."));
        } else {
            LocalDate first = days.first().isBefore(tomorrow) ? tomorrow : days.first();
            LocalDate last = days.last().isAfter(latest) ? latest : days.last();
            return Optional.of(
                    first.plusDays(ThreadLocalRandom.current().nextLong(last.toEpochDay() - first.toEpochDay() + 1)));
        }
        return Optional.empty();
    }

    /** @param last the same as the first where it is a day and not a month */
    private record Days(LocalDate first, LocalDate last) {

        static Optional<Days> read(String text) {
            try {
                if (text.matches("\\d{4}-\\d{2}")) {
                    YearMonth month = YearMonth.parse(text);
                    return Optional.of(new Days(month.atDay(1), month.atEndOfMonth()));
                }
                if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
                    return Optional.of(new Days(LocalDate.parse(text), LocalDate.parse(text)));
                }
            } catch (DateTimeException e) {
                // told by the caller
            }
            return Optional.empty();
        }
    }

    private static Optional<Rhythm> every(@Nullable String text, List<Field> wrong) {
        if (text == null) {
            return Optional.empty();
        }
        Optional<Rhythm> rhythm = Rhythm.named(text);
        if (rhythm.isEmpty()) {
            wrong.add(new Field("recurring", "One of MONTHLY, QUARTERLY, YEARLY."));
        }
        return rhythm;
    }

    private static LocalDate first(LocalDate today, Rhythm rhythm) {
        return today.plusMonths(rhythm.months())
                .plusDays(ThreadLocalRandom.current().nextInt(-SPREAD, SPREAD + 1));
    }
}
