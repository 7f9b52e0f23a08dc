package org.standwith.reconciliation;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.joda.money.Money;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.ledger.Clearing;
import org.standwith.problem.Problem;
import org.standwith.staff.AuditTrail;
import org.standwith.staff.StaffMember;

/** What staff do about discrepancies: take them on, explain them, and have the books corrected. */
@Service
public class Differences {

    private static final int LONGEST_NOTE = 500;

    private final Discrepancies discrepancies;
    private final Payouts payouts;
    private final StatementLines lines;
    private final Clearing clearing;
    private final AuditTrail audit;

    Differences(
            Discrepancies discrepancies, Payouts payouts, StatementLines lines, Clearing clearing, AuditTrail audit) {
        this.discrepancies = discrepancies;
        this.payouts = payouts;
        this.lines = lines;
        this.clearing = clearing;
        this.audit = audit;
    }

    /** Those that nobody has explained, the oldest first; at most so many. */
    public List<Discrepancy> open(int most) {
        return discrepancies.open(most);
    }

    /** How many nobody has explained. */
    public long countOpen() {
        return discrepancies.countOpen();
    }

    /** The last hundred that were, the newest first. */
    public List<Discrepancy> resolved() {
        return discrepancies.resolved(100);
    }

    /** @throws Problem when there is none of this id */
    public Discrepancy find(UUID id) {
        return discrepancies.find(id).orElseThrow(Differences::unknown);
    }

    /** From now on this is theirs to explain, whoever had it before. */
    @Transactional
    public Discrepancy take(UUID id, StaffMember by) {
        Discrepancy taken =
                discrepancies.lock(id).orElseThrow(Differences::unknown).getValue();
        discrepancies.take(id, by.getUsername());
        audit.record(
                by.actor(), "discrepancy.take", subject(taken), taken.kind().name());
        return find(id);
    }

    /**
     * Explains it.
     *
     * @param correct whether an entry is posted that makes the books say what the statement says
     * @throws Problem when the note is missing or too long, or where no entry can correct it
     */
    @Transactional
    public Resolving resolve(UUID id, String note, boolean correct, StaffMember by) {
        String words = note.strip();
        if (words.isEmpty() || words.length() > LONGEST_NOTE) {
            throw Problem.invalid("note", "What became of it, in at most " + LONGEST_NOTE + " letters.");
        }
        Map.Entry<String, Discrepancy> locked = discrepancies.lock(id).orElseThrow(Differences::unknown);
        Discrepancy discrepancy = locked.getValue();
        if (!discrepancy.isOpen()) {
            return new Resolving.ResolvedBefore(discrepancy);
        }
        if (correct && !discrepancy.kind().isCorrectable()) {
            throw Problem.invalid("correct", "No entry can correct this. A note explains it.");
        }
        if (correct) {
            Money expected = discrepancy.kind().told(discrepancy.expected());
            clearing.correct(
                    discrepancy.provider().name(),
                    locked.getKey(),
                    UUID.randomUUID().toString(),
                    expected == null ? List.of() : List.of(expected));
        }
        if (discrepancy.kind() == Kind.UNMATCHED_PAYOUT) {
            accept(discrepancy);
        }
        discrepancies.resolve(id, by.actor(), words, correct);
        // The note may name things that the trail must not: it stays with the discrepancy.
        audit.record(
                by.actor(),
                correct ? "discrepancy.correct" : "discrepancy.resolve",
                subject(discrepancy),
                discrepancy.kind().name());
        return new Resolving.Resolved(find(id), correct);
    }

    /** What had come until then is accounted for by it, so that the next one is looked at by itself. */
    private void accept(Discrepancy discrepancy) {
        payouts.find(discrepancy.provider(), discrepancy.providerRef()).ifPresent(payout -> {
            lines.assign(payout.provider(), payout.amount().getCurrencyUnit(), payout.sent(), payout.payout());
            payouts.accept(payout);
        });
    }

    /** By our id: the provider's may lead to a payment, and the trail is for good. */
    private static String subject(Discrepancy discrepancy) {
        return discrepancy.provider() + " " + discrepancy.id();
    }

    private static Problem unknown() {
        return new Problem(Problem.Kind.NOT_FOUND, "no-such-discrepancy", "There is no discrepancy of this id.");
    }
}
