package standwith.sandbox.stripe;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Stripe takes, the least it accepts, and what it makes of foreign money. All in minor units. */
final class Tariff {

    static final Set<String> ZERO_DECIMAL = Set.of(
            "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "ugx", "vnd", "vuv", "xaf", "xof",
            "xpf");

    private static final Map<String, Long> MINIMUM = Map.ofEntries(
            Map.entry("gbp", 30L),
            Map.entry("bgn", 100L),
            Map.entry("aed", 200L),
            Map.entry("dkk", 250L),
            Map.entry("myr", 200L),
            Map.entry("nok", 300L),
            Map.entry("sek", 300L),
            Map.entry("pln", 200L),
            Map.entry("ron", 200L),
            Map.entry("hkd", 400L),
            Map.entry("mxn", 1000L),
            Map.entry("czk", 1500L),
            Map.entry("huf", 17500L));

    /** Dollars for one whole unit; invented, but of the right size. */
    private static final Map<String, BigDecimal> IN_DOLLARS = Map.of(
            "eur", new BigDecimal("1.08"),
            "gbp", new BigDecimal("1.27"),
            "chf", new BigDecimal("1.12"),
            "czk", new BigDecimal("0.0428"),
            "pln", new BigDecimal("0.25"),
            "huf", new BigDecimal("0.0027"),
            "jpy", new BigDecimal("0.0067"));

    private final Map<String, Fee> fees =
            new HashMap<>(Map.of("usd", new Fee(290, 30), "eur", new Fee(150, 25), "gbp", new Fee(150, 20)));
    private boolean allInDollars;

    /** A share in hundredths of a percent, and a fixed part. */
    record Fee(long basisPoints, long fixed) {
        long on(long amount) {
            return BigDecimal.valueOf(amount)
                            .multiply(BigDecimal.valueOf(basisPoints))
                            .divide(BigDecimal.valueOf(10_000), 0, RoundingMode.HALF_UP)
                            .longValueExact()
                    + fixed;
        }
    }

    void fee(String currency, Fee fee) {
        fees.put(currency, fee);
    }

    void allInDollars(boolean wanted) {
        allInDollars = wanted;
    }

    static long minimum(String currency) {
        return MINIMUM.getOrDefault(currency, 50L);
    }

    long fee(String currency, long amount) {
        Fee otherwise = ZERO_DECIMAL.contains(currency) ? new Fee(360, 0) : new Fee(290, 30);
        return fees.getOrDefault(currency, otherwise).on(amount);
    }

    String settlement(String currency) {
        return allInDollars ? "usd" : currency;
    }

    /** Null when nothing is exchanged. */
    @Nullable
    BigDecimal rate(String currency) {
        return allInDollars && !currency.equals("usd") ? IN_DOLLARS.getOrDefault(currency, BigDecimal.ONE) : null;
    }

    long settled(String currency, long amount) {
        BigDecimal rate = rate(currency);
        if (rate == null) {
            return amount;
        }
        return BigDecimal.valueOf(amount)
                .movePointLeft(ZERO_DECIMAL.contains(currency) ? 0 : 2)
                .multiply(rate)
                .movePointRight(2)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }
}
