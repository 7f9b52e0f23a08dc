package org.standwith.contributions;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.joda.money.Money;
import org.standwith.contributions.State.Active;
import org.standwith.contributions.State.Declined;
import org.standwith.contributions.State.Ended;
import org.standwith.contributions.State.Ending;
import org.standwith.contributions.State.Expired;
import org.standwith.contributions.State.Given;
import org.standwith.contributions.State.PastDue;
import org.standwith.contributions.State.Paused;
import org.standwith.contributions.State.Pending;
import org.standwith.contributions.State.Waiting;
import org.standwith.money.Cadence;
import org.standwith.payments.AccountFact;
import org.standwith.payments.CheckoutFact.CheckoutApproved;
import org.standwith.payments.CheckoutFact.CheckoutExpired;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.CollectionFailed;
import org.standwith.payments.Fact.PaymentFailed;
import org.standwith.payments.Fact.PaymentPending;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Fact.SubscriptionSeen.Source;
import org.standwith.payments.Noticed;
import org.standwith.payments.WentOnBefore;

/**
 * What a set of facts makes of a contribution: a pure function of the set, whatever the order in which they came.
 *
 * @param states every state with its date, the earliest first
 * @param amount what is due each time, where a provider told it
 * @param turn to which cadence it turned last, where it did
 * @param undecided subscriptions of which two pictures of one second differ, so that only the provider can tell which is
 *     the later one
 * @param afterEnd payments that were taken when the provider had confirmed that it takes no more, the earliest first
 */
record History(
        List<State> states,
        Optional<Money> amount,
        Optional<Turn> turn,
        Set<String> undecided,
        List<PaymentSucceeded> afterEnd) {

    /** It has this cadence since then. */
    record Turn(Cadence cadence, Instant since) {}

    /** What was asked of a bank in the moment of the end is answered after it, and two clocks are never one. */
    private static final Duration SAME_MOMENT = Duration.ofMinutes(1);

    /** @param created when the contribution was made, so that it is pending since then */
    static History fold(Cadence cadence, Instant created, Collection<Fact> facts) {
        return fold(cadence, new Pending(created), facts);
    }

    /**
     * Goes on from a state, {@link Expired} and {@link Ended} excepted, with facts that are all later than those that led to it: what this makes
     * of it is what a fold of all of them would.
     */
    static History goOn(Cadence cadence, State before, Collection<Fact> later) {
        return fold(cadence, before, later);
    }

    private static History fold(Cadence cadence, State start, Collection<Fact> facts) {
        List<Fact> ordered =
                facts.stream().distinct().sorted(FactOrder.AS_TAKEN).toList();
        List<State> states = new ArrayList<>();
        states.add(start);
        Optional<Money> amount = Optional.empty();
        Optional<Turn> turn = Optional.empty();
        Cadence current = cadence;
        // Of what is over and is not ended it was told while it was never paid: that one is expired.
        boolean over = false;
        for (Fact fact : ordered) {
            if (fact instanceof SubscriptionSeen seen && seen.cadence() != null && seen.cadence() != current) {
                current = seen.cadence();
                turn = Optional.of(new Turn(current, seen.at()));
            }
            State next = after(states.getLast(), fact, current);
            if (over && next instanceof Active) {
                // A first payment that is dated after the end does not bring it back.
                next = new Ended(fact.at());
            }
            over |= fact instanceof SubscriptionSeen seen && seen.standing() == SubscriptionSeen.Standing.ENDED;
            if (!next.equals(states.getLast())) {
                states.add(next);
            }
            if (fact instanceof SubscriptionSeen seen && seen.amount() != null) {
                amount = Optional.of(seen.amount());
            }
        }
        return new History(List.copyOf(states), amount, turn, undecided(ordered), afterEnd(ordered));
    }

    /** Whether it can change how a contribution stands. */
    static boolean matters(Fact fact) {
        return FactOrder.rank(fact) > 0;
    }

    State state() {
        return states.getLast();
    }

    /** The one table of states and facts. Every pair has an answer, and what has ended stays ended. */
    private static State after(State state, Fact fact, Cadence cadence) {
        if (state instanceof Ended) {
            return state;
        }
        return switch (fact) {
            case PaymentSucceeded paid -> paid(state, paid.at(), cadence);
            case PaymentFailed failed -> canStillBePaid(state) ? new Declined(failed.at()) : state;
            case PaymentPending pending -> canStillBePaid(state) ? new Waiting(pending.at()) : state;
            case CheckoutApproved approved -> canStillBePaid(state) ? new Waiting(approved.at()) : state;
            case CheckoutExpired expired -> canStillBePaid(state) ? new Expired(expired.at()) : state;
            case CollectionFailed failed -> uncollected(state, failed);
            case SubscriptionSeen seen -> seen(state, seen, cadence);
            // It was paid, though nobody here knows when.
            case WentOnBefore before ->
                canStillBePaid(state) ? new Active(before.at(), next(before.at(), cadence)) : state;
            case Fact.Linked link -> state;
            case Fact.Settled settled -> state;
            case Fact.RefundMade refund -> state;
            case Fact.RefundFailed refund -> state;
            case Fact.DisputeOpened dispute -> state;
            case Fact.DisputeWithdrawn dispute -> state;
            case Fact.DisputeReinstated dispute -> state;
            case Fact.DisputeClosed dispute -> state;
            case Fact.PayoutSent payout -> state;
            case Fact.PayoutFailed payout -> state;
            case AccountFact ours -> state;
            case Noticed noticed -> state;
        };
    }

    private static boolean canStillBePaid(State state) {
        return switch (state) {
            case Pending pending -> true;
            case Waiting waiting -> true;
            case Declined declined -> true;
            case Expired expired -> false;
            case Given given -> false;
            case Active active -> false;
            case PastDue late -> false;
            case Paused paused -> false;
            case Ending ending -> false;
            case Ended ended -> false;
        };
    }

    private static State uncollected(State state, CollectionFailed failed) {
        return switch (state) {
            // Who is asked once more by the provider itself must not be told to pay anew.
            case Pending pending -> first(failed);
            case Waiting waiting -> first(failed);
            case Declined declined -> first(failed);
            case Active active -> new PastDue(failed.at(), failed.attempt(), failed.nextAttempt());
            case Ending ending -> new PastDue(failed.at(), failed.attempt(), failed.nextAttempt());
            case Paused paused -> new PastDue(failed.at(), failed.attempt(), failed.nextAttempt());
            case PastDue late -> new PastDue(late.since(), failed.attempt(), failed.nextAttempt());
            case Expired expired -> expired;
            case Given given -> given;
            case Ended ended -> ended;
        };
    }

    private static State first(CollectionFailed failed) {
        return failed.nextAttempt() == null ? new Declined(failed.at()) : new Waiting(failed.at());
    }

    private static State paid(State before, Instant at, Cadence cadence) {
        if (!cadence.recurs()) {
            return new Given(at);
        }
        return switch (before) {
            // The last payment of what was cancelled to its end.
            case Ending ending -> ending;
            case Active active -> new Active(active.since(), later(active.until(), next(at, cadence)));
            case Pending pending -> new Active(at, next(at, cadence));
            case Waiting waiting -> new Active(at, next(at, cadence));
            case Declined declined -> new Active(at, next(at, cadence));
            case Expired expired -> new Active(at, next(at, cadence));
            case PastDue late -> new Active(at, next(at, cadence));
            case Paused paused -> new Active(at, next(at, cadence));
            case Given given -> given;
            case Ended ended -> ended;
        };
    }

    private static State seen(State before, SubscriptionSeen seen, Cadence cadence) {
        boolean paidBefore = !canStillBePaid(before) && !(before instanceof Expired);
        return switch (seen.standing()) {
            case INCOMPLETE -> before;
            case ENDED -> paidBefore ? new Ended(seen.at()) : new Expired(seen.at());
            // Active is what a provider calls it as soon as it is set up; ours is active when something was paid.
            case ACTIVE -> paidBefore ? active(before, seen, cadence) : before;
            case PAST_DUE -> before instanceof PastDue || !paidBefore ? before : new PastDue(seen.at(), 0, null);
            case PAUSED -> paidBefore ? paused(before, seen) : before;
        };
    }

    private static State paused(State before, SubscriptionSeen seen) {
        return new Paused(before instanceof Paused paused ? paused.since() : seen.at(), seen.resumesAt());
    }

    private static State active(State before, SubscriptionSeen seen, Cadence undertaken) {
        if (seen.endsAt() != null) {
            return before instanceof Ending ending && ending.until().equals(seen.endsAt())
                    ? ending
                    : new Ending(seen.at(), seen.endsAt());
        }
        Instant since = before instanceof Active active ? active.since() : seen.at();
        Instant until = seen.paidUntil() != null ? seen.paidUntil() : before.until();
        Cadence cadence = seen.cadence() != null ? seen.cadence() : undertaken;
        return new Active(since, until != null ? until : next(seen.at(), cadence));
    }

    private static Instant next(Instant at, Cadence cadence) {
        return at.atOffset(ZoneOffset.UTC).plus(cadence.period()).toInstant();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static List<PaymentSucceeded> afterEnd(List<Fact> ordered) {
        List<PaymentSucceeded> late = new ArrayList<>();
        Instant end = null;
        for (Fact fact : ordered) {
            if (end == null
                    && fact instanceof SubscriptionSeen seen
                    && seen.standing() == SubscriptionSeen.Standing.ENDED) {
                end = seen.at();
            } else if (end != null
                    && fact instanceof PaymentSucceeded paid
                    && paid.at().isAfter(end.plus(SAME_MOMENT))) {
                late.add(paid);
            }
        }
        return List.copyOf(late);
    }

    private static Set<String> undecided(List<Fact> ordered) {
        Set<String> undecided = new TreeSet<>();
        SubscriptionSeen last = null;
        for (Fact fact : ordered) {
            if (fact instanceof SubscriptionSeen seen) {
                boolean tie = last != null
                        && last.subscription().equals(seen.subscription())
                        && last.at().equals(seen.at())
                        && last.source() == Source.EVENT
                        && seen.source() == Source.EVENT;
                // A later picture decides what an earlier tie left open.
                undecided.remove(seen.subscription());
                if (tie) {
                    undecided.add(seen.subscription());
                }
                last = seen;
            }
        }
        return undecided;
    }
}
