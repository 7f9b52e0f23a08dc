package org.standwith.site;

import java.text.NumberFormat;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.standwith.ledger.Income;
import org.standwith.ledger.Income.Dimension;

/**
 * The income of the last twelve months, as the office shows it.
 *
 * @param latest this month and the one before
 * @param lines by month, the latest first, and currency
 * @param totals of all these months, by currency
 * @param netUnstated whether a net is missing somewhere
 * @param csv address of the same figures in more detail
 */
record IncomeView(List<Month> latest, List<Line> lines, List<Line> totals, boolean netUnstated, String csv) {

    private static final int MONTHS = 12;
    private static final Locale OFFICE = Locale.ENGLISH;
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", OFFICE);

    /** @param title how far back */
    record Month(String title, String name, List<Line> lines) {}

    /**
     * @param total gross with its sign, to stand alone
     * @param net null where it cannot be stated
     */
    record Line(
            String month,
            String currency,
            String payments,
            String total,
            String gross,
            String fees,
            String refunds,
            String disputes,
            @Nullable String net) {}

    static IncomeView of(Income income, YearMonth now) {
        YearMonth first = now.minusMonths(MONTHS - 1);
        List<Income.Row> rows = income.of(first, now, Set.of(Dimension.MONTH)).reversed();
        return new IncomeView(
                List.of(month("This month", now, rows), month("Last month", now.minusMonths(1), rows)),
                rows.stream().map(IncomeView::line).toList(),
                income.of(first, now, Set.of()).stream().map(IncomeView::line).toList(),
                rows.stream().anyMatch(row -> row.net() == null),
                "/api/v1/reports/income?from=%s&to=%s&by=month,cadence,currency,provider&format=csv"
                        .formatted(first, now));
    }

    private static Month month(String title, YearMonth month, List<Income.Row> rows) {
        return new Month(
                title,
                MONTH.format(month),
                rows.stream()
                        .filter(row -> month.equals(row.month()))
                        .map(IncomeView::line)
                        .toList());
    }

    private static Line line(Income.Row row) {
        Money gross = row.gross();
        Money net = row.net();
        return new Line(
                row.month() == null ? "" : MONTH.format(row.month()),
                gross.getCurrencyUnit().getCode(),
                NumberFormat.getIntegerInstance(OFFICE).format(row.payments()),
                withSign(gross),
                plain(gross),
                plain(row.fees()),
                plain(row.refunds()),
                plain(row.disputes()),
                net == null ? null : plain(net));
    }

    private static String plain(Money money) {
        NumberFormat format = NumberFormat.getNumberInstance(OFFICE);
        format.setMinimumFractionDigits(money.getCurrencyUnit().getDecimalPlaces());
        format.setMaximumFractionDigits(money.getCurrencyUnit().getDecimalPlaces());
        // A hyphen is hard to see in a column of figures.
        return format.format(money.getAmount()).replace('-', '\u2212');
    }

    private static String withSign(Money money) {
        Currency currency = money.getCurrencyUnit().toCurrency();
        String sign = currency.getSymbol(Locale.US);
        String space = Character.isLetter(sign.charAt(sign.length() - 1)) ? "\u00a0" : "";
        return money.isNegative() ? "\u2212" + sign + space + plain(money.negated()) : sign + space + plain(money);
    }
}
