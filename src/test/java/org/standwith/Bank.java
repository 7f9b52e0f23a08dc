package org.standwith;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.standwith.money.Cadence;
import org.standwith.payments.CardFields;
import org.standwith.payments.Completion;
import org.standwith.payments.Ending;
import org.standwith.payments.Event;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Forgetting;
import org.standwith.payments.Inquiry;
import org.standwith.payments.Opening;
import org.standwith.payments.Order;
import org.standwith.payments.PaymentProvider;
import org.standwith.payments.Provider;
import org.standwith.payments.Reception;
import org.standwith.payments.Refunding;

/** A provider that a test has in its hand: it does what it is told, counts what it did, and is away when a test wants it. */
public final class Bank implements PaymentProvider {

    public static final Provider BANK = new Provider("BANK");

    private static final Money FIVE = Money.parse("USD 5.00");

    private final Clock clock;

    /** Everything that it did and that changed something, in order. */
    public final List<String> did = new ArrayList<>();

    private final Map<String, Money> taken = new TreeMap<>();
    private final Set<String> over = new TreeSet<>();
    private final Set<String> givenBack = new HashSet<>();

    /** How many calls go unanswered before the next one that does not; each of them was carried out. */
    public int silences;

    /** Until when it removes nothing. */
    public @Nullable Instant keepsUntil;

    public Bank(Clock clock) {
        this.clock = clock;
    }

    /** It takes this payment. */
    public void takes(String payment) {
        taken.put(payment, FIVE);
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
        throw new UnsupportedOperationException();
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
        return Optional.empty();
    }

    @Override
    public Refunding refund(String payment, Money amount, String idempotencyKey) {
        if (givenBack.add(idempotencyKey)) {
            did.add("gave back " + payment + " " + amount);
        }
        return isSilent()
                ? new Refunding.Unknown("asleep")
                : new Refunding.Made(
                        List.of(new Fact.RefundMade(BANK, "re_" + payment, payment, amount, clock.instant())));
    }

    @Override
    public Inquiry ask(String ref) {
        return isSilent() ? new Inquiry.Unknown("asleep") : new Inquiry.Answered(List.of());
    }

    @Override
    public Ending end(String subscription) {
        if (over.add(subscription)) {
            did.add("ended " + subscription);
        }
        return isSilent() ? new Ending.Unknown("asleep") : new Ending.Ended(List.of(ended(subscription)));
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
                : new Ending.Ended(List.of(new Fact.CheckoutExpired(BANK, ref, clock.instant())));
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

    private SubscriptionSeen ended(String subscription) {
        return new SubscriptionSeen(
                BANK,
                subscription,
                SubscriptionSeen.Standing.ENDED,
                SubscriptionSeen.Source.FETCHED,
                FIVE,
                Cadence.MONTHLY,
                null,
                null,
                null,
                clock.instant());
    }
}
