package standwith.sandbox.paypal;

import standwith.sandbox.account.Json;
import standwith.sandbox.paypal.Activity.Reference;
import tools.jackson.databind.node.ObjectNode;

/** Payments of subscriptions, in the shape of PayPal's oldest API. */
final class Sales {

    private static final String CODE = "T0002";

    private final Records records;
    private final Events events;
    private final Links links;
    private final Books books;
    private final Activity activity;

    Sales(Records records, Events events, Links links, Books books, Activity activity) {
        this.records = records;
        this.events = events;
        this.links = links;
        this.books = books;
        this.activity = activity;
    }

    ObjectNode make(ObjectNode subscription, Amount amount) {
        ObjectNode sale = records.create("sale")
                .put("billing_agreement_id", Json.string(subscription, "id"))
                .put("_interval", Plans.recurrence(subscription).interval());
        ObjectNode total = amount.total();
        total.putObject("details").put("subtotal", amount.value());
        sale.set("amount", total);
        if (subscription.has("custom_id")) {
            sale.put("custom", Json.string(subscription, "custom_id"));
        }
        String path = "/v1/payments/sale/" + Json.string(sale, "id");
        links.add(sale, "self", "GET", path);
        links.add(sale, "refund", "POST", path + "/refund");
        return sale;
    }

    void complete(ObjectNode sale) {
        Books.Receipt receipt = books.paid(sale, amount(sale));
        activity.paid(sale, CODE, subscription(sale), receipt);
        sale.put("state", "completed").put("update_time", records.stamp());
        sale.set("transaction_fee", receipt.fee().v1());
        Amount feeReceived = receipt.feeReceived();
        Amount received = receipt.received();
        if (receipt.rate() != null && feeReceived != null && received != null) {
            sale.set("receivable_amount", received.v1());
            sale.set("transaction_fee_in_receivable_currency", feeReceived.v1());
            sale.put("exchange_rate", receipt.rate().toPlainString());
        }
        sale.remove("reason_code");
        tell(sale, "COMPLETED", "completed");
    }

    void pend(ObjectNode sale) {
        sale.put("state", "pending")
                .put("reason_code", "PAYMENT_REVIEW")
                .put("_answer_due", Records.stamp(records.now().plus(Captures.LATE_ANSWER_AFTER)));
        activity.pending(sale, CODE, subscription(sale), amount(sale));
        tell(sale, "PENDING", "pending");
    }

    void deny(ObjectNode sale) {
        sale.put("state", "denied").put("update_time", records.stamp());
        activity.denied(sale);
        tell(sale, "DENIED", "denied");
    }

    private static Reference subscription(ObjectNode sale) {
        return new Reference(Json.string(sale, "billing_agreement_id"), "SUB");
    }

    static Amount amount(ObjectNode sale) {
        ObjectNode amount = Json.child(sale, "amount");
        return Amount.of(Json.string(amount, "currency"), Json.string(amount, "total"));
    }

    private void tell(ObjectNode sale, String what, String word) {
        events.happened("PAYMENT.SALE." + what, "sale", "Payment " + word + " for " + amount(sale), sale);
    }
}
