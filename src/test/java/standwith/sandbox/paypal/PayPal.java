package standwith.sandbox.paypal;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.Due;
import standwith.sandbox.Truth.Movement;
import standwith.sandbox.account.Account;
import standwith.sandbox.account.Answer;
import standwith.sandbox.account.Answers;
import standwith.sandbox.account.Json;
import standwith.sandbox.account.Overview;
import standwith.sandbox.account.Tariff;
import standwith.sandbox.state.StateFile;
import standwith.sandbox.webhooks.Channel;
import standwith.sandbox.webhooks.Webhooks;
import tools.jackson.databind.node.ObjectNode;

/**
 * A PayPal account, and what people and banks do to it. Ids that it does not know are a {@link PayPalError}, things
 * that cannot happen (now) a {@link PayPalError} or an {@link IllegalStateException}.
 */
public final class PayPal extends Account<Records> {

    private static final Map<String, Tariff.Fee> FEES =
            Map.of("usd", new Tariff.Fee(349, 49), "eur", new Tariff.Fee(290, 35), "gbp", new Tariff.Fee(290, 30));

    private final SigningKeys keys;
    private final Signatures signatures;
    private final Tokens tokens;
    private final Payer payers = new Payer();
    private final Books books;
    private final Activity activity;
    private final Captures captures;
    private final Orders orders;
    private final Billing billing;
    private final Subscriptions subscriptions;
    private final Refunds refunds;
    private final Disputes disputes;
    private final OwnFunds own;
    private final Reports reports;
    private final Reading reading;
    private final Dues dues;
    private final Merchant merchant;
    private final Mistakes mistakes;
    private final Api api;

    /** By what the application is known here. */
    public record Credentials(String clientId, String clientSecret, String webhookId) {

        @Override
        public String toString() {
            return "Credentials[" + clientId + "]";
        }
    }

    public PayPal(
            ReentrantLock lock,
            Clock clock,
            StateFile file,
            Webhooks webhooks,
            Credentials credentials,
            Supplier<URI> address) {
        super(lock, new Records(clock, file), new Tariff(Set.of("jpy"), FEES, new Tariff.Fee(349, 49)));
        var links = new Links(address);
        this.keys = new SigningKeys(clock.instant());
        this.signatures = new Signatures(keys, credentials.webhookId(), links);
        this.tokens = new Tokens(records, credentials.clientId(), credentials.clientSecret());
        var events = new Events(records, links, webhooks);
        var standing = new Standing(records, events);
        this.books = new Books(records, tariff);
        this.activity = new Activity(records);
        this.own = new OwnFunds(books, activity);
        this.reports = new Reports(records, activity);
        this.captures = new Captures(records, events, links, books, activity);
        this.orders = new Orders(records, events, links, payers, captures);
        var sales = new Sales(records, events, links, books, activity);
        this.billing = new Billing(records, standing, sales);
        this.mistakes = new Mistakes(this::run, records, activity, books, sales);
        this.subscriptions = new Subscriptions(standing, links, payers, billing);
        this.refunds = new Refunds(records, events, links, books, activity);
        this.disputes = new Disputes(records, events, links, books, activity, refunds);
        this.reading = new Reading(records, links);
        this.dues = new Dues(records, captures, billing);
        this.merchant = new Merchant(credentials.webhookId(), () -> webhooks.target(Events.CHANNEL));
        var routes = new Routes(records)
                .merchant(merchant)
                .orders(new NewOrder(records, links, orders), orders, refunds)
                .plans(new Plans(records, links), reading)
                .subscriptions(
                        records,
                        new NewSubscription(records, links, standing),
                        subscriptions,
                        new SubscriptionChange(records, links, standing, billing),
                        reading)
                .reports(reports, disputes)
                .signatures(signatures);
        this.api = new Api(tokens, new Answers(clock, file, "paypal-answers"), routes, faults);
    }

    /** How events are signed. */
    public Channel.Signing signing() {
        return signatures::headers;
    }

    /** The certificate, as PEM, that those of the signatures can be followed to. */
    public String trustAnchor() {
        return keys.root();
    }

    /** The payer presses the button of the same name on the page of an order or a subscription. */
    public void approve(String agreement) {
        decide(agreement, Instrument.GOOD);
    }

    /** The payer agrees, with something that will be refused when it comes to paying. */
    public void decline(String agreement) {
        decide(agreement, Instrument.REFUSED);
    }

    public void answerLate(String agreement) {
        decide(agreement, Instrument.SLOW);
    }

    /** @param payment a capture, a sale, or the order or subscription that it is of */
    @Override
    public void answer(String payment, boolean yes) {
        run(() -> {
            ObjectNode order = records.find("order", payment);
            ObjectNode capture = order == null ? records.find("capture", payment) : orders.captureOf(order);
            if (capture != null) {
                captures.answer(capture, yes);
            } else {
                billing.answer(sale(payment), yes);
            }
        });
    }

    @Override
    public void cancel(String subscription) {
        with("subscription", subscription, known -> subscriptions.cancel(known, "The payer cancelled."));
    }

    /** In their account the payer chooses another card for a subscription: one that pays, or one that will be refused once. */
    public void choose(String subscription, boolean pays) {
        with("subscription", subscription, known -> billing.choose(known, pays ? Instrument.GOOD : Instrument.REFUSED));
    }

    /** What goes on, of everybody: the sandbox has one account for all its payers. */
    List<ObjectNode> running() {
        return locked(() -> records.newest("subscription")
                .filter(Subscriptions::isLive)
                .map(ObjectNode::deepCopy)
                .toList());
    }

    public void suspend(String subscription) {
        with("subscription", subscription, known -> subscriptions.suspend(known, "The payer paused."));
    }

    /** @param payment a capture or a sale */
    @Override
    public String refund(String payment, @Nullable Long amount) {
        return locked(() -> Json.string(refunds.give(Paid.find(records, payment), amount), "id"));
    }

    @Override
    public String dispute(String payment) {
        return locked(() -> Json.string(disputes.open(Paid.find(records, payment)), "id"));
    }

    /** A dispute by way of the payer's bank: the money is gone at once, and there is a fee.
     * @return the dispute's id */
    public String chargeBack(String payment) {
        return locked(() -> Json.string(disputes.chargeBack(Paid.find(records, payment)), "id"));
    }

    /** Takes the money while the dispute goes on; when that is won, it comes back. */
    public void reverseDispute(String dispute) {
        with("dispute", dispute, disputes::reverse);
    }

    @Override
    public void winDispute(String dispute) {
        with("dispute", dispute, disputes::win);
    }

    @Override
    public void loseDispute(String dispute) {
        with("dispute", dispute, disputes::lose);
    }

    @Override
    public void chargeAccount(String currency, long amount) {
        run(() -> own.charge(amount(currency, amount)));
    }

    @Override
    public void reserve(String currency, long amount) {
        run(() -> own.reserve(amount(currency, amount)));
    }

    /** Money comes from our bank. */
    public void deposit(String currency, long amount) {
        run(() -> own.deposit(amount(currency, amount)));
    }

    /** The balance changes, for no reason that PayPal names.
     * @return the transaction's id */
    public String adjust(String currency, long amount) {
        return locked(() -> own.adjust(amount(currency, amount)));
    }

    /** We exchange some of what is there. */
    public void exchange(String from, long given, String to, long received) {
        run(() -> own.exchange(amount(from, given), amount(to, received)));
    }

    /** Money goes to our bank, as we or PayPal's schedule want it.
     * @return the withdrawal's id */
    public String payOut(String currency, long amount, boolean byHand) {
        return locked(() -> own.withdraw(amount(currency, amount), byHand));
    }

    @Override
    public String payOut(String currency) {
        return locked(() -> own.withdraw(activity.balance(currency.toUpperCase(Locale.ROOT)), true));
    }

    @Override
    public void failPayout(String withdrawal) {
        run(() -> own.comesBack(withdrawal));
    }

    /** Holds a payment back that is already on the account, or lets go of it. */
    public void hold(String payment, boolean held) {
        run(() -> own.hold(Paid.find(records, payment), held));
    }

    /** From now on reports lag behind by so much. */
    public void reportLate(Duration late) {
        run(() -> reports.late(late));
    }

    /** From now on no report has more lines: who asks for a longer time is refused. */
    public void reportAtMost(int lines) {
        run(() -> reports.most(lines));
    }

    /** Whether the application may ask for reports. */
    public void enableReports(boolean wanted) {
        run(() -> reports.enabled(wanted));
    }

    /** What PayPal does wrong. */
    public Mistakes mistakes() {
        return mistakes;
    }

    private static Amount amount(String currency, long minor) {
        return new Amount(minor, currency.toUpperCase(Locale.ROOT));
    }

    /** From now on payers are of this country, and their subscriptions say so; null: of any, and they do not. */
    public void payersFrom(@Nullable String country) {
        run(() -> payers.from(country));
    }

    /** From now on objects say no more than PayPal promises: not when they changed, nor in events what a refund took. */
    public void terse(boolean wanted) {
        run(() -> records.terse(wanted));
    }

    /** The types that the webhook is told of, as far as PayPal says so: all are sent all the same. */
    public void webhookEvents(Set<String> types) {
        run(() -> merchant.events(types));
    }

    /** No token that was given out is good any more. */
    public void expireTokens() {
        run(tokens::expire);
    }

    /** The next calls of the API do nothing and are answered with 500 and no body at all. */
    public void emptyErrors(int answers) {
        run(() -> api.beEmpty(answers));
    }

    /** The object as the API shows it. */
    public ObjectNode object(String id) {
        return locked(() -> {
            ObjectNode known = records.find(id);
            if (known == null) {
                throw PayPalError.missing();
            }
            return Json.outward(
                    switch (Json.string(known, "_type")) {
                        case "order" -> orders.view(known);
                        case "subscription" ->
                            reading.subscription(known, Map.of("fields", "plan,last_failed_payment"));
                        case "dispute" -> Disputes.view(known);
                        default -> known;
                    });
        });
    }

    @Override
    public List<Movement> movements() {
        return locked(books::all);
    }

    @Override
    public Map<String, Long> held() {
        return locked(() ->
                activity.balances().values().stream().collect(Collectors.toMap(Amount::lowerCase, Amount::minor)));
    }

    @Override
    public Overview overview() {
        return locked(() -> new Summary(records, activity).overview());
    }

    @Override
    public Optional<Due> nextDue() {
        return dues.next();
    }

    Answer call(Api.Call call) {
        return answered(() -> api.answer(call));
    }

    /** The chain of the certificate with this id, as PEM. */
    @Nullable
    String certificates(String id) {
        return id.equals(keys.certificateId()) ? keys.chain() : null;
    }

    <T> T agreement(String id, Function<ObjectNode, T> reader) {
        return locked(() -> reader.apply(find(id)));
    }

    private void decide(String agreement, Instrument instrument) {
        Consumer<ObjectNode> approval = agreement.startsWith("I-")
                ? known -> subscriptions.approve(known, instrument)
                : known -> orders.approve(known, instrument);
        run(() -> approval.accept(find(agreement)));
    }

    private ObjectNode find(String agreement) {
        return agreement.startsWith("I-") ? records.get("subscription", agreement) : orders.get(agreement);
    }

    /** The sale itself, or the last one of a subscription. */
    private ObjectNode sale(String id) {
        return records.newest("sale")
                .filter(sale -> Json.is(sale, "id", id) || Json.is(sale, "billing_agreement_id", id))
                .findFirst()
                .orElseThrow(PayPalError::missing);
    }
}
