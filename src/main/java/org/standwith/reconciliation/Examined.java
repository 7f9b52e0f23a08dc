package org.standwith.reconciliation;

import org.standwith.payments.Fact.Movement;
import org.standwith.payments.StatementLine;

/**
 * A line of a statement, under the names by which the books know what it tells.
 *
 * @param lacking whether the books have nothing of it, or not all
 */
record Examined(StatementLine line, boolean lacking) {

    boolean isPosted() {
        return line.standing() == StatementLine.Standing.POSTED;
    }

    /** What it is about first of all; only of what is posted. */
    Movement main() {
        return line.tells().getFirst();
    }

    String key() {
        return main().key();
    }
}
