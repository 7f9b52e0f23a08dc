package org.standwith.contributions;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.standwith.money.Cadence;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.DisputeClosed;
import org.standwith.payments.Fact.DisputeOpened;
import org.standwith.payments.Fact.DisputeReinstated;
import org.standwith.payments.Fact.DisputeWithdrawn;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.PayoutFailed;
import org.standwith.payments.Fact.PayoutSent;
import org.standwith.payments.Fact.RefundFailed;
import org.standwith.payments.Fact.RefundMade;
import org.standwith.payments.Fact.Settled;
import org.standwith.payments.Provider;

/** Facts as a provider would tell them in time, and beside them, in words of its own, what the journal must then say. */
class Telling {

    static final Provider STRIPE = new Provider("STRIPE");
    static final Provider PAYPAL = new Provider("PAYPAL");

    private static final Set<String> OF_SUPPORTERS = Set.of("CONTRIBUTIONS", "FEES", "REFUNDS", "DISPUTES");

    final Provider provider;
    final Random random;

    /** Ends all its ids, so that tellings do not meet. */
    final String tail;

    /** Null where it is about nobody's contribution. */
    private final @Nullable Cadence known;

    private final List<Fact> facts = new ArrayList<>();
    private final TreeMap<String, Long> journal = new TreeMap<>();
    private int ids;

    /** How late it is in what is told. */
    Instant now;

    Telling(Provider provider, @Nullable Cadence known, String tail, Random random, Instant start) {
        this.provider = provider;
        this.known = known;
        this.tail = tail;
        this.random = random;
        this.now = start;
    }

    List<Fact> facts() {
        return facts;
    }

    /** Fact, kind, day, account, currency, cadence and amount of all that moved, by fact. */
    List<String> journal() {
        return journal.entrySet().stream()
                .filter(each -> each.getValue() != 0)
                .map(each -> each.getKey() + " " + each.getValue())
                .sorted()
                .toList();
    }

    final String id(String prefix) {
        return prefix + ++ids + tail;
    }

    /** True once in so many times. */
    final boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    final void pass(Duration atMost) {
        now = now.plusSeconds(1 + random.nextLong(atMost.toSeconds()));
    }

    final void tell(Fact fact) {
        facts.add(fact);
    }

    final void link(String ref, String to) {
        tell(new Linked(provider, ref, to));
    }

    final void succeeded(String payment, Money amount) {
        booked(new PaymentSucceeded(provider, payment, amount, now), "PAYMENT")
                .on("CLEARING", amount)
                .on("CONTRIBUTIONS", amount.negated());
    }

    /** Euros come as dollars where they are exchanged; the fee is taken from what came. */
    final void settled(String transaction, String payment, Money original, boolean exchange, long fee, Instant at) {
        Money settled = exchange ? dollars(original) : original;
        Money kept = Money.ofMinor(settled.getCurrencyUnit(), fee);
        booked(new Settled(provider, transaction, payment, original, settled, kept, at), "SETTLEMENT")
                .exchanged(original, settled)
                .on("FEES", kept)
                .on("CLEARING", kept.negated());
    }

    final void refunded(String refund, String payment, Money amount) {
        booked(new RefundMade(provider, refund, payment, amount, now), "REFUND")
                .on("REFUNDS", amount)
                .on("CLEARING", amount.negated());
    }

    final void bounced(String refund, String payment, Money amount) {
        booked(new RefundFailed(provider, refund, payment, amount, now), "REFUND_FAILED")
                .on("REFUNDS", amount.negated())
                .on("CLEARING", amount);
    }

    final void contested(String dispute, String payment, Money amount) {
        tell(new DisputeOpened(provider, dispute, payment, amount, now));
    }

    final void withdrawn(String transaction, String payment, Money original, boolean exchange, long fee) {
        Money settled = exchange ? dollars(original) : original;
        Money kept = Money.ofMinor(settled.getCurrencyUnit(), fee);
        booked(new DisputeWithdrawn(provider, transaction, payment, original, settled, kept, now), "DISPUTE_WITHDRAWN")
                .on("DISPUTES", original)
                .on("CLEARING", original.negated())
                .exchanged(original.negated(), settled.negated())
                .on("FEES", kept)
                .on("CLEARING", kept.negated());
    }

    final void reinstated(String transaction, String payment, Money original, boolean exchange, long fee) {
        Money settled = exchange ? dollars(original) : original;
        Money back = Money.ofMinor(settled.getCurrencyUnit(), fee);
        booked(
                        new DisputeReinstated(provider, transaction, payment, original, settled, back, now),
                        "DISPUTE_REINSTATED")
                .on("DISPUTES", original.negated())
                .on("CLEARING", original)
                .exchanged(original, settled)
                .on("FEES", back.negated())
                .on("CLEARING", back);
    }

    final void closed(String dispute, String payment, boolean won) {
        tell(new DisputeClosed(provider, dispute, payment, won, now));
    }

    final void paidOut(String payout, Money amount) {
        booked(new PayoutSent(provider, payout, amount, now), "PAYOUT")
                .on("BANK", amount)
                .on("CLEARING", amount.negated());
    }

    final void payoutFailed(String payout, Money amount) {
        booked(new PayoutFailed(provider, payout, amount, now), "PAYOUT_FAILED")
                .on("BANK", amount.negated())
                .on("CLEARING", amount);
    }

    static Money dollars(long cents) {
        return Money.ofMinor(CurrencyUnit.USD, cents);
    }

    static Money euros(long cents) {
        return Money.ofMinor(CurrencyUnit.EUR, cents);
    }

    private static Money dollars(Money euros) {
        return dollars(euros.getAmountMinorLong() * 108 / 100);
    }

    private Entry booked(Fact fact, String kind) {
        tell(fact);
        return new Entry(fact.key() + " " + kind + " " + LocalDate.ofInstant(fact.at(), ZoneOffset.UTC));
    }

    private final class Entry {

        private final String head;

        Entry(String head) {
            this.head = head;
        }

        Entry on(String account, Money amount) {
            boolean dated = OF_SUPPORTERS.contains(account) || account.equals("CONVERSION");
            String place = known == null && OF_SUPPORTERS.contains(account) ? "SUSPENSE" : account;
            String cadence = known == null || !dated ? "-" : known.name();
            journal.merge(
                    String.join(" ", head, place, amount.getCurrencyUnit().getCode(), cadence),
                    amount.getAmountMinorLong(),
                    Long::sum);
            return this;
        }

        Entry exchanged(Money original, Money settled) {
            return original.isSameCurrency(settled)
                    ? this
                    : on("CONVERSION", original)
                            .on("CLEARING", original.negated())
                            .on("CLEARING", settled)
                            .on("CONVERSION", settled.negated());
        }
    }
}
