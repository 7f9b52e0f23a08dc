package org.standwith.ledger;

import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.standwith.money.Cadence;

/**
 * One line of an entry.
 *
 * @param amount debit positive, credit negative
 * @param cadence of the contribution, on accounts that count towards income
 */
public record Posting(
        Account account, Money amount, @Nullable Cadence cadence) {

    public Posting {
        if (cadence == null ? account.isResult() : !account.mayHaveCadence()) {
            throw new IllegalArgumentException("A posting to " + account + " with cadence " + cadence);
        }
    }
}
