package standwith.sandbox.paypal;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import standwith.sandbox.Truth.Kind;
import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Claims of payers. A claim alone moves nothing: a reversal does, and so does a claim that is won after it. */
final class Disputes {

    /** What PayPal takes for a chargeback, in every currency that has cents. */
    private static final String CHARGEBACK_FEE = "20.00";

    private static final Set<String> SHORT =
            Set.of("dispute_id", "reason", "status", "dispute_amount", "create_time", "update_time", "links");

    private final Records records;
    private final Events events;
    private final Links links;
    private final Books books;
    private final Activity activity;
    private final Refunds refunds;

    Disputes(Records records, Events events, Links links, Books books, Activity activity, Refunds refunds) {
        this.records = records;
        this.events = events;
        this.links = links;
        this.books = books;
        this.activity = activity;
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
        String at = records.stamp();
        activity.moved(records.random(17), "T0106", paid.id(), taken, taken, at);
        move(dispute, taken.times(-1), "DEBIT", "CHARGEBACK_FEE", at);
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
            String at = records.stamp();
            activity.moved(
                    records.random(17),
                    code(dispute, "T1106", "T1202"),
                    paid(dispute).id(),
                    amount(dispute),
                    back,
                    at);
            paid(dispute).object().remove("_reversed");
            move(dispute, back, "CREDIT", "DISPUTE_SETTLEMENT", at);
        }
        resolve(dispute, "RESOLVED_SELLER_FAVOUR");
    }

    /** Which of the codes reports have: for a claim at PayPal itself, or for one at the payer's bank. */
    static String code(ObjectNode dispute, String claim, String chargeback) {
        return Json.is(dispute, "dispute_channel", "EXTERNAL") ? chargeback : claim;
    }

    /** In short, those of a payment. */
    ObjectNode list(Map<String, String> query) {
        query.keySet().stream()
                .filter(name -> !name.equals("disputed_transaction_id"))
                .findAny()
                .ifPresent(name -> {
                    throw PayPalError.invalid(
                            "INVALID_PARAMETER", "/" + name, "The sandbox does not know this parameter.");
                });
        ObjectNode list = Json.object();
        ArrayNode items = list.putArray("items");
        records.newest("dispute")
                .filter(dispute -> Json.is(dispute, "_payment", query.getOrDefault("disputed_transaction_id", "")))
                .forEach(dispute -> items.add(view(dispute).retain(SHORT)));
        links.add(list, "self", "GET", "/v1/customer/disputes");
        return list;
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

    private void move(ObjectNode dispute, Amount amount, String type, String reason, String at) {
        ObjectNode movement = dispute.withArray("money_movements")
                .addObject()
                .put("affected_party", "SELLER")
                .put("type", type)
                .put("reason", reason)
                .put("initiated_time", at);
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
