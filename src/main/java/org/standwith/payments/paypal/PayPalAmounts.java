package org.standwith.payments.paypal;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Set;
import java.util.regex.Pattern;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import tools.jackson.databind.JsonNode;

/**
 * Amounts as PayPal writes them: decimal text, under one of two pairs of names.
 *
 * @see <a href="https://developer.paypal.com/reference/currency-codes/">PayPal, Currency codes</a>
 */
final class PayPalAmounts {

    /** Those that accounts of every country can take; it takes a few more inside their own country alone. */
    private static final Set<String> TAKEN = Set.of(
            "AUD", "CAD", "CHF", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "ILS", "JPY", "MXN", "NOK", "NZD", "PHP",
            "PLN", "SEK", "SGD", "THB", "TWD", "USD");

    /** Decimals in these are an error at PayPal, whatever ISO 4217 says. */
    private static final Set<String> WITHOUT_DECIMALS = Set.of("HUF", "JPY", "TWD");

    /** Longer ones are no money, and some of those would fill the memory. */
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,10})?");

    private PayPalAmounts() {}

    /** An amount as the APIs of this century take it. */
    record Value(@JsonProperty("currency_code") String currencyCode, String value) {}

    static boolean takes(Money money) {
        return TAKEN.contains(money.getCurrencyUnit().getCode())
                && money.getAmount().stripTrailingZeros().scale() <= decimals(money.getCurrencyUnit());
    }

    /** @throws ArithmeticException when it has decimals that PayPal does not take */
    static Value write(Money money) {
        CurrencyUnit currency = money.getCurrencyUnit();
        BigDecimal amount = money.getAmount().setScale(decimals(currency), RoundingMode.UNNECESSARY);
        return new Value(currency.getCode(), amount.toPlainString());
    }

    static boolean isAmount(JsonNode amount) {
        return currency(amount).isString() && value(amount).isString();
    }

    /** @throws RuntimeException when it is not an amount, or has a fraction that the currency does not have */
    static Money read(JsonNode amount) {
        CurrencyUnit currency = CurrencyUnit.of(currency(amount).stringValue());
        String text = value(amount).stringValue();
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException("Not an amount");
        }
        BigDecimal value = new BigDecimal(text).stripTrailingZeros();
        return Money.of(currency, value.setScale(Math.max(value.scale(), 0)));
    }

    static int decimals(CurrencyUnit currency) {
        return WITHOUT_DECIMALS.contains(currency.getCode()) ? 0 : currency.getDecimalPlaces();
    }

    private static JsonNode currency(JsonNode amount) {
        return amount.has("currency_code") ? amount.path("currency_code") : amount.path("currency");
    }

    private static JsonNode value(JsonNode amount) {
        return amount.has("value") ? amount.path("value") : amount.path("total");
    }
}
