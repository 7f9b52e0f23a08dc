package standwith.sandbox.paypal;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.Truth.Kind;
import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ObjectNode;

/** Money given back. PayPal keeps its fee. */
final class Refunds {

    static final Set<String> MINIMAL = Set.of("id", "status", "links");

    private final Records records;
    private final Events events;
    private final Links links;
    private final Books books;
    private final Activity activity;

    Refunds(Records records, Events events, Links links, Books books, Activity activity) {
        this.records = records;
        this.events = events;
        this.links = links;
        this.books = books;
        this.activity = activity;
    }

    ObjectNode ofCapture(String id, Body body) {
        var paid = new Paid(records.get("capture", id));
        if (paid.status().equals("PENDING")) {
            throw PayPalError.refused("PENDING_CAPTURE", "Cannot initiate a refund as the capture is pending.");
        }
        if (paid.status().equals("REFUNDED")) {
            throw PayPalError.refused("CAPTURE_FULLY_REFUNDED", "The capture has already been fully refunded");
        }
        if (!paid.open()) {
            throw PayPalError.refused("REFUND_NOT_ALLOWED", "Capture cannot be refunded.");
        }
        Amount amount = body.has("/amount") ? body.amount("/amount") : paid.left();
        if (!amount.currency().equals(paid.amount().currency())) {
            throw PayPalError.refused(
                    "REFUND_CAPTURE_CURRENCY_MISMATCH", "Refund must be in the same currency as the capture");
        }
        if (amount.minor() > paid.left().minor()) {
            throw PayPalError.refused(
                    "REFUND_AMOUNT_EXCEEDED",
                    "The refund amount must be less than or equal to the capture amount that has not yet been"
                            + " refunded.");
        }
        return give(paid, amount, body.text("/invoice_id"), body.text("/note_to_payer", 255));
    }

    ObjectNode ofSale(String id, Body body) {
        var paid = new Paid(records.get("sale", id));
        if (paid.status().equals("REFUNDED")) {
            throw PayPalError.plain(
                    400, "TRANSACTION_ALREADY_REFUNDED", "This sale transaction has already been refunded.");
        }
        if (!paid.open()) {
            throw PayPalError.plain(400, "TRANSACTION_REFUSED", "The request was refused.");
        }
        Amount amount = body.has("/amount") ? body.amount("/amount", "currency", "total") : paid.left();
        if (!amount.currency().equals(paid.amount().currency())
                || amount.minor() > paid.left().minor()) {
            throw PayPalError.plain(400, "TRANSACTION_REFUSED", "The refund is more than what is left of the sale.");
        }
        return give(paid, amount, body.text("/invoice_number"), body.text("/description", 255));
    }

    /** @param wanted null for all that is left */
    ObjectNode give(Paid paid, @Nullable Long wanted) {
        if (!paid.open()) {
            throw new IllegalStateException("This payment cannot be refunded (again).");
        }
        Amount amount =
                wanted == null ? paid.left() : new Amount(wanted, paid.amount().currency());
        if (amount.minor() < 1 || amount.minor() > paid.left().minor()) {
            throw new IllegalStateException(paid.left() + " can be refunded, and " + amount + " cannot.");
        }
        return give(paid, amount, null, null);
    }

    private ObjectNode give(Paid paid, Amount amount, @Nullable String invoice, @Nullable String note) {
        paid.refund(amount);
        paid.object().put("update_time", records.stamp());
        ObjectNode refund = make(paid, amount, Kind.REFUND, null);
        if (invoice != null) {
            refund.put(paid.sale() ? "invoice_number" : "invoice_id", invoice);
        }
        if (note != null) {
            refund.put(paid.sale() ? "description" : "note_to_payer", note);
        }
        tell(paid, refund, "REFUNDED", amount + " was refunded");
        return refund;
    }

    /** What a lost dispute takes: for PayPal it is a kind of refund. */
    void reverse(Paid paid, Amount amount, ObjectNode dispute) {
        paid.object().put("_reversed", true).put("update_time", records.stamp());
        ObjectNode reversal = make(paid, amount, Kind.DISPUTE, dispute).put("_reversal", true);
        if (paid.sale()) {
            reversal.put("reason_code", "BUYER_COMPLAINT");
        }
        tell(paid, reversal, "REVERSED", amount + " was reversed");
    }

    private ObjectNode make(Paid paid, Amount amount, Kind kind, @Nullable ObjectNode dispute) {
        ObjectNode refund = records.create(paid.sale() ? "sale_refund" : "refund");
        Amount settled = books.moved(kind, dispute == null ? refund : dispute, paid.object(), amount.times(-1));
        activity.moved(
                Json.string(refund, "id"),
                dispute == null ? "T1107" : Disputes.code(dispute, "T1106", "T1201"),
                paid.id(),
                amount.times(-1),
                settled,
                Json.string(refund, "create_time"));
        if (paid.sale()) {
            refund.put("sale_id", paid.id()).set("amount", amount.total());
            refund.set(
                    "refund_from_transaction_fee",
                    Amount.zero(amount.currency()).v1());
            refund.set("refund_from_received_amount", settled.times(-1).v1());
            refund.set("total_refunded_amount", paid.refunded().v1());
            custom(paid.object(), "custom", refund);
        } else {
            refund.set("amount", amount.money());
            custom(paid.object(), "custom_id", refund);
            ObjectNode breakdown = Json.child(refund, "seller_payable_breakdown");
            breakdown.set("gross_amount", amount.money());
            breakdown.set("paypal_fee", Amount.zero(amount.currency()).money());
            breakdown.set("net_amount", amount.money());
            if (!settled.currency().equals(amount.currency())) {
                breakdown.set(
                        "paypal_fee_in_receivable_currency",
                        Amount.zero(settled.currency()).money());
                breakdown.set(
                        "net_amount_in_receivable_currency", settled.times(-1).money());
            }
            breakdown.set("total_refunded_amount", paid.refunded().money());
        }
        String id = Json.string(refund, "id");
        if (paid.sale()) {
            links.add(refund, "self", "GET", "/v1/payments/refund/" + id);
            links.add(refund, "sale", "GET", "/v1/payments/sale/" + paid.id());
        } else {
            links.add(refund, "self", "GET", "/v2/payments/refunds/" + id);
            links.add(refund, "up", "GET", "/v2/payments/captures/" + paid.id());
        }
        return refund;
    }

    private static void custom(ObjectNode payment, String field, ObjectNode refund) {
        if (payment.has(field)) {
            refund.put(field, Json.string(payment, field));
        }
    }

    /** Events of sales have the amount from the merchant's view, which is below zero. */
    private void tell(Paid paid, ObjectNode refund, String what, String summary) {
        if (paid.sale()) {
            ObjectNode told = refund.deepCopy();
            told.set("amount", Sales.amount(refund).times(-1).total());
            events.happened("PAYMENT.SALE." + what, "sale", summary, told);
        } else {
            events.happened("PAYMENT.CAPTURE." + what, "refund/2.0", summary, refund);
        }
    }
}
