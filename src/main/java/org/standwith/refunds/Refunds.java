package org.standwith.refunds;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.payments.Payments;
import org.standwith.payments.Provider;
import org.standwith.payments.Providers;
import org.standwith.problem.Problem;
import org.standwith.problem.Problem.Kind;
import org.standwith.refunds.Refund.Cause;
import org.standwith.refunds.Refund.Ending;
import org.standwith.refunds.Refund.State;
import org.standwith.refunds.Refund.Story;
import org.standwith.staff.AuditTrail;
import org.standwith.staff.StaffMember;

/**
 * What staff decide about money that goes back. What they decide is durable when these return, and carried out soon after: a
 * refund is done when the provider has confirmed it.
 */
@Service
public class Refunds {

    private final RefundRows rows;
    private final Payments payments;
    private final Providers providers;
    private final RefundProperties properties;
    private final Decisions decisions;
    private final AuditTrail audit;
    private final Clock clock;

    Refunds(
            RefundRows rows,
            Payments payments,
            Providers providers,
            RefundProperties properties,
            Decisions decisions,
            AuditTrail audit,
            Clock clock) {
        this.rows = rows;
        this.payments = payments;
        this.providers = providers;
        this.properties = properties;
        this.decisions = decisions;
        this.audit = audit;
        this.clock = clock;
    }

    /** Those that somebody has still to do something about, we included; the oldest first. */
    @Transactional(readOnly = true)
    public List<Refund> open() {
        return rows.in(Stream.of(State.values()).filter(State::isOpen).toList());
    }

    /** Those that are over, the latest first. */
    @Transactional(readOnly = true)
    public List<Refund> finished(int most) {
        return rows.latestIn(
                Stream.of(State.values()).filter(each -> !each.isOpen()).toList(), most);
    }

    /** All of one payment, the earliest first. */
    @Transactional(readOnly = true)
    public List<Refund> of(Provider provider, String payment) {
        return payments.find(provider, payment)
                .map(name -> rows.of(provider, name))
                .orElse(List.of());
    }

    /** @throws Problem when there is none of this id */
    @Transactional(readOnly = true)
    public Story story(UUID id) {
        return new Story(decisions.find(id), rows.stepsOf(id));
    }

    /**
     * Asks for a refund. Where no second person has to agree, it is on its way to the provider.
     *
     * @param key the same for every try to ask for this one; null where nobody tries twice
     * @throws Problem naming what is not acceptable: the payment is not known, contested, or has not that much left; or the
     *     key was used for another one
     */
    @Transactional
    public Refund ask(Wish wish, StaffMember by, @Nullable UUID key) {
        Wish.Read read = wish.read(providers);
        Provider provider = read.provider().provider();
        String payment = payments.find(provider, read.payment()).orElseThrow(Refunds::noSuchPayment);
        Standing standing = hold(provider, payment);
        Refund before = key == null ? null : rows.ofKey(key).orElse(null);
        if (before != null) {
            if (!isSame(before, read, payment)) {
                throw keyReused();
            }
            return before;
        }
        check(read.amount(), standing.left(), standing);
        Refund asked = new Refund(
                UUID.randomUUID(),
                provider,
                payment,
                read.amount(),
                null,
                read.reason(),
                State.ASKED,
                null,
                by.getUsername(),
                null,
                now(),
                now(),
                null,
                0,
                null,
                read.ending(),
                null);
        try {
            rows.insert(asked, key, by.actor(), read.reason());
        } catch (DuplicateKeyException e) {
            // Of another payment, and at the same time.
            throw keyReused();
        }
        audit.record(by.actor(), "refund.ask", asked.id().toString(), Decisions.told(asked));
        return agreedIfItIsLittle(asked, standing);
    }

    /**
     * Proposes one, for staff to say what becomes of it: once for each payment and cause, however often. Does nothing where
     * nothing of the payment is left, or it is not known.
     *
     * @param payment the name under which we know the payment
     * @param amount what should go back; of what is left, at most that
     * @param note what staff should know of it
     */
    @Transactional
    public void propose(Provider provider, String payment, Money amount, Cause cause, String note) {
        Standing standing = Standing.of(payments.hold(provider, payment), rows.of(provider, payment))
                .orElse(null);
        if (standing == null
                || !standing.left().isPositive()
                || rows.proposed(provider, payment, cause).isPresent()) {
            return;
        }
        Money left = standing.left();
        Refund proposed = new Refund(
                UUID.randomUUID(),
                provider,
                payment,
                left.isLessThan(amount) ? left : amount,
                cause,
                "",
                State.PROPOSED,
                null,
                null,
                null,
                now(),
                now(),
                null,
                0,
                null,
                Ending.NOT_ASKED,
                null);
        rows.insert(proposed, null, RefundRows.SYSTEM, note);
    }

    /**
     * What was proposed is wanted, perhaps in part.
     *
     * @throws Problem as {@link #ask} does, or when it is no longer proposed
     */
    @Transactional
    public Refund want(UUID id, Wish wish, StaffMember by) {
        Refund proposed = decisions.find(id);
        Wish.Read read = wish.read(providers);
        Standing standing = hold(proposed.provider(), proposed.payment());
        Refund current = rows.locked(id);
        Decisions.require(current, State.PROPOSED);
        check(read.amount(), standing.left(), standing);
        Refund wanted = current.wanted(read.amount(), read.reason(), by.getUsername(), read.ending());
        rows.save(wanted, by.actor(), read.reason());
        audit.record(by.actor(), "refund.ask", id.toString(), Decisions.told(wanted));
        return agreedIfItIsLittle(wanted, standing);
    }

    private Refund agreedIfItIsLittle(Refund asked, Standing standing) {
        // Several small ones of one payment are as much as a large one.
        return properties.needsApproval(standing.altogether(asked.amount()))
                ? asked
                : decisions.agreed(asked, null, RefundRows.SYSTEM);
    }

    private static void check(Money amount, Money left, Standing standing) {
        if (standing.isDisputed()) {
            throw Problem.invalid(
                    "payment",
                    "The payer's bank contests this payment, and gives it back itself: a refund would pay twice.");
        }
        if (!amount.isSameCurrency(left)) {
            throw Problem.invalid("amount.currency", "It was paid in " + left.getCurrencyUnit() + ".");
        }
        if (amount.isGreaterThan(left)) {
            throw Problem.invalid("amount.amount", "At most " + left + ": more is not left of this payment.");
        }
    }

    private Standing hold(Provider provider, String payment) {
        return Standing.of(payments.hold(provider, payment), rows.of(provider, payment))
                .orElseThrow(Refunds::noSuchPayment);
    }

    private static boolean isSame(Refund before, Wish.Read read, String payment) {
        return before.payment().equals(payment)
                && before.provider().equals(read.provider().provider())
                && before.amount().equals(read.amount())
                && before.reason().equals(read.reason());
    }

    static Problem noSuchPayment() {
        return Problem.invalid("payment", "No payment of this id is known, of this provider.");
    }

    private static Problem keyReused() {
        return new Problem(
                Kind.CONFLICT,
                "idempotency-key-reused",
                "This Idempotency-Key was used for another request. Use a new one for each refund.");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
