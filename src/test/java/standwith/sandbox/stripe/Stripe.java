package standwith.sandbox.stripe;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.Due;
import standwith.sandbox.Truth.Movement;
import standwith.sandbox.account.Account;
import standwith.sandbox.account.Answer;
import standwith.sandbox.account.Json;
import standwith.sandbox.account.Overview;
import standwith.sandbox.account.Tariff;
import standwith.sandbox.state.StateFile;
import standwith.sandbox.webhooks.Channel;
import standwith.sandbox.webhooks.Webhooks;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Stripe account, and what people and banks do to it. Ids that it does not know are a {@link StripeError}, things
 * that cannot happen (now) an {@link IllegalStateException}.
 */
public final class Stripe extends Account<Records> {

    private static final Map<String, Tariff.Fee> FEES =
            Map.of("usd", new Tariff.Fee(290, 30), "eur", new Tariff.Fee(150, 25), "gbp", new Tariff.Fee(150, 20));

    private final Outward outward;
    private final Balance balance;
    private final Payments payments;
    private final Subscriptions subscriptions;
    private final Checkout checkout;
    private final Refunds refunds;
    private final Disputes disputes;
    private final Payouts payouts;
    private final Dues dues;
    private final Api api;

    public Stripe(
            ReentrantLock lock,
            Clock clock,
            StateFile file,
            Webhooks webhooks,
            String secretKey,
            Supplier<URI> address) {
        super(lock, new Records(clock, file), new Tariff(Money.ZERO_DECIMAL, FEES, new Tariff.Fee(290, 30)));
        this.outward = new Outward(records);
        var events = new Events(records, outward, webhooks);
        this.balance = new Balance(records, tariff);
        this.payments = new Payments(records, events, balance);
        var invoices = new Invoices(records, events, payments);
        this.subscriptions = new Subscriptions(records, events, invoices);
        this.checkout = new Checkout(records, events, payments, invoices, subscriptions);
        this.refunds = new Refunds(records, events, payments, balance);
        this.disputes = new Disputes(records, events, payments, outward, balance);
        this.payouts = new Payouts(records, events, balance);
        this.dues = new Dues(records, payments, subscriptions, checkout);
        var routes = new Routes(
                records,
                outward,
                webhooks,
                balance,
                subscriptions,
                checkout,
                refunds,
                new NewSession(records, address),
                new SubscriptionChange(records, events, invoices));
        this.api = new Api(secretKey, new Idempotency(clock, file), routes, outward, events, faults);
    }

    /** Stripe's signature, made with each of the secrets. */
    public static Channel.Signing signing(List<String> secrets) {
        return Events.signing(secrets);
    }

    /** The payer presses the button of the same name on the checkout page. */
    public void approve(String session) {
        with("checkout.session", session, checkout::approve);
    }

    public void decline(String session) {
        with("checkout.session", session, checkout::decline);
    }

    public void answerLate(String session) {
        with("checkout.session", session, checkout::answerLate);
    }

    @Override
    public void answer(String session, boolean yes) {
        with("checkout.session", session, waiting -> checkout.answer(waiting, yes));
    }

    /** Books the fees of all charges now, instead of two seconds after them. */
    public void settleFees() {
        run(() -> records.all("charge").forEach(payments::settle));
    }

    @Override
    public void cancel(String subscription) {
        with("subscription", subscription, known -> subscriptions.end(known, "cancellation_requested"));
    }

    /** @param payment a charge's or payment intent's id */
    @Override
    public String refund(String payment, @Nullable Long amount) {
        return locked(() -> id(refunds.refund(charge(payment), amount, null, Json.object())));
    }

    /** The money of a refund comes back. */
    public void failRefund(String refund) {
        with("refund", refund, refunds::fail);
    }

    @Override
    public String dispute(String payment) {
        return locked(() -> id(disputes.open(charge(payment))));
    }

    @Override
    public void winDispute(String dispute) {
        with("dispute", dispute, disputes::win);
    }

    @Override
    public void loseDispute(String dispute) {
        with("dispute", dispute, disputes::lose);
    }

    /** Pays out all that is available of the currency; charges are two days after they were made.
     * @return the payout's id */
    public String payOut(String currency) {
        return locked(() -> id(payouts.payOut(currency)));
    }

    public void failPayout(String payout) {
        with("payout", payout, payouts::fail);
    }

    /**
     * The next calls that come with a new Idempotency-Key do nothing and are answered with 500, which Stripe remembers
     * like any other answer: a repeat with the same key, the SDK's own included, gets the 500 again for a day.
     */
    public void failStored(int calls) {
        run(() -> api.failStored(calls));
    }

    /** The object as the API shows it. */
    public ObjectNode object(String id) {
        return locked(() -> {
            ObjectNode known = records.find(id);
            if (known == null) {
                throw StripeError.missing("object", id);
            }
            return outward.of(known);
        });
    }

    @Override
    public List<Movement> movements() {
        return locked(() -> new Movements(records).all());
    }

    @Override
    public Overview overview() {
        return locked(() -> new Summary(records, balance).overview());
    }

    @Override
    public Optional<Due> nextDue() {
        return dues.next();
    }

    Answer call(Api.Call call) {
        return answered(() -> api.answer(call));
    }

    <T> T session(String id, Function<ObjectNode, T> reader) {
        return locked(() -> reader.apply(records.get("checkout.session", id)));
    }

    private ObjectNode charge(String payment) {
        return payment.startsWith("pi_")
                ? records.get(
                        "charge",
                        Objects.requireNonNullElse(
                                Json.text(records.get("payment_intent", payment), "latest_charge"), payment))
                : records.get("charge", payment);
    }

    private static String id(ObjectNode object) {
        return Json.string(object, "id");
    }
}
