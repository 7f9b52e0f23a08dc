package standwith.sandbox.stripe;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Minor units: for people to read, and how many of them Stripe accepts. */
final class Money {

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

    private Money() {}

    /** For example USD 5.00. */
    static String of(long minor, String currency) {
        return currency.toUpperCase(Locale.ROOT) + " " + plain(minor, currency);
    }

    static String plain(long minor, String currency) {
        return BigDecimal.valueOf(minor, ZERO_DECIMAL.contains(currency) ? 0 : 2)
                .toPlainString();
    }

    static long minimum(String currency) {
        return MINIMUM.getOrDefault(currency, 50L);
    }
}
