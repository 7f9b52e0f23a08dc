package standwith.sandbox.stripe;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.Due;
import standwith.sandbox.Truth.Movement;
import standwith.sandbox.account.Account;
import standwith.sandbox.account.Answer;
import standwith.sandbox.account.Json;
import standwith.sandbox.account.Overview;
import standwith.sandbox.account.Person;
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
    private final ConfirmationTokens tokens;
    private final Confirmation confirmation;
    private final Eligibility eligibility;
    private final Refunds refunds;
    private final Disputes disputes;
    private final Payouts payouts;
    private final OwnFunds own;
    private final Dues dues;
    private final Browsers browsers;
    private final Merchant merchant;
    private final Predecessors predecessors;
    private final Mistakes mistakes;
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
        var methods = new PaymentMethods(records, events);
        var invoices = new Invoices(records, events, payments);
        this.subscriptions = new Subscriptions(records, events, invoices);
        this.predecessors = new Predecessors(records, events, payments, methods, invoices, subscriptions);
        var customers = new Customers(records, events, subscriptions, methods);
        var setups = new Setups(records, events, customers, methods, address);
        this.checkout = new Checkout(records, events, payments, methods, invoices, subscriptions, setups);
        this.tokens = new ConfirmationTokens(records);
        var first = new FirstPayments(records, events, invoices, subscriptions);
        this.confirmation = new Confirmation(records, events, outward, payments, methods, tokens, first, address);
        this.eligibility = new Eligibility(records, payments, methods, invoices, subscriptions, checkout);
        this.refunds = new Refunds(records, events, payments, balance);
        this.disputes = new Disputes(records, events, payments, outward, balance);
        this.payouts = new Payouts(records, events, balance);
        this.own = new OwnFunds(records, events, balance);
        this.mistakes = new Mistakes(this::run, records, balance, invoices, payouts);
        this.dues = new Dues(records, payments, subscriptions, checkout, confirmation);
        var routing = new Routing();
        var listing = new Listing(outward);
        new Routes(
                routing,
                records,
                listing,
                webhooks,
                balance,
                subscriptions,
                checkout,
                refunds,
                new NewSession(records, setups, address),
                new SubscriptionChange(records, events, invoices),
                new Arrears(records, invoices, subscriptions));
        new CardRoutes(
                routing,
                records,
                listing,
                tokens,
                methods,
                new Intents(records, events, outward, payments, methods, customers, confirmation),
                confirmation,
                customers,
                new NewSubscription(records, events, customers, invoices, subscriptions),
                new Redactions(records, eligibility));
        this.merchant = new Merchant(() -> webhooks.target(Events.CHANNEL));
        routing.get("/v1/account", Set.of(), (id, form) -> merchant.account());
        routing.get(
                "/v1/webhook_endpoints",
                Listing.PAGING,
                (id, form) -> listing.page(merchant.endpoints().stream(), form, "/v1/webhook_endpoints"));
        this.browsers = new Browsers(records, tokens);
        this.api =
                new Api(secretKey, new Idempotency(clock, file), routing, browsers.routing(), outward, events, faults);
    }

    /** Stripe's signature, made with each of the secrets. */
    public static Channel.Signing signing(List<String> secrets) {
        return Events.signing(secrets);
    }

    /** The key for pages that belongs to the secret one. */
    public static String publishableKey(String secretKey) {
        return Api.publishable(secretKey);
    }

    /** The payer presses the button of the same name on the checkout page. */
    public void approve(String session) {
        with("checkout.session", session, checkout::approve);
    }

    /**
     * As above, with one of the cards in {@code cards.txt} instead of the payer's own. On a page that is for a card to be
     * charged later, whatever declines there is declined at once, but for 4000000000000341, which is later.
     */
    public void approve(String session, String card) {
        with("checkout.session", session, open -> checkout.approve(chosen(open, card)));
    }

    public void decline(String session) {
        with("checkout.session", session, checkout::decline);
    }

    public void answerLate(String session) {
        with("checkout.session", session, checkout::answerLate);
    }

    @Override
    public void answer(String session, boolean yes) {
        if (session.startsWith("pi_")) {
            with("payment_intent", session, waiting -> confirmation.answerLate(waiting, yes));
        } else {
            with("checkout.session", session, waiting -> checkout.answer(waiting, yes));
        }
    }

    /**
     * Enters a card on a merchant's page, as a browser does.
     *
     * @param mode payment or subscription: what the page says that it is for
     * @return the confirmation token's id
     */
    public String enter(String card, String mode) {
        return locked(() -> id(tokens.enter(card, mode)));
    }

    /** The payer shows their bank who they are, or fails to. */
    public void answerChallenge(String intent, boolean known) {
        with("payment_intent", intent, waiting -> confirmation.answer(waiting, known));
    }

    /** From now on payments are redacted only when they are 90 days old, as at Stripe; at first they are at once. */
    public void redactOnlyAfterNinetyDays(boolean wanted) {
        run(() -> eligibility.waitForRisks(wanted));
    }

    /**
     * Somebody has a subscription, and has paid for it once, of which the application was not told.
     *
     * @param interval day, week, month or year
     * @param locale null where none is known
     * @return the subscription's id
     */
    public String subscribedBefore(
            Person payer, long amount, String currency, String interval, int count, @Nullable String locale) {
        Plan plan = new Plan(currency, amount, "prod_before", interval, count);
        return locked(() -> id(predecessors.subscribe(payer, plan, locale)));
    }

    /** Somebody has paid, of which the application was not told.
     * @return the charge's id */
    public String paidBefore(Person payer, long amount, String currency) {
        return locked(() -> Json.string(predecessors.pay(payer, amount, currency), "latest_charge"));
    }

    /** @param version of the webhook endpoint; null for the account's own */
    public void endpointVersion(@Nullable String version) {
        run(() -> merchant.version(version));
    }

    /** The types that the webhook endpoint is told of, as far as the account says so: all are sent all the same. */
    public void endpointEvents(Set<String> types) {
        run(() -> merchant.events(types));
    }

    public void enableEndpoint(boolean wanted) {
        run(() -> merchant.enable(wanted));
    }

    /** @param interval manual, daily, weekly or monthly */
    public void schedulePayouts(String interval) {
        run(() -> merchant.payouts(interval));
    }

    /** All objects of a type (charge, customer, payment_intent…) as the API shows them, oldest first. */
    public List<ObjectNode> objects(String type) {
        return locked(() -> records.all(type).stream().map(outward::of).toList());
    }

    /** What Stripe does wrong. */
    public Mistakes mistakes() {
        return mistakes;
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

    /** Charges are available two days after they were made. */
    @Override
    public String payOut(String currency) {
        return locked(() -> id(payouts.payOut(currency)));
    }

    /** Pays out so much of what is available, at a moment of the merchant's own choice.
     * @return the payout's id */
    public String payOutByHand(String currency, long amount) {
        return locked(() -> id(payouts.payOutByHand(currency, amount)));
    }

    @Override
    public void failPayout(String payout) {
        with("payout", payout, payouts::fail);
    }

    @Override
    public void chargeAccount(String currency, long amount) {
        run(() -> own.charge(currency, amount));
    }

    /** Money comes from our bank.
     * @return the top-up's id */
    public String topUp(String currency, long amount) {
        return locked(() -> id(own.topUp(currency, amount)));
    }

    /** The bank takes it back. */
    public void reverseTopUp(String topUp) {
        with("topup", topUp, own::reverse);
    }

    @Override
    public void reserve(String currency, long amount) {
        run(() -> own.reserve(currency, amount));
    }

    /** The balance changes, for no reason that Stripe names.
     * @return the booking's id */
    public String adjust(String currency, long amount) {
        return locked(() -> id(own.adjust(currency, amount)));
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
    public Map<String, Long> held() {
        return locked(() -> records.all("balance_transaction").stream()
                .collect(Collectors.groupingBy(
                        booked -> Json.string(booked, "currency"),
                        Collectors.summingLong(booked -> Json.whole(booked, "net")))));
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
        return call.isFromBrowser() ? locked(() -> api.browse(call)) : answered(() -> api.answer(call));
    }

    void choose(String session, String card) {
        run(() -> chosen(records.get("checkout.session", session), card));
    }

    <T> T intent(String id, @Nullable String secret, Function<ObjectNode, T> reader) {
        return locked(() -> reader.apply(browsers.intent(id, secret)));
    }

    <T> T session(String id, Function<ObjectNode, T> reader) {
        return locked(() -> reader.apply(records.get("checkout.session", id)));
    }

    private static ObjectNode chosen(ObjectNode session, String card) {
        if (Cards.numbered(card) == null) {
            throw StripeError.card("incorrect_number", "number", "The sandbox has no such card.");
        }
        return session.put("_card", card);
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
