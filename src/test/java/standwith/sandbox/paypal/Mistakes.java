package standwith.sandbox.paypal;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import standwith.sandbox.Truth.Kind;
import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ObjectNode;

/** What PayPal does wrong, or sets right afterwards without an event that says so. */
public final class Mistakes {

    private final Executor underLock;
    private final Records records;
    private final Activity activity;
    private final Books books;
    private final Sales sales;

    Mistakes(Executor underLock, Records records, Activity activity, Books books, Sales sales) {
        this.underLock = underLock;
        this.records = records;
        this.activity = activity;
        this.books = books;
        this.sales = sales;
    }

    /** The fee of a payment is another one than was told. */
    public void correctFee(String payment, long fee) {
        underLock.execute(() -> {
            activity.of(payment).stream().map(Activity::info).forEach(info -> {
                Amount told = Amount.of(Json.child(info, "fee_amount"));
                info.set("fee_amount", new Amount(-fee, told.currency()).money());
            });
            books.of(payment).stream()
                    .filter(moved -> Json.is(moved, "kind", Kind.FEE.name()))
                    .forEach(moved -> moved.put("minor", -fee));
        });
    }

    /** A payment that was told of was never made. */
    public void undo(String payment) {
        underLock.execute(() -> {
            activity.of(payment).forEach(activity::never);
            books.never(payment);
        });
    }

    /** A payment that was told as completed has not come: its bank says no. */
    public void deny(String payment) {
        underLock.execute(() -> {
            activity.of(payment).forEach(line -> Activity.info(line).put("transaction_status", "D"));
            books.never(payment);
        });
    }

    /** The money of a payment comes a second time, under the same id. */
    public void bookAgain(String payment) {
        underLock.execute(() -> {
            activity.of(payment).forEach(activity::again);
            books.again(payment);
        });
    }

    /** Of which subscription a sale is. */
    public String subscriptionOf(String sale) {
        return got(() -> Json.string(records.get("sale", sale), "billing_agreement_id"));
    }

    /**
     * Takes money for a subscription that is over.
     *
     * @return the sale's id
     */
    public String chargeAfterEnd(String subscription) {
        return got(() -> {
            ObjectNode ended = records.get("subscription", subscription);
            ObjectNode sale = sales.make(ended, Plans.price(ended));
            sales.complete(sale);
            return Json.string(sale, "id");
        });
    }

    private <T> T got(Supplier<T> question) {
        AtomicReference<T> answer = new AtomicReference<>();
        underLock.execute(() -> answer.set(question.get()));
        return answer.get();
    }
}
