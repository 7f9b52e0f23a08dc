package org.standwith.imports;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.contributions.TakingOver;
import org.standwith.imports.Import.Stage;
import org.standwith.imports.Import.Status;
import org.standwith.payments.PaymentProvider;
import org.standwith.payments.Period;
import org.standwith.payments.ProviderSilent;
import org.standwith.payments.Providers;
import org.standwith.payments.Undertakings;
import org.standwith.payments.Undertakings.Answer;
import org.standwith.reconciliation.Reconciliations;
import org.standwith.reconciliation.Run;

/**
 * Carries imports out, one of a provider at a time and in the order in which they were asked for. Whoever takes over after a
 * crash repeats nothing that was committed, and leaves nothing out.
 */
@Component
class ImportWork {

    /** How long an import may come no further before it is given up, so that others have their turn. */
    private static final Duration PATIENCE = Duration.ofDays(3);

    private static final Logger log = LoggerFactory.getLogger(ImportWork.class);

    /** How far an import has come. */
    enum Outcome {
        OVER,
        /** One of the same provider that was asked for before is not over, or another node goes on with this. */
        NOT_ITS_TURN,
        /** The provider was silent, or we failed. */
        HELD_UP
    }

    private final Providers providers;
    private final ImportRows rows;
    private final Findings findings;
    private final PageTaking pages;
    private final TakingOver takingOver;
    private final Reconciliations reconciliations;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ImportWork(
            Providers providers,
            ImportRows rows,
            Findings findings,
            PageTaking pages,
            TakingOver takingOver,
            Reconciliations reconciliations,
            TransactionTemplate transaction,
            Clock clock) {
        this.providers = providers;
        this.rows = rows;
        this.findings = findings;
        this.pages = pages;
        this.takingOver = takingOver;
        this.reconciliations = reconciliations;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Carries an import out, as far as that is possible now. */
    Outcome carryOut(UUID id) {
        Import run = rows.find(id).orElseThrow();
        PaymentProvider provider = providers.named(run.provider().name()).orElse(null);
        if (provider == null || run.status() == Status.DONE || run.status() == Status.FAILED) {
            return Outcome.OVER;
        }
        return carryOut(run, provider.undertakings());
    }

    Outcome carryOut(Import waiting, Undertakings undertakings) {
        if (!rows.isItsTurn(waiting)) {
            return Outcome.NOT_ITS_TURN;
        }
        rows.start(waiting);
        try {
            Import run = rows.find(waiting.id()).orElseThrow();
            while (run.stage() != Stage.OVER) {
                step(run, undertakings);
                run = rows.find(waiting.id()).orElseThrow();
            }
            return Outcome.OVER;
        } catch (ProviderSilent silent) {
            return heldUp(waiting, silent.reason());
        } catch (OptimisticLockingFailureException overtaken) {
            return Outcome.NOT_ITS_TURN;
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("provider", waiting.provider().name())
                    .setCause(e)
                    .log("An import failed, and is tried again");
            // Not its message, which may quote what somebody wrote.
            return heldUp(waiting, "an error of ours, " + e.getClass().getSimpleName());
        }
    }

    private Outcome heldUp(Import waiting, String reason) {
        Import run = rows.find(waiting.id()).orElseThrow();
        rows.waitsFor(run, reason);
        Instant last = run.progressed() == null ? run.requested() : run.progressed();
        if (clock.instant().isBefore(last.plus(PATIENCE))) {
            return Outcome.HELD_UP;
        }
        log.atWarn()
                .addKeyValue("provider", run.provider().name())
                .addKeyValue("reason", reason)
                .log("An import was given up");
        transaction.executeWithoutResult(status -> rows.giveUp(run));
        return Outcome.OVER;
    }

    private void step(Import run, Undertakings undertakings) {
        switch (run.stage()) {
            case SUBSCRIPTIONS ->
                pages.take(
                        run,
                        answered(
                                run,
                                undertakings.subscriptions(read(run), run.next(), refs -> findings.fresh(run, refs))),
                        Stage.PAYMENTS);
            case PAYMENTS -> pages.take(run, answered(run, undertakings.payments(read(run), run.next())), Stage.BOOKS);
            case BOOKS -> transaction.executeWithoutResult(status -> complete(run));
            case OVER -> {
                // Nothing is left of it.
            }
        }
    }

    private Answer.Page answered(Import run, Answer answer) {
        if (!takingOver.isPossible()) {
            throw new ProviderSilent(run.provider(), "no policy can be trusted");
        }
        return switch (answer) {
            case Answer.Page page -> page;
            case Answer.Unavailable none -> throw new ProviderSilent(run.provider(), none.reason());
        };
    }

    /** Nothing that is still to come. */
    private Period read(Import run) {
        Instant now = clock.instant();
        return run.period().to().isBefore(now)
                ? run.period()
                : new Period(run.period().from(), now);
    }

    private void complete(Import run) {
        if (!run.dry()) {
            List<Run> queued = reconciliations.queue(run.provider(), run.period(), run.requestedBy());
            rows.compare(run, queued.stream().map(Run::id).toList());
        }
        rows.finish(run);
    }
}
