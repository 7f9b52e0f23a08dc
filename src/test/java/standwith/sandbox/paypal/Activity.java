package standwith.sandbox.paypal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ObjectNode;

/** What moved on the account, as PayPal's reports have it: with codes, and an exchange in two lines of its own. */
final class Activity {

    private static final String TYPE = "activity";
    static final String RETURNED = "T1101";
    private static final String REPLACED = "";

    private final Records records;

    /**
     * What a line belongs to.
     *
     * @param type TXN, SUB or ODR
     */
    record Reference(String id, String type) {

        static Reference transaction(String id) {
            return new Reference(id, "TXN");
        }
    }

    Activity(Records records) {
        this.records = records;
    }

    /** @param fee what PayPal keeps, from zero up */
    ObjectNode done(String id, String code, @Nullable Reference about, Amount amount, Amount fee, @Nullable String at) {
        ObjectNode info = line(id, code, about, amount, "S", at == null ? records.stamp() : at);
        if (fee.minor() != 0) {
            info.set("fee_amount", fee.times(-1).money());
        }
        return info;
    }

    ObjectNode done(String code, @Nullable Reference about, Amount amount) {
        return done(records.random(17), code, about, amount, Amount.zero(amount.currency()), null);
    }

    /** A payment whose bank has not answered. */
    void pending(ObjectNode payment, String code, Reference about, Amount amount) {
        line(Json.string(payment, "id"), code, about, amount, "P", Json.string(payment, "create_time"));
    }

    void denied(ObjectNode payment) {
        turn(payment, "D");
    }

    /** A payment, which may have been pending, with its fee and its exchange: all at the time when it was begun. */
    void paid(ObjectNode payment, String code, Reference about, Books.Receipt receipt) {
        turn(payment, REPLACED);
        String id = Json.string(payment, "id");
        String at = Json.string(payment, "create_time");
        ObjectNode info = done(id, code, about, receipt.gross(), receipt.fee(), at);
        String custom = Json.text(payment, payment.has("custom_id") ? "custom_id" : "custom");
        if (custom != null) {
            info.put("custom_field", custom);
        }
        Amount received = receipt.received();
        if (received != null) {
            exchanged(id, receipt.net(), received, at);
        }
    }

    private void turn(ObjectNode payment, String status) {
        of(Json.string(payment, "id")).stream()
                .map(Activity::info)
                .filter(info -> Json.is(info, "transaction_status", "P"))
                .forEach(info -> info.put("transaction_status", status));
    }

    /** Of a payment, something goes back or comes again. */
    void moved(String id, String code, String payment, Amount own, Amount settled, String at) {
        done(id, code, Reference.transaction(payment), own, Amount.zero(own.currency()), at);
        exchanged(id, own, settled, at);
    }

    /** Foreign money is exchanged at once, where it came or went: what it is of was booked in the payer's. */
    private void exchanged(String about, Amount own, Amount settled, String at) {
        if (!own.currency().equals(settled.currency())) {
            Reference reference = Reference.transaction(about);
            line(records.random(17), "T0200", reference, own.times(-1), "S", at);
            line(records.random(17), "T0200", reference, settled, "S", at);
        }
    }

    private ObjectNode line(
            String id, String code, @Nullable Reference about, Amount amount, String status, String at) {
        ObjectNode info = Json.object()
                .put("paypal_account_id", records.random(13))
                .put("transaction_id", id)
                .put("transaction_event_code", code)
                .put("transaction_initiation_date", offset(at))
                .put("transaction_updated_date", offset(records.stamp()));
        if (about != null) {
            info.put("paypal_reference_id", about.id()).put("paypal_reference_id_type", about.type());
        }
        info.set("transaction_amount", amount.money());
        info.put("transaction_status", status).put("protection_eligibility", "01");
        ObjectNode kept = Json.object()
                .put("_type", TYPE)
                .put("id", records.random(24))
                .put("_of", id)
                .put("_at", at)
                .put("_booked", records.stamp());
        kept.set("transaction_info", info);
        records.keep(kept);
        return info;
    }

    /** Of what has this id and was done. */
    Amount amount(String id) {
        return records.all(TYPE).stream()
                .map(Activity::info)
                .filter(info -> Json.is(info, "transaction_id", id) && Json.is(info, "transaction_status", "S"))
                .findFirst()
                .map(info -> Amount.of(Json.child(info, "transaction_amount")))
                .orElseThrow(PayPalError::missing);
    }

    Amount balance(String currency) {
        return balances().getOrDefault(currency, Amount.zero(currency));
    }

    /** By currency. */
    Map<String, Amount> balances() {
        var balances = new TreeMap<String, Amount>();
        told(records.now()).forEach(line -> balance(line, balances));
        return balances;
    }

    /** What went to our bank, the newest first. */
    List<ObjectNode> withdrawals() {
        return records.newest(TYPE)
                .map(Activity::info)
                .filter(info -> Json.string(info, "transaction_event_code").startsWith("T04"))
                .toList();
    }

    /** Whether our bank sent it back. */
    boolean isReturned(String withdrawal) {
        return records.all(TYPE).stream()
                .map(Activity::info)
                .anyMatch(info -> Json.is(info, "transaction_event_code", RETURNED)
                        && Json.is(info, "paypal_reference_id", withdrawal));
    }

    /** All lines of a time that are told by now, the oldest first, with the balance after each. */
    List<ObjectNode> until(Instant told, Instant from, Instant to) {
        var balances = new HashMap<String, Amount>();
        var lines = new ArrayList<ObjectNode>();
        told(told).forEach(line -> {
            Amount after = balance(line, balances);
            Instant at = Records.time(line, "_at");
            if (!at.isBefore(from) && !at.isAfter(to)) {
                ObjectNode shown = line.deepCopy();
                info(shown).set("ending_balance", after.money());
                lines.add(shown);
            }
        });
        return lines;
    }

    private Stream<ObjectNode> told(Instant told) {
        return records.all(TYPE).stream()
                .filter(line -> !Records.time(line, "_booked").isAfter(told))
                .filter(line -> !Json.is(info(line), "transaction_status", REPLACED))
                .sorted(Comparator.comparing(line -> Records.time(line, "_at")));
    }

    /** What is there after this line. */
    private static Amount balance(ObjectNode line, Map<String, Amount> balances) {
        ObjectNode info = info(line);
        Amount amount = Amount.of(Json.child(info, "transaction_amount"));
        Amount before = balances.getOrDefault(amount.currency(), Amount.zero(amount.currency()));
        Amount net = info.has("fee_amount") ? amount.plus(Amount.of(Json.child(info, "fee_amount"))) : amount;
        Amount after = Json.is(info, "transaction_status", "S") ? before.plus(net) : before;
        balances.put(amount.currency(), after);
        return after;
    }

    /** What there is of this transaction, as it is kept. */
    List<ObjectNode> of(String transaction) {
        return records.of(TYPE, "_of", transaction).toList();
    }

    /** The same once more, at this moment. */
    void again(ObjectNode line) {
        ObjectNode again = line.deepCopy()
                .put("id", records.random(24))
                .put("_at", records.stamp())
                .put("_booked", records.stamp());
        info(again).put("transaction_initiation_date", offset(records.stamp()));
        records.keep(again);
    }

    void never(ObjectNode line) {
        records.remove(TYPE, Json.string(line, "id"));
    }

    static ObjectNode info(ObjectNode line) {
        return Json.child(line, "transaction_info");
    }

    /** As this API writes times: without a colon. */
    private static String offset(String stamp) {
        return stamp.replace("Z", "+0000");
    }
}
