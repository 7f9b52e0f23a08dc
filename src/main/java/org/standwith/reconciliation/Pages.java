package org.standwith.reconciliation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.payments.Contention;
import org.standwith.payments.Fact;
import org.standwith.payments.Statement;
import org.standwith.payments.Statements;
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
        Stage next = page.next() == null ? Stage.BOOKS : Stage.LINES;
        take(run, page, statements, null, next, page.next());
    }

    /** A page of the lines that a payout is made of. */
    void takeOf(String payout, Run run, Statement.Page page, Statements statements) {
        take(run, page, statements, payout, Stage.PAYOUTS, null);
    }

    private void take(
            Run run,
            Statement.Page page,
            Statements statements,
            @Nullable String payout,
            Stage stage,
            @Nullable String next) {
        List<Examined> examined = names.examine(run.provider(), page.lines());
        List<Fact> explained = explanations.of(
                examined.stream().filter(Examined::lacking).map(Examined::line).toList(), statements);
        Contention.outlast(() -> transaction.executeWithoutResult(status -> {
            Counts counts = work.take(run, examined, explained, payout);
            work.report(run, page.unreadable());
            runs.advance(run, stage, next, counts);
        }));
    }
}
