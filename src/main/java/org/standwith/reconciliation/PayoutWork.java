package org.standwith.reconciliation;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.payments.ProviderSilent;
import org.standwith.payments.Statement;
import org.standwith.payments.Statements;

/** Closes payouts whose lines sum to them, and tells of the others. */
@Component
class PayoutWork {

    /** Stripe says what a payout is made of when it has arrived; after this long something is wrong. */
    private static final Duration KNOWN_BY_NOW = Duration.ofDays(3);

    private final Payouts payouts;
    private final Pages pages;
    private final StatementLines lines;
    private final Discrepancies discrepancies;
    private final TransactionTemplate transaction;
    private final Clock clock;

    PayoutWork(
            Payouts payouts,
            Pages pages,
            StatementLines lines,
            Discrepancies discrepancies,
            TransactionTemplate transaction,
            Clock clock) {
        this.payouts = payouts;
        this.pages = pages;
        this.lines = lines;
        this.discrepancies = discrepancies;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** @throws ProviderSilent when the provider did not answer */
    void settle(Run run, Statements statements) {
        for (Payout payout : payouts.open(run.provider(), run.period().to())) {
            if (isTold(run, payout, statements)) {
                itemised(run, payout);
            } else {
                byBalance(run, payout);
            }
        }
    }

    /** Reads what it is made of; false where the provider does not say. */
    private boolean isTold(Run run, Payout payout, Statements statements) {
        String next = null;
        do {
            switch (statements.ofPayout(payout.payout(), next)) {
                case Statement.Page page -> {
                    pages.takeOf(payout.payout(), run, page, statements);
                    next = page.next();
                }
                case Statement.NotTold not -> {
                    return false;
                }
                case Statement.Unavailable none -> throw new ProviderSilent(run.provider(), none.reason());
            }
        } while (next != null);
        return true;
    }

    private void itemised(Run run, Payout payout) {
        Money sum = lines.sumOf(run.provider(), payout.payout(), currency(payout));
        transaction.executeWithoutResult(status -> {
            if (sum.equals(payout.amount())) {
                close(run, payout, sum);
            } else {
                payouts.sums(payout, sum);
                tell(run, payout, sum);
            }
        });
    }

    /**
     * Where nobody says what it is made of: all that had come since the one before, if that was all that was there, or if what
     * the provider says was left before and after it accounts for the difference.
     */
    private void byBalance(Run run, Payout payout) {
        Money sum = lines.sumOfLoose(run.provider(), currency(payout), payout.sent());
        Money left = payouts.left(payout).orElse(null);
        boolean explained = sum.equals(payout.amount())
                || (left != null
                        && payouts.leftBefore(payout)
                                .plus(sum)
                                .minus(payout.amount())
                                .equals(left));
        transaction.executeWithoutResult(status -> {
            if (explained) {
                lines.assign(run.provider(), currency(payout), payout.sent(), payout.payout());
                close(run, payout, payout.amount());
            } else if (clock.instant().isAfter(payout.sent().plus(KNOWN_BY_NOW))) {
                payouts.sums(payout, sum);
                tell(run, payout, sum);
            }
        });
    }

    private void close(Run run, Payout payout, Money sum) {
        payouts.close(payout, sum);
        discrepancies.closed(run.provider(), key(payout));
    }

    private void tell(Run run, Payout payout, @Nullable Money sum) {
        Finding finding = new Finding(Kind.UNMATCHED_PAYOUT, key(payout), payout.amount(), sum, payout.sent());
        discrepancies.found(run.provider(), List.of(finding), run.number());
    }

    private static String key(Payout payout) {
        return "payout:" + payout.payout();
    }

    private static CurrencyUnit currency(Payout payout) {
        return payout.amount().getCurrencyUnit();
    }
}
