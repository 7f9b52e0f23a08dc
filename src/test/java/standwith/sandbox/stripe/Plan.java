package standwith.sandbox.stripe;

import java.time.Instant;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.account.Json;
import standwith.sandbox.account.Recurrence;
import tools.jackson.databind.node.ObjectNode;

/** What is paid how often. */
record Plan(String currency, long amount, String product, String interval, int count) {

    private static final Set<String> KNOWN = Currency.getAvailableCurrencies().stream()
            .map(currency -> currency.getCurrencyCode().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());

    Instant next(Instant anchor, Instant after) {
        return new Recurrence(interval, count).next(anchor, after);
    }

    ObjectNode fill(ObjectNode item, String priceId, Instant now) {
        ObjectNode price = Json.child(item, "price")
                .put("id", priceId)
                .put("created", now.getEpochSecond())
                .put("currency", currency)
                .put("product", product)
                .put("unit_amount", amount)
                .put("unit_amount_decimal", Long.toString(amount));
        Json.child(price, "recurring").put("interval", interval).put("interval_count", count);
        return item;
    }

    /** Reads price_data below the name; null when there is none. */
    static @Nullable Plan from(Form form, String name, Records records, boolean recurring) {
        if (!form.mentions(name)) {
            return null;
        }
        String currency = form.required(name + "[currency]").toLowerCase(Locale.ROOT);
        if (!KNOWN.contains(currency)) {
            throw StripeError.invalid(null, name + "[currency]", "Invalid currency: " + currency);
        }
        String product = form.required(name + "[product]");
        if (records.find("product", product) == null) {
            throw StripeError.invalid("resource_missing", name + "[product]", "No such product: '" + product + "'");
        }
        form.required(name + "[unit_amount]");
        long amount = form.whole(name + "[unit_amount]", 0);
        if (amount < 0 || amount > 99_999_999) {
            throw StripeError.invalid(
                    "amount_too_large", name + "[unit_amount]", "Amount must be no more than 99999999");
        }
        String interval = recurring ? form.required(name + "[recurring][interval]") : "once";
        form.oneOf(name + "[recurring][interval]", Set.of("day", "week", "month", "year"));
        return new Plan(currency, amount, product, interval, (int) form.whole(name + "[recurring][interval_count]", 1));
    }
}
