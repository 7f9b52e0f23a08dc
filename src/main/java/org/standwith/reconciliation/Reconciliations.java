package org.standwith.reconciliation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.payments.Period;
import org.standwith.payments.Provider;
import org.standwith.problem.Problem;
import org.standwith.staff.AuditTrail;
import org.standwith.staff.StaffMember;

/** Comparing providers' statements with the books, for staff. */
@Service
public class Reconciliations {

    private final PeriodRules rules;
    private final Runs runs;
    private final Discrepancies discrepancies;
    private final Payouts payouts;
    private final Queue queue;
    private final AuditTrail audit;

    Reconciliations(
            PeriodRules rules, Runs runs, Discrepancies discrepancies, Payouts payouts, Queue queue, AuditTrail audit) {
        this.rules = rules;
        this.runs = runs;
        this.discrepancies = discrepancies;
        this.payouts = payouts;
        this.queue = queue;
        this.audit = audit;
    }

    /**
     * Has a period compared. One of a provider at a time: others wait their turn, and one that waits for the very same is not
     * asked for twice.
     *
     * @param from a day as in {@code 2026-01-31}, in the books' zone, or a moment in UTC
     * @param to the last day, included; or a moment, excluded
     * @throws Problem naming each field that is not acceptable
     */
    @Transactional
    public Run start(@Nullable String provider, @Nullable String from, @Nullable String to, StaffMember by) {
        PeriodRules.Wanted wanted = rules.check(provider, from, to);
        Period period = wanted.period();
        Run run = queue.add(wanted.provider(), period, by.actor());
        audit.record(
                by.actor(),
                "reconciliation.start",
                run.provider() + " " + run.id(),
                period.from() + " to " + period.to());
        return run;
    }

    /**
     * Has a period compared for another part of the application, in pieces of at most a year. Durable with the caller's
     * transaction.
     *
     * @param by who asked for it in the end
     * @return in the order of time
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Run> queue(Provider provider, Period period, String by) {
        List<Run> queued = new ArrayList<>();
        Instant from = period.from();
        while (from.isBefore(period.to())) {
            Instant year = from.plus(PeriodRules.LONGEST);
            Instant to = year.isBefore(period.to()) ? year : period.to();
            queued.add(queue.add(provider, new Period(from, to), by));
            from = to;
        }
        return queued;
    }

    /** The newest first, at most 100. */
    public List<Run> latest() {
        return runs.latest(100);
    }

    /** @throws Problem when there is none of this id */
    public Run run(UUID id) {
        return runs.find(id)
                .orElseThrow(() -> new Problem(
                        Problem.Kind.NOT_FOUND, "no-such-reconciliation", "There is no reconciliation of this id."));
    }

    /** What still differs of what moved in the run's period. */
    public List<Discrepancy> discrepancies(Run run) {
        return discrepancies.openIn(run.provider(), run.period());
    }

    /** How many are open, by kind. */
    public Map<Kind, Integer> open() {
        return discrepancies.counts();
    }

    /** The newest first, at most 200. */
    public List<Payout> payouts() {
        return payouts.latest(200);
    }
}
