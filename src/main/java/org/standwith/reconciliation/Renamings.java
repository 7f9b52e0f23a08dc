package org.standwith.reconciliation;

import org.springframework.stereotype.Component;
import org.standwith.payments.FactListener;

/** What statements and discrepancies are about is known by another name when the books know it by that. */
@Component
class Renamings implements FactListener {

    private final StatementLines lines;
    private final Discrepancies discrepancies;

    Renamings(StatementLines lines, Discrepancies discrepancies) {
        this.lines = lines;
        this.discrepancies = discrepancies;
    }

    @Override
    public void on(News news) {
        // What comes new has no other name yet.
    }

    @Override
    public void on(Renamed renamed) {
        lines.rename(renamed.provider(), renamed.before(), renamed.now());
        discrepancies.rename(renamed.provider(), renamed.before(), renamed.now());
    }
}
