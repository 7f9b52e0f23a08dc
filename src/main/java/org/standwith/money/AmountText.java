package org.standwith.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;

/**
 * An amount as the outside writes it: {@code {"currency":"USD","amount":"2.00"}}. Text, because a JSON number is a
 * floating-point number to most readers.
 *
 * @param currency ISO 4217 code
 * @param amount decimal number in major units, with as many decimals as the currency has
 */
public record AmountText(String currency, String amount) {

    private static final Pattern PLAIN_DECIMAL = Pattern.compile("\\d{1,12}(\\.\\d{1,3})?");

    public static AmountText of(Money money) {
        return new AmountText(
                money.getCurrencyUnit().getCode(), money.getAmount().toPlainString());
    }

    /** As people write numbers into a form: {@code 2,50} as well. What could mean two things is not read. */
    public static AmountText written(String currency, String text) {
        return new AmountText(currency, text.strip().replaceFirst("^(\\d+),(\\d{1,2})$", "$1.$2"));
    }

    /**
     * The amount that this is, in whatever currency, configured or not. Never rounds.
     *
     * @return nothing where it is none: no currency, no number, or one with more decimals than the currency has
     */
    @SuppressWarnings("ConstantValue") // JSON can leave out what the type says is there
    public Optional<Money> read() {
        if (currency == null
                || amount == null
                || !PLAIN_DECIMAL.matcher(amount.strip()).matches()) {
            return Optional.empty();
        }
        try {
            CurrencyUnit unit = CurrencyUnit.of(currency.strip().toUpperCase(Locale.ROOT));
            BigDecimal value = new BigDecimal(amount.strip());
            return value.stripTrailingZeros().scale() > unit.getDecimalPlaces()
                    ? Optional.empty()
                    : Optional.of(Money.of(unit, value.setScale(unit.getDecimalPlaces(), RoundingMode.UNNECESSARY)));
        } catch (IllegalCurrencyException e) {
            return Optional.empty();
        }
    }
}
