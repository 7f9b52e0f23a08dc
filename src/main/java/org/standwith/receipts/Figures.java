package org.standwith.receipts;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.springframework.util.StringUtils;
import org.standwith.pages.Words;

/** Payments, as the reader's language writes them. */
final class Figures {

    /** @param back whether anything went back: else nothing is said of it */
    record Sum(String amount, String returned, String kept, boolean back) {

        @Override
        public String toString() {
            return "Sum[***]";
        }
    }

    record Line(String date, String number, String method, String cadence, Sum sum) {

        @Override
        public String toString() {
            return "Line[***]";
        }
    }

    record Sheet(String currency, String count, List<Line> lines, Sum total) {

        @Override
        public String toString() {
            return "Sheet[***]";
        }
    }

    private final Words words;
    private final ZoneId zone;

    /** @param zone by which days are counted */
    Figures(Words words, ZoneId zone) {
        this.words = words;
        this.zone = zone;
    }

    Line line(Entry entry) {
        String provider = entry.provider().name();
        return new Line(
                day(LocalDate.ofInstant(entry.paid().at(), zone)),
                entry.paid().payment(),
                words.textOr("method." + provider, provider),
                words.text("cadence." + entry.paid().cadence()),
                sum(entry.paid().amount(), entry.returned(), entry.paid().kept()));
    }

    Sheet sheet(Account account) {
        return new Sheet(
                currency(account.currency()),
                words.text("statement.payments", account.entries().size()),
                account.entries().stream().map(this::line).toList(),
                sum(account.amount(), account.returned(), account.kept()));
    }

    private Sum sum(Money amount, Money returned, Money kept) {
        return new Sum(words.exactly(amount), words.exactly(returned), words.exactly(kept), returned.isPositive());
    }

    /** In its long form. */
    String day(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(words.language())
                .format(day);
    }

    /** By its name, since many a dollar shares one sign. */
    String currency(CurrencyUnit currency) {
        String name = currency.toCurrency().getDisplayName(words.language());
        return words.text("form.currency", StringUtils.capitalize(name), currency.getCode());
    }
}
