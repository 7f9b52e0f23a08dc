package org.standwith.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.standwith.money.Cadence;

/**
 * An entry that balances in every currency; one that does not cannot be made.
 *
 * @param provider where the money is or was
 * @param key unique per provider: the key of the fact that it follows from
 * @param at when it happened; the value date is its day in the books' zone
 */
public record JournalEntry(String provider, String key, Kind kind, Instant at, List<Posting> postings) {

    /** Ends the key of the entry that moves money out of suspense. */
    static final String LINKED = "#linked";

    /** Why money moved. */
    public enum Kind {
        PAYMENT,
        SETTLEMENT,
        REFUND,
        REFUND_FAILED,
        DISPUTE_WITHDRAWN,
        DISPUTE_REINSTATED,
        PAYOUT,
        PAYOUT_FAILED,
        ACCOUNT_CHARGE,
        DEPOSIT,
        RESERVE,
        EXCHANGE,
        ADJUSTMENT,
        /** Staff made an entry agree with the provider's statement. */
        CORRECTION
    }

    public JournalEntry {
        postings = List.copyOf(postings);
        Map<CurrencyUnit, Money> sums = new TreeMap<>();
        postings.forEach(each -> sums.merge(each.amount().getCurrencyUnit(), each.amount(), Money::plus));
        sums.values().stream().filter(sum -> !sum.isZero()).findAny().ifPresent(sum -> {
            throw new IllegalArgumentException("The entry " + key + " does not balance: " + sum);
        });
    }

    /**
     * Starts an entry.
     *
     * @param cadence of the contribution that the money belongs to; null while that is not known, and then suspense
     *     stands in for what counts towards income
     */
    public static Draft draft(String provider, String key, Kind kind, Instant at, @Nullable Cadence cadence) {
        return new Draft(provider, key, kind, at, cadence, new ArrayList<>());
    }

    /** An entry in the making; amounts are positive, lines of nothing are left out. */
    public record Draft(
            String provider,
            String key,
            Kind kind,
            Instant at,
            @Nullable Cadence cadence,
            List<Line> lines) {

        /** A line before it is known what stands on which account. */
        public record Line(Account account, Money amount) {

            Posting with(Cadence cadence) {
                return new Posting(account, amount, account.mayHaveCadence() ? cadence : null);
            }

            Posting withoutCadence() {
                return new Posting(account.isResult() ? Account.SUSPENSE : account, amount, null);
            }
        }

        public Draft debit(Account account, Money amount) {
            if (!amount.isZero()) {
                lines.add(new Line(account, amount));
            }
            return this;
        }

        public Draft credit(Account account, Money amount) {
            return debit(account, amount.negated());
        }

        public JournalEntry entry() {
            Cadence known = cadence;
            List<Posting> postings = lines.stream()
                    .map(line -> known == null ? line.withoutCadence() : line.with(known))
                    .toList();
            return new JournalEntry(provider, key, kind, at, postings);
        }

        /** The second entry, which moves out of suspense what this draft put there before its cadence was known. */
        public JournalEntry outOfSuspense(Cadence known) {
            List<Posting> moves = new ArrayList<>();
            for (Line line : lines) {
                if (line.account().mayHaveCadence()) {
                    moves.add(line.with(known));
                    moves.add(new Line(line.account(), line.amount().negated()).withoutCadence());
                }
            }
            return new JournalEntry(provider, key + LINKED, kind, at, moves);
        }
    }
}
