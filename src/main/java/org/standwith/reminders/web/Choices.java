package org.standwith.reminders.web;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.standwith.pages.Words;
import org.standwith.reminders.Rhythm;

/**
 * When somebody may want to be reminded, for a form to offer.
 *
 * @param ahead from today
 * @param months of which we take a day
 * @param again again and again
 */
record Choices(List<Choice> ahead, List<Choice> months, List<Choice> again) {

    private static final int MONTHS = 12;

    record Choice(String value, String label) {}

    static Choices of(Words words, Clock clock) {
        YearMonth now = YearMonth.from(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        return new Choices(
                Stream.of("P1W", "P1M", "P3M", "P6M", "P9M", "P1Y")
                        .map(each -> new Choice(each, words.text("remind.in." + each)))
                        .toList(),
                Stream.iterate(now.plusMonths(1), each -> each.plusMonths(1))
                        .limit(MONTHS)
                        .map(each -> new Choice(
                                each.toString(),
                                each.getMonth().getDisplayName(TextStyle.FULL_STANDALONE, words.language()) + " "
                                        + each.getYear()))
                        .toList(),
                Arrays.stream(Rhythm.values())
                        .map(each -> new Choice(each.name(), words.text("remind.every." + each)))
                        .toList());
    }
}
