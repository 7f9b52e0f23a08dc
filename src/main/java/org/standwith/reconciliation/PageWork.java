package org.standwith.reconciliation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.payments.AccountFact;
import org.standwith.payments.Door;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.Movement;
import org.standwith.payments.StatementLine;
import org.standwith.reconciliation.Names.Examination;
import org.standwith.reconciliation.StatementLines.Kept;

/**
 * One page of a statement beside the books: what they lack goes through the door, and what differs is kept. To be called in the
 * transaction that notes how far the run is.
 */
@Component
class PageWork {

    /** @param healed those that the books lacked */
    record Counts(long read, long matched, long healed) {}

    private final Door door;
    private final Names names;
    private final StatementLines kept;
    private final Discrepancies discrepancies;
    private final Payouts payouts;

    PageWork(Door door, Names names, StatementLines kept, Discrepancies discrepancies, Payouts payouts) {
        this.door = door;
        this.names = names;
        this.kept = kept;
        this.discrepancies = discrepancies;
        this.payouts = payouts;
    }

    /**
     * @param before as it was found
     * @param explained what the provider says of those that are lacking
     * @param payout of which these are the lines; null where that is not asked
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Counts take(Run run, Examination before, List<Fact> explained, @Nullable String payout) {
        Examination now = before.lacking().isEmpty() ? before : heal(run, before, explained);
        List<StatementLine> lines = now.lines().stream().map(Examined::line).toList();
        Tally tally = new Tally(kept.seen(run.provider(), mainKeys(lines), run.number()));
        long matched = 0;
        long cured = 0;
        for (int i = 0; i < lines.size(); i++) {
            StatementLine line = lines.get(i);
            boolean agrees = tally.add(line, Comparison.of(line, now.books()));
            boolean ours = run.period().contains(line.at());
            matched += agrees && ours && !before.lines().get(i).lacking() ? 1 : 0;
            cured += agrees && before.lines().get(i).lacking() ? 1 : 0;
        }
        kept.keep(run.provider(), List.copyOf(tally.fresh.values()), run.number(), payout);
        balances(run, lines);
        discrepancies.found(run.provider(), tally.differences(), run.number());
        if (discrepancies.anyOpen(run.provider())) {
            discrepancies.arrived(run.provider(), tally.fresh.keySet());
            discrepancies.cured(run.provider(), tally.agreed);
        }
        long read =
                lines.stream().filter(line -> run.period().contains(line.at())).count();
        return payout == null ? new Counts(read, matched, cured) : new Counts(0, 0, cured);
    }

    /** Lines of which nothing but the id is known: to be called in the same transaction. */
    void report(Run run, List<String> unreadable) {
        List<Finding> findings = unreadable.stream()
                .map(ref -> new Finding(
                        Kind.UNREADABLE,
                        Discrepancies.unreadable(ref),
                        null,
                        null,
                        run.period().from()))
                .toList();
        discrepancies.found(run.provider(), findings, run.number());
    }

    /** Lets in what the books lacked, which they may know under another name from now on. */
    private Examination heal(Run run, Examination before, List<Fact> explained) {
        List<StatementLine> lacking = before.lacking();
        Set<String> told = lacking.stream()
                .flatMap(line -> line.tells().stream())
                .map(Movement::key)
                .collect(Collectors.toSet());
        // First what lines do not say themselves: it may be the same under another name.
        door.admit(explained.stream().filter(each -> !told.contains(each.key())).toList());
        List<Fact> own = names.examine(run.provider(), lacking).lacking().stream()
                .flatMap(line -> line.tells().stream())
                .collect(Collectors.toList());
        door.admit(own);
        return names.examine(
                run.provider(), before.lines().stream().map(Examined::line).toList());
    }

    private void balances(Run run, List<StatementLine> lines) {
        for (StatementLine line : lines) {
            if (line.balance() != null
                    && !line.tells().isEmpty()
                    && line.tells().getFirst() instanceof Fact.PayoutSent sent) {
                payouts.left(run.provider(), sent.payout(), line.balance());
            }
        }
    }

    private static List<String> mainKeys(List<StatementLine> lines) {
        return lines.stream()
                .flatMap(line -> line.tells().stream().limit(1))
                .map(Movement::key)
                .toList();
    }

    /** What one page came to. */
    private static final class Tally {

        private final Map<String, Kept> seen;
        private final Map<String, Kept> fresh = new LinkedHashMap<>();
        private final List<Finding> findings = new ArrayList<>();
        private final Set<String> agreed = new TreeSet<>();

        Tally(Map<String, Kept> seen) {
            this.seen = seen;
        }

        /** @return whether the books agree with this line, and it was not here before */
        boolean add(StatementLine line, Comparison comparison) {
            boolean agrees = switch (comparison) {
                case Comparison.Agrees yes -> true;
                case Comparison.Differs differs -> {
                    findings.addAll(differs.findings());
                    yield false;
                }
                case Comparison.Lacks lacks -> throw new IllegalStateException("What was let in is not in the books");
            };
            if (line.standing() != StatementLine.Standing.POSTED) {
                return agrees;
            }
            Movement main = line.tells().getFirst();
            if (agrees) {
                line.tells().forEach(each -> agreed.add(each.key()));
            }
            if (main instanceof AccountFact.Adjusted unknown) {
                findings.add(new Finding(Kind.UNEXPLAINED, main.key(), line.net(), unknown.amount(), line.at()));
            }
            Kept now = new Kept(main.key(), line.net(), line.at());
            Kept before = seen.get(main.key());
            boolean onThisPage = fresh.containsKey(main.key());
            if (onThisPage || (before != null && !before.equals(now))) {
                findings.add(new Finding(
                        Kind.DUPLICATE,
                        main.key(),
                        Comparison.expected(main).stream().findFirst().orElse(line.net()),
                        null,
                        line.at()));
            }
            if (!onThisPage || agrees) {
                fresh.put(main.key(), now);
            }
            // Pages shift while lines are added to them: one that comes again as it was is the same.
            return agrees && !onThisPage && before == null;
        }

        /** An id that comes twice agrees once. */
        List<Finding> differences() {
            return findings.stream()
                    .filter(each -> !each.kind().isCuredByAgreement() || !agreed.contains(each.key()))
                    .toList();
        }
    }
}
