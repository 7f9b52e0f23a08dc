package standwith.sandbox.stripe;

import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ObjectNode;

/** What moves on the account beside payments and payouts. */
final class OwnFunds {

    private final Records records;
    private final Events events;
    private final Balance balance;

    OwnFunds(Records records, Events events, Balance balance) {
        this.records = records;
        this.events = events;
        this.balance = balance;
    }

    void charge(String currency, long amount) {
        balance.own("stripe_fee", "fee", currency, -amount).put("description", "Billing usage");
    }

    ObjectNode topUp(String currency, long amount) {
        ObjectNode topUp = records.create("topup")
                .put("amount", amount)
                .put("currency", currency)
                .put("expected_availability_date", records.now().getEpochSecond());
        topUp.put("balance_transaction", Json.string(balance.own("topup", "topup", topUp, amount), "id"));
        events.happened("topup.created", topUp);
        ObjectNode before = topUp.deepCopy();
        topUp.put("status", "succeeded");
        events.happened("topup.succeeded", topUp, before);
        return topUp;
    }

    void reverse(ObjectNode topUp) {
        if (!Json.is(topUp, "status", "succeeded")) {
            throw new IllegalStateException("This top-up was taken back already.");
        }
        balance.own("topup_reversal", "topup_reversal", topUp, -Json.whole(topUp, "amount"));
        ObjectNode before = topUp.deepCopy();
        topUp.put("status", "reversed");
        events.happened("topup.reversed", topUp, before);
    }

    void reserve(String currency, long amount) {
        balance.own("reserved_funds", "risk_reserved_funds", currency, -amount);
    }

    ObjectNode adjust(String currency, long amount) {
        return balance.own("adjustment", "other_adjustment", currency, amount);
    }
}
