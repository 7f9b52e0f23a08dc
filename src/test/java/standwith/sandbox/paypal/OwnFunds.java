package standwith.sandbox.paypal;

import standwith.sandbox.Truth.Kind;
import standwith.sandbox.account.Json;
import standwith.sandbox.paypal.Activity.Reference;
import tools.jackson.databind.node.ObjectNode;

/** What moves on the account beside payments. PayPal tells of it in its reports alone. */
final class OwnFunds {

    private static final String HOLD = "T2107";
    private static final String RELEASE = "T2108";

    private final Books books;
    private final Activity activity;

    OwnFunds(Books books, Activity activity) {
        this.books = books;
        this.activity = activity;
    }

    void charge(Amount amount) {
        book(Kind.ACCOUNT_FEE, "T0101", amount.times(-1));
    }

    void reserve(Amount amount) {
        book(Kind.RESERVE, amount.minor() > 0 ? "T2103" : "T2104", amount.times(-1));
    }

    void deposit(Amount amount) {
        book(Kind.DEPOSIT, "T0300", amount);
    }

    String adjust(Amount amount) {
        return book(Kind.ADJUSTMENT, "T1200", amount);
    }

    void exchange(Amount given, Amount received) {
        book(Kind.EXCHANGE, "T0201", given.times(-1));
        book(Kind.EXCHANGE, "T0201", received);
    }

    /** @return the withdrawal's id */
    String withdraw(Amount amount, boolean byHand) {
        if (amount.minor() <= 0
                || amount.minor() > activity.balance(amount.currency()).minor()) {
            throw new IllegalStateException("There is not so much of " + amount.currency() + ".");
        }
        return book(Kind.PAYOUT, byHand ? "T0403" : "T0401", amount.times(-1));
    }

    /** Our bank sends it back. */
    void comesBack(String withdrawal) {
        if (activity.isReturned(withdrawal)) {
            throw new IllegalStateException("This withdrawal came back already.");
        }
        Amount amount = activity.amount(withdrawal);
        activity.done(Activity.RETURNED, Reference.transaction(withdrawal), amount.times(-1));
        books.own(Kind.PAYOUT_FAILED, withdrawal, amount.times(-1));
    }

    /** The hold of a payment has the payment's id. */
    void hold(Paid paid, boolean held) {
        Amount amount = held ? paid.amount().times(-1) : paid.amount();
        activity.done(
                paid.id(),
                held ? HOLD : RELEASE,
                Reference.transaction(paid.id()),
                amount,
                Amount.zero(amount.currency()),
                null);
        books.own(Kind.RESERVE, paid.id(), amount);
    }

    private String book(Kind kind, String code, Amount amount) {
        ObjectNode line = activity.done(code, null, amount);
        String id = Json.string(line, "transaction_id");
        books.own(kind, id, amount);
        return id;
    }
}
