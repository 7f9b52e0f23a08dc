package org.standwith.reconciliation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.standwith.payments.Fact;
import org.standwith.payments.Inquiry;
import org.standwith.payments.StatementLine;
import org.standwith.payments.Statements;

/** Asks a provider about lines that the books lack, some at once. */
@Component
class Explanations implements DisposableBean {

    /** As many as a provider's rate limits bear beside everything else. */
    private static final int AT_ONCE = 4;

    private final ExecutorService asking =
            Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory());

    /**
     * All that the provider says of these. Of a line about which it keeps silent there is nothing: then what the line itself
     * tells has to do, and whose it is, is asked about by the inbox.
     */
    List<Fact> of(List<StatementLine> lines, Statements statements) {
        List<Callable<Inquiry>> questions = new ArrayList<>();
        lines.forEach(line -> questions.add(() -> statements.explain(line)));
        try {
            List<Fact> facts = new ArrayList<>();
            for (Future<Inquiry> answer : asking.invokeAll(questions)) {
                if (answer.get() instanceof Inquiry.Answered answered) {
                    facts.addAll(answered.facts());
                }
            }
            return facts;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            // The node is going down; another one goes on with this page.
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }

    @Override
    public void destroy() {
        asking.shutdownNow();
    }
}
