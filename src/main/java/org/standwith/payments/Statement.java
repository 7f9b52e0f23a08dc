package org.standwith.payments;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A provider's answer when it is asked for its statement. */
public sealed interface Statement {

    /**
     * Some lines of it, so few that they fit into memory.
     *
     * @param next where to go on, for whoever asks next; null when these were the last
     * @param unreadable the provider's ids of lines that are not as it promises
     */
    record Page(List<StatementLine> lines, @Nullable String next, List<String> unreadable) implements Statement {
        public Page {
            lines = List.copyOf(lines);
            unreadable = List.copyOf(unreadable);
        }

        public Page(List<StatementLine> lines, @Nullable String next) {
            this(lines, next, List.of());
        }
    }

    /** The provider does not tell this, now or ever: which lines a payout is made of, where it was made by hand. */
    record NotTold(String reason) implements Statement {}

    /** No usable answer. The same question again may have one. */
    record Unavailable(String reason) implements Statement {}
}
