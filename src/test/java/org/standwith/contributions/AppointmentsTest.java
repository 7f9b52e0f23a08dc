package org.standwith.contributions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.Bank;
import org.standwith.Time;
import org.standwith.contributions.ChangeOutcome.Done;
import org.standwith.contributions.ChangeOutcome.UnderWay;
import org.standwith.contributions.Giving.Standing;
import org.standwith.payments.Changing;
import org.standwith.payments.Fact.SubscriptionSeen;

/** A provider that neither goes on nor ends by itself: what is due at a date, we do. */
@AtRisk
class AppointmentsTest {

    private static final Duration AN_HOUR = Duration.ofHours(1);

    @Autowired
    Time time;

    @Autowired
    Bank bank;

    @Autowired
    Withdrawals withdrawals;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    AutowireCapableBeanFactory beans;

    @SuppressWarnings("NullAway.Init")
    private BankGiver giver;

    private Instant paidUntil = Instant.EPOCH;

    @BeforeEach
    void somebodyGivesByABankThatSaysNoDates() {
        giver = beans.createBean(BankGiver.class);
        paidUntil = giver.paidUntil();
        bank.saysNoDates(true);
    }

    @AfterEach
    void theBankIsItself() {
        bank.saysNoDates(false);
        bank.silences = 0;
        bank.answersChanges = null;
        bank.knows.clear();
    }

    private void passTo(Instant moment) {
        time.pass(Duration.between(time.now(), moment));
    }

    /** By somebody else, at the bank. */
    private void elsewhere(SubscriptionSeen.Standing standing) {
        giver.tell(giver.seen(standing, BankGiver.FIVE, null, time.now()));
    }

    private List<String> appointments() {
        return jdbc.sql("select act from appointment where contribution = ?")
                .param(giver.contribution().toString())
                .query((row, number) -> row.getString(1))
                .list();
    }

    private Instant until() {
        return Objects.requireNonNull(giver.giving().until());
    }

    private String last() {
        return giver.did().getLast();
    }

    @Test
    void aPauseIsOverAtItsDate() {
        assertThat(giver.ask(new Alteration.Skip())).isEqualTo(new Done());
        Instant until = until();
        assertThat(giver.giving().standing()).isEqualTo(Standing.PAUSED);
        assertThat(until).isBetween(paidUntil.plus(Duration.ofDays(26)), paidUntil.plus(Duration.ofDays(29)));

        passTo(until.minusSeconds(1));
        assertThat(last()).contains("Pause");
        time.pass(Duration.ofSeconds(1));

        assertThat(last()).contains("Resume");
        assertThat(giver.giving().standing()).isNotEqualTo(Standing.PAUSED);
        assertThat(appointments()).isEmpty();
    }

    @Test
    void whatEndsWithItsPeriodEndsThen() {
        assertThat(giver.ask(new Alteration.EndWithPeriod())).isEqualTo(new Done());
        assertThat(giver.giving()).returns(Standing.ENDING, Giving::standing).returns(paidUntil, Giving::until);

        passTo(paidUntil.minusSeconds(1));
        assertThat(giver.giving().standing()).isEqualTo(Standing.ENDING);
        time.pass(Duration.ofSeconds(1));

        assertThat(last()).isEqualTo("ended " + giver.subscription);
        assertThat(giver.giving().standing()).isEqualTo(Standing.ENDED);
        assertThat(appointments()).isEmpty();
    }

    @Test
    void whoKeepsWhatWasToEndIsNotEnded() {
        giver.ask(new Alteration.EndWithPeriod());

        assertThat(giver.ask(new Alteration.KeepOn())).isEqualTo(new Done());
        assertThat(giver.giving().standing()).isEqualTo(Standing.ACTIVE);
        passTo(paidUntil.plus(AN_HOUR));

        assertThat(giver.did()).noneMatch(each -> each.startsWith("ended"));
    }

    @Test
    void whoGoesOnOrEndsBeforeIsLeftAlone() {
        giver.ask(new Alteration.Skip());
        giver.ask(new Alteration.Resume());
        giver.ask(new Alteration.Pause(1));
        giver.ask(new Alteration.End());
        int before = giver.did().size();

        time.pass(Duration.ofDays(32));

        assertThat(giver.did()).hasSize(before);
        assertThat(appointments()).isEmpty();
    }

    @Test
    void aLongerPauseIsOverAtTheLaterDateAlone() {
        giver.ask(new Alteration.Skip());
        assertThat(giver.ask(new Alteration.Pause(2))).isEqualTo(new Done());
        Instant until = until();
        assertThat(until).isAfter(paidUntil.plus(Duration.ofDays(50)));

        passTo(until.minusSeconds(1));
        assertThat(giver.giving().standing()).isEqualTo(Standing.PAUSED);
        time.pass(Duration.ofSeconds(1));

        assertThat(last()).contains("Resume");
    }

    @Test
    void aBankThatIsAwayIsAskedAgainUntilItIsDoneOnce() {
        giver.ask(new Alteration.EndWithPeriod());
        passTo(paidUntil.minusSeconds(1));
        bank.silences = 5;

        time.pass(Duration.ofSeconds(1));
        assertThat(giver.giving().standing()).isEqualTo(Standing.ENDING);
        for (int i = 0; i < 20; i++) {
            time.pass(Duration.ofMinutes(1));
        }

        assertThat(giver.giving().standing()).isEqualTo(Standing.ENDED);
        assertThat(giver.did().stream().filter(each -> each.startsWith("ended")))
                .hasSize(1);
    }

    @Test
    void whileItIsBeingDoneThatIsSeen() {
        giver.ask(new Alteration.Skip());
        bank.answersChanges = new Changing.Unknown("asleep");
        passTo(until());

        assertThat(giver.giving().change()).isNotNull().returns(new Alteration.Resume(), OpenChange::wish);
        bank.answersChanges = null;
        time.pass(Duration.ofMinutes(1));

        assertThat(giver.giving().change()).isNull();
        assertThat(last()).contains("Resume");
    }

    @Test
    void aSupporterWhoIsInTheMiddleOfSomethingIsWaitedFor() {
        giver.ask(new Alteration.Skip());
        passTo(until().minusSeconds(1));
        bank.answersChanges = new Changing.Unknown("asleep");
        UUID key = UUID.randomUUID();
        assertThat(giver.ask(new Alteration.Pause(2), key)).isEqualTo(new UnderWay());
        time.pass(Duration.ofSeconds(1));
        bank.answersChanges = null;
        time.pass(Duration.ofMinutes(2));

        assertThat(giver.ask(new Alteration.Pause(2), key)).isEqualTo(new Done());
        assertThat(giver.giving().standing()).isEqualTo(Standing.PAUSED);
        assertThat(giver.did()).noneMatch(each -> each.contains("Resume"));
    }

    @Test
    void whatSomebodyHasGoOnAtTheBankIsNotEndedByUs() {
        giver.ask(new Alteration.EndWithPeriod());
        time.pass(AN_HOUR);
        elsewhere(SubscriptionSeen.Standing.ACTIVE);
        assertThat(giver.giving().standing()).isEqualTo(Standing.ACTIVE);

        passTo(paidUntil.plus(AN_HOUR));

        assertThat(giver.did()).noneMatch(each -> each.startsWith("ended"));
        assertThat(appointments()).isEmpty();
    }

    /** Its event is lost: only the bank knows. */
    @Test
    void itIsAskedBeforeAnythingIsEnded() {
        giver.ask(new Alteration.EndWithPeriod());
        bank.knows.put(
                giver.subscription,
                List.of(giver.seen(SubscriptionSeen.Standing.ACTIVE, BankGiver.FIVE, null, paidUntil.minus(AN_HOUR))));

        passTo(paidUntil.plus(AN_HOUR));

        assertThat(giver.did()).noneMatch(each -> each.startsWith("ended"));
        assertThat(giver.giving().standing()).isEqualTo(Standing.ACTIVE);
    }

    @Test
    void anEventOfBeforeThatComesLateChangesNothing() {
        SubscriptionSeen before = giver.seen(
                SubscriptionSeen.Standing.ACTIVE,
                BankGiver.FIVE,
                null,
                time.now().minusSeconds(1));
        giver.ask(new Alteration.EndWithPeriod());
        giver.tell(before, before);

        assertThat(giver.giving().standing()).isEqualTo(Standing.ENDING);
        passTo(paidUntil);

        assertThat(giver.giving().standing()).isEqualTo(Standing.ENDED);
    }

    /** Two clocks are never one. */
    @Test
    void anEventOfBeforeThatIsDatedAfterItCancelsNoAppointment() {
        giver.ask(new Alteration.EndWithPeriod());
        giver.tell(giver.seen(
                SubscriptionSeen.Standing.ACTIVE,
                BankGiver.FIVE,
                null,
                time.now().plusSeconds(5)));
        bank.knows.put(
                giver.subscription,
                List.of(giver.seen(SubscriptionSeen.Standing.PAUSED, BankGiver.FIVE, null, paidUntil)));

        passTo(paidUntil);

        assertThat(giver.giving().standing()).isEqualTo(Standing.ENDED);
    }

    @Test
    void whatIsSuspendedAndOverdueEndsAllTheSame() {
        giver.ask(new Alteration.EndWithPeriod());
        time.pass(AN_HOUR);
        elsewhere(SubscriptionSeen.Standing.PAST_DUE);
        assertThat(giver.giving().standing()).isEqualTo(Standing.ENDING);

        passTo(paidUntil);

        assertThat(giver.giving().standing()).isEqualTo(Standing.ENDED);
    }

    @Test
    void whatTheBankWillNotHaveGoOnIsNotPromisedAnyLonger() {
        giver.ask(new Alteration.Skip());
        bank.answersChanges = new Changing.Refused("SUBSCRIPTION_CANNOT_BE_ACTIVATED");

        passTo(until());

        assertThat(appointments()).isEmpty();
        assertThat(giver.giving())
                .returns(Standing.PAUSED, Giving::standing)
                .returns(null, Giving::until)
                .returns(null, Giving::change);
    }

    @Test
    void whatIsTakenBackHasNoAppointments() {
        giver.ask(new Alteration.Skip());
        transaction.executeWithoutResult(
                status -> withdrawals.begin(giver.contribution(), Withdrawal.Cause.LAPSED, List.of()));
        time.pass(Duration.ofMinutes(1));
        assertThat(giver.giving().standing()).isEqualTo(Standing.ENDED);

        time.pass(Duration.ofDays(32));

        assertThat(appointments()).isEmpty();
        assertThat(giver.did()).noneMatch(each -> each.contains("Resume"));
    }

    /** As after a crash when the bank had done it: only its event tells. */
    @Test
    void whatOnlyAnEventConfirmsHasItsDateAsWell() {
        bank.answersChanges = new Changing.Unknown("asleep");
        UUID key = UUID.randomUUID();
        giver.ask(new Alteration.EndWithPeriod(), key);

        elsewhere(SubscriptionSeen.Standing.PAUSED);
        bank.answersChanges = null;

        assertThat(giver.ask(new Alteration.EndWithPeriod(), key)).isEqualTo(new Done());
        assertThat(giver.giving()).returns(Standing.ENDING, Giving::standing).returns(paidUntil, Giving::until);
        passTo(paidUntil);
        assertThat(giver.giving().standing()).isEqualTo(Standing.ENDED);
    }
}
