package org.standwith.reconciliation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.AccountStatements;
import org.standwith.ledger.Clearing;
import org.standwith.payments.Door;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.Movement;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.RefundMade;
import org.standwith.payments.Fact.Settled;
import org.standwith.payments.Period;
import org.standwith.payments.Provider;
import org.standwith.payments.StatementLine;
import org.standwith.payments.StatementLine.Standing;

/** An account at a provider that nobody else has, so that tests on one database do not meet. */
final class Account {

    static final Instant DAY = Instant.parse("2026-03-10T00:00:00Z");
    static final Instant NOON = DAY.plus(Duration.ofHours(12));

    final Provider provider = new Provider(name());
    final AccountStatements statement = new AccountStatements();

    private final Door door;
    private final Queue queue;
    private final Work work;
    private final Runs runs;
    private final Discrepancies discrepancies;
    private final Clearing clearing;
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;

    Account(ApplicationContext context) {
        door = context.getBean(Door.class);
        queue = context.getBean(Queue.class);
        work = context.getBean(Work.class);
        runs = context.getBean(Runs.class);
        discrepancies = context.getBean(Discrepancies.class);
        clearing = context.getBean(Clearing.class);
        transaction = context.getBean(TransactionTemplate.class);
        jdbc = context.getBean(JdbcClient.class);
    }

    private static String name() {
        StringBuilder name = new StringBuilder("A");
        ThreadLocalRandom.current().ints(12, 'A', 'Z' + 1).forEach(letter -> name.append((char) letter));
        return name.toString();
    }

    static Money dollars(long cents) {
        return Money.ofMinor(CurrencyUnit.USD, cents);
    }

    static String id(String prefix) {
        return prefix + UUID.randomUUID().toString().replace("-", "");
    }

    void tell(Fact... facts) {
        door.admit(List.of(facts));
    }

    PaymentSucceeded paid(String id, long cents) {
        return new PaymentSucceeded(provider, "ch_" + id, dollars(cents), NOON);
    }

    Settled settled(String id, long cents, long fee) {
        return new Settled(provider, "txn_" + id, "ch_" + id, dollars(cents), dollars(cents), dollars(fee), NOON);
    }

    RefundMade refunded(String id, long cents) {
        return new RefundMade(provider, "re_" + id, "ch_" + id, dollars(cents), NOON);
    }

    /** What the statement has of these, in one line. */
    StatementLine line(Movement... movements) {
        List<Movement> tells = List.of(movements);
        Money net = tells.stream()
                .flatMap(each -> Comparison.expected(each).stream())
                .reduce(Money::plus)
                .orElse(dollars(0));
        String ref = tells.getFirst().subject();
        StatementLine line = new StatementLine(
                provider,
                ref,
                Standing.POSTED,
                net,
                tells,
                null,
                tells.getFirst().at());
        statement.lines.add(line);
        return line;
    }

    /** The statement has the payment with its fee. */
    StatementLine line(String id, long cents, long fee) {
        return line(paid(id, cents), settled(id, cents, fee));
    }

    Period day() {
        return new Period(DAY, DAY.plus(Duration.ofDays(1)));
    }

    Run asked() {
        return transaction.execute(status -> queue.add(provider, day(), "test"));
    }

    Run askedFor(Instant day) {
        Period period = new Period(day, day.plus(Duration.ofDays(1)));
        return transaction.execute(status -> queue.add(provider, period, "test"));
    }

    /** As far as it comes. */
    Run carriedOut(Run run) {
        work.carryOut(run, statement);
        return runs.find(run.id()).orElseThrow();
    }

    Work.Outcome tryTo(Run run) {
        return work.carryOut(run, statement);
    }

    Run compared() {
        return carriedOut(asked());
    }

    List<Discrepancy> open() {
        return discrepancies.openIn(
                provider, new Period(DAY.minus(Duration.ofDays(90)), DAY.plus(Duration.ofDays(90))));
    }

    /** Kind, provider's id, expected and actual, in one text each. */
    List<String> differences() {
        List<String> told = new ArrayList<>();
        for (Discrepancy each : open()) {
            told.add(each.kind() + " " + each.providerRef() + " " + each.expected() + " " + each.actual());
        }
        return told;
    }

    List<Money> held() {
        return clearing.balances(provider.name());
    }

    /** Everything that is kept of this account, to see whether something has changed. */
    List<String> everything() {
        List<String> all = new ArrayList<>();
        for (String sql : List.of(
                "select concat_ws(' ', fact_key, body) from fact",
                "select concat_ws(' ', entry_key, line, account, currency, minor, cadence) from posting",
                "select concat_ws(' ', entry_key, net, payout) from statement_line",
                "select concat_ws(' ', id, kind, entry_key, expected_minor, actual_minor, status, note) from"
                        + " discrepancy",
                "select concat_ws(' ', payout, status, lines_minor) from payout")) {
            all.addAll(jdbc.sql(sql + " where provider = ? order by 1")
                    .param(provider.name())
                    .query(String.class)
                    .list());
        }
        return all;
    }
}
