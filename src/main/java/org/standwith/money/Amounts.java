package org.standwith.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.springframework.stereotype.Component;

/** What may be given in which currency, what is suggested, and what it costs to cover the provider's fees. */
@Component
public class Amounts {

    private static final Pattern PLAIN_DECIMAL = Pattern.compile("\\d{1,12}(\\.\\d{1,3})?");

    /** Paid in whole units: their smaller coins are gone, and not every provider takes decimals of them. */
    private static final Set<String> WHOLE = Set.of("HUF", "TWD");

    private final MoneyProperties properties;

    Amounts(MoneyProperties properties) {
        this.properties = properties;
    }

    /** The currencies in which one can give, the first being the default. */
    public List<CurrencyUnit> currencies() {
        return properties.currencies().keySet().stream().map(CurrencyUnit::of).toList();
    }

    /** Reads what a caller wrote. Never rounds: an amount with more decimals than its currency has is refused. */
    public Verdict read(AmountText text) {
        String code = text.currency().strip().toUpperCase(Locale.ROOT);
        if (!properties.currencies().containsKey(code)) {
            return new Verdict.UnknownCurrency(code);
        }
        CurrencyUnit currency = CurrencyUnit.of(code);
        String number = text.amount().strip();
        if (!PLAIN_DECIMAL.matcher(number).matches()) {
            return new Verdict.NotAnAmount(currency.getDecimalPlaces());
        }
        BigDecimal value = new BigDecimal(number);
        if (value.stripTrailingZeros().scale() > currency.getDecimalPlaces()) {
            return new Verdict.NotAnAmount(currency.getDecimalPlaces());
        }
        Money money = Money.of(currency, value.setScale(currency.getDecimalPlaces(), RoundingMode.UNNECESSARY));
        if (money.isLessThan(minimum(currency))) {
            return new Verdict.BelowMinimum(minimum(currency));
        }
        if (money.isGreaterThan(maximum(currency))) {
            return new Verdict.AboveMaximum(maximum(currency));
        }
        return new Verdict.Acceptable(money);
    }

    /** How many decimals amounts that we suggest or reckon out have: at most those of the currency. */
    public int decimals(CurrencyUnit currency) {
        return WHOLE.contains(currency.getCode()) ? 0 : currency.getDecimalPlaces();
    }

    /** An amount as pages count it: with the decimals of those that we suggest, rounded up. */
    public AmountText written(Money money) {
        BigDecimal amount = money.getAmount().setScale(decimals(money.getCurrencyUnit()), RoundingMode.CEILING);
        return new AmountText(money.getCurrencyUnit().getCode(), amount.toPlainString());
    }

    public Money minimum(CurrencyUnit currency) {
        return Money.of(currency, of(currency).minimum());
    }

    public Money maximum(CurrencyUnit currency) {
        return Money.of(currency, of(currency).maximum());
    }

    /** Suggested amounts, smallest first; at least one. */
    public List<Money> suggested(CurrencyUnit currency, Cadence cadence) {
        List<BigDecimal> configured = switch (cadence) {
            case ONCE -> of(currency).suggested().once();
            case MONTHLY -> of(currency).suggested().monthly();
            case ANNUAL -> of(currency).suggested().annual();
        };
        List<Money> suggested = new ArrayList<>();
        configured.forEach(amount -> suggested.add(Money.of(currency, amount)));
        return suggested;
    }

    /**
     * The smallest total of which at least {@code wanted} is left when the configured fee (rate plus fixed part) is
     * taken from the total. Rounded up to what can be paid, so that what was meant to arrive does.
     */
    public Money withFeesCovered(Money wanted) {
        BigDecimal fixed = of(wanted.getCurrencyUnit()).feeFixed();
        BigDecimal kept = BigDecimal.ONE.subtract(of(wanted.getCurrencyUnit()).feeRate());
        BigDecimal total =
                wanted.getAmount().add(fixed).divide(kept, decimals(wanted.getCurrencyUnit()), RoundingMode.CEILING);
        return Money.of(wanted.getCurrencyUnit(), total);
    }

    /** Share of the total that the fee takes, for pages that show the total before paying. */
    public BigDecimal feeRate(CurrencyUnit currency) {
        return of(currency).feeRate();
    }

    /** Fixed part of the fee, in major units. */
    public BigDecimal feeFixed(CurrencyUnit currency) {
        return of(currency).feeFixed();
    }

    private MoneyProperties.Currency of(CurrencyUnit currency) {
        MoneyProperties.Currency configured = properties.currencies().get(currency.getCode());
        if (configured == null) {
            throw new IllegalArgumentException("Not a configured currency: " + currency);
        }
        return configured;
    }
}
