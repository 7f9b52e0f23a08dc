package org.standwith.payments;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.standwith.money.Cadence;

/**
 * What a provider told us, in our words. Immutable, and known by its natural key: facts form a set, so a repeated one is
 * nothing and their order of arrival does not matter.
 *
 * <p>Every fact is about a {@linkplain #subject() subject}, the provider's id of a thing. What that thing belongs to is
 * told by {@link Linked} facts alone, which may come before or after.
 */
public sealed interface Fact
        permits Fact.Movement,
                Fact.OfPayment,
                Fact.Linked,
                Fact.CollectionFailed,
                Fact.SubscriptionSeen,
                WentOnBefore,
                Noticed,
                CheckoutFact {

    Provider provider();

    /** Unique per provider; made of the provider's id of the movement, never of an event's or invoice's. */
    String key();

    /** The provider's id of what this is about. */
    default String subject() {
        return switch (this) {
            case OfPayment fact -> fact.payment();
            case Linked fact -> fact.ref();
            case CollectionFailed fact -> fact.invoice();
            case PayoutSent fact -> fact.payout();
            case PayoutFailed fact -> fact.payout();
            case AccountFact fact -> fact.transaction();
            case SubscriptionSeen fact -> fact.subscription();
            case WentOnBefore fact -> fact.subscription();
            case CheckoutFact fact -> fact.checkout();
            case Noticed fact -> fact.ref();
        };
    }

    /** When it happened, by the provider's clock; whole seconds at Stripe. */
    Instant at();

    /** Moves money, and therefore has an entry in the journal. */
    sealed interface Movement extends Fact
            permits PaymentSucceeded,
                    Settled,
                    RefundMade,
                    RefundFailed,
                    DisputeWithdrawn,
                    DisputeReinstated,
                    PayoutSent,
                    PayoutFailed,
                    AccountFact {}

    /** Is about a payment, by the provider's id of it. */
    sealed interface OfPayment extends Fact {
        String payment();
    }

    /** {@code ref} belongs to {@code to}, both ids at the provider, or {@code to} our own reference. Never money. */
    record Linked(Provider provider, String ref, String to) implements Fact {
        @Override
        public String key() {
            return "link:" + ref + ">" + to;
        }

        @Override
        public Instant at() {
            return Instant.EPOCH;
        }
    }

    /** Money was taken from the supporter. */
    record PaymentSucceeded(Provider provider, String payment, Money amount, Instant at)
            implements Movement, OfPayment {
        @Override
        public String key() {
            return "payment:" + payment;
        }
    }

    /** The supporter was asked for money and the bank said no. */
    record PaymentFailed(Provider provider, String payment, String reason, Instant at) implements OfPayment {
        @Override
        public String key() {
            return "declined:" + payment;
        }
    }

    /** The supporter did their part, the bank has not answered yet. */
    record PaymentPending(Provider provider, String payment, Instant at) implements OfPayment {
        @Override
        public String key() {
            return "pending:" + payment;
        }
    }

    /**
     * A regular payment could not be collected.
     *
     * @param attempt counts from 1
     * @param nextAttempt when the provider will try again, if it will
     */
    record CollectionFailed(
            Provider provider,
            String invoice,
            int attempt,
            @Nullable Instant nextAttempt,
            Instant at) implements Fact {
        @Override
        public String key() {
            return "uncollected:" + invoice + ":" + attempt;
        }
    }

    /**
     * What a payment brought on our account at the provider, or a refund took: then the amounts are negative.
     *
     * @param transaction the provider's id of the booking
     * @param original what the supporter paid or got back
     * @param settled the same in the currency of our account, as is the fee
     */
    record Settled(
            Provider provider, String transaction, String payment, Money original, Money settled, Money fee, Instant at)
            implements Movement, OfPayment {
        @Override
        public String key() {
            return "settled:" + transaction;
        }
    }

    /** Money went back to the supporter. It may still bounce: {@link RefundFailed}. */
    record RefundMade(Provider provider, String refund, String payment, Money amount, Instant at)
            implements Movement, OfPayment {
        @Override
        public String key() {
            return "refund:" + refund;
        }
    }

    /** A refund did not reach the supporter, and the money came back to us. */
    record RefundFailed(Provider provider, String refund, String payment, Money amount, Instant at)
            implements Movement, OfPayment {
        @Override
        public String key() {
            return "refund-failed:" + refund;
        }
    }

    /** The supporter's bank contests a payment. Money moves by the two facts below, not by this. */
    record DisputeOpened(Provider provider, String dispute, String payment, Money amount, Instant at)
            implements OfPayment {
        @Override
        public String key() {
            return "dispute:" + dispute;
        }
    }

    /**
     * The provider took the contested money, and a fee, from our account. All positive, but for the fee where the
     * provider gave back a part of what it had kept of the payment.
     *
     * @param original the contested amount, in the currency of the payment
     * @param settled the same in the currency of our account, as is the fee
     */
    record DisputeWithdrawn(
            Provider provider, String transaction, String payment, Money original, Money settled, Money fee, Instant at)
            implements Movement, OfPayment {
        @Override
        public String key() {
            return "dispute-withdrawn:" + transaction;
        }
    }

    /** The contested money came back, and {@code fee} of the fee; all positive or zero, as it was withdrawn. */
    record DisputeReinstated(
            Provider provider, String transaction, String payment, Money original, Money settled, Money fee, Instant at)
            implements Movement, OfPayment {
        @Override
        public String key() {
            return "dispute-reinstated:" + transaction;
        }
    }

    record DisputeClosed(Provider provider, String dispute, String payment, boolean won, Instant at)
            implements OfPayment {
        @Override
        public String key() {
            return "dispute-closed:" + dispute;
        }
    }

    /** The provider sent money to our bank. */
    record PayoutSent(Provider provider, String payout, Money amount, Instant at) implements Movement {
        @Override
        public String key() {
            return "payout:" + payout;
        }
    }

    /** The bank did not take a payout; the money is back on our account at the provider. */
    record PayoutFailed(Provider provider, String payout, Money amount, Instant at) implements Movement {
        @Override
        public String key() {
            return "payout-failed:" + payout;
        }
    }

    /**
     * How a subscription looked at some moment.
     *
     * @param amount what is due each time; null where the provider did not say, as is the cadence
     * @param end why it has ended; null where it has not, or the provider does not say
     */
    record SubscriptionSeen(
            Provider provider,
            String subscription,
            Standing standing,
            Source source,
            @Nullable Money amount,
            @Nullable Cadence cadence,
            @Nullable Instant paidUntil,
            @Nullable Instant endsAt,
            @Nullable Instant resumesAt,
            @Nullable End end,
            Instant at)
            implements Fact {

        public enum Standing {
            INCOMPLETE,
            ACTIVE,
            PAST_DUE,
            PAUSED,
            ENDED
        }

        /** Why it has ended. */
        public enum End {
            /** Somebody asked for it: the supporter over there, or we. */
            WANTED,
            /** The provider could not collect it. */
            GIVEN_UP
        }

        /** Two pictures of the same second are told apart by where they come from: one that we fetched is later. */
        public enum Source {
            EVENT,
            FETCHED
        }

        /**
         * As exact as the key tells it: pictures of one key are one fact, whichever of them came first. Events are dated to
         * the second; of two that we fetch ourselves within one, it has to be known which was later.
         */
        public SubscriptionSeen {
            at = at.truncatedTo(source == Source.EVENT ? ChronoUnit.SECONDS : ChronoUnit.MILLIS);
        }

        /** Of what has not ended, or it is not known why. */
        public SubscriptionSeen(
                Provider provider,
                String subscription,
                Standing standing,
                Source source,
                @Nullable Money amount,
                @Nullable Cadence cadence,
                @Nullable Instant paidUntil,
                @Nullable Instant endsAt,
                @Nullable Instant resumesAt,
                Instant at) {
            this(provider, subscription, standing, source, amount, cadence, paidUntil, endsAt, resumesAt, null, at);
        }

        @Override
        public String key() {
            String amountDue = amount == null
                    ? "-"
                    : amount.getAmountMinorLong() + amount.getCurrencyUnit().getCode();
            long time = source == Source.EVENT ? at.getEpochSecond() : at.toEpochMilli();
            return "subscription:" + subscription + ":" + time + ":" + source + ":" + standing + ":" + amountDue + ":"
                    + cadence + ":" + endsAt + ":" + paidUntil + ":" + resumesAt;
        }
    }
}
