package standwith.sandbox.paypal;

import java.time.Duration;
import java.util.List;
import standwith.sandbox.account.Json;
import standwith.sandbox.paypal.Activity.Reference;
import tools.jackson.databind.node.ObjectNode;

/** Single payments. */
final class Captures {

    static final Duration LATE_ANSWER_AFTER = Duration.ofDays(1);

    private static final String RESOURCE = "capture/2.0";
    private static final String CODE = "T0006";

    private final Records records;
    private final Events events;
    private final Links links;
    private final Books books;
    private final Activity activity;

    Captures(Records records, Events events, Links links, Books books, Activity activity) {
        this.records = records;
        this.events = events;
        this.links = links;
        this.books = books;
        this.activity = activity;
    }

    void requireNewInvoice(ObjectNode unit) {
        String invoice = Json.text(unit, "invoice_id");
        if (invoice != null
                && records.of("capture", "invoice_id", invoice)
                        .anyMatch(paid -> !Json.is(paid, "status", "DECLINED"))) {
            throw PayPalError.refused(
                    "DUPLICATE_INVOICE_ID",
                    "Duplicate Invoice ID detected. To avoid a potential duplicate transaction your account setting"
                            + " requires that Invoice Id be unique for each transaction.");
        }
    }

    ObjectNode make(ObjectNode order, ObjectNode unit) {
        ObjectNode capture = records.create("capture").put("_interval", "once");
        capture.set("amount", amount(unit).money());
        for (String field : List.of("custom_id", "invoice_id")) {
            if (unit.has(field)) {
                capture.put(field, Json.string(unit, field));
            }
        }
        String id = Json.string(capture, "id");
        String orderId = Json.string(order, "id");
        capture.put("_order", orderId);
        capture.putObject("supplementary_data").putObject("related_ids").put("order_id", orderId);
        links.add(capture, "self", "GET", "/v2/payments/captures/" + id);
        links.add(capture, "refund", "POST", "/v2/payments/captures/" + id + "/refund");
        links.add(capture, "up", "GET", "/v2/checkout/orders/" + orderId);
        return capture;
    }

    void complete(ObjectNode capture) {
        Books.Receipt receipt = books.paid(capture, amount(capture));
        activity.paid(capture, CODE, order(capture), receipt);
        ObjectNode breakdown = capture.put("status", "COMPLETED")
                .put("update_time", records.stamp())
                .putObject("seller_receivable_breakdown");
        breakdown.set("gross_amount", receipt.gross().money());
        breakdown.set("paypal_fee", receipt.fee().money());
        breakdown.set("net_amount", receipt.net().money());
        Amount feeReceived = receipt.feeReceived();
        Amount received = receipt.received();
        if (receipt.rate() != null && feeReceived != null && received != null) {
            breakdown.set("paypal_fee_in_receivable_currency", feeReceived.money());
            breakdown.set("receivable_amount", received.money());
            breakdown
                    .putObject("exchange_rate")
                    .put("source_currency", receipt.gross().currency())
                    .put("target_currency", received.currency())
                    .put("value", receipt.rate().toPlainString());
        }
        capture.remove("status_details");
        tell(capture, "COMPLETED", "Payment completed for ");
    }

    /** The bank takes its time. */
    void pend(ObjectNode capture) {
        capture.put("status", "PENDING")
                .put("_answer_due", Records.stamp(records.now().plus(LATE_ANSWER_AFTER)))
                .putObject("status_details")
                .put("reason", "PENDING_REVIEW");
        activity.pending(capture, CODE, order(capture), amount(capture));
        tell(capture, "PENDING", "Payment pending for ");
    }

    /** The bank's answer after all. */
    void answer(ObjectNode capture, boolean yes) {
        if (capture.remove("_answer_due") == null) {
            return;
        }
        if (yes) {
            complete(capture);
        } else {
            capture.put("status", "DECLINED")
                    .put("update_time", records.stamp())
                    .remove("status_details");
            activity.denied(capture);
            tell(capture, "DENIED", "Payment denied for ");
        }
    }

    private static Reference order(ObjectNode capture) {
        return new Reference(Json.string(capture, "_order"), "ODR");
    }

    static Amount amount(ObjectNode captureOrUnit) {
        return Amount.of(Json.child(captureOrUnit, "amount"));
    }

    private void tell(ObjectNode capture, String what, String summary) {
        events.happened("PAYMENT.CAPTURE." + what, RESOURCE, summary + amount(capture), capture);
    }
}
