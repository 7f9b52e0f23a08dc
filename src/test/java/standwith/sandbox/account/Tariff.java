package standwith.sandbox.account;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a provider takes, and what it makes of foreign money. All in minor units, with currencies in lower case. */
public final class Tariff {

    /** Dollars for one whole unit; invented, but of the right size. */
    private static final Map<String, BigDecimal> IN_DOLLARS = Map.of(
            "eur", new BigDecimal("1.08"),
            "gbp", new BigDecimal("1.27"),
            "chf", new BigDecimal("1.12"),
            "czk", new BigDecimal("0.0428"),
            "pln", new BigDecimal("0.25"),
            "huf", new BigDecimal("0.0027"),
            "jpy", new BigDecimal("0.0067"),
            "twd", new BigDecimal("0.031"));

    private final Set<String> zeroDecimal;
    private final Map<String, Fee> fees;
    private final Fee otherwise;
    private boolean allInDollars;

    /** @param otherwise what is taken in currencies that have no fee of their own */
    public Tariff(Set<String> zeroDecimal, Map<String, Fee> fees, Fee otherwise) {
        this.zeroDecimal = zeroDecimal;
        this.fees = new HashMap<>(fees);
        this.otherwise = otherwise;
    }

    /** A share in hundredths of a percent, and a fixed part. */
    public record Fee(long basisPoints, long fixed) {
        public long on(long amount) {
            return BigDecimal.valueOf(amount)
                            .multiply(BigDecimal.valueOf(basisPoints))
                            .divide(BigDecimal.valueOf(10_000), 0, RoundingMode.HALF_UP)
                            .longValueExact()
                    + fixed;
        }
    }

    public void fee(String currency, Fee fee) {
        fees.put(currency, fee);
    }

    public void allInDollars(boolean wanted) {
        allInDollars = wanted;
    }

    public long fee(String currency, long amount) {
        Fee usual = zeroDecimal.contains(currency) ? new Fee(360, 0) : otherwise;
        return fees.getOrDefault(currency, usual).on(amount);
    }

    public String settlement(String currency) {
        return allInDollars ? "usd" : currency;
    }

    /** Null when nothing is exchanged. */
    public @Nullable BigDecimal rate(String currency) {
        return allInDollars && !currency.equals("usd") ? IN_DOLLARS.getOrDefault(currency, BigDecimal.ONE) : null;
    }

    public long settled(String currency, long amount) {
        BigDecimal rate = rate(currency);
        if (rate == null) {
            return amount;
        }
        return BigDecimal.valueOf(amount)
                .movePointLeft(zeroDecimal.contains(currency) ? 0 : 2)
                .multiply(rate)
                .movePointRight(2)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }
}
