package org.standwith.contributions.web;

import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.standwith.money.Amounts;

/** The currency to show before anybody has chosen one: that of the first country which the browser's languages name. */
final class CurrencyGuess {

    private CurrencyGuess() {}

    static CurrencyUnit of(Amounts amounts, List<Locale> locales) {
        return locales.stream()
                .filter(locale -> locale.getCountry().length() == 2)
                .findFirst()
                .flatMap(CurrencyGuess::currencyOf)
                .flatMap(code -> among(amounts, code))
                .orElseGet(() -> amounts.currencies().getFirst());
    }

    /** The currency of this code, where one can give in it. */
    static Optional<CurrencyUnit> among(Amounts amounts, String code) {
        return amounts.currencies().stream()
                .filter(each -> each.getCode().equalsIgnoreCase(code.strip()))
                .findFirst();
    }

    private static Optional<String> currencyOf(Locale locale) {
        try {
            return Optional.ofNullable(Currency.getInstance(locale)).map(Currency::getCurrencyCode);
        } catch (IllegalArgumentException notACountry) {
            return Optional.empty();
        }
    }
}
