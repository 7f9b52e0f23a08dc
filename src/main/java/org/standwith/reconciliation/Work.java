package org.standwith.reconciliation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.joda.money.Money;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.ledger.Clearing;
import org.standwith.payments.PaymentProvider;
import org.standwith.payments.Period;
import org.standwith.payments.ProviderSilent;
import org.standwith.payments.Providers;
import org.standwith.payments.Statement;
import org.standwith.payments.Statements;
import org.standwith.reconciliation.PageWork.Counts;
import org.standwith.reconciliation.Run.Stage;
import org.standwith.reconciliation.Run.Status;
import org.standwith.reconciliation.StatementLines.Unseen;

/**
 * Carries runs out, one of a provider at a time and in the order in which they were asked for. Whoever takes over after a crash repeats nothing that was committed, and leaves
 * nothing out.
 */
@Component
class Work {

    /** A line and its entry may be dated by two clocks: they stand on two sides of a midnight then. */
    private static final Duration MARGIN = Duration.ofHours(1);

    private static final int AT_ONCE = 200;

    /** How long a run may come no further before it is given up, so that others have their turn. */
    private static final Duration PATIENCE = Duration.ofDays(3);

    private static final Logger log = LoggerFactory.getLogger(Work.class);

    /** How far a run has come. */
    enum Outcome {
        OVER,
        /** One of the same provider that was asked for before is not over. */
        NOT_ITS_TURN,
        PROVIDER_SILENT
    }

    private final Providers providers;
    private final Runs runs;
    private final Pages pages;
    private final PayoutWork payouts;
    private final StatementLines lines;
    private final Discrepancies discrepancies;
    private final Clearing clearing;
    private final BooksDays days;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Work(
            Providers providers,
            Runs runs,
            Pages pages,
            PayoutWork payouts,
            StatementLines lines,
            Discrepancies discrepancies,
            Clearing clearing,
            BooksDays days,
            TransactionTemplate transaction,
            Clock clock) {
        this.providers = providers;
        this.runs = runs;
        this.pages = pages;
        this.payouts = payouts;
        this.lines = lines;
        this.discrepancies = discrepancies;
        this.clearing = clearing;
        this.days = days;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Carries a run out, as far as that is possible now. */
    Outcome carryOut(UUID id) {
        Run run = runs.find(id).orElseThrow();
        PaymentProvider provider = providers.named(run.provider().name()).orElse(null);
        if (provider == null || run.status() == Status.DONE || run.status() == Status.FAILED) {
            return Outcome.OVER;
        }
        return carryOut(run, provider.statements());
    }

    Outcome carryOut(Run waiting, Statements statements) {
        if (!runs.isItsTurn(waiting)) {
            return Outcome.NOT_ITS_TURN;
        }
        runs.start(waiting);
        Run run;
        try {
            do {
                run = runs.find(waiting.id()).orElseThrow();
                step(run, statements);
            } while (run.stage() != Stage.PAYOUTS);
            return Outcome.OVER;
        } catch (ProviderSilent silent) {
            return inVain(waiting, silent.reason());
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("provider", waiting.provider().name())
                    .setCause(e)
                    .log("A comparison came upon a fault");
            // Not for ever: those of the other days wait for it.
            return inVain(waiting, "a fault of ours, " + e.getClass().getSimpleName());
        }
    }

    private Outcome inVain(Run run, String reason) {
        runs.waitsFor(run, reason);
        if (clock.instant().isBefore(runs.progressOf(run).plus(PATIENCE))) {
            return Outcome.PROVIDER_SILENT;
        }
        log.atWarn()
                .addKeyValue("provider", run.provider().name())
                .addKeyValue("reason", reason)
                .log("A statement could not be compared with the books");
        runs.giveUp(run);
        return Outcome.OVER;
    }

    private static Instant startOf(Run run) {
        return run.started() == null ? run.requested() : run.started();
    }

    private void step(Run run, Statements statements) {
        switch (run.stage()) {
            case LINES -> {
                switch (statements.of(read(run), run.next())) {
                    case Statement.Page page -> pages.take(run, page, statements);
                    case Statement.NotTold not -> throw new ProviderSilent(run.provider(), not.reason());
                    case Statement.Unavailable none -> throw new ProviderSilent(run.provider(), none.reason());
                }
            }
            case BOOKS -> onlyInTheBooks(run, statements);
            case PAYOUTS -> {
                payouts.settle(run, statements);
                runs.finish(run);
            }
            case OVER -> {
                // Nothing is left of it.
            }
        }
    }

    /**
     * A little more than was asked for, and nothing that is still to come when it begins: a run that followed the time would never
     * be at its end.
     */
    private static Period read(Run run) {
        Instant began = startOf(run);
        Instant to = run.period().to().plus(MARGIN);
        return new Period(run.period().from().minus(MARGIN), to.isBefore(began) ? to : began);
    }

    private void onlyInTheBooks(Run run, Statements statements) {
        Instant due = startOf(run).minus(statements.lateness());
        List<Unseen> unseen;
        do {
            unseen = lines.unseen(
                    run.provider(), days.first(run.period()), days.end(run.period()), due, days.of(due), AT_ONCE);
            report(run, unseen);
        } while (unseen.size() == AT_ONCE);
        transaction.executeWithoutResult(status -> runs.advance(run, Stage.PAYOUTS, null, new Counts(0, 0, 0)));
    }

    private void report(Run run, List<Unseen> unseen) {
        Map<String, List<Money>> books = clearing.of(
                run.provider().name(), unseen.stream().map(Unseen::key).toList());
        List<Finding> findings = unseen.stream()
                .map(each -> new Finding(
                        Kind.MISSING_AT_PROVIDER,
                        each.key(),
                        null,
                        books.getOrDefault(each.key(), List.of()).stream()
                                .findFirst()
                                .orElse(null),
                        days.start(each.day())))
                .toList();
        transaction.executeWithoutResult(status -> discrepancies.found(run.provider(), findings, run.number()));
    }
}
