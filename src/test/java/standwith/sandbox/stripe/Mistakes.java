package standwith.sandbox.stripe;

import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ObjectNode;

/** What Stripe does wrong, or sets right afterwards without an event that says so. */
public final class Mistakes {

    private final Executor underLock;
    private final Records records;
    private final Balance balance;
    private final Invoices invoices;
    private final Payouts payouts;

    Mistakes(Executor underLock, Records records, Balance balance, Invoices invoices, Payouts payouts) {
        this.underLock = underLock;
        this.records = records;
        this.balance = balance;
        this.invoices = invoices;
        this.payouts = payouts;
    }

    /** The fee of a charge is another one than was told. */
    public void correctFee(String charge, long fee) {
        underLock.execute(() -> {
            ObjectNode booked = booking(charge);
            settle(booked, Json.string(booked, "currency"), Json.whole(booked, "amount"), fee);
        });
    }

    /** A charge was settled in another currency than was told. */
    public void settleElsewhere(String charge, String currency, long amount, long fee) {
        underLock.execute(() -> settle(booking(charge), currency, amount, fee));
    }

    /** A charge that was told of was never made. */
    public void undo(String charge) {
        underLock.execute(() -> {
            records.remove("balance_transaction", Json.string(booking(charge), "id"));
            records.get("charge", charge)
                    .put("status", "failed")
                    .put("captured", false)
                    .put("paid", false)
                    .putNull("balance_transaction");
        });
    }

    /**
     * Pays out the first charges that are available, and leaves the last of them out when it lists what the payout is made of.
     *
     * @return the payout's id
     */
    public String payOutShort(String currency, int charges) {
        return got(() -> Json.string(payouts.payOutShort(currency, charges), "id"));
    }

    /** How many charges of this currency can be paid out. */
    public long available(String currency) {
        return got(() -> balance.available(currency).stream()
                .filter(transaction -> Json.is(transaction, "type", "charge"))
                .count());
    }

    /** Of which subscription a charge is. */
    public String subscriptionOf(String charge) {
        return got(() -> {
            ObjectNode intent =
                    records.get("payment_intent", Json.string(records.get("charge", charge), "payment_intent"));
            return Json.string(records.get("invoice", Json.string(intent, "_invoice")), "_subscription");
        });
    }

    /** The id of the booking of a charge. */
    public String bookingOf(String charge) {
        return got(() -> Json.string(booking(charge), "id"));
    }

    /**
     * Takes money for a subscription that is over.
     *
     * @return the charge's id
     */
    public String chargeAfterEnd(String subscription) {
        return got(() -> {
            Instant now = records.now();
            ObjectNode invoice =
                    invoices.issue(records.get("subscription", subscription), "subscription_cycle", now, now);
            invoices.pay(invoice);
            return Json.string(invoices.intent(invoice), "latest_charge");
        });
    }

    private ObjectNode booking(String charge) {
        return records.get("balance_transaction", Json.string(records.get("charge", charge), "balance_transaction"));
    }

    private static void settle(ObjectNode booked, String currency, long amount, long fee) {
        booked.put("currency", currency).put("amount", amount).put("fee", fee).put("net", amount - fee);
        ((ObjectNode) booked.withArray("fee_details").get(0)).put("amount", fee).put("currency", currency);
    }

    private <T> T got(Supplier<T> question) {
        AtomicReference<T> answer = new AtomicReference<>();
        underLock.execute(() -> answer.set(question.get()));
        return answer.get();
    }
}
