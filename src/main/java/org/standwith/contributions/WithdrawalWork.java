package org.standwith.contributions;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.joda.money.Money;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;
import org.standwith.contributions.Withdrawal.Stage;
import org.standwith.payments.Commands;
import org.standwith.payments.Door;
import org.standwith.payments.Ending;
import org.standwith.payments.Fact;
import org.standwith.payments.Forgetting;
import org.standwith.payments.Inquiry;
import org.standwith.payments.Refunding;
import org.standwith.payments.Remaining;
import org.standwith.risk.AfterCapture;
import org.standwith.risk.RiskPolicy;
import org.standwith.vault.Erasure;

/**
 * Carries withdrawals out, stage by stage. Every stage may be repeated: a crash in between leaves one that is done again and
 * changes nothing.
 *
 * <p>First no further payment, because each is one more record at a bank; then the money, as the policy or the supporter
 * decides, because giving it back is a record as well; then the key, and last what the provider keeps.
 */
@Component
class WithdrawalWork {

    private static final Logger log = LoggerFactory.getLogger(WithdrawalWork.class);

    /** What is to be done with a withdrawal next, or nothing more when empty. */
    record Step(Withdrawal now, Instant at) {}

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration LATEST = Duration.ofMinutes(30);
    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final Duration TOMORROW = Duration.ofDays(1);
    private static final int MOST_REFUSALS = 3;
    private static final int SOON_DONE = 9;

    private final Contributions contributions;
    private final Attempts attempts;
    private final Owners owners;
    private final Door door;
    private final Commands commands;
    private final RiskPolicy policy;
    private final Erasure erasure;
    private final Clock clock;

    WithdrawalWork(
            Contributions contributions,
            Attempts attempts,
            Owners owners,
            Door door,
            Commands commands,
            RiskPolicy policy,
            Erasure erasure,
            Clock clock) {
        this.contributions = contributions;
        this.attempts = attempts;
        this.owners = owners;
        this.door = door;
        this.commands = commands;
        this.policy = policy;
        this.erasure = erasure;
        this.clock = clock;
    }

    /** Does what can be done now. */
    Optional<Step> carryOn(Withdrawal begun) {
        Contribution contribution = contributions.findById(begun.contribution()).orElse(null);
        if (contribution == null) {
            return Optional.empty();
        }
        return switch (begun.stage()) {
            case ENDING -> end(begun, contribution);
            case ASKING -> decide(begun, contribution);
            case GIVING_BACK -> giveBack(begun, contribution);
            case ERASING -> erase(begun, contribution);
            case FORGETTING -> forget(begun, contribution);
        };
    }

    private Optional<Step> end(Withdrawal withdrawal, Contribution contribution) {
        // Whatever belongs to it, also what no event has told yet.
        for (String ref : known(withdrawal.refs(), contribution)) {
            if (commands.ask(contribution.provider(), ref) instanceof Inquiry.Unknown unknown) {
                return again(withdrawal.inVain(unknown.reason()));
            }
        }
        Set<String> all = new LinkedHashSet<>(door.lastingOf(contribution.id()));
        boolean paid = !paymentsOf(contribution.id()).isEmpty();
        if (!paid) {
            all.addAll(withdrawal.refs());
            attempts.checkoutOf(contribution.id()).ifPresent(checkout -> {
                door.abandon(contribution.provider(), checkout);
                all.add(checkout);
            });
        }
        for (String ref : known(all, contribution)) {
            switch (commands.end(contribution.provider(), ref)) {
                case Ending.Ended ended -> {}
                case Ending.Refused refused -> {
                    // Taken in this moment, perhaps; then the facts say so, and money is to be decided on.
                    if (paymentsOf(contribution.id()).isEmpty()
                            || door.lastingOf(contribution.id()).contains(ref)) {
                        return again(withdrawal.inVain(refused.reason()));
                    }
                }
                case Ending.Unknown unknown -> {
                    return again(withdrawal.inVain(unknown.reason()));
                }
            }
        }
        return switch (withdrawal.cause()) {
            case LAPSED -> Optional.empty();
            case DESIGNATED, WISHED -> toErasing(withdrawal, contribution);
            case FORBIDDEN ->
                toGiveBack(withdrawal, contribution).isEmpty()
                        ? toErasing(withdrawal, contribution)
                        : now(withdrawal.next(Stage.ASKING));
        };
    }

    /** Of what we know no id of any more, nothing can be asked. */
    private List<String> known(Collection<String> refs, Contribution contribution) {
        return refs.stream()
                .filter(ref -> !commands.originals(contribution.provider(), List.of(ref))
                        .isEmpty())
                .toList();
    }

    private Optional<Step> decide(Withdrawal withdrawal, Contribution contribution) {
        if (policy.isClosed()) {
            // What a policy says that nobody can trust is not done with anybody's money.
            return again(withdrawal.inVain("no policy can be trusted"));
        }
        AfterCapture wanted = policy.afterCapture();
        if (wanted == AfterCapture.ASK_IN_SESSION) {
            Instant until = withdrawal.since().plus(policy.answerWithin());
            if (withdrawal.answer() == null && clock.instant().isBefore(until)) {
                return Optional.of(new Step(withdrawal, until));
            }
            wanted = withdrawal.answer() == null ? policy.unanswered() : withdrawal.answer();
        }
        return switch (wanted) {
            case KEEP -> toErasing(withdrawal, contribution);
            case REFUND, ASK_IN_SESSION -> now(withdrawal.next(Stage.GIVING_BACK));
        };
    }

    private Optional<Step> giveBack(Withdrawal withdrawal, Contribution contribution) {
        for (Map.Entry<String, Money> each :
                toGiveBack(withdrawal, contribution).entrySet()) {
            String key = "withdrawal-" + each.getKey() + "-" + each.getValue().getAmountMinorLong();
            switch (commands.refund(contribution.provider(), each.getKey(), each.getValue(), key)) {
                case Refunding.Made made -> {}
                case Refunding.Refused refused -> {
                    // Contested meanwhile, perhaps, or too old: what cannot be given back must not keep the key alive.
                    if (withdrawal.tries() < MOST_REFUSALS) {
                        return Optional.of(new Step(
                                withdrawal.inVain(refused.reason()),
                                clock.instant().plus(TOMORROW)));
                    }
                    log.atError()
                            .addKeyValue("provider", contribution.provider().name())
                            .addKeyValue("reason", refused.reason())
                            .log("Money that should not have been taken cannot be given back");
                }
                case Refunding.Unknown unknown -> {
                    return again(withdrawal.inVain(unknown.reason()));
                }
            }
        }
        return toErasing(withdrawal, contribution);
    }

    private Optional<Step> toErasing(Withdrawal withdrawal, Contribution contribution) {
        List<String> refs = new ArrayList<>(door.lastingOf(contribution.id()));
        refs.addAll(paymentsOf(contribution.id()));
        refs.addAll(withdrawal.refs());
        return now(withdrawal.erasing(commands.originals(contribution.provider(), refs).stream()
                .distinct()
                .toList()));
    }

    private Optional<Step> erase(Withdrawal withdrawal, Contribution contribution) {
        Optional<UUID> supporter = contribution.owner(owners);
        Erasure.Outcome outcome;
        try {
            outcome = supporter.isEmpty() ? new Erasure.Outcome.Unknown() : erasure.erase(supporter.get());
        } catch (ConcurrencyFailureException e) {
            // On the day of a designation many are erased at once, and some are in each other's way.
            return again(withdrawal.inVain("another one was first"));
        }
        return switch (outcome) {
            case Erasure.Outcome.Erased erased -> now(withdrawal.next(Stage.FORGETTING));
            case Erasure.Outcome.Unknown unknown -> now(withdrawal.next(Stage.FORGETTING));
            // Paid or begun meanwhile, perhaps: that is ended too, and then it is tried again.
            case Erasure.Outcome.UnderWay underWay ->
                Optional.of(
                        new Step(withdrawal.next(Stage.ENDING), clock.instant().plus(A_MINUTE)));
        };
    }

    private Optional<Step> forget(Withdrawal withdrawal, Contribution contribution) {
        List<String> left = new ArrayList<>();
        String reason = "";
        boolean refused = false;
        for (String id : withdrawal.toForget()) {
            switch (commands.forget(contribution.provider(), id)) {
                case Forgetting.Forgotten forgotten -> {}
                case Forgetting.Waiting waiting -> {
                    left.add(id);
                    reason = waiting.reason();
                    refused = true;
                }
                case Forgetting.Unknown unknown -> {
                    left.add(id);
                    reason = unknown.reason();
                }
            }
        }
        if (left.isEmpty()) {
            return Optional.empty();
        }
        Withdrawal now = withdrawal.stillForgetting(left, reason);
        // It takes some minutes for everybody; what takes longer takes months.
        boolean waits = refused && now.tries() > SOON_DONE;
        return waits ? Optional.of(new Step(now, clock.instant().plus(TOMORROW))) : again(now);
    }

    /** Of what was taken and has not gone back, that which should not have been taken: where no payment is named, all. */
    private Map<String, Money> toGiveBack(Withdrawal withdrawal, Contribution contribution) {
        Map<String, Money> taken = Remaining.of(factsOf(contribution.id()));
        if (withdrawal.refs().stream().anyMatch(paymentsOf(contribution.id())::contains)) {
            taken.keySet().retainAll(withdrawal.refs());
        }
        return taken;
    }

    private Set<String> paymentsOf(UUID contribution) {
        Set<String> payments = new LinkedHashSet<>();
        for (Fact fact : factsOf(contribution)) {
            if (fact instanceof Fact.PaymentSucceeded paid) {
                payments.add(paid.payment());
            }
        }
        return payments;
    }

    private List<Fact> factsOf(UUID contribution) {
        return door.factsOf(List.of(contribution)).getOrDefault(contribution, List.of());
    }

    private Optional<Step> now(Withdrawal next) {
        return Optional.of(new Step(next, clock.instant()));
    }

    private Optional<Step> again(Withdrawal inVain) {
        Duration pause = SOON.multipliedBy(1L << Math.min(inVain.tries() - 1, 12));
        return Optional.of(new Step(inVain, clock.instant().plus(pause.compareTo(LATEST) > 0 ? LATEST : pause)));
    }
}
