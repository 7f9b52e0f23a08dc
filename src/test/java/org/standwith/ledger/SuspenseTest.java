package org.standwith.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.StandwithTest;
import org.standwith.ledger.JournalEntry.Draft;
import org.standwith.ledger.JournalEntry.Kind;
import org.standwith.ledger.Suspense.Held;
import org.standwith.money.Cadence;

@StandwithTest
class SuspenseTest {

    private static final Money FIVE = Money.parse("USD 5.00");
    private static final Instant AT = Instant.parse("2026-01-31T12:00:00Z");

    @Autowired
    Suspense suspense;

    @Autowired
    Ledger ledger;

    @Autowired
    TransactionTemplate transaction;

    private final String payment = "ch_" + UUID.randomUUID();

    @Test
    void whatBelongsToNothingKnownIsHeldUntilItDoes() {
        Draft draft = JournalEntry.draft("STRIPE", "payment:" + payment, Kind.PAYMENT, AT, null)
                .debit(Account.CLEARING, FIVE)
                .credit(Account.CONTRIBUTIONS, FIVE);

        post(draft.entry());
        assertThat(mine()).containsExactly(new Held("STRIPE", payment, FIVE, YearMonth.of(2026, 1)));

        post(draft.outOfSuspense(Cadence.MONTHLY));
        assertThat(mine()).isEmpty();
    }

    private List<Held> mine() {
        return suspense.oldest(10_000).stream()
                .filter(each -> each.ref().equals(payment))
                .toList();
    }

    private void post(JournalEntry entry) {
        transaction.executeWithoutResult(status -> ledger.post(List.of(entry)));
    }
}
