package org.standwith.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When reminders are due, in whatever zone. */
class ScheduleTest {

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of(ZoneId.getAvailableZoneIds().stream().sorted().toList())
                .map(ZoneId::of);
    }

    @Provide
    Arbitrary<LocalDate> days() {
        return Arbitraries.longs()
                .between(
                        LocalDate.of(2026, 1, 1).toEpochDay(),
                        LocalDate.of(2032, 12, 31).toEpochDay())
                .map(LocalDate::ofEpochDay);
    }

    @Property(tries = 2000)
    void itIsNeverDueBeforeTenOfItsDayAndHardlyLater(@ForAll("days") LocalDate day, @ForAll("zones") ZoneId zone) {
        Instant due = new Schedule(day, null, zone).due();

        ZonedDateTime there = due.atZone(zone);
        assertThat(there.toLocalDate()).isEqualTo(day);
        assertThat(there.toLocalTime()).isBetween(LocalTime.of(10, 0), LocalTime.of(11, 0));
    }

    @Property(tries = 2000)
    void whoeverLooksAgainAndAgainSendsEachTimeOnce(
            @ForAll("days") LocalDate day,
            @ForAll("zones") ZoneId zone,
            @ForAll Rhythm rhythm,
            @ForAll @IntRange(min = 1, max = 90) int stepInHours) {
        Schedule schedule = new Schedule(day, rhythm, zone);
        List<Instant> sent = new ArrayList<>();
        Instant due = schedule.due();
        Instant now = due.minus(Duration.ofDays(3));
        while (sent.size() < 5) {
            if (!due.isAfter(now)) {
                sent.add(due);
                due = schedule.after(now).orElseThrow();
                assertThat(due).isAfter(now);
            }
            now = now.plus(Duration.ofHours(stepInHours));
        }

        for (int i = 0; i < sent.size(); i++) {
            assertThat(sent.get(i).atZone(zone).toLocalDate()).isEqualTo(day.plusMonths((long) i * rhythm.months()));
        }
    }

    @Property(tries = 1000)
    void whatIsMissedForLongIsNotMadeUpForAndTheNextIsTheNearestAfterNow(
            @ForAll("days") LocalDate day,
            @ForAll("zones") ZoneId zone,
            @ForAll Rhythm rhythm,
            @ForAll @IntRange(min = 0, max = 4000) int daysLater) {
        Schedule schedule = new Schedule(day, rhythm, zone);
        Instant now = schedule.due().plus(Duration.ofDays(daysLater));

        Instant next = schedule.after(now).orElseThrow();

        assertThat(next).isAfter(now);
        assertThat(Duration.between(now, next)).isLessThanOrEqualTo(Duration.ofDays(31L * rhythm.months() + 1));
        Instant before = next.atZone(zone)
                .toLocalDate()
                .minusMonths(rhythm.months())
                .atTime(11, 0)
                .atZone(zone)
                .toInstant();
        assertThat(before.minus(Duration.ofDays(4))).isBeforeOrEqualTo(now);
    }

    @ParameterizedTest
    @CsvSource({
        // Clocks go forward over the hour: as soon as it is over.
        "1987-04-05, America/New_York, 1987-04-05T14:00:00Z",
        "2027-03-28, Europe/Berlin, 2027-03-28T08:00:00Z",
        "2027-10-31, Europe/Berlin, 2027-10-31T09:00:00Z",
        // Samoa had no such day.
        "2011-12-30, Pacific/Apia, 2011-12-30T20:00:00Z",
        "2027-06-01, Asia/Kathmandu, 2027-06-01T04:15:00Z",
    })
    void tenIsTenWhereTheyAre(LocalDate day, ZoneId zone, Instant due) {
        assertThat(new Schedule(day, null, zone).due()).isEqualTo(due);
    }

    @Test
    void theLastOfAMonthStaysTheLast() {
        Schedule schedule = new Schedule(LocalDate.of(2027, 1, 31), Rhythm.MONTHLY, ZoneId.of("UTC"));

        assertThat(schedule.after(Instant.parse("2027-02-01T00:00:00Z")))
                .hasValue(Instant.parse("2027-02-28T10:00:00Z"));
        assertThat(schedule.after(Instant.parse("2027-03-01T00:00:00Z")))
                .hasValue(Instant.parse("2027-03-31T10:00:00Z"));
    }

    @Test
    void whatIsOnceIsOnce() {
        Schedule schedule = new Schedule(LocalDate.of(2027, 1, 31), null, ZoneId.of("UTC"));

        assertThat(schedule.after(Instant.parse("2027-01-31T09:59:59Z"))).hasValue(schedule.due());
        assertThat(schedule.after(schedule.due())).isEmpty();
    }

    @Test
    void everyZoneOfTheDatabaseIsTried() {
        assertThat(Set.copyOf(ZoneId.getAvailableZoneIds())).hasSizeGreaterThan(400);
    }
}
