package standwith.sandbox.stripe;

import java.util.List;
import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ObjectNode;

/** Money on its way to our bank. */
final class Payouts {

    private final Records records;
    private final Events events;
    private final Balance balance;

    Payouts(Records records, Events events, Balance balance) {
        this.records = records;
        this.events = events;
        this.balance = balance;
    }

    /** Takes all that is available. */
    ObjectNode payOut(String currency) {
        List<ObjectNode> taken = balance.available(currency);
        long amount = Balance.net(taken);
        if (amount <= 0) {
            throw new IllegalStateException(
                    "Nothing of " + currency + " is available: charges become so after two days.");
        }
        ObjectNode payout = make(amount, currency);
        String id = Json.string(payout, "id");
        taken.forEach(transaction -> transaction.put("_payout", id));
        records.get("balance_transaction", Json.string(payout, "balance_transaction"))
                .put("_payout", id);
        send(payout);
        ObjectNode before = payout.deepCopy();
        payout.put("reconciliation_status", "completed");
        events.happened("payout.reconciliation_completed", payout, before);
        return payout;
    }

    /** Takes an amount, of which Stripe does not say what it is made of. */
    ObjectNode payOutByHand(String currency, long amount) {
        if (amount <= 0 || amount > Balance.net(balance.available(currency))) {
            throw new IllegalStateException("So much of " + currency + " is not available.");
        }
        ObjectNode payout =
                make(amount, currency).put("automatic", false).put("reconciliation_status", "not_applicable");
        send(payout);
        return payout;
    }

    /** Takes so many charges, and does not list the last of them as a part of it, nor ever again. */
    ObjectNode payOutShort(String currency, int charges) {
        List<ObjectNode> taken = balance.available(currency).stream()
                .filter(transaction -> Json.is(transaction, "type", "charge"))
                .limit(charges)
                .toList();
        ObjectNode payout = make(Balance.net(taken), currency).put("reconciliation_status", "completed");
        String id = Json.string(payout, "id");
        taken.forEach(transaction -> transaction.put("_payout", transaction == taken.getLast() ? "nowhere" : id));
        records.get("balance_transaction", Json.string(payout, "balance_transaction"))
                .put("_payout", id);
        send(payout);
        return payout;
    }

    private ObjectNode make(long amount, String currency) {
        ObjectNode payout = records.create("payout")
                .put("amount", amount)
                .put("currency", currency)
                .put("arrival_date", records.now().getEpochSecond());
        return payout.put("balance_transaction", Json.string(balance.own("payout", "payout", payout, -amount), "id"));
    }

    private void send(ObjectNode payout) {
        events.happened("payout.created", payout);
        ObjectNode before = payout.deepCopy();
        payout.put("status", "paid");
        events.happened("payout.paid", payout, before);
    }

    /** The bank sends it back after all. */
    void fail(ObjectNode payout) {
        if (!Json.is(payout, "status", "paid")) {
            throw new IllegalStateException("This payout failed already.");
        }
        ObjectNode before = payout.deepCopy();
        ObjectNode back = balance.own("payout_failure", "payout_failure", payout, Json.whole(payout, "amount"));
        payout.put("status", "failed")
                .put("failure_code", "account_closed")
                .put("failure_message", "The bank account has been closed.")
                .put("failure_balance_transaction", Json.string(back, "id"));
        events.happened("payout.failed", payout, before);
    }
}
