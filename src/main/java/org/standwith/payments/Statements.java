package org.standwith.payments;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says when it is asked for a period: the other side of reconciliation. Nothing changes over there. Answers
 * come page after page, the oldest lines first where the provider can do so, and whoever was interrupted goes on at any page.
 *
 * <p>An adapter keeps to the provider's rate limits by itself, and answers {@link Statement.Unavailable} where waiting for some
 * seconds was not enough.
 */
public interface Statements {

    /** How much later than it happened something may appear on a statement. */
    Duration lateness();

    /** How far back the provider can be asked. */
    Duration reach();

    /**
     * What moved in this period.
     *
     * @param next from the page before; null for the first one
     */
    Statement of(Period period, @Nullable String next);

    /**
     * What a payout is made of, without the line of the payout itself.
     *
     * @param next from the page before; null for the first one
     */
    Statement ofPayout(String payout, @Nullable String next);

    /**
     * Asks for what else has to be known of a line that the books do not have: all facts that its events would have told,
     * under the keys that they would have, and to whom they belong.
     */
    Inquiry explain(StatementLine line);
}
