package org.standwith.imports;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.problem.Problem;
import org.standwith.reconciliation.PeriodRules;
import org.standwith.reconciliation.Reconciliations;
import org.standwith.reconciliation.Run;
import org.standwith.staff.AuditTrail;
import org.standwith.staff.StaffMember;

/** Taking over providers' accounts, for staff. */
@Service
public class Imports {

    /** As long as books have to be kept in most places. */
    private static final Duration LONGEST = Duration.ofDays(10 * 366);

    private final PeriodRules rules;
    private final ImportRows rows;
    private final Findings findings;
    private final Reconciliations reconciliations;
    private final AuditTrail audit;
    private final Clock clock;

    /** Looked up late: its tasks need who puts them there. */
    private final ObjectProvider<SchedulerClient> tasks;

    Imports(
            PeriodRules rules,
            ImportRows rows,
            Findings findings,
            Reconciliations reconciliations,
            AuditTrail audit,
            Clock clock,
            ObjectProvider<SchedulerClient> tasks) {
        this.rules = rules;
        this.rows = rows;
        this.findings = findings;
        this.reconciliations = reconciliations;
        this.audit = audit;
        this.clock = clock;
        this.tasks = tasks;
    }

    /**
     * Has an account taken over: every subscription that goes on, and the single payments of a period. Where the provider has
     * no list of subscriptions, as PayPal has none, those that were paid in the period. One of a provider at a time: others
     * wait their turn, and one that waits for the very same is not asked for twice.
     *
     * @param from a day as in {@code 2026-01-31}, in the books' zone, or a moment in UTC
     * @param to the last day, included; or a moment, excluded
     * @param dry whether it is only to be found out what would be taken
     * @throws Problem naming each field that is not acceptable, or saying that it has to be tried first
     */
    @Transactional
    public Import start(
            @Nullable String provider, @Nullable String from, @Nullable String to, boolean dry, StaffMember by) {
        PeriodRules.Wanted wanted = rules.check(
                provider, from, to, LONGEST, known -> known.undertakings().reach());
        if (!dry && !rows.isTried(wanted.provider(), wanted.period())) {
            throw new Problem(
                    Problem.Kind.CONFLICT,
                    "no-dry-run",
                    "An import is tried before it is done: start a dry run of the same provider and period, and look"
                            + " at what it finds.");
        }
        Import run = rows.same(wanted.provider(), wanted.period(), dry).orElseGet(() -> {
            Import added = rows.add(wanted.provider(), wanted.period(), dry, by.actor());
            tasks.getObject()
                    .scheduleIfNotExists(
                            ImportTasks.RUN.instance(added.id().toString()).scheduledTo(clock.instant()));
            return added;
        });
        audit.record(
                by.actor(),
                dry ? "import.try" : "import.start",
                run.provider() + " " + run.id(),
                run.period().from() + " to " + run.period().to());
        return run;
    }

    /** The newest first, at most 100. */
    public List<Import> latest() {
        return rows.latest(100);
    }

    /** @throws Problem when there is none of this id */
    public Import find(UUID id) {
        return rows.find(id)
                .orElseThrow(
                        () -> new Problem(Problem.Kind.NOT_FOUND, "no-such-import", "There is no import of this id."));
    }

    /** What it has come to so far. */
    public Report report(Import run) {
        return findings.report(run.id());
    }

    /** The comparisons that fetch what the books lack of its period, in the order of time; none of a dry one. */
    public List<Run> reconciliations(Import run) {
        return rows.reconciliations(run.id()).stream()
                .map(reconciliations::run)
                .sorted(Comparator.comparing(each -> each.period().from()))
                .toList();
    }
}
