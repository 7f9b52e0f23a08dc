package org.standwith.payments;

import java.time.Instant;
import org.joda.money.Money;

/** Concerns our account at the provider, and no payment of anybody's. Only statements tell of these. */
public sealed interface AccountFact extends Fact.Movement {

    /** The provider's id of the booking. */
    String transaction();

    @Override
    default String key() {
        return "account:" + transaction();
    }

    /** The provider charged for the account itself; negative where it gave such a charge back. */
    record AccountCharged(Provider provider, String transaction, Money amount, Instant at) implements AccountFact {}

    /** Money came from our bank to our account at the provider; negative where that was taken back. */
    record Deposited(Provider provider, String transaction, Money amount, Instant at) implements AccountFact {}

    /** The provider holds money back, which stays ours; negative where it let go of it. */
    record Reserved(Provider provider, String transaction, Money amount, Instant at) implements AccountFact {}

    /** One side of an exchange of what was on the account: positive where it came, negative where it went. */
    record Exchanged(Provider provider, String transaction, Money amount, Instant at) implements AccountFact {}

    /** The balance changed, and nobody knows why: positive where money came. Somebody has to look at it. */
    record Adjusted(Provider provider, String transaction, Money amount, Instant at) implements AccountFact {}
}
