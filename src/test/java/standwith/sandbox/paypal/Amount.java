package standwith.sandbox.paypal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import standwith.sandbox.account.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Money as PayPal writes it.
 *
 * @param minor in the currency's own units, even where PayPal takes whole ones only
 */
record Amount(long minor, String currency) {

    static final Set<String> CURRENCIES = Set.of(
            "AUD", "BRL", "CAD", "CHF", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "ILS", "JPY", "MXN", "MYR", "NOK",
            "NZD", "PHP", "PLN", "SEK", "SGD", "THB", "TWD", "USD");

    /** Decimals are an error in these, although forints and Taiwan dollars have them elsewhere. */
    static final Set<String> WHOLE = Set.of("HUF", "JPY", "TWD");

    static Amount of(String currency, String value) {
        return new Amount(
                new BigDecimal(value)
                        .movePointRight(digits(currency))
                        .setScale(0, RoundingMode.UNNECESSARY)
                        .longValueExact(),
                currency);
    }

    static Amount of(JsonNode money) {
        return of(Json.string(money, "currency_code"), Json.string(money, "value"));
    }

    static Amount zero(String currency) {
        return new Amount(0, currency);
    }

    Amount plus(Amount other) {
        return new Amount(minor + other.minor, currency);
    }

    Amount minus(Amount other) {
        return new Amount(minor - other.minor, currency);
    }

    Amount times(long factor) {
        return new Amount(minor * factor, currency);
    }

    /** To what PayPal can write. */
    Amount rounded() {
        return of(currency, value());
    }

    String value() {
        return BigDecimal.valueOf(minor, digits(currency))
                .setScale(WHOLE.contains(currency) ? 0 : 2, RoundingMode.HALF_UP)
                .toPlainString();
    }

    /** As in the newer APIs. */
    ObjectNode money() {
        return Json.object().put("currency_code", currency).put("value", value());
    }

    /** As in the API of sales. */
    ObjectNode total() {
        return Json.object().put("total", value()).put("currency", currency);
    }

    /** As in the API of sales, for everything that is not their amount. */
    ObjectNode v1() {
        return Json.object().put("value", value()).put("currency", currency);
    }

    String lowerCase() {
        return currency.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return currency + " " + value();
    }

    private static int digits(String currency) {
        return Currency.getInstance(currency).getDefaultFractionDigits();
    }
}
