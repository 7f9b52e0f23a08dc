package standwith.sandbox.stripe;

import java.time.Duration;
import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ObjectNode;

/** Money taken back by the payer's bank. */
final class Disputes {

    private static final long FEE = 1500;

    private final Records records;
    private final Events events;
    private final Payments payments;
    private final Outward outward;
    private final Balance balance;

    Disputes(Records records, Events events, Payments payments, Outward outward, Balance balance) {
        this.records = records;
        this.events = events;
        this.payments = payments;
        this.outward = outward;
        this.balance = balance;
    }

    ObjectNode open(ObjectNode charge) {
        if (Json.flag(charge, "disputed")
                || !Json.is(charge, "status", "succeeded")
                || !Json.flag(charge, "captured")) {
            throw new IllegalStateException("This charge cannot be disputed (again).");
        }
        payments.settle(charge);
        long amount = Json.whole(charge, "amount") - Json.whole(charge, "amount_refunded");
        ObjectNode dispute = records.create("dispute")
                .put("amount", amount)
                .put("currency", Json.string(charge, "currency"))
                .put("charge", Json.string(charge, "id"))
                .put("payment_intent", Json.string(charge, "payment_intent"));
        Json.child(dispute, "evidence_details")
                .put("due_by", records.now().plus(Duration.ofDays(9)).getEpochSecond());
        charge.put("disputed", true);
        events.happened("charge.dispute.created", dispute);
        book(dispute, -amount, FEE);
        events.happened("charge.dispute.funds_withdrawn", dispute);
        return dispute;
    }

    /** The bank is convinced: the amount comes back, the fee does not. */
    void win(ObjectNode dispute) {
        requireOpen(dispute);
        dispute.put("status", "won");
        book(dispute, Json.whole(dispute, "amount"), 0);
        events.happened("charge.dispute.funds_reinstated", dispute);
        events.happened("charge.dispute.closed", dispute);
    }

    void lose(ObjectNode dispute) {
        requireOpen(dispute);
        dispute.put("status", "lost");
        events.happened("charge.dispute.closed", dispute);
    }

    private void book(ObjectNode dispute, long amount, long fee) {
        String category = amount < 0 ? "dispute" : "dispute_reversal";
        ObjectNode moved = balance.moved("adjustment", category, dispute, amount, fee, "Dispute fee");
        dispute.withArray("balance_transactions").add(outward.of(moved));
    }

    private static void requireOpen(ObjectNode dispute) {
        if (!Json.is(dispute, "status", "needs_response")) {
            throw new IllegalStateException("This dispute is closed.");
        }
    }
}
