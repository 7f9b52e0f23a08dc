package org.standwith.refunds;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.DisputeClosed;
import org.standwith.payments.Fact.DisputeOpened;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.RefundFailed;
import org.standwith.payments.Fact.RefundMade;
import org.standwith.payments.Remaining;

/**
 * How one payment stands: what providers told of it, and what we are about to give back of it.
 *
 * @param refunds all that were ever asked for or proposed of this payment
 */
record Standing(PaymentSucceeded paid, List<Fact> facts, List<Refund> refunds) {

    /** Two clocks are never one. */
    private static final Duration CLOCKS = Duration.ofMinutes(1);

    Standing {
        facts = List.copyOf(facts);
        refunds = List.copyOf(refunds);
    }

    /** Nothing where no such payment was taken. */
    static Optional<Standing> of(List<Fact> facts, List<Refund> refunds) {
        return facts.stream()
                .flatMap(each -> each instanceof PaymentSucceeded paid ? Stream.of(paid) : Stream.empty())
                .findFirst()
                .map(paid -> new Standing(paid, facts, refunds));
    }

    /** What is neither given back nor about to be; never negative. */
    Money left() {
        return leftBeside(
                refunds.stream().filter(each -> each.state().reserves()).toList());
    }

    /** What is left where this one is not counted. */
    Money leftFor(Refund refund) {
        return leftBeside(refunds.stream()
                .filter(each -> each.state().reserves() && !each.id().equals(refund.id()))
                .toList());
    }

    private Money leftBeside(Collection<Refund> underWay) {
        Money zero = Money.zero(paid.amount().getCurrencyUnit());
        Money left = Remaining.of(facts).getOrDefault(paid.payment(), zero);
        for (Refund each : underWay) {
            left = left.minus(each.amount());
        }
        return left.isNegative() ? zero : left;
    }

    /** What goes back of it with this much more, as far as people decided on it. */
    Money altogether(Money more) {
        Money sum = more;
        for (Refund each : refunds) {
            if (each.state().reserves() || each.state() == Refund.State.CONFIRMED) {
                sum = sum.plus(each.amount());
            }
        }
        return sum;
    }

    /** Whether the bank of whoever paid contests it, or took it back: who then gives it back pays twice. */
    boolean isDisputed() {
        Set<String> open = new HashSet<>();
        for (Fact fact : facts) {
            if (fact instanceof DisputeOpened opened) {
                open.add(opened.dispute());
            }
        }
        for (Fact fact : facts) {
            if (fact instanceof DisputeClosed closed && closed.won()) {
                open.remove(closed.dispute());
            }
        }
        return !open.isEmpty();
    }

    /** Whether another one is with the provider: two at once could not be told from each other. */
    boolean isBusyBeside(Refund refund) {
        return refunds.stream()
                .anyMatch(each -> each.state().isAtProvider() && !each.id().equals(refund.id()));
    }

    /** The provider's refund that this unclear one has become; nothing where none has come to light. */
    Optional<RefundMade> madeOf(Refund refund) {
        Instant sent = refund.sent();
        if (sent == null) {
            return Optional.empty();
        }
        Set<String> taken = new HashSet<>();
        refunds.forEach(each -> {
            if (each.providerRefund() != null) {
                taken.add(each.providerRefund());
            }
        });
        return facts.stream()
                .flatMap(each -> each instanceof RefundMade made ? Stream.of(made) : Stream.empty())
                .filter(made -> made.amount().equals(refund.amount())
                        && !made.at().isBefore(sent.minus(CLOCKS))
                        && !taken.contains(made.refund()))
                .findFirst();
    }

    boolean isBounced(String providerRefund) {
        return facts.stream()
                .anyMatch(each ->
                        each instanceof RefundFailed failed && failed.refund().equals(providerRefund));
    }
}
