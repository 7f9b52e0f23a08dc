package org.standwith.payments;

import java.time.Instant;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * One movement on our account at a provider, as its statement has it. It tells the same as events do, in the same facts: what
 * it says happened has to be in the books under the same keys.
 *
 * @param ref the provider's id of what moved, as the facts carry it: of a charge, a refund, a payout; unique at no provider
 * @param standing only of what is posted do the books have to know
 * @param net what it did to the balance, fee included; negative where money left
 * @param tells the movements that follow from it, the main one first; empty while it is not posted
 * @param balance what was on the account after it in its currency, where the provider says so
 * @param at when it happened, by the provider's clock
 */
public record StatementLine(
        Provider provider,
        String ref,
        Standing standing,
        Money net,
        List<Fact.Movement> tells,
        @Nullable Money balance,
        Instant at) {

    public enum Standing {
        POSTED,
        PENDING,
        /** The provider did not do it, or has undone it without another line that says so. */
        VOID
    }

    public StatementLine {
        tells = List.copyOf(tells);
        if (standing == Standing.POSTED && tells.isEmpty()) {
            throw new IllegalArgumentException("What is posted says what moved");
        }
    }

    /** The same line, told by other facts: under other names, for one. */
    public StatementLine telling(List<Fact.Movement> others) {
        return new StatementLine(provider, ref, standing, net, others, balance, at);
    }
}
