package org.standwith.payments.paypal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayPalAmountsTest {

    @ParameterizedTest
    @CsvSource({
        "USD 5.00, 5.00",
        "USD 0.01, 0.01",
        "EUR 1234567.89, 1234567.89",
        "JPY 500, 500",
        "HUF 2000, 2000",
        "HUF 2000.00, 2000",
        "TWD 150, 150"
    })
    void isWrittenWithTheDecimalsThatPayPalTakes(String money, String value) {
        Money amount = Money.parse(money);

        assertThat(PayPalAmounts.takes(amount)).isTrue();
        assertThat(PayPalAmounts.write(amount))
                .isEqualTo(new PayPalAmounts.Value(amount.getCurrencyUnit().getCode(), value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HUF 2000.50", "TWD 150.25"})
    void decimalsThatAreAnErrorAtPayPalAloneAreNotTaken(String money) {
        assertThat(PayPalAmounts.takes(Money.parse(money))).isFalse();
        assertThatThrownBy(() -> PayPalAmounts.write(Money.parse(money))).isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RUB 500", "BRL 5", "INR 100", "KWD 2", "UAH 100"})
    void currenciesOfOneCountryOrOfNoneAreNotTaken(String money) {
        assertThat(PayPalAmounts.takes(Money.parse(money))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'currency_code': 'USD', 'value': '5.00'} | USD 5.00",
                "{'currency': 'USD', 'total': '5.00'} | USD 5.00",
                "{'currency': 'USD', 'value': '0.44'} | USD 0.44",
                "{'currency_code': 'USD', 'value': '5.0'} | USD 5.00",
                "{'currency_code': 'USD', 'value': '5'} | USD 5.00",
                "{'currency': 'USD', 'total': '-0.01'} | USD -0.01",
                "{'currency_code': 'JPY', 'value': '500.00'} | JPY 500",
                "{'currency_code': 'HUF', 'value': '2000'} | HUF 2000.00",
                "{'currency_code': 'USD', 'value': '100'} | USD 100.00",
                "{'currency_code': 'USD', 'value': '0.00'} | USD 0.00"
            })
    void isReadInEitherShape(String json, String money) {
        assertThat(PayPalAmounts.read(FakePayPal.json(json.replace('\'', '"')))).isEqualTo(Money.parse(money));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'currency_code': 'USD'}",
                "{'currency_code': 'USD', 'value': 5.00}",
                "{'currency_code': 'USD', 'value': ''}",
                "{'currency_code': 'USD', 'value': '5,00'}",
                "{'currency_code': 'USD', 'value': '5.001'}",
                "{'currency_code': 'JPY', 'value': '5.5'}",
                "{'currency_code': 'XYZ', 'value': '5.00'}",
                "{'currency_code': 'USD', 'value': '1E999999999'}",
                "{'currency_code': 'USD', 'value': '9999999999999999999999'}"
            })
    void whatIsNoAmountIsNotGuessedAbout(String json) {
        assertThatThrownBy(() -> PayPalAmounts.read(FakePayPal.json(json.replace('\'', '"'))))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void whetherThereIsAnAmountCanBeAsked() {
        assertThat(PayPalAmounts.isAmount(FakePayPal.json("{\"currency_code\": \"USD\", \"value\": \"5\"}")))
                .isTrue();
        assertThat(PayPalAmounts.isAmount(FakePayPal.json("{\"currency_code\": \"USD\"}")))
                .isFalse();
        assertThat(PayPalAmounts.isAmount(FakePayPal.json("{}").path("amount"))).isFalse();
    }
}
