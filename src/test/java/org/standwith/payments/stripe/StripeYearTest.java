package org.standwith.payments.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.standwith.payments.stripe.StripeProvider.STRIPE;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.standwith.contributions.Clearing;
import org.standwith.payments.AccountFact;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.Movement;
import org.standwith.payments.Fact.PayoutFailed;
import org.standwith.payments.Inquiry;
import org.standwith.payments.SandboxYear;
import org.standwith.payments.Statement;
import org.standwith.payments.StatementLine;
import org.standwith.payments.StatementLine.Standing;
import org.standwith.payments.TestLevels;
import standwith.sandbox.Sandbox;
import standwith.sandbox.Truth;
import standwith.sandbox.Truth.Kind;
import standwith.sandbox.stripe.Stripe;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A year of payments, refunds, disputes, payouts and exchange at the sandbox's Stripe, and what its statement says of it. */
class StripeYearTest {

    private static final long SEED = 20260301;

    private static @Nullable SandboxYear year;
    private static @Nullable Map<String, Movement> told;
    private static @Nullable List<StatementLine> lines;

    @BeforeAll
    static void aYearPasses() {
        SandboxYear passing = new SandboxYear(SEED, StripeYearTest::adapter);
        Stripe stripe = passing.sandbox().stripe();
        List<String> topUps = new ArrayList<>();
        passing.pass(12, chance -> {
            stripe.failRefund(newest(stripe, "refund"));
            topUps.add(stripe.topUp("usd", 50_000));
            stripe.payOut("usd");
            if (chance.nextInt(3) == 0) {
                stripe.failPayout(newest(stripe, "payout"));
                stripe.payOutByHand("usd", 700);
                stripe.reverseTopUp(topUps.removeLast());
            }
            stripe.adjust("usd", chance.nextInt(200) - 100);
        });
        stripe.settleFees();
        year = passing;
        told = passing.told();
        lines = passing.lines();
    }

    private static SandboxYear year() {
        return Objects.requireNonNull(year);
    }

    private static List<StatementLine> lines() {
        return Objects.requireNonNull(lines);
    }

    private static Map<String, Movement> told() {
        return Objects.requireNonNull(told);
    }

    private static StripeProvider adapter(Sandbox sandbox) {
        return new StripeProvider(
                FakeStripe.properties(
                        sandbox.stripeApi().toString(), null, sandbox.stripeScript(), Duration.ofSeconds(20)),
                TestLevels.LEVELS,
                () -> false,
                sandbox.clock(),
                JsonMapper.builder().build());
    }

    private static String newest(Stripe stripe, String type) {
        return stripe.objects(type).getLast().path("id").asString();
    }

    @Test
    void everyMovementIsToldInTheFactsOfItsEvents() {
        Map<String, Movement> stated = stated();

        assertThat(told())
                .isNotEmpty()
                .allSatisfy((key, fact) -> assertThat(undated(stated.get(key))).isEqualTo(undated(fact)));
        stated.keySet().removeAll(told().keySet());
        assertThat(stated.values()).allSatisfy(fact -> assertThat(fact).isInstanceOf(AccountFact.class));
    }

    /** An event says only that a payout failed before it was sent; the booking says when. */
    private static @Nullable Movement undated(@Nullable Movement fact) {
        return fact instanceof PayoutFailed failed
                ? new PayoutFailed(STRIPE, failed.payout(), failed.amount(), FakeStripe.NOW)
                : fact;
    }

    private static Map<String, Movement> stated() {
        Map<String, Movement> stated = new LinkedHashMap<>();
        for (StatementLine line : lines()) {
            line.tells()
                    .forEach(fact -> assertThat(stated.put(fact.key(), fact))
                            .as("told twice")
                            .isNull());
        }
        return stated;
    }

    @Test
    void whatALineSaysOfTheBalanceIsWhatItsFactsDoToOurBooks() {
        assertThat(lines())
                .allSatisfy(line -> assertThat(Clearing.effect(line.tells())).isEqualTo(Clearing.of(line.net())))
                .allSatisfy(line -> assertThat(line.standing()).isEqualTo(Standing.POSTED));
    }

    @Test
    void allThatTheSandboxMovedIsThere() {
        Map<Kind, Integer> moved = new HashMap<>();
        for (Truth.Movement each : year().truth()) {
            if (each.kind() != Kind.DISPUTE_FEE) {
                moved.merge(each.kind(), 1, Integer::sum);
            }
        }
        Map<Kind, Integer> stated = new HashMap<>();
        for (Movement fact : stated().values()) {
            Kind kind = switch (fact) {
                case Fact.PaymentSucceeded paid -> Kind.PAYMENT;
                case Fact.Settled settled -> settled.settled().isPositive() && !isOfRefund(settled) ? Kind.FEE : null;
                case Fact.RefundMade refund -> Kind.REFUND;
                case Fact.RefundFailed refund -> Kind.REFUND_FAILED;
                case Fact.DisputeWithdrawn taken -> Kind.DISPUTE;
                case Fact.DisputeReinstated back -> Kind.REINSTATED;
                case Fact.PayoutSent payout -> Kind.PAYOUT;
                case Fact.PayoutFailed payout -> Kind.PAYOUT_FAILED;
                case AccountFact.AccountCharged charge -> Kind.ACCOUNT_FEE;
                case AccountFact.Deposited deposit -> Kind.DEPOSIT;
                case AccountFact.Reserved reserved -> Kind.RESERVE;
                case AccountFact.Exchanged side -> Kind.EXCHANGE;
                case AccountFact.Adjusted unknown -> Kind.ADJUSTMENT;
            };
            if (kind != null) {
                stated.merge(kind, 1, Integer::sum);
            }
        }

        assertThat(stated).isEqualTo(moved).containsKeys(Kind.REFUND_FAILED, Kind.REINSTATED, Kind.PAYOUT_FAILED);
    }

    private static boolean isOfRefund(Fact.Settled settled) {
        return lines().stream()
                .filter(line -> line.tells().contains(settled))
                .anyMatch(line -> line.ref().startsWith("re_"));
    }

    @Test
    void someWasExchanged() {
        assertThat(told().values())
                .anyMatch(fact -> fact instanceof Fact.Settled settled
                        && !settled.original().isSameCurrency(settled.settled()));
    }

    @Test
    void aPayoutIsWhatItsLinesComeTo() {
        List<ObjectNode> payouts = year().sandbox().stripe().objects("payout");
        assertThat(payouts)
                .extracting(payout -> payout.path("automatic").asBoolean())
                .contains(true, false);
        for (ObjectNode payout : payouts.subList(payouts.size() - 6, payouts.size())) {
            String id = payout.path("id").asString();
            Statement statement = year().provider().statements().ofPayout(id, null);
            if (!payout.path("automatic").asBoolean()) {
                assertThat(statement).isEqualTo(new Statement.NotTold(StripeStatements.MANUAL));
                continue;
            }
            assertThat(statement).isInstanceOfSatisfying(Statement.Page.class, page -> {
                assertThat(page.next()).isNull();
                assertThat(page.lines().stream().map(StatementLine::net).reduce(Money::plus))
                        .contains(StripeFields.money(payout, "amount"));
                assertThat(lines()).containsAll(page.lines());
            });
        }
    }

    @Test
    void whoAsksAboutALineHearsWhoseItIs() {
        Map<String, StatementLine> kinds = new LinkedHashMap<>();
        lines().forEach(line -> kinds.put(
                line.tells().getFirst().getClass().getSimpleName()
                        + line.tells().size(),
                line));

        assertThat(kinds.values())
                .hasSizeGreaterThan(8)
                .allSatisfy(line -> assertThat(year().provider().statements().explain(line))
                        .isInstanceOfSatisfying(Inquiry.Answered.class, answer -> {
                            assertThat(answer.facts()).containsAll(line.tells()).doesNotHaveDuplicates();
                            assertThat(line.tells()).allSatisfy(fact -> {
                                if (fact instanceof Fact.OfPayment of) {
                                    assertThat(answer.facts())
                                            .anyMatch(each -> each instanceof Fact.Linked link
                                                    && link.ref().equals(of.payment()));
                                }
                            });
                        }));
    }

    @Test
    void whoIsRefusedForAMomentWaitsAndHearsTheSame() {
        year().sandbox().stripe().refuseCalls(2, 429);

        assertThat(year().lines()).isEqualTo(lines());
    }
}
