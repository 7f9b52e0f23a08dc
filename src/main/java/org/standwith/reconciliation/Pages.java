package org.standwith.reconciliation;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.payments.Contention;
import org.standwith.payments.Fact;
import org.standwith.payments.Statement;
import org.standwith.payments.Statements;
import org.standwith.reconciliation.Names.Examination;
import org.standwith.reconciliation.PageWork.Counts;
import org.standwith.reconciliation.Run.Stage;

/** Takes pages of a statement, each in a transaction of its own with the note of where to go on. */
@Component
class Pages {

    private final Runs runs;
    private final Names names;
    private final PageWork work;
    private final Explanations explanations;
    private final TransactionTemplate transaction;

    Pages(Runs runs, Names names, PageWork work, Explanations explanations, TransactionTemplate transaction) {
        this.runs = runs;
        this.names = names;
        this.work = work;
        this.explanations = explanations;
        this.transaction = transaction;
    }

    /** A page of the run's period, after which it is to go on with the next one, or with the books. */
    void take(Run run, Statement.Page page, Statements statements) {
        take(new Step(run, page, null, page.next() == null ? Stage.BOOKS : Stage.LINES, page.next()), statements);
    }

    /** A page of the lines that a payout is made of. */
    void takeOf(String payout, Run run, Statement.Page page, Statements statements) {
        take(new Step(run, page, payout, Stage.PAYOUTS, null), statements);
    }

    /** @param payout of which these are the lines; null where that is not asked */
    private record Step(
            Run run,
            Statement.Page page,
            @Nullable String payout,
            Stage stage,
            @Nullable String next) {}

    private void take(Step step, Statements statements) {
        Optional<Examination> lacking = Contention.outlast(() -> transaction.execute(status -> {
            Examination found = names.examine(step.run.provider(), step.page.lines());
            if (!found.lacking().isEmpty()) {
                // The provider is not asked while a transaction is open.
                return Optional.of(found);
            }
            commit(step, found, List.of());
            return Optional.<Examination>empty();
        }));
        lacking.ifPresent(found -> {
            List<Fact> explained = explanations.of(found.lacking(), statements);
            Contention.outlast(() -> transaction.executeWithoutResult(status -> commit(step, found, explained)));
        });
    }

    private void commit(Step step, Examination found, List<Fact> explained) {
        Counts counts = work.take(step.run, found, explained, step.payout);
        work.report(step.run, step.page.unreadable());
        runs.advance(step.run, step.stage, step.next, counts);
    }
}
