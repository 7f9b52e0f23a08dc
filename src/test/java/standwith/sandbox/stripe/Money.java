package standwith.sandbox.stripe;

import java.math.BigDecimal;
import java.util.Locale;

/** Minor units for people to read. */
final class Money {

    private Money() {}

    /** For example USD 5.00. */
    static String of(long minor, String currency) {
        return currency.toUpperCase(Locale.ROOT) + " " + plain(minor, currency);
    }

    static String plain(long minor, String currency) {
        return BigDecimal.valueOf(minor, Tariff.ZERO_DECIMAL.contains(currency) ? 0 : 2)
                .toPlainString();
    }
}
