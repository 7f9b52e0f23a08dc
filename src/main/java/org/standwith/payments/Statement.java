package org.standwith.payments;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A provider's answer when it is asked for its statement. */
public sealed interface Statement {

    /**
     * Some lines of it, so few that they fit into memory.
     *
     * @param next where to go on, for whoever asks next; null when these were the last
     */
    record Page(List<StatementLine> lines, @Nullable String next) implements Statement {
        public Page {
            lines = List.copyOf(lines);
        }
    }

    /** The provider does not tell this, now or ever: which lines a payout is made of, where it was made by hand. */
    record NotTold(String reason) implements Statement {}

    /** No usable answer. The same question again may have one. */
    record Unavailable(String reason) implements Statement {}
}
