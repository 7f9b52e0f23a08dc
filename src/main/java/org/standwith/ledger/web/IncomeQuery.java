package org.standwith.ledger.web;

import java.time.DateTimeException;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.standwith.ledger.Income;
import org.standwith.ledger.Income.Dimension;
import org.standwith.problem.Problem;

/** A checked question for the income of some months. */
record IncomeQuery(YearMonth from, YearMonth to, Set<Dimension> by) {

    private static final int MOST_MONTHS = 120;

    /** @throws Problem naming each parameter that is not acceptable */
    static IncomeQuery of(@Nullable String from, @Nullable String to, @Nullable List<String> by) {
        List<Problem.Field> wrong = new ArrayList<>();
        YearMonth first = month("from", from, wrong);
        YearMonth last = month("to", to, wrong);
        Set<Dimension> dimensions = EnumSet.noneOf(Dimension.class);
        for (String name : by == null ? List.of("month") : by) {
            Arrays.stream(Dimension.values())
                    .filter(each -> each.name().equals(name.strip().toUpperCase(Locale.ROOT)))
                    .findFirst()
                    .ifPresentOrElse(
                            dimensions::add,
                            () -> wrong.add(new Problem.Field(
                                    "by", "Any of month, cadence, currency, provider, with commas.")));
        }
        if (first != null && last != null) {
            if (last.isBefore(first)) {
                wrong.add(new Problem.Field("to", "The last month is before the first one."));
            } else if (ChronoUnit.MONTHS.between(first, last) >= MOST_MONTHS) {
                wrong.add(new Problem.Field("to", "At most " + MOST_MONTHS + " months at once."));
            }
        }
        if (first == null || last == null || !wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
        return new IncomeQuery(first, last, dimensions);
    }

    List<Income.Row> run(Income income) {
        return income.of(from, to, by);
    }

    private static @Nullable YearMonth month(String name, @Nullable String text, List<Problem.Field> wrong) {
        try {
            // Years of more digits would be read too, and sort as text in the journal.
            if (text != null && text.length() == "2026-01".length()) {
                return YearMonth.parse(text);
            }
        } catch (DateTimeException e) {
            // told below, as for a missing one
        }
        wrong.add(new Problem.Field(name, "A month, as in 2026-01."));
        return null;
    }
}
