package org.standwith.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.standwith.payments.Period;

class PeriodWordsTest {

    @ParameterizedTest
    @CsvSource({
        "UTC, 2026-01-01T00:00:00Z, 2026-01-08T00:00:00Z, 2026-01-01, 2026-01-07",
        "Europe/Amsterdam, 2025-12-31T23:00:00Z, 2026-01-07T23:00:00Z, 2026-01-01, 2026-01-07",
        "America/New_York, 2026-01-01T05:00:00Z, 2026-01-02T05:00:00Z, 2026-01-01, 2026-01-01",
        "Europe/Amsterdam, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z, 2026-03-29, 2026-03-29",
        "Europe/Amsterdam, 2026-01-01T00:00:00Z, 2026-01-02T00:00:00Z, 2026-01-01 01:00, 2026-01-02 01:00",
        "UTC, 2026-01-01T10:00:00Z, 2026-01-02T00:00:00Z, 2026-01-01 10:00, 2026-01-02 00:00",
    })
    void aPeriodIsToldByTheDaysOfTheBooksWhereItHasWholeOnes(
            ZoneId zone, Instant from, Instant to, String first, String last) {
        PeriodWords words = new PeriodWords(new BooksDays(zone));
        Period period = new Period(from, to);

        assertThat(words.from(period)).isEqualTo(first);
        assertThat(words.to(period)).isEqualTo(last);
    }
}
