package org.standwith.payments.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.standwith.payments.stripe.StripeProvider.STRIPE;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.standwith.payments.AccountFact;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.Movement;
import org.standwith.payments.Fact.PayoutFailed;
import org.standwith.payments.SandboxYear;
import org.standwith.payments.Statement;
import org.standwith.payments.StatementLine;
import org.standwith.payments.TestLevels;
import standwith.sandbox.Sandbox;
import standwith.sandbox.Truth.Kind;
import standwith.sandbox.stripe.Stripe;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A year of payments, refunds, disputes, payouts and exchange at the sandbox's Stripe, and what its statement says of it. */
class StripeYearTest {

    private static final long SEED = 20260301;

    private static @Nullable SandboxYear year;

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
        passing.conclude();
        year = passing;
    }

    private static SandboxYear year() {
        return Objects.requireNonNull(year);
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
        Map<String, Movement> stated = year().stated();

        assertThat(year().told())
                .isNotEmpty()
                .allSatisfy((key, fact) -> assertThat(undated(stated.get(key))).isEqualTo(undated(fact)));
        stated.keySet().removeAll(year().told().keySet());
        assertThat(stated.values()).allSatisfy(fact -> assertThat(fact).isInstanceOf(AccountFact.class));
    }

    /** An event says only that a payout failed before it was sent; the booking says when. */
    private static @Nullable Movement undated(@Nullable Movement fact) {
        return fact instanceof PayoutFailed failed
                ? new PayoutFailed(STRIPE, failed.payout(), failed.amount(), FakeStripe.NOW)
                : fact;
    }

    @Test
    void whatALineSaysOfTheBalanceIsWhatItsFactsDoToOurBooks() {
        year().linesAreSound();
    }

    @Test
    void allThatTheSandboxMovedIsThere() {
        year().nothingIsMissing(Set.of(Kind.FEE, Kind.DISPUTE_FEE));
    }

    @Test
    void someWasExchanged() {
        assertThat(year().told().values())
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
                assertThat(year().lines()).containsAll(page.lines());
            });
        }
    }

    @Test
    void whoAsksAboutALineHearsWhoseItIs() {
        year().everyKindIsExplained();
    }

    @Test
    void whoIsRefusedForAMomentWaitsAndHearsTheSame() {
        year().sandbox().stripe().refuseCalls(2, 429);

        assertThat(year().ask()).isEqualTo(year().lines());
    }
}
