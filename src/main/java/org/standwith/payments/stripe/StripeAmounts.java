package org.standwith.payments.stripe;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * Amounts as Stripe counts them. Its smallest units are not always those of ISO 4217: it writes the króna with two
 * decimals.
 *
 * @see <a href="https://docs.stripe.com/currencies">Stripe, Supported currencies</a>
 */
final class StripeAmounts {

    private static final Set<String> WITHOUT_DECIMALS = Set.of(
            "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF",
            "XPF");

    private static final Set<String> THREE_DECIMALS = Set.of("BHD", "JOD", "KWD", "OMR", "TND");

    private StripeAmounts() {}

    /** @throws ArithmeticException when Stripe sends a fraction that the currency does not have */
    static Money read(String currency, long units) {
        CurrencyUnit unit = CurrencyUnit.of(currency.toUpperCase(Locale.ROOT));
        return Money.of(unit, BigDecimal.valueOf(units, decimals(unit)).stripTrailingZeros());
    }

    static long write(Money money) {
        return money.getAmount()
                .movePointRight(decimals(money.getCurrencyUnit()))
                .longValueExact();
    }

    private static int decimals(CurrencyUnit currency) {
        if (WITHOUT_DECIMALS.contains(currency.getCode())) {
            return 0;
        }
        return THREE_DECIMALS.contains(currency.getCode()) ? 3 : 2;
    }
}
