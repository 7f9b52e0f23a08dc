package org.standwith.money;

import org.joda.money.Money;

/**
 * An amount as the outside writes it: {@code {"currency":"USD","amount":"2.00"}}. Text, because a JSON number is a
 * floating-point number to most readers.
 *
 * @param currency ISO 4217 code
 * @param amount decimal number in major units, with as many decimals as the currency has
 */
public record AmountText(String currency, String amount) {

    public static AmountText of(Money money) {
        return new AmountText(
                money.getCurrencyUnit().getCode(), money.getAmount().toPlainString());
    }
}
