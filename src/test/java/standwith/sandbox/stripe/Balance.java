package standwith.sandbox.stripe;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.account.Json;
import standwith.sandbox.account.Tariff;
import tools.jackson.databind.node.ObjectNode;

/** The account's money at Stripe, as balance transactions. */
final class Balance {

    static final Duration AVAILABLE_AFTER = Duration.ofDays(2);

    private final Records records;
    private final Tariff tariff;

    /** What is there of one currency. */
    record Of(long available, long pending) {}

    Balance(Records records, Tariff tariff) {
        this.records = records;
        this.tariff = tariff;
    }

    /** Money for a charge arrives, less the fee, and can be paid out after two days. */
    ObjectNode charged(ObjectNode charge) {
        String currency = Json.string(charge, "currency");
        long settled = tariff.settled(currency, Json.whole(charge, "amount"));
        long fee = tariff.fee(tariff.settlement(currency), settled);
        return post("charge", "charge", charge, settled, fee, "Stripe processing fees", AVAILABLE_AFTER);
    }

    /** Money goes or comes back, in the currency of the object that says so. */
    ObjectNode moved(String type, String category, ObjectNode source, long amount, long fee, String feeName) {
        long settled = tariff.settled(Json.string(source, "currency"), amount);
        return post(type, category, source, settled, fee, feeName, Duration.ZERO);
    }

    /** For payouts and the like, which are in the settlement currency already. */
    ObjectNode own(String type, String category, ObjectNode source, long amount) {
        return post(
                type, category, Json.string(source, "id"), Json.string(source, "currency"), amount, 0, Duration.ZERO);
    }

    /** For what Stripe does to the account by itself. */
    ObjectNode own(String type, String category, String currency, long amount) {
        return post(type, category, null, currency, amount, 0, Duration.ZERO);
    }

    private ObjectNode post(
            String type, String category, ObjectNode source, long amount, long fee, String feeName, Duration wait) {
        String own = Json.string(source, "currency");
        String currency = tariff.settlement(own);
        ObjectNode posted = post(type, category, Json.string(source, "id"), currency, amount, fee, wait);
        BigDecimal rate = tariff.rate(own);
        if (rate != null) {
            posted.put("exchange_rate", rate);
        }
        if (fee != 0) {
            posted.withArray("fee_details")
                    .addObject()
                    .put("amount", fee)
                    .putNull("application")
                    .put("currency", currency)
                    .put("description", feeName)
                    .put("type", "stripe_fee");
        }
        return posted;
    }

    private ObjectNode post(
            String type,
            String category,
            @Nullable String source,
            String currency,
            long amount,
            long fee,
            Duration wait) {
        ObjectNode posted = records.create("balance_transaction")
                .put("type", type)
                .put("reporting_category", category)
                .put("source", source)
                .put("currency", currency)
                .put("amount", amount)
                .put("fee", fee)
                .put("net", amount - fee)
                .put("available_on", records.now().plus(wait).getEpochSecond());
        ripen();
        return posted;
    }

    /** Brings the status of what has become available in the meantime up to date. */
    void ripen() {
        long now = records.now().getEpochSecond();
        records.open("balance_transaction", transaction -> Json.is(transaction, "status", "available"))
                .filter(transaction -> Json.whole(transaction, "available_on") <= now)
                .forEach(transaction -> transaction.put("status", "available"));
        records.changed();
    }

    /** What is not paid out yet and can be. */
    List<ObjectNode> available(String currency) {
        ripen();
        return notPaidOut(currency).stream()
                .filter(transaction -> Json.is(transaction, "status", "available"))
                .toList();
    }

    Map<String, Of> byCurrency() {
        ripen();
        var all = new TreeMap<String, Of>();
        records.all("balance_transaction").forEach(transaction -> {
            String currency = Json.string(transaction, "currency");
            if (!all.containsKey(currency)) {
                long available = net(available(currency));
                all.put(currency, new Of(available, net(notPaidOut(currency)) - available));
            }
        });
        return all;
    }

    static long net(List<ObjectNode> transactions) {
        return transactions.stream()
                .mapToLong(transaction -> Json.whole(transaction, "net"))
                .sum();
    }

    private List<ObjectNode> notPaidOut(String currency) {
        return records.where("balance_transaction", "currency", currency)
                .filter(transaction -> !transaction.has("_payout"))
                .toList();
    }
}
