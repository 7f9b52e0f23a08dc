package org.standwith.payments;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What people undertook at a provider without us, page by page. Asking changes nothing over there, and whoever was interrupted
 * goes on at any page.
 */
public interface Undertakings {

    /** A provider's answer. */
    sealed interface Answer {

        /**
         * Some of them, so few that they fit into memory.
         *
         * @param next where to go on, for whoever asks next; null when these were the last. It may be the id of one of them
         */
        record Page(
                List<Undertaking> usable,
                List<Unusable> unusable,
                @Nullable String next) implements Answer {
            public Page {
                usable = List.copyOf(usable);
                unusable = List.copyOf(unusable);
            }

            @Override
            public String toString() {
                return "Page[***]";
            }
        }

        /** No usable answer. The same question again may have one. */
        record Unavailable(String reason) implements Answer {}
    }

    /**
     * One that cannot be taken over.
     *
     * @param ref the provider's id of it
     */
    record Unusable(String ref, Why why) {
        @Override
        public String toString() {
            return "Unusable[" + why + "]";
        }
    }

    /** Why something cannot be taken over. */
    enum Why {
        /** Neither every month nor every year, or no rhythm that the provider tells. */
        RHYTHM,
        /** It is made of several things. */
        SEVERAL_ITEMS,
        /** An amount or a currency that does not exist here. */
        CURRENCY,
        /** Nothing was paid for it yet, and nothing is due. */
        TRIAL,
        /** It was never begun, or no money came of it, as of a card that was declined. */
        NOT_PAID,
        ENDED,
        /** The provider has told of it, and when asked does not know it: it may be of an older kind, and go on. */
        NOT_FOUND,
        /** Money that came, though not as a gift that can be told from others: for a bill, or by an agreement of older days. */
        OTHER_WAY,
        /** The provider knows nobody who pays it. */
        NO_PAYER,
        /** It cannot be read: it lacks what the provider promises, or the provider refuses to tell of it. */
        UNREADABLE
    }

    /** How far back the provider can be asked. */
    Duration reach();

    /**
     * Subscriptions, whenever they were begun, as far as the provider can list them; where it tells of them by their payments
     * alone, those that were paid in this period.
     *
     * @param next from the page before; null for the first one
     * @param fresh which of these ids have not been seen by whoever asks: the others need not be told of again
     */
    Answer subscriptions(Period period, @Nullable String next, UnaryOperator<Set<String>> fresh);

    /**
     * Payments of this period that belong to no subscription.
     *
     * @param next from the page before; null for the first one
     */
    Answer payments(Period period, @Nullable String next);
}
