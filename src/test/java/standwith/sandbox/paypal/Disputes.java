package standwith.sandbox.paypal;

import java.time.Duration;
import java.util.Objects;
import standwith.sandbox.Truth.Kind;
import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ObjectNode;

/** Claims of payers. A claim alone moves nothing: a reversal does, and so does a claim that is won after it. */
final class Disputes {

    /** What PayPal takes for a chargeback, in every currency that has cents. */
    private static final String CHARGEBACK_FEE = "20.00";

    private final Records records;
    private final Events events;
    private final Links links;
    private final Books books;
    private final Refunds refunds;

    Disputes(Records records, Events events, Links links, Books books, Refunds refunds) {
        this.records = records;
        this.events = events;
        this.links = links;
        this.books = books;
        this.refunds = refunds;
    }

    ObjectNode open(Paid paid) {
        ObjectNode dispute = make(paid);
        tell(dispute, "CREATED", "A new dispute opened with Case # ");
        return dispute;
    }

    /** By way of the payer's bank: the money is gone at once, and there is a fee. */
    ObjectNode chargeBack(Paid paid) {
        ObjectNode dispute = make(paid).put("dispute_channel", "EXTERNAL");
        Amount fee = Amount.of("USD", CHARGEBACK_FEE);
        Amount own = new Amount(fee.minor(), paid.amount().currency()).rounded();
        Amount taken = books.moved(Kind.DISPUTE_FEE, dispute, paid.object(), own.times(-1));
        move(dispute, taken.times(-1), "DEBIT", "CHARGEBACK_FEE");
        tell(dispute, "CREATED", "A new dispute opened with Case # ");
        reverse(dispute);
        return dispute;
    }

    /** Takes the money while the claim goes on. */
    void reverse(ObjectNode dispute) {
        requireOpen(dispute);
        if (Json.flag(dispute, "_reversed")) {
            throw new IllegalStateException("The money of this dispute is taken already.");
        }
        dispute.put("_reversed", true);
        refunds.reverse(paid(dispute), amount(dispute), dispute);
    }

    void lose(ObjectNode dispute) {
        requireOpen(dispute);
        if (!Json.flag(dispute, "_reversed")) {
            reverse(dispute);
        }
        resolve(dispute, "RESOLVED_BUYER_FAVOUR");
    }

    /** What was taken comes back; the fee does not. */
    void win(ObjectNode dispute) {
        requireOpen(dispute);
        if (Json.flag(dispute, "_reversed")) {
            Amount back = books.moved(Kind.REINSTATED, dispute, paid(dispute).object(), amount(dispute));
            paid(dispute).object().remove("_reversed");
            move(dispute, back, "CREDIT", "DISPUTE_SETTLEMENT");
        }
        resolve(dispute, "RESOLVED_SELLER_FAVOUR");
    }

    static boolean isOpen(ObjectNode dispute) {
        return !Json.is(dispute, "status", "RESOLVED");
    }

    private ObjectNode make(Paid paid) {
        if (!paid.open() || records.where("dispute", "_payment", paid.id()).anyMatch(Disputes::isOpen)) {
            throw new IllegalStateException("This payment cannot be disputed (again).");
        }
        ObjectNode dispute = records.create("dispute").put("_payment", paid.id());
        String id = Json.string(dispute, "id");
        dispute.put("dispute_id", id)
                .put("seller_response_due_date", Records.stamp(records.now().plus(Duration.ofDays(10))))
                .set("dispute_amount", paid.left().money());
        ObjectNode transaction = dispute.withArray("disputed_transactions")
                .addObject()
                .put("buyer_transaction_id", records.random(17))
                .put("seller_transaction_id", paid.id())
                .put("create_time", Json.string(paid.object(), "create_time"))
                .put("transaction_status", "COMPLETED");
        transaction.set("gross_amount", paid.amount().money());
        transaction.put("custom", Json.text(paid.object(), paid.sale() ? "custom" : "custom_id"));
        transaction.put("seller_protection_eligible", true);
        links.add(dispute, "self", "GET", "/v1/customer/disputes/" + id);
        return dispute;
    }

    private void resolve(ObjectNode dispute, String outcome) {
        dispute.put("status", "RESOLVED").put("update_time", records.stamp());
        ObjectNode result = dispute.putObject("dispute_outcome").put("outcome_code", outcome);
        if (outcome.equals("RESOLVED_BUYER_FAVOUR")) {
            result.set("amount_refunded", amount(dispute).money());
        }
        dispute.remove("seller_response_due_date");
        tell(dispute, "RESOLVED", "A dispute was resolved with case # ");
    }

    private void move(ObjectNode dispute, Amount amount, String type, String reason) {
        ObjectNode movement = dispute.withArray("money_movements")
                .addObject()
                .put("affected_party", "SELLER")
                .put("type", type)
                .put("reason", reason)
                .put("initiated_time", records.stamp());
        movement.set("amount", amount.money());
    }

    private void tell(ObjectNode dispute, String what, String summary) {
        events.happened("CUSTOMER.DISPUTE." + what, "dispute", summary + Json.string(dispute, "id"), view(dispute));
    }

    /** A dispute has its id under a name of its own. */
    static ObjectNode view(ObjectNode dispute) {
        ObjectNode view = dispute.deepCopy();
        view.remove("id");
        return view;
    }

    private Paid paid(ObjectNode dispute) {
        return Paid.find(records, Json.string(dispute, "_payment"));
    }

    private static Amount amount(ObjectNode dispute) {
        return Amount.of(Objects.requireNonNull(dispute.get("dispute_amount")));
    }

    private static void requireOpen(ObjectNode dispute) {
        if (!isOpen(dispute)) {
            throw new IllegalStateException("This dispute is over.");
        }
    }
}
