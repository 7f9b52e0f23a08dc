package org.standwith.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.standwith.reconciliation.Account.NOON;
import static org.standwith.reconciliation.Account.dollars;
import static org.standwith.reconciliation.Account.id;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.standwith.StandwithTest;
import org.standwith.payments.Fact.DisputeWithdrawn;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.RefundMade;

/** What events never told is booked once, by whatever names the provider has for it. */
@StandwithTest
class HealingTest {

    @Autowired
    private Clock clock;

    private Account account;
    private final String one = id("");

    @BeforeEach
    void open(@Autowired ApplicationContext context) {
        account = new Account(context);
    }

    @Test
    void whatTheProviderTellsUnderAnotherNameThanItsStatementIsBookedOnce() {
        account.tell(account.paid(one, 500));
        account.line(account.paid(one, 500));
        DisputeWithdrawn onTheStatement = feeOfDispute("T0106-" + one);
        String ref = account.line(onTheStatement).ref();
        account.statement.known.put(ref, List.of(feeOfDispute("PP-D-" + one + ":FEE")));

        assertThat(account.compared().healed()).isOne();
        assertThat(account.compared().matched()).isEqualTo(2);

        assertThat(account.held()).containsExactly(dollars(500 - 1500));
        assertThat(account.differences()).isEmpty();
    }

    private DisputeWithdrawn feeOfDispute(String name) {
        return new DisputeWithdrawn(account.provider, name, "ch_" + one, dollars(0), dollars(0), dollars(1500), NOON);
    }

    @Test
    void twoRefundsThatAreAlikeAreTwo() {
        RefundMade lost = account.refunded(one + "a", 200);
        RefundMade told = account.refunded(one + "b", 200);
        account.tell(account.paid(one, 500), ofTheSame(told));
        account.line(account.paid(one, 500));
        account.line(ofTheSame(lost));
        account.line(ofTheSame(told));

        assertThat(account.compared().healed()).isOne();

        assertThat(account.held()).containsExactly(dollars(100));
        assertThat(account.differences()).isEmpty();
    }

    private RefundMade ofTheSame(RefundMade refund) {
        return new RefundMade(refund.provider(), refund.refund(), "ch_" + one, refund.amount(), refund.at());
    }

    @Test
    void aRunReadsUntilItsBeginningHoweverLongItTakes() {
        Instant now = clock.instant();
        Instant today = now.minus(Duration.ofMinutes(30));
        for (int i = 0; i < 3; i++) {
            account.line(new PaymentSucceeded(account.provider, id("ch_"), dollars(500), today));
        }
        account.statement.pageSize = 1;

        account.carriedOut(account.askedFor(now.minus(Duration.ofHours(1))));

        assertThat(account.statement.periods).hasSize(3);
        assertThat(account.statement.periods.stream().distinct()).hasSize(1);
    }
}
