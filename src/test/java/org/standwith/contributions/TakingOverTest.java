package org.standwith.contributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.StandwithTest;
import org.standwith.money.Amounts;
import org.standwith.money.Cadence;
import org.standwith.payments.Door;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Providers;
import org.standwith.payments.Undertaking;
import org.standwith.payments.WentOnBefore;
import org.standwith.risk.RiskPolicy;
import org.standwith.vault.Dossiers;

/** What an import and a webhook make of the same subscription. */
@StandwithTest
class TakingOverTest {

    private static final Instant BEGUN = Instant.parse("2025-02-10T12:00:00Z");
    private static final Money FIVE = Money.parse("USD 5.00");

    @Autowired
    private Contributions contributions;

    @Autowired
    private Owners owners;

    @Autowired
    private Dossiers dossiers;

    @Autowired
    private RiskPolicy policy;

    @Autowired
    private Amounts amounts;

    @Autowired
    private Door door;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Providers providers;

    private final String subscription = "sub_" + UUID.randomUUID().toString().replace("-", "");

    @Test
    void aWebhookThatComesBetweenTheLookAndTheLockLeavesNoSecondContribution() {
        String reference = UUID.randomUUID().toString();
        UUID ours = new Desk(door, contributions, providers, transaction, owners, jdbc)
                .open(Telling.STRIPE, Cadence.MONTHLY, FIVE, BEGUN, reference);
        long before = contributions.count();
        AtomicBoolean come = new AtomicBoolean();
        Door overtaken = mock(Door.class, delegatesTo(door));
        doAnswer(call -> {
                    if (come.compareAndSet(false, true)) {
                        apart().executeWithoutResult(any ->
                                door.admit(List.of(new Linked(Telling.STRIPE, subscription, reference))));
                    }
                    door.admit(call.getArgument(0));
                    return null;
                })
                .when(overtaken)
                .admit(any());
        TakingOver taking =
                new TakingOver(contributions, owners, dossiers, policy, amounts, overtaken, Clock.systemUTC());

        TakingOver.Outcome outcome = transaction.execute(status -> taking.take(undertaken()));

        assertThat(outcome).isEqualTo(new TakingOver.Outcome.Known());
        assertThat(contributions.count()).as("nothing was made").isEqualTo(before);
        assertThat(door.ownerOf(Telling.STRIPE, subscription)).contains(ours);
        assertThat(contributions.findById(ours).orElseThrow().stateName()).isEqualTo("Active");
    }

    private TransactionTemplate apart() {
        TransactionTemplate apart =
                new TransactionTemplate(Objects.requireNonNull(transaction.getTransactionManager()));
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        return apart;
    }

    private Undertaking undertaken() {
        return new Undertaking(
                Telling.STRIPE,
                subscription,
                Cadence.MONTHLY,
                FIVE,
                BEGUN,
                new Undertaking.Payer(null, null, Set.of()),
                List.of(
                        new WentOnBefore(Telling.STRIPE, subscription, BEGUN),
                        new SubscriptionSeen(
                                Telling.STRIPE,
                                subscription,
                                SubscriptionSeen.Standing.ACTIVE,
                                SubscriptionSeen.Source.FETCHED,
                                FIVE,
                                Cadence.MONTHLY,
                                null,
                                null,
                                null,
                                Instant.parse("2026-03-01T12:00:00Z"))));
    }
}
