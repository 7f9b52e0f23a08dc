package org.standwith.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.standwith.reconciliation.Account.NOON;
import static org.standwith.reconciliation.Account.dollars;
import static org.standwith.reconciliation.Account.id;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.standwith.StandwithTest;
import org.standwith.payments.AccountFact;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.FactListener;
import org.standwith.payments.StatementLine;
import org.standwith.payments.StatementLine.Standing;

/** A provider's statement beside the books. */
@StandwithTest
class ReconciliationTest {

    private Account account;
    private final String one = id("");
    private final String other = id("");

    @BeforeEach
    void open(@Autowired ApplicationContext context) {
        account = new Account(context);
    }

    @Test
    void whatTheBooksHaveIsMatched() {
        account.tell(account.paid(one, 500), account.settled(one, 500, 45));
        account.line(one, 500, 45);

        Run run = account.compared();

        assertThat(run.status()).isEqualTo(Run.Status.DONE);
        assertThat(run.read()).isOne();
        assertThat(run.matched()).isOne();
        assertThat(run.healed()).isZero();
        assertThat(account.differences()).isEmpty();
    }

    @Test
    void whatTheBooksLackIsBookedThroughTheDoor() {
        account.line(one, 500, 45);
        account.line(other, 700, 50);
        account.tell(account.paid(other, 700));

        Run run = account.compared();

        assertThat(run.healed()).isEqualTo(2);
        assertThat(run.matched()).isZero();
        assertThat(account.differences()).isEmpty();
        assertThat(account.held()).containsExactly(dollars(500 - 45 + 700 - 50));
    }

    @Test
    void aLateFeeIsBookedFromTheStatement() {
        account.tell(account.paid(one, 500));
        account.line(one, 500, 45);

        assertThat(account.compared().healed()).isOne();
        assertThat(account.held()).containsExactly(dollars(455));
    }

    @Test
    void aSecondComparisonOfTheSamePeriodChangesNothing() {
        account.tell(account.paid(one, 500), account.settled(one, 500, 40), account.paid(other, 900));
        account.line(one, 500, 45);
        account.line(id(""), 300, 30);
        account.compared();
        List<String> before = account.everything();

        Run again = account.compared();

        assertThat(account.everything()).isEqualTo(before);
        assertThat(again.healed()).isZero();
        assertThat(again.matched()).isOne();
    }

    @Test
    void anotherAmountAnotherFeeAndAnotherCurrencyAreTold() {
        String third = id("");
        account.tell(account.paid(one, 500), account.settled(one, 500, 45));
        account.tell(account.paid(other, 500), account.settled(other, 500, 45));
        account.tell(new PaymentSucceeded(account.provider, "ch_" + third, Money.of(CurrencyUnit.EUR, 5), NOON));
        account.line(one, 400, 45);
        account.line(other, 500, 30);
        account.line(account.paid(third, 500));

        account.compared();

        assertThat(account.differences())
                .containsExactlyInAnyOrder(
                        "AMOUNT ch_" + one + " USD 4.00 USD 5.00",
                        "FEE txn_" + other + " USD 0.30 USD 0.45",
                        "CURRENCY ch_" + third + " USD 5.00 EUR 5.00");
    }

    @Test
    void whatIsOnlyInTheBooksIsTold() {
        account.tell(account.paid(one, 500), account.settled(one, 500, 45), account.refunded(one, 200));
        account.line(one, 500, 45);

        account.compared();

        assertThat(account.differences()).containsExactly("MISSING_AT_PROVIDER re_" + one + " null USD -2.00");
    }

    @Test
    void whatWasMissingAndComesLateIsResolvedByItself() {
        account.tell(account.paid(one, 500), account.settled(one, 500, 45));
        account.compared();
        assertThat(account.open()).hasSize(1);

        account.line(one, 500, 45);
        account.compared();

        assertThat(account.open()).isEmpty();
    }

    @Test
    void whatIsNotFinalOverThereIsTold() {
        account.tell(account.paid(one, 500));
        account.statement.lines.add(new StatementLine(
                account.provider, "ch_" + one, Standing.PENDING, dollars(500), List.of(), null, NOON));
        account.statement.lines.add(
                new StatementLine(account.provider, "ch_" + other, Standing.VOID, dollars(500), List.of(), null, NOON));

        account.compared();

        assertThat(account.differences()).containsExactly("STATUS ch_" + one + " null USD 5.00");
    }

    @Test
    void oneIdTwiceIsTold() {
        account.tell(account.paid(one, 500), account.settled(one, 500, 45));
        account.tell(account.paid(other, 500), account.settled(other, 500, 45));
        account.line(one, 800, 45);
        account.line(one, 500, 45);
        account.line(other, 500, 45);
        account.line(other, 500, 45);
        account.statement.pageSize = 10;

        account.compared();

        assertThat(account.differences())
                .containsExactlyInAnyOrder(
                        "DUPLICATE ch_" + one + " USD 5.00 null", "DUPLICATE ch_" + other + " USD 5.00 null");
    }

    @Test
    void aLineThatComesAgainOnTheNextPageBecausePagesShiftIsTheSame() {
        account.tell(account.paid(one, 500), account.settled(one, 500, 45));
        account.line(one, 500, 45);
        account.line(one, 500, 45);
        account.statement.pageSize = 1;

        assertThat(account.compared().matched()).isOne();
        assertThat(account.differences()).isEmpty();
    }

    @Test
    void aMovementWithoutAReasonIsBookedAndToldOnce() {
        AccountFact.Adjusted strange = new AccountFact.Adjusted(account.provider, "txn_" + one, dollars(-300), NOON);
        account.line(strange);

        assertThat(account.compared().healed()).isOne();
        account.compared();

        assertThat(account.differences()).containsExactly("UNEXPLAINED txn_" + one + " USD -3.00 USD -3.00");
        assertThat(account.held()).containsExactly(dollars(-300));
    }

    @Test
    void aMovementThatEventsNamedOtherwiseIsNotBookedTwice() {
        Fact.DisputeWithdrawn told = new Fact.DisputeWithdrawn(
                account.provider, "PP-D-1:FEE:1", "ch_" + one, dollars(0), dollars(0), dollars(1500), NOON);
        account.tell(account.paid(one, 500), told);
        account.line(account.paid(one, 500));
        StatementLine line = account.line(new Fact.DisputeWithdrawn(
                account.provider, "T0106-" + one, "ch_" + one, dollars(0), dollars(0), dollars(1500), NOON));

        assertThat(account.compared().matched()).isEqualTo(2);
        assertThat(account.compared().matched()).isEqualTo(2);

        assertThat(line.net()).isEqualTo(dollars(-1500));
        assertThat(account.differences()).isEmpty();
        assertThat(account.held()).containsExactly(dollars(500 - 1500));
    }

    @Test
    void whatTheProviderSaysBeyondTheLineIsBookedWithIt() {
        account.line(one, 500, 45);
        account.statement.known.put("ch_" + one, List.of(new Fact.Linked(account.provider, "ch_" + one, "pi_" + one)));

        account.compared();

        assertThat(account.everything()).anyMatch(each -> each.startsWith("link:ch_" + one + ">pi_" + one));
    }

    @Test
    void anInterruptedComparisonGoesOnWhereItStopped() {
        for (int i = 0; i < 10; i++) {
            account.line(id(""), 100 + i, 10);
        }
        account.statement.patience = 2;
        Run asked = account.asked();

        assertThat(account.tryTo(asked)).isEqualTo(Work.Outcome.PROVIDER_SILENT);
        account.statement.patience = Integer.MAX_VALUE;
        Run done = account.carriedOut(asked);

        assertThat(done.status()).isEqualTo(Run.Status.DONE);
        assertThat(done.read()).isEqualTo(10);
        assertThat(done.healed()).isEqualTo(10);
        assertThat(account.statement.asked).containsExactly("null", "3", "6", "6", "9");
    }

    @Test
    void aLineThatNobodyCanReadIsToldOnceAndKeepsNoOtherFromBeingCompared() {
        account.tell(account.paid(one, 500), account.settled(one, 500, 45));
        account.line(one, 500, 45);
        account.statement.unreadable.add("txn_odd");

        assertThat(account.compared().matched()).isEqualTo(1);
        account.compared();

        assertThat(account.differences()).containsExactly("UNREADABLE txn_odd null null");
    }

    @Test
    void aLineThatNobodyCanReadLosesItsIdWithThePaymentThatHasIt(@Autowired Renamings renamings) {
        account.statement.unreadable.add("8AB12345CD");
        account.compared();

        renamings.on(new FactListener.Renamed(account.provider, "payment:8AB12345CD", "payment:~alias"));

        assertThat(account.differences()).containsExactly("UNREADABLE ~alias null null");
    }

    @Test
    void aComparisonThatComesUponAFaultOfOursSaysSoAndDoesNotHoldUpTheOthersForEver(@Autowired JdbcClient jdbc) {
        Run stuck = account.asked();
        Run next = account.askedFor(Account.DAY.minus(Duration.ofDays(1)));
        account.statement.fault = new IllegalStateException("not for anybody's eyes");

        assertThat(account.carriedOut(stuck).waitsFor()).isEqualTo("a fault of ours, IllegalStateException");
        assertThat(account.tryTo(next)).isEqualTo(Work.Outcome.NOT_ITS_TURN);
        jdbc.sql("update reconciliation set started_at = started_at - interval 73 hour where id = ?")
                .param(stuck.id().toString())
                .update();
        assertThat(account.carriedOut(stuck).status()).isEqualTo(Run.Status.FAILED);

        account.statement.fault = null;
        assertThat(account.carriedOut(next).status()).isEqualTo(Run.Status.DONE);
    }

    @Test
    void aLongComparisonIsNotGivenUpOverOneSilenceWhileItComesOn(@Autowired JdbcClient jdbc) {
        for (int i = 0; i < 7; i++) {
            account.line(account.paid(one + i, 500 + i));
        }
        account.statement.patience = 1;
        Run run = account.asked();
        account.tryTo(run);
        jdbc.sql("update reconciliation set started_at = started_at - interval 100 hour where id = ?")
                .param(run.id().toString())
                .update();

        account.statement.patience = 1;
        assertThat(account.carriedOut(run).status()).isEqualTo(Run.Status.RUNNING);
        account.statement.patience = Integer.MAX_VALUE;
        assertThat(account.carriedOut(run).status()).isEqualTo(Run.Status.DONE);
    }

    @Test
    void whoWasOvertakenByAnotherNodeCountsNothingTwice(@Autowired Runs runs) {
        account.line(account.paid(one, 500));
        Run run = account.asked();
        runs.start(run);
        Run started = runs.find(run.id()).orElseThrow();
        runs.advance(started, Run.Stage.BOOKS, null, new PageWork.Counts(1, 1, 0));

        assertThatThrownBy(() -> runs.advance(started, Run.Stage.BOOKS, null, new PageWork.Counts(1, 1, 0)))
                .isInstanceOf(OptimisticLockingFailureException.class);
    }

    @Test
    void oneOfAProviderAtATimeInTheOrderInWhichTheyWereAskedFor() {
        Run first = account.asked();
        account.statement.patience = 0;
        account.tryTo(first);
        account.statement.patience = Integer.MAX_VALUE;

        assertThat(account.asked().id()).as("the very same is asked for once").isEqualTo(first.id());
        Run second = account.askedFor(Account.DAY.minus(Duration.ofDays(1)));

        assertThat(account.tryTo(second)).isEqualTo(Work.Outcome.NOT_ITS_TURN);
        assertThat(account.tryTo(first)).isEqualTo(Work.Outcome.OVER);
        assertThat(account.tryTo(second)).isEqualTo(Work.Outcome.OVER);
    }

    @Test
    void whatMovedAroundMidnightIsNotMissing() {
        Instant late = Account.DAY.plus(Duration.ofDays(1)).minusSeconds(1);
        account.tell(new PaymentSucceeded(account.provider, "ch_" + one, dollars(500), late));
        account.statement.lines.add(new StatementLine(
                account.provider,
                "ch_" + one,
                Standing.POSTED,
                dollars(500),
                List.of(new PaymentSucceeded(account.provider, "ch_" + one, dollars(500), late)),
                null,
                late.plusSeconds(5)));

        Run run = account.compared();

        assertThat(account.differences()).isEmpty();
        assertThat(run.read()).as("of the next day").isZero();
    }
}
