package org.standwith.payments;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Is about a checkout over there, and moves no money. */
public sealed interface CheckoutFact extends Fact {

    /** The provider's id of it. */
    String checkout();

    /** The supporter agreed to pay, and it is for us to take the money. They may do so anew after it was declined. */
    record CheckoutApproved(Provider provider, String checkout, Instant at) implements CheckoutFact {

        /** To the second, as the key tells it. */
        public CheckoutApproved {
            at = at.truncatedTo(ChronoUnit.SECONDS);
        }

        @Override
        public String key() {
            return "approved:" + checkout + ":" + at.getEpochSecond();
        }
    }

    /** A checkout was left until it could no longer be paid. */
    record CheckoutExpired(Provider provider, String checkout, Instant at) implements CheckoutFact {
        @Override
        public String key() {
            return "expired:" + checkout;
        }
    }
}
