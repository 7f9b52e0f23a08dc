package org.standwith.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.standwith.money.Cadence;
import org.standwith.risk.Level;

class FactJsonTest {

    private static final Provider SOME = new Provider("SOME");
    private static final Instant AT = Instant.parse("2026-01-10T12:00:00Z");
    private static final Money FIVE = Money.ofMinor(CurrencyUnit.USD, 500);
    private static final Money YEN = Money.ofMinor(CurrencyUnit.of("JPY"), 500);

    private static final List<Fact> EVERY_KIND = List.of(
            new Fact.Linked(SOME, "ch_1", "pi_1"),
            new Fact.PaymentSucceeded(SOME, "ch_1", YEN, AT),
            new Fact.PaymentFailed(SOME, "ch_1", "declined", AT),
            new Fact.PaymentPending(SOME, "cs_1", AT),
            new Fact.CollectionFailed(SOME, "in_1", 1, null, AT),
            new Fact.Settled(SOME, "txn_1", "ch_1", YEN, FIVE, FIVE, AT),
            new Fact.RefundMade(SOME, "re_1", "ch_1", FIVE, AT),
            new Fact.RefundFailed(SOME, "re_1", "ch_1", FIVE, AT),
            new Fact.DisputeOpened(SOME, "dp_1", "ch_1", FIVE, AT),
            new Fact.DisputeWithdrawn(SOME, "txn_2", "ch_1", FIVE, FIVE, FIVE, AT),
            new Fact.DisputeReinstated(SOME, "txn_3", "ch_1", FIVE, FIVE, FIVE, AT),
            new Fact.DisputeClosed(SOME, "dp_1", "ch_1", true, AT),
            new Fact.PayoutSent(SOME, "po_1", FIVE, AT),
            new Fact.PayoutFailed(SOME, "po_1", FIVE, AT),
            new AccountFact.AccountCharged(SOME, "txn_4", FIVE, AT),
            new AccountFact.Deposited(SOME, "txn_5", FIVE, AT),
            new AccountFact.Reserved(SOME, "txn_6", FIVE, AT),
            new AccountFact.Exchanged(SOME, "txn_7", FIVE, AT),
            new AccountFact.Adjusted(SOME, "txn_8", FIVE, AT),
            new Fact.SubscriptionSeen(
                    SOME,
                    "sub_1",
                    Fact.SubscriptionSeen.Standing.ACTIVE,
                    Fact.SubscriptionSeen.Source.EVENT,
                    FIVE,
                    Cadence.ANNUAL,
                    AT,
                    null,
                    null,
                    AT),
            new Fact.SubscriptionSeen(
                    SOME,
                    "sub_2",
                    Fact.SubscriptionSeen.Standing.PAUSED,
                    Fact.SubscriptionSeen.Source.EVENT,
                    null,
                    null,
                    null,
                    null,
                    null,
                    AT),
            new Fact.SubscriptionSeen(
                    SOME,
                    "sub_3",
                    Fact.SubscriptionSeen.Standing.ENDED,
                    Fact.SubscriptionSeen.Source.EVENT,
                    null,
                    null,
                    null,
                    null,
                    null,
                    Fact.SubscriptionSeen.End.WANTED,
                    AT),
            new WentOnBefore(SOME, "sub_1", AT),
            new CheckoutFact.CheckoutApproved(SOME, "cs_1", AT),
            new CheckoutFact.CheckoutExpired(SOME, "cs_1", AT));

    @Test
    void everyKindOfFactIsReadAsItWasWritten() {
        for (Fact fact : EVERY_KIND) {
            assertThat(FactJson.read(FactJson.kind(fact), FactJson.write(fact))).isEqualTo(fact);
        }
        Set<Class<?>> tried = EVERY_KIND.stream().map(Object::getClass).collect(Collectors.toSet());
        assertThat(tried)
                .containsExactlyInAnyOrderElementsOf(leaves(Fact.class)
                        .distinct()
                        .filter(kind -> kind != Noticed.class)
                        .toList());
    }

    @Test
    void thatSomebodyIsAtRiskIsNeverWrittenNorRead() {
        Fact noticed = new Noticed(SOME, "ch_1", Level.BLOCKED, TestLevels.places(TestLevels.FORBIDDEN), AT);

        assertThatIllegalArgumentException().isThrownBy(() -> FactJson.kind(noticed));
        assertThatIllegalArgumentException().isThrownBy(() -> FactJson.write(noticed));
        assertThatIllegalStateException().isThrownBy(() -> FactJson.read("Noticed", """
            {"provider":"SOME","ref":"ch_1","level":"BLOCKED","at":"2026-01-10T12:00:00Z"}\
            """));
        assertThat(noticed.toString()).doesNotContain("ch_1", "BLOCKED", TestLevels.FORBIDDEN);
    }

    /** Names on disk: a change here needs a migration of what is kept. */
    @Test
    void aFactIsKeptUnderTheseNames() {
        assertThat(FactJson.write(new Fact.PaymentSucceeded(SOME, "ch_1", FIVE, AT)))
                .isEqualTo("""
                    {"provider":"SOME","payment":"ch_1","amount":{"currency":"USD","minor":500},"at":"2026-01-10T12:00:00Z"}\
                    """);
    }

    @Test
    void noTwoKindsShareAKey() {
        assertThat(EVERY_KIND.stream().map(Fact::key)).doesNotHaveDuplicates();
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(FactJsonTest::leaves)
                : Stream.of(type);
    }
}
