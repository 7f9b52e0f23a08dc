package org.standwith.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AmountsTest {

    private static final CurrencyUnit YEN = CurrencyUnit.of("JPY");

    private final Amounts amounts = amounts();

    private static Amounts amounts() {
        Map<String, MoneyProperties.Currency> currencies = new LinkedHashMap<>();
        currencies.put("USD", currency("2", "10000", "0.029", "0.30"));
        currencies.put("JPY", currency("300", "1500000", "0.036", "0"));
        currencies.put("HUF", currency("700", "3000000", "0.0349", "90"));
        return new Amounts(new MoneyProperties(currencies));
    }

    private static MoneyProperties.Currency currency(String minimum, String maximum, String rate, String fixed) {
        List<BigDecimal> some = List.of(new BigDecimal(minimum));
        return new MoneyProperties.Currency(
                new BigDecimal(minimum),
                new BigDecimal(maximum),
                new MoneyProperties.Suggested(some, some, some),
                new BigDecimal(rate),
                new BigDecimal(fixed));
    }

    @Test
    void twoDollarsIsTheLeastThatOneCanGive() {
        assertThat(read("USD", "2.00")).isEqualTo(new Verdict.Acceptable(Money.ofMinor(CurrencyUnit.USD, 200)));
        assertThat(read("USD", "1.99")).isEqualTo(new Verdict.BelowMinimum(Money.ofMinor(CurrencyUnit.USD, 200)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "two", "-2", "+2", "2e3", "0x10", "2,50", "2.", ".5", "2.005", "NaN", "1 000", "٢"})
    void whatIsNotAPlainAmountIsNotRead(String text) {
        assertThat(read("USD", text)).isEqualTo(new Verdict.NotAnAmount(2));
    }

    @Test
    void whatIsPaidInWholeUnitsIsSuggestedAndRoundedInThem() {
        CurrencyUnit forint = CurrencyUnit.of("HUF");
        assertThat(read("HUF", "1500")).isEqualTo(new Verdict.Acceptable(Money.of(forint, 1500)));
        assertThat(read("HUF", "1500.50"))
                .as("providers differ, and say so")
                .isEqualTo(new Verdict.Acceptable(Money.parse("HUF 1500.50")));
        assertThat(amounts.decimals(forint)).isZero();
        assertThat(amounts.written(Money.of(forint, 1500))).isEqualTo(new AmountText("HUF", "1500"));
        assertThat(amounts.withFeesCovered(Money.of(forint, 1500))).isEqualTo(Money.of(forint, 1648));
    }

    @Test
    void absurdAmountsAreRefused() {
        assertThat(read("USD", "10000.01")).isInstanceOf(Verdict.AboveMaximum.class);
        assertThat(read("USD", "999999999999")).isInstanceOf(Verdict.AboveMaximum.class);
        assertThat(read("USD", "9999999999999")).isInstanceOf(Verdict.NotAnAmount.class);
    }

    @Test
    void aCurrencyWithoutDecimalsTakesNone() {
        assertThat(read("JPY", "300")).isEqualTo(new Verdict.Acceptable(Money.ofMinor(YEN, 300)));
        assertThat(read("JPY", "300.00")).isEqualTo(new Verdict.Acceptable(Money.ofMinor(YEN, 300)));
        assertThat(read("JPY", "300.5")).isEqualTo(new Verdict.NotAnAmount(0));
    }

    @Test
    void aCurrencyThatIsNotConfiguredIsNamed() {
        assertThat(read("xts", "5")).isEqualTo(new Verdict.UnknownCurrency("XTS"));
    }

    @Test
    void coveringTheFeesOfTwoDollarsCostsThirtySevenCents() {
        assertThat(amounts.withFeesCovered(Money.ofMinor(CurrencyUnit.USD, 200)))
                .isEqualTo(Money.ofMinor(CurrencyUnit.USD, 237));
    }

    @Property
    void whoCoversTheFeesHasTheWholeAmountArrive(@ForAll @LongRange(min = 200, max = 1_000_000) long wanted) {
        Money total = amounts.withFeesCovered(Money.ofMinor(CurrencyUnit.USD, wanted));

        assertThat(total.getAmountMinorLong() - feeOf(total)).isGreaterThanOrEqualTo(wanted);
        assertThat(total.minusMinor(2).getAmountMinorLong() - feeOf(total.minusMinor(2)))
                .isLessThan(wanted);
    }

    /** 2.9 % and 30 cents, as a provider would round it. */
    private static long feeOf(Money total) {
        return BigDecimal.valueOf(total.getAmountMinorLong())
                .multiply(new BigDecimal("0.029"))
                .add(BigDecimal.valueOf(30))
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    private Verdict read(String currency, String amount) {
        return amounts.read(new AmountText(currency, amount));
    }
}
