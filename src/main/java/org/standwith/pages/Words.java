package org.standwith.pages;

import java.math.BigDecimal;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.joda.money.Money;
import org.springframework.context.MessageSource;

/** Our texts in the language nearest to what was asked for, with amounts as that language writes them. */
public final class Words {

    private final MessageSource messages;
    private final Locale asked;
    private final Locale language;

    /** @param asked the nearest language that there are texts in is spoken */
    public Words(MessageSource messages, Locale asked) {
        this.messages = messages;
        this.asked = asked;
        this.language = Locale.forLanguageTag(messages.getMessage("language", null, asked));
    }

    /** The language that the texts are really in, which is not always the one asked for. */
    public Locale language() {
        return language;
    }

    /** @param key of a text that there is in every language */
    public String text(String key, Object... values) {
        return messages.getMessage(key, values.length == 0 ? null : values, asked);
    }

    /** For what need not have a text of its own in every language. */
    public String textOr(String key, String otherwise) {
        String found = messages.getMessage(key, null, otherwise, asked);
        return found == null ? otherwise : found;
    }

    /** A number as the language writes it, with the decimals that it has. */
    public String number(String plain) {
        BigDecimal number = new BigDecimal(plain);
        NumberFormat format = NumberFormat.getNumberInstance(language);
        format.setMinimumFractionDigits(number.scale());
        return format.format(number);
    }

    /** {@code November 29, 2026}, without a full stop of its own, so that it can end a sentence. */
    public String date(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(language)
                .format(day)
                .replaceFirst("\\hг\\.$", " года");
    }

    /** {@code November 2026}, as it stands alone. */
    public String month(YearMonth month) {
        return DateTimeFormatter.ofPattern("LLLL uuuu", language).format(month);
    }

    /** A day with the time on it, to the minute. */
    public String time(ZonedDateTime at) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                .withLocale(language)
                .format(at);
    }

    /** As somebody would write it into a field, so that it can be read from there. */
    public String field(Money money) {
        char point = DecimalFormatSymbols.getInstance(language).getDecimalSeparator();
        return money.getAmount().toPlainString().replace('.', point);
    }

    /** {@code $5}, {@code $5.46}, {@code CHF 5}: decimals only where there are any. */
    public String text(Money money) {
        boolean whole = money.getAmount().stripTrailingZeros().scale() <= 0;
        return text(money, whole ? 0 : money.getCurrencyUnit().getDecimalPlaces());
    }

    /** {@code $5.00}, {@code $5.46}: for columns of figures, where decimals stand below each other. */
    public String exactly(Money money) {
        return text(money, money.getCurrencyUnit().getDecimalPlaces());
    }

    private String text(Money money, int decimals) {
        NumberFormat format = NumberFormat.getCurrencyInstance(language);
        format.setCurrency(money.getCurrencyUnit().toCurrency());
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        // The JDK writes CHF2 where browsers, and people, write CHF 2.
        return format.format(money.getAmount()).replaceFirst("(\\p{L})(\\d)", "$1\u00a0$2");
    }
}
