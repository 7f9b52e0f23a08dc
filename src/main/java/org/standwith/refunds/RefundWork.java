package org.standwith.refunds;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.payments.Commands;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.RefundMade;
import org.standwith.payments.Inquiry;
import org.standwith.payments.Patience;
import org.standwith.payments.Payments;
import org.standwith.payments.Refunding;
import org.standwith.refunds.Refund.State;

/**
 * Sends refunds to the provider. One of a payment at a time, because two of one amount could not be told from each other when
 * an answer is lost; the provider is never asked within a transaction.
 */
@Component
class RefundWork {

    private static final Logger log = LoggerFactory.getLogger(RefundWork.class);

    private static final Duration UNTIL_IT_IS_KNOWN = Duration.ofMinutes(5);
    private static final Duration UNTIL_THE_OTHER_IS_OVER = Duration.ofMinutes(5);

    /** Within this time Stripe knows an idempotency key again for sure, and PayPal much longer. */
    private static final Duration KEY_IS_KNOWN = Duration.ofHours(20);

    /** What is to be done with a refund now. */
    private sealed interface Next {

        record Nothing() implements Next {}

        record Wait(Instant until) implements Next {}

        /** @param before whether the provider was asked before, so that it may have made it */
        record Send(Refund refund, boolean before) implements Next {}
    }

    private final RefundRows rows;
    private final Payments payments;
    private final Settling settling;
    private final Commands commands;
    private final TransactionTemplate transaction;
    private final Clock clock;

    RefundWork(
            RefundRows rows,
            Payments payments,
            Settling settling,
            Commands commands,
            TransactionTemplate transaction,
            Clock clock) {
        this.rows = rows;
        this.payments = payments;
        this.settling = settling;
        this.commands = commands;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Does what can be done now.
     *
     * @return when to go on; nothing when nothing is left to do
     */
    Optional<Instant> carryOn(UUID id) {
        Refund found = rows.find(id).orElse(null);
        if (found == null) {
            return Optional.empty();
        }
        if (found.state() == State.APPROVED
                && commands.contests(found.provider(), found.payment()) instanceof Inquiry.Unknown) {
            // That it is contested may not have been told to us.
            return Optional.of(clock.instant().plus(UNTIL_IT_IS_KNOWN));
        }
        return switch (held(id, this::begin)) {
            case Next.Nothing nothing -> Optional.empty();
            case Next.Wait wait -> Optional.of(wait.until());
            case Next.Send send -> send.before() ? askThenSend(send.refund()) : send(send.refund());
        };
    }

    /** While nobody else changes anything of the payment. */
    private <T> T held(UUID id, BiFunction<Refund, Standing, T> what) {
        Refund found = rows.find(id).orElseThrow();
        return Objects.requireNonNull(transaction.execute(status -> {
            List<Fact> facts = payments.hold(found.provider(), found.payment());
            Refund refund = rows.locked(id);
            return what.apply(
                    refund,
                    Standing.of(facts, rows.of(refund.provider(), refund.payment()))
                            .orElseThrow());
        }));
    }

    private Next begin(Refund refund, Standing standing) {
        return switch (refund.state()) {
            case APPROVED -> first(refund, standing);
            // Of one that was sent nothing was noted: the process ended, perhaps, while the answer was on its way.
            case SENT -> again(saved(refund.unclear(refund.tries(), now()), "no answer was noted"), standing);
            case UNKNOWN -> again(refund, standing);
            case PROPOSED, ASKED, PARKED, CONFIRMED, REFUSED, DECLINED, BOUNCED -> new Next.Nothing();
        };
    }

    private Next first(Refund refund, Standing standing) {
        if (standing.isBusyBeside(refund)) {
            return new Next.Wait(clock.instant().plus(UNTIL_THE_OTHER_IS_OVER));
        }
        // What was so when it was asked for need not be so any more.
        if (standing.isDisputed()) {
            return refuse(refund, "contested by the bank of whoever paid");
        }
        if (refund.amount().isGreaterThan(standing.leftFor(refund))) {
            return refuse(refund, "not so much is left");
        }
        return new Next.Send(saved(refund.sending(now()), ""), false);
    }

    private Next again(Refund refund, Standing standing) {
        return settling.settle(refund, standing) ? new Next.Nothing() : new Next.Send(refund, true);
    }

    private Next refuse(Refund refund, String why) {
        saved(refund.refused(why), why);
        return new Next.Nothing();
    }

    /**
     * Stripe forgets an idempotency key after a day, and would then make the same refund once more; but of a payment it tells
     * what it has made.
     *
     * @see <a href="https://docs.stripe.com/api/idempotent_requests">Stripe, Idempotent requests</a>
     */
    private Optional<Instant> askThenSend(Refund refund) {
        Inquiry inquiry = commands.ask(refund.provider(), refund.payment());
        Instant sent = Objects.requireNonNull(refund.sent());
        if (inquiry instanceof Inquiry.Unknown unknown
                && sent.plus(KEY_IS_KNOWN).isBefore(clock.instant())) {
            return held(refund.id(), (current, standing) -> inVain(current, standing, unknown.reason()));
        }
        boolean known = held(
                refund.id(),
                (current, standing) -> current.state() != State.UNKNOWN || settling.settle(current, standing));
        return known ? Optional.empty() : send(refund);
    }

    private Optional<Instant> send(Refund refund) {
        Refunding refunding =
                commands.refund(refund.provider(), refund.payment(), refund.amount(), "refund-" + refund.id());
        return held(refund.id(), (current, standing) -> {
            if (current.state() != State.SENT && current.state() != State.UNKNOWN) {
                return Optional.empty();
            }
            return switch (refunding) {
                case Refunding.Made made -> {
                    String name = nameOf(made);
                    saved(current.made(name, standing.isBounced(name)), "");
                    yield Optional.empty();
                }
                case Refunding.Refused refused -> {
                    saved(current.refused(refused.reason()), refused.reason());
                    yield Optional.empty();
                }
                case Refunding.Unknown unknown -> inVain(current, standing, unknown.reason());
            };
        });
    }

    private static String nameOf(Refunding.Made made) {
        return made.facts().stream()
                .flatMap(each -> each instanceof RefundMade one ? Stream.of(one.refund()) : Stream.empty())
                .findFirst()
                .orElseThrow();
    }

    private Optional<Instant> inVain(Refund current, Standing standing, String reason) {
        Instant again =
                Patience.after(current.tries()).map(pause -> now().plus(pause)).orElse(null);
        Refund unclear = saved(current.unclear(current.tries() + 1, again), reason);
        if (settling.settle(unclear, standing)) {
            return Optional.empty();
        }
        if (again == null) {
            log.atError()
                    .addKeyValue("provider", current.provider().name())
                    .addKeyValue("reason", reason)
                    .log("A provider does not say what became of a refund");
        }
        return Optional.ofNullable(again);
    }

    private Refund saved(Refund now, String note) {
        rows.save(now, RefundRows.SYSTEM, note);
        return now;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
