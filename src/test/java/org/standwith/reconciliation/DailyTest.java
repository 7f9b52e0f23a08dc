package org.standwith.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.StandwithTest;
import org.standwith.payments.Period;

/** Which days are compared without anybody asking. */
@StandwithTest
class DailyTest {

    @Autowired
    private Daily daily;

    @Autowired
    private Runs runs;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private Account account;
    private Instant today;

    @BeforeEach
    void open(@Autowired ApplicationContext context) {
        account = new Account(context);
        today = clock.instant().truncatedTo(ChronoUnit.DAYS);
    }

    @Test
    void theFirstTimeGoesBackToTheFirstDayOfTheBooksInPieces() {
        account.tell(account.paid(Account.id(""), 500));

        List<Run> asked = ask();

        assertThat(asked.getFirst().period().from()).isEqualTo(Account.DAY);
        assertThat(asked.getLast().period().to()).isEqualTo(today);
        assertThat(asked).hasSizeGreaterThan(2).allSatisfy(run -> {
            assertThat(Duration.between(run.period().from(), run.period().to())).isLessThan(Duration.ofDays(32));
            assertThat(run.requestedBy()).isEqualTo("system");
        });
        for (int i = 1; i < asked.size(); i++) {
            assertThat(asked.get(i).period().from())
                    .isEqualTo(asked.get(i - 1).period().to());
        }
    }

    @Test
    void whatWaitsAlreadyIsNotAskedForTwice() {
        List<Run> asked = ask();

        assertThat(ask()).isEqualTo(asked);
    }

    @Test
    void daysOnWhichNobodyWasThereAreCaughtUp() {
        compared(today.minus(Duration.ofDays(20)), today.minus(Duration.ofDays(12)), "DONE");

        assertThat(ask()).last().satisfies(run -> {
            assertThat(run.period().from()).isEqualTo(today.minus(Duration.ofDays(15)));
            assertThat(run.period().to()).isEqualTo(today);
        });
    }

    @Test
    void daysOfWhichNothingWasToldAreAskedForAgainUntilTheyAreComparedOrWereTriedThreeTimes() {
        Instant from = today.minus(Duration.ofDays(60));
        Instant to = today.minus(Duration.ofDays(40));
        compared(from, to, "FAILED");
        compared(to, today.minus(Duration.ofDays(1)), "DONE");

        assertThat(ask())
                .last()
                .satisfies(run -> assertThat(run.period().from()).isEqualTo(from));
        over("FAILED");
        ask();
        over("FAILED");
        ask();

        assertThat(waiting()).noneMatch(run -> run.period().from().equals(from));
    }

    @Test
    void whatALaterComparisonHasSeenIsNotAskedForAgain() {
        Instant from = today.minus(Duration.ofDays(10));
        compared(from, today.minus(Duration.ofDays(5)), "FAILED");
        compared(from.minus(Duration.ofDays(1)), today, "DONE");

        assertThat(ask()).noneMatch(run -> run.period().from().equals(from));
    }

    private List<Run> ask() {
        transaction.executeWithoutResult(status -> daily.ask(account.provider));
        return waiting();
    }

    private List<Run> waiting() {
        return jdbc
                .sql("select id from reconciliation where provider = ? and status = 'QUEUED' order by number")
                .param(account.provider.name())
                .query((row, number) -> UUID.fromString(row.getString(1)))
                .list()
                .stream()
                .map(id -> runs.find(id).orElseThrow())
                .toList();
    }

    private void compared(Instant from, Instant to, String status) {
        transaction.executeWithoutResult(any -> runs.add(account.provider, new Period(from, to), "system"));
        over(status);
    }

    private void over(String status) {
        jdbc.sql("update reconciliation set status = ? where provider = ? and status = 'QUEUED'")
                .params(status, account.provider.name())
                .update();
    }
}
