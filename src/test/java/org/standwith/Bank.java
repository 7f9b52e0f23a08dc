package org.standwith;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.standwith.money.Cadence;
import org.standwith.payments.Beginning;
import org.standwith.payments.CardFields;
import org.standwith.payments.Change;
import org.standwith.payments.Changing;
import org.standwith.payments.CheckoutFact;
import org.standwith.payments.Completion;
import org.standwith.payments.Confirmation;
import org.standwith.payments.Ending;
import org.standwith.payments.Event;
import org.standwith.payments.Fact;
import org.standwith.payments.Forgetting;
import org.standwith.payments.Inquiry;
import org.standwith.payments.Mending;
import org.standwith.payments.Opening;
import org.standwith.payments.Order;
import org.standwith.payments.PaymentProvider;
import org.standwith.payments.Preview;
import org.standwith.payments.Provider;
import org.standwith.payments.Reception;
import org.standwith.payments.Refunding;
import org.standwith.payments.SetUpCheck;
import org.standwith.payments.Statements;
import org.standwith.payments.Undertakings;
import org.standwith.risk.Country;

/** A provider that a test has in its hand: it does what it is told, counts what it did, and is away when a test wants it. */
public final class Bank implements PaymentProvider {

    public static final Provider BANK = new Provider("BANK");

    private static final Money FIVE = Money.parse("USD 5.00");

    private final Clock clock;

    /** Everything that it did and that changed something, in order. */
    public final List<String> did = Collections.synchronizedList(new ArrayList<>());

    private final Standings standings;
    private final Map<String, Money> taken = new ConcurrentHashMap<>();
    private final Set<String> begun = ConcurrentHashMap.newKeySet();
    private final Set<String> over = new TreeSet<>();

    /** When it made which refund by an idempotency key, which it knows for a day as Stripe does. */
    private final Map<String, Fact.RefundMade> givenBack = new ConcurrentHashMap<>();

    /** What it tells when it is asked about something, besides what it gave back. */
    public final Map<String, List<Fact>> knows = new ConcurrentHashMap<>();

    /** What it says of who contests a payment. */
    public final Map<String, List<Fact>> contests = new ConcurrentHashMap<>();

    /** Whether it does not say who contests what. */
    public boolean silentAboutContests;

    /** All that it was asked about, in order. */
    public final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    /** Its word for why it gives nothing back; null when it does. */
    public @Nullable String refuses;

    public final AccountStatements statement = new AccountStatements();

    /** How many calls go unanswered before the next one that does not; each of them was carried out. */
    public int silences;

    /** What it says to every change in place of making it; null when it makes them. */
    public @Nullable Changing answersChanges;

    /** What happens while it makes a change. */
    public Runnable meanwhile = () -> {};

    /** What became of the page on which another card is given, by its id; one that is not in here is still open. */
    public final Map<String, Changing> cardsGiven = new ConcurrentHashMap<>();

    /** Until when it removes nothing. */
    public @Nullable Instant keepsUntil;

    public Bank(Clock clock) {
        this.clock = clock;
        this.standings = new Standings(clock);
    }

    /** From now on it pauses for good, whatever it is asked for, and says no dates, as PayPal does. */
    public void saysNoDates(boolean wanted) {
        standings.saysNoDates(wanted);
    }

    /** It takes this payment. */
    public void takes(String payment) {
        taken.put(payment, FIVE);
    }

    /** This goes on at it, and is paid until then. */
    public void goesOn(String subscription, Money each, Cadence cadence, Instant paidUntil) {
        standings.begin(subscription, each, cadence, paidUntil);
    }

    @Override
    public Provider provider() {
        return BANK;
    }

    @Override
    public String label() {
        return "Bank";
    }

    @Override
    public Opening open(Order order) {
        return new Opening.OnOurPage();
    }

    @Override
    public boolean takes(Money amount) {
        return true;
    }

    @Override
    public Completion complete(String checkout, int declines) {
        return new Completion.Unknown("not asked for");
    }

    @Override
    public Optional<CardFields> cardFields() {
        return Optional.of(new Cards());
    }

    /** A token is {@code ctoken_<country, or none>_<what becomes of it>_<anything>}. */
    private final class Cards implements CardFields {

        @Override
        public Browser browser() {
            return new Browser("pk", URI.create("https://bank.example/fields.js"), List.of(), List.of(), List.of());
        }

        @Override
        public Preview preview(String token) {
            return switch (token.split("_")[1]) {
                case "unusable" -> new Preview.Unusable("used");
                case "silent" -> new Preview.Unknown("asleep");
                case "none" -> new Preview.Shown(Optional.empty());
                case String code -> new Preview.Shown(Country.read(code));
            };
        }

        @Override
        public Beginning begin(Order order) {
            String checkout = (order.cadence().recurs() ? "sub_" : "pi_") + order.reference();
            if (begun.add(checkout)) {
                did.add("began " + checkout);
            }
            return new Beginning.Begun(checkout);
        }

        @Override
        public Confirmation confirm(String checkout, String token, boolean reserve) {
            String payment = "ch_" + checkout;
            return switch (token.split("_")[2]) {
                case "declined" ->
                    new Confirmation.Answered(List.of(
                            new Fact.Linked(BANK, payment + token, checkout),
                            new Fact.PaymentFailed(BANK, payment + token, "declined", clock.instant())));
                case "asks" -> new Confirmation.ActionNeeded("secret of " + checkout, List.of());
                case "paid" -> {
                    if (taken.putIfAbsent(payment, FIVE) == null) {
                        did.add((reserve ? "reserved " : "took ") + payment);
                    }
                    yield new Confirmation.Answered(
                            reserve
                                    ? List.of(
                                            new Fact.Linked(BANK, payment, checkout),
                                            new Fact.PaymentPending(BANK, payment, clock.instant()))
                                    : List.of(
                                            new Fact.Linked(BANK, payment, checkout),
                                            new Fact.PaymentSucceeded(BANK, payment, FIVE, clock.instant())));
                }
                default -> new Confirmation.Unknown("asleep");
            };
        }
    }

    @Override
    public Refunding refund(String payment, Money amount, String idempotencyKey) {
        String refusal = refuses;
        if (refusal != null) {
            return new Refunding.Refused(refusal);
        }
        Fact.RefundMade before = givenBack.get(idempotencyKey);
        if (before == null || before.at().plus(Duration.ofDays(1)).isBefore(clock.instant())) {
            String id = "re_" + did.size() + "_" + payment;
            givenBack.put(idempotencyKey, new Fact.RefundMade(BANK, id, payment, amount, clock.instant()));
            did.add("gave back " + payment + " " + amount);
        }
        return isSilent() ? new Refunding.Unknown("asleep") : new Refunding.Made(List.of(known(idempotencyKey)));
    }

    private Fact known(String idempotencyKey) {
        return Objects.requireNonNull(givenBack.get(idempotencyKey));
    }

    @Override
    public Inquiry ask(String ref) {
        asked.add(ref);
        List<Fact> all = new ArrayList<>(knows.getOrDefault(ref, List.of()));
        givenBack.values().stream().filter(each -> each.payment().equals(ref)).forEach(all::add);
        return isSilent() ? new Inquiry.Unknown("asleep") : new Inquiry.Answered(all);
    }

    @Override
    public Inquiry contests(String payment) {
        return silentAboutContests
                ? new Inquiry.Unknown("asleep")
                : new Inquiry.Answered(contests.getOrDefault(payment, List.of()));
    }

    @Override
    public Ending end(String subscription) {
        standings.end(subscription);
        if (over.add(subscription)) {
            did.add("ended " + subscription);
        }
        return isSilent() ? new Ending.Unknown("asleep") : new Ending.Ended(List.of(standings.seen(subscription)));
    }

    @Override
    public Changing change(String subscription, Change change, URI back, String idempotencyKey) {
        Changing instead = answersChanges;
        if (instead != null) {
            return instead;
        }
        if (standings.hasEnded(subscription)) {
            return new Changing.Refused("ended");
        }
        meanwhile.run();
        if (standings.change(subscription, change)) {
            did.add("changed " + subscription + " " + change);
        }
        return isSilent()
                ? new Changing.Unknown("asleep")
                : new Changing.Changed(List.of(standings.seen(subscription)));
    }

    @Override
    public Mending mend(String subscription, URI back, URI cancel, Locale locale, String idempotencyKey) {
        String page = "cs_" + idempotencyKey;
        return isSilent()
                ? new Mending.Unknown("asleep")
                : new Mending.Redirect(page, URI.create("https://bank.example/cards/" + page));
    }

    @Override
    public Changing mended(String subscription, String checkout, String idempotencyKey) {
        return isSilent()
                ? new Changing.Unknown("asleep")
                : cardsGiven.getOrDefault(
                        checkout, new Changing.ToBeAgreed(URI.create("https://bank.example/cards/" + checkout)));
    }

    @Override
    public Ending release(String ref) {
        if (taken.containsKey(ref)) {
            return new Ending.Refused("captured");
        }
        if (over.add(ref)) {
            did.add("released " + ref);
        }
        return isSilent()
                ? new Ending.Unknown("asleep")
                : new Ending.Ended(List.of(new CheckoutFact.CheckoutExpired(BANK, ref, clock.instant())));
    }

    @Override
    public Forgetting forget(String ref) {
        Instant until = keepsUntil;
        if (isSilent()) {
            return new Forgetting.Unknown("asleep");
        }
        if (until != null && clock.instant().isBefore(until)) {
            return new Forgetting.Waiting("too_recent");
        }
        did.add("forgot " + ref);
        return new Forgetting.Forgotten();
    }

    @Override
    public boolean isLasting(String ref) {
        return ref.startsWith("sub_");
    }

    @Override
    public Reception receive(byte[] body, Map<String, String> headers) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean asks(Event event) {
        return false;
    }

    @Override
    public List<Fact> facts(Event event) {
        return List.of();
    }

    private boolean isSilent() {
        silences--;
        return silences >= 0;
    }

    @Override
    public Statements statements() {
        return statement;
    }

    @Override
    public Undertakings undertakings() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<SetUpCheck> setUp(URI webhook) {
        return List.of();
    }
}
