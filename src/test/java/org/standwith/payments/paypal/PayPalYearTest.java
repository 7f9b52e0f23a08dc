package org.standwith.payments.paypal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.standwith.payments.paypal.PayPalProvider.PAYPAL;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.standwith.money.Cadence;
import org.standwith.payments.AccountFact;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.DisputeReinstated;
import org.standwith.payments.Fact.DisputeWithdrawn;
import org.standwith.payments.Fact.Movement;
import org.standwith.payments.Inquiry;
import org.standwith.payments.Period;
import org.standwith.payments.SandboxYear;
import org.standwith.payments.Statement;
import org.standwith.payments.StatementLine;
import standwith.sandbox.Sandbox;
import standwith.sandbox.Truth.Kind;
import standwith.sandbox.paypal.PayPal;

/** A year of payments, refunds, disputes, withdrawals and exchange at the sandbox's PayPal, and what its reports say of it. */
class PayPalYearTest {

    private static final long SEED = 20260302;

    private static @Nullable SandboxYear year;

    @BeforeAll
    static void aYearPasses() {
        SandboxYear passing = new SandboxYear(SEED, PayPalYearTest::adapter);
        PayPal paypal = passing.sandbox().paypal();
        List<String> withdrawals = new ArrayList<>();
        passing.pass(12, chance -> {
            for (String currency : List.of("USD", "EUR", "EUR", "GBP")) {
                passing.give(Cadence.ONCE, Money.ofMinor(CurrencyUnit.of(currency), 700 + chance.nextInt(900)));
            }
            List<String> open = passing.open();
            paypal.winDispute(paypal.chargeBack(open.get(0)));
            paypal.chargeBack(open.get(1));
            String claim = paypal.dispute(open.get(2));
            paypal.reverseDispute(claim);
            paypal.winDispute(claim);
            paypal.hold(open.get(3), true);
            paypal.hold(open.get(3), false);
            paypal.deposit("usd", 20_000);
            withdrawals.add(paypal.payOut("usd", 500 + chance.nextInt(500), chance.nextBoolean()));
            if (chance.nextInt(3) == 0) {
                paypal.failPayout(withdrawals.getLast());
            }
            paypal.exchange("usd", 1000, "eur", 900);
            paypal.adjust("usd", chance.nextInt(200) - 100);
        });
        passing.conclude();
        year = passing;
    }

    @AfterEach
    void reportsAreAsEver() {
        PayPal paypal = year().sandbox().paypal();
        paypal.reportLate(Duration.ZERO);
        paypal.reportAtMost(10_000);
        paypal.enableReports(true);
    }

    private static SandboxYear year() {
        return Objects.requireNonNull(year);
    }

    private static PayPalProvider adapter(Sandbox sandbox) {
        return PayPalConfiguration.provider(
                new PayPalProperties(
                        "client-id",
                        "client-secret",
                        sandbox.paypalApi(),
                        "WH-1",
                        List.of(sandbox.address().getAuthority()),
                        List.of(sandbox.paypalTrustAnchor()),
                        "Contribution",
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(20)),
                FakePayPal.COUNTRIES.levels(),
                sandbox.clock());
    }

    /** What a dispute moved by itself has a name of its own in events, and no id: only what it says is the same. */
    @Test
    void everyMovementIsToldInTheFactsOfItsEvents() {
        Map<String, Movement> stated = year().stated();
        List<Movement> nameless = new ArrayList<>();
        year().told().forEach((key, fact) -> {
            if (isNameless(fact)) {
                nameless.add(withoutName(fact));
            } else {
                assertThat(stated.remove(key)).isEqualTo(fact);
            }
        });
        List<Movement> rest = stated.values().stream()
                .filter(fact -> fact instanceof Fact.OfPayment)
                .map(PayPalYearTest::withoutName)
                .toList();

        assertThat(nameless).isNotEmpty();
        assertThat(rest).containsExactlyInAnyOrderElementsOf(nameless);
        assertThat(stated.values())
                .filteredOn(fact -> !(fact instanceof Fact.OfPayment))
                .isNotEmpty()
                .allSatisfy(fact -> assertThat(fact)
                        .isInstanceOfAny(AccountFact.class, Fact.PayoutSent.class, Fact.PayoutFailed.class));
    }

    private static boolean isNameless(Movement fact) {
        return fact.key().contains(":PP-R-");
    }

    private static Movement withoutName(Movement fact) {
        return switch (fact) {
            case DisputeWithdrawn taken ->
                new DisputeWithdrawn(
                        PAYPAL, "", taken.payment(), taken.original(), taken.settled(), taken.fee(), taken.at());
            case DisputeReinstated back ->
                new DisputeReinstated(
                        PAYPAL, "", back.payment(), back.original(), back.settled(), back.fee(), back.at());
            default -> fact;
        };
    }

    @Test
    void whatALineSaysOfTheBalanceIsWhatItsFactsDoToOurBooks() {
        year().linesAreSound();
        assertThat(year().lines()).isSortedAccordingTo(Comparator.comparing(StatementLine::at));
    }

    @Test
    void theBalanceAfterTheLastLineIsWhatAllLinesComeTo() {
        Map<String, Money> sums = new HashMap<>();
        Map<String, Money> balances = new HashMap<>();
        for (StatementLine line : year().lines()) {
            sums.merge(line.net().getCurrencyUnit().getCode(), line.net(), Money::plus);
            balances.put(line.net().getCurrencyUnit().getCode(), Objects.requireNonNull(line.balance()));
        }

        assertThat(balances).isEqualTo(sums).hasSizeGreaterThan(2);
    }

    @Test
    void allThatTheSandboxMovedIsThere() {
        year().nothingIsMissing(Set.of(Kind.FEE));
    }

    @Test
    void someWasExchanged() {
        assertThat(year().told().values())
                .anyMatch(fact -> fact instanceof Fact.Settled settled
                        && !settled.original().isSameCurrency(settled.settled()))
                .anyMatch(fact -> fact instanceof DisputeReinstated back
                        && !back.original().isSameCurrency(back.settled()));
    }

    @Test
    void whoAsksAboutALineHearsWhoseItIs() {
        year().everyKindIsExplained();
    }

    @Test
    void whoAsksAboutWhatADisputeMovedHearsItInTheWordsOfItsEvents() {
        List<StatementLine> disputed = year().lines().stream()
                .filter(line -> line.tells().getFirst() instanceof DisputeReinstated
                        || line.tells().getFirst() instanceof DisputeWithdrawn taken
                                && taken.original().isZero())
                .toList();

        assertThat(disputed.subList(0, 8))
                .allSatisfy(line -> assertThat(year().provider().statements().explain(line))
                        .isInstanceOfSatisfying(
                                Inquiry.Answered.class,
                                answer -> assertThat(answer.facts())
                                        .filteredOn(fact -> fact instanceof Movement moved && isNameless(moved))
                                        .isNotEmpty()
                                        .allSatisfy(fact ->
                                                assertThat(year().told()).containsEntry(fact.key(), (Movement) fact))
                                        .anyMatch(fact -> withoutName((Movement) fact)
                                                .equals(withoutName(line.tells().getFirst())))));
    }

    @Test
    void whoIsRefusedForAMomentWaitsAndHearsTheSame() {
        year().sandbox().paypal().refuseCalls(4, 429);

        assertThat(year().ask()).isEqualTo(year().lines());
    }

    @Test
    void whoGetsLessAtOnceHearsTheSame() {
        year().sandbox().paypal().reportAtMost(60);

        assertThat(year().ask()).isEqualTo(year().lines());
    }

    @Test
    void whatIsNotReportedYetIsNotTold() {
        year().sandbox().paypal().reportLate(Duration.ofDays(60));
        SandboxYear asking = year();
        var recent = new Period(
                asking.clock().instant().minus(Duration.ofDays(30)),
                asking.clock().instant());
        var older = new Period(
                asking.clock().instant().minus(Duration.ofDays(80)),
                asking.clock().instant().minus(Duration.ofDays(55)));

        assertThat(asking.provider().statements().of(recent, null))
                .isEqualTo(new Statement.Unavailable(PayPalStatements.NOT_YET));
        assertThat(asking.provider().statements().of(older, null))
                .isInstanceOfSatisfying(Statement.Page.class, page -> {
                    Instant told = Instant.parse(Objects.requireNonNull(page.next()));
                    assertThat(told).isBefore(older.to());
                    assertThat(page.lines())
                            .isNotEmpty()
                            .allSatisfy(line -> assertThat(line.at()).isBefore(told));
                });
    }

    @Test
    void whoMayNotAskIsToldWhatIsMissing() {
        year().sandbox().paypal().enableReports(false);

        assertThat(year().provider()
                        .statements()
                        .of(
                                new Period(
                                        year().clock().instant().minusSeconds(9),
                                        year().clock().instant()),
                                null))
                .isEqualTo(new Statement.Unavailable(PayPalSearch.NOT_ENABLED));
    }
}
