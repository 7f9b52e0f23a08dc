package org.standwith.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.standwith.reconciliation.Account.NOON;
import static org.standwith.reconciliation.Account.dollars;
import static org.standwith.reconciliation.Account.id;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.standwith.StandwithTest;
import org.standwith.payments.Fact.PayoutFailed;
import org.standwith.payments.Fact.PayoutSent;
import org.standwith.payments.StatementLine;
import org.standwith.payments.StatementLine.Standing;

/** When a payout is closed, and when it is open again. */
@StandwithTest
class PayoutsTest {

    private static final Instant EVENING = NOON.plus(Duration.ofHours(6));

    private Account account;

    @Autowired
    private Payouts payouts;

    private final String payout = id("po_");

    @BeforeEach
    void open(@Autowired ApplicationContext context) {
        account = new Account(context);
    }

    @Test
    void itIsClosedWhenItsLinesSumToIt() {
        account.statement.payouts.put(payout, List.of(account.line(id(""), 500, 45), account.line(id(""), 700, 55)));
        account.line(sent(1100));

        account.compared();

        assertThat(state()).isEqualTo("CLOSED USD 11.00");
        assertThat(account.differences()).isEmpty();
    }

    @Test
    void oneThatIsShortByALineIsToldAndClosedWhenTheLineComes() {
        StatementLine there = account.line(id(""), 500, 45);
        StatementLine missing = account.line(id(""), 700, 55);
        account.statement.payouts.put(payout, List.of(there));
        account.line(sent(1100));

        account.compared();
        assertThat(state()).isEqualTo("SENT USD 4.55");
        assertThat(account.differences()).containsExactly("UNMATCHED_PAYOUT " + payout + " USD 11.00 USD 4.55");
        account.compared();
        assertThat(account.differences()).containsExactly("UNMATCHED_PAYOUT " + payout + " USD 11.00 USD 4.55");

        account.statement.payouts.put(payout, List.of(there, missing));
        account.compared();
        assertThat(state()).isEqualTo("CLOSED USD 11.00");
        assertThat(account.differences()).isEmpty();
    }

    @Test
    void aLineOfItThatTheBooksLackIsBooked() {
        StatementLine line = account.line(id(""), 500, 45);
        account.statement.lines.remove(line);
        account.statement.payouts.put(payout, List.of(line));
        account.line(sent(455));

        assertThat(account.compared().healed()).as("the payout and its line").isEqualTo(2);
        assertThat(state()).isEqualTo("CLOSED USD 4.55");
        assertThat(account.held()).containsExactly(dollars(0));
    }

    @Test
    void oneThatFailsAfterItWasClosedIsOpenAgainInWhateverOrder() {
        account.statement.payouts.put(payout, List.of(account.line(id(""), 500, 45)));
        account.line(sent(455));
        account.compared();

        account.tell(new PayoutFailed(account.provider, payout, dollars(455), EVENING.plusSeconds(60)));
        assertThat(state()).startsWith("FAILED");
        account.tell(sent(455));
        account.compared();
        assertThat(state()).startsWith("FAILED");

        String other = id("po_");
        account.tell(new PayoutFailed(account.provider, other, dollars(100), EVENING));
        account.tell(new PayoutSent(account.provider, other, dollars(100), NOON));
        assertThat(payouts.find(account.provider, other).orElseThrow().status()).isEqualTo(Payout.Status.FAILED);
    }

    @Test
    void oneOfWhichNobodySaysWhatItIsMadeOfIsClosedWhenItIsAllThatWasThere() {
        account.line(id(""), 500, 45);
        account.line(id(""), 700, 55);
        account.line(sent(1100));

        account.compared();

        assertThat(state()).isEqualTo("CLOSED USD 11.00");
    }

    @Test
    void aPartOfTheBalanceIsExplainedByWhatIsLeft() {
        account.line(id(""), 500, 45);
        account.line(id(""), 700, 55);
        line(payout, 1000, EVENING, dollars(100));
        String second = id("po_");
        line(second, 100, EVENING.plusSeconds(60), dollars(0));

        account.compared();

        assertThat(state()).isEqualTo("CLOSED USD 10.00");
        assertThat(payouts.find(account.provider, second).orElseThrow().status())
                .isEqualTo(Payout.Status.CLOSED);
        assertThat(account.differences()).isEmpty();
    }

    @Test
    void whatComesBackLongAfterIsAPartOfTheNextOne() {
        account.line(id(""), 500, 45);
        account.line(sent(455));
        account.compared();
        assertThat(state()).isEqualTo("CLOSED USD 4.55");

        account.line(new PayoutFailed(account.provider, payout, dollars(455), EVENING.plusSeconds(3600)));
        String next = id("po_");
        account.line(new PayoutSent(account.provider, next, dollars(455), EVENING.plusSeconds(7200)));
        account.compared();

        assertThat(payouts.find(account.provider, next).orElseThrow().status()).isEqualTo(Payout.Status.CLOSED);
        assertThat(account.differences()).isEmpty();
        assertThat(account.held()).containsExactly(dollars(0));
    }

    @Test
    void whatComesBackAtOnceIsPaidOutNextAsWhatItWasMadeOf() {
        account.line(id(""), 500, 45);
        account.line(sent(455));
        account.line(new PayoutFailed(account.provider, payout, dollars(455), EVENING.plusSeconds(3600)));
        String next = id("po_");
        account.line(new PayoutSent(account.provider, next, dollars(455), EVENING.plusSeconds(7200)));

        account.compared();

        assertThat(state()).startsWith("FAILED");
        assertThat(payouts.find(account.provider, next).orElseThrow().status()).isEqualTo(Payout.Status.CLOSED);
        assertThat(account.differences()).isEmpty();
    }

    @Test
    void aPartThatNothingExplainsIsTold() {
        account.line(id(""), 500, 45);
        line(payout, 300, EVENING, dollars(1));

        account.compared();

        assertThat(account.differences()).containsExactly("UNMATCHED_PAYOUT " + payout + " USD 3.00 USD 4.55");
    }

    private PayoutSent sent(long cents) {
        return new PayoutSent(account.provider, payout, dollars(cents), EVENING);
    }

    private void line(String id, long cents, Instant at, Money left) {
        account.statement.lines.add(new StatementLine(
                account.provider,
                id,
                Standing.POSTED,
                dollars(-cents),
                List.of(new PayoutSent(account.provider, id, dollars(cents), at)),
                left,
                at));
    }

    private String state() {
        Payout now = payouts.find(account.provider, payout).orElseThrow();
        return now.status() + " " + now.lines();
    }
}
