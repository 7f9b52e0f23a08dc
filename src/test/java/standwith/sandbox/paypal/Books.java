package standwith.sandbox.paypal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.Truth.Kind;
import standwith.sandbox.Truth.Movement;
import standwith.sandbox.account.Json;
import standwith.sandbox.account.Tariff;
import tools.jackson.databind.node.ObjectNode;

/** The money that moved: payments in the payer's currency, everything else as it was booked. */
final class Books {

    static final String PROVIDER = "PAYPAL";

    private final Records records;
    private final Tariff tariff;

    /** What a payment comes to. The last three are null when nothing is exchanged. */
    record Receipt(
            Amount gross,
            Amount fee,
            @Nullable BigDecimal rate,
            @Nullable Amount feeReceived,
            @Nullable Amount received) {

        Amount net() {
            return gross.minus(fee);
        }
    }

    Books(Records records, Tariff tariff) {
        this.records = records;
        this.tariff = tariff;
    }

    /** Books a payment and its fee. */
    Receipt paid(ObjectNode payment, Amount gross) {
        Amount fee = new Amount(tariff.fee(gross.lowerCase(), gross.minor()), gross.currency()).rounded();
        BigDecimal rate = tariff.rate(gross.lowerCase());
        Amount feeReceived = settled(fee);
        book(Kind.PAYMENT, payment, payment, gross);
        book(Kind.FEE, payment, payment, feeReceived.times(-1));
        return rate == null
                ? new Receipt(gross, fee, null, null, null)
                : new Receipt(gross, fee, rate, feeReceived, settled(gross).minus(feeReceived));
    }

    /**
     * Books money that goes or comes back.
     *
     * @return what it is in the currency of the account
     */
    Amount moved(Kind kind, ObjectNode reason, ObjectNode payment, Amount amount) {
        Amount settled = settled(amount);
        book(kind, reason, payment, settled);
        return settled;
    }

    /** Books what moves on the account itself. */
    void own(Kind kind, String id, Amount amount) {
        ObjectNode reason = Json.object().put("id", id);
        book(kind, reason, reason, amount);
    }

    private Amount settled(Amount amount) {
        String currency = tariff.settlement(amount.lowerCase());
        return currency.equals(amount.lowerCase())
                ? amount
                : new Amount(tariff.settled(amount.lowerCase(), amount.minor()), currency.toUpperCase(Locale.ROOT));
    }

    private void book(Kind kind, ObjectNode reason, ObjectNode payment, Amount amount) {
        records.keep(Json.object()
                .put("_type", "movement")
                .put("id", records.random(17))
                .put("kind", kind.name())
                .put("source", Json.string(reason, "id"))
                .put("at", records.stamp())
                .put("currency", amount.lowerCase())
                .put("minor", amount.minor())
                .put("interval", Json.text(payment, "_interval")));
    }

    /** What was booked of this, as it is kept. */
    List<ObjectNode> of(String source) {
        return records.of("movement", "source", source).toList();
    }

    void never(String source) {
        of(source).forEach(moved -> records.remove("movement", Json.string(moved, "id")));
    }

    void again(String source) {
        of(source)
                .forEach(moved -> records.keep(
                        moved.deepCopy().put("id", records.random(17)).put("at", records.stamp())));
    }

    List<Movement> all() {
        var all = new ArrayList<Movement>();
        records.all("movement")
                .forEach(moved -> all.add(new Movement(
                        PROVIDER,
                        Kind.valueOf(Json.string(moved, "kind")),
                        Json.string(moved, "source"),
                        Records.time(moved, "at"),
                        Json.string(moved, "currency"),
                        Json.whole(moved, "minor"),
                        Json.text(moved, "interval"))));
        all.sort(Comparator.comparing(Movement::at));
        return all;
    }
}
