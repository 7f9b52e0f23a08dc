package org.standwith.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.contributions.TakingOver;
import org.standwith.imports.Import.Stage;
import org.standwith.payments.Contention;
import org.standwith.payments.Undertaking;
import org.standwith.payments.Undertakings.Answer;
import org.standwith.payments.Undertakings.Unusable;

/** Takes pages, each in one transaction with the counts and the note of where to go on. */
@Component
class PageTaking {

    private final ImportRows rows;
    private final Findings findings;
    private final TakingOver takingOver;
    private final TransactionTemplate transaction;

    PageTaking(ImportRows rows, Findings findings, TakingOver takingOver, TransactionTemplate transaction) {
        this.rows = rows;
        this.findings = findings;
        this.takingOver = takingOver;
        this.transaction = transaction;
    }

    /**
     * @param after what comes when this was the last page
     * @throws OptimisticLockingFailureException when another node has taken it
     */
    void take(Import run, Answer.Page page, Stage after) {
        Contention.outlast(() -> transaction.executeWithoutResult(status -> takeTogether(run, page, after)));
    }

    private void takeTogether(Import run, Answer.Page page, Stage after) {
        // First, so that of two nodes the second one waits for the first, and then does nothing.
        rows.advance(run, page.next() == null ? after : run.stage(), page.next());
        Map<String, Result> results = new LinkedHashMap<>();
        List<String> refs =
                new ArrayList<>(page.usable().stream().map(Undertaking::ref).toList());
        refs.addAll(page.unusable().stream().map(Unusable::ref).toList());
        Set<String> fresh = findings.fresh(run, refs);
        for (Unusable each : page.unusable()) {
            if (fresh.remove(each.ref())) {
                results.put(each.ref(), Result.of(each.why()));
            }
        }
        for (Undertaking each : page.usable()) {
            if (fresh.remove(each.ref())) {
                results.put(each.ref(), Result.of(run.dry() ? takingOver.judge(each) : takingOver.take(each)));
            }
        }
        findings.keep(run, run.stage(), results);
    }
}
