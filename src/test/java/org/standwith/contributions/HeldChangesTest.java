package org.standwith.contributions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.standwith.Bank;
import org.standwith.Time;
import org.standwith.contributions.ChangeOutcome.Done;
import org.standwith.contributions.ChangeOutcome.UnderWay;
import org.standwith.contributions.Giving.Standing;
import org.standwith.payments.Changing;
import org.standwith.vault.Erasure;
import org.standwith.vault.Person;

/** What is kept of changes, for how long, and what keeps people from being erased. */
@AtRisk
class HeldChangesTest {

    private static final Alteration TO_SEVEN = new Alteration.ToAmount(Money.parse("USD 7.00"));

    @Autowired
    Time time;

    @Autowired
    Bank bank;

    @Autowired
    PeopleInContributions people;

    @Autowired
    Erasure erasure;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    AutowireCapableBeanFactory beans;

    @SuppressWarnings("NullAway.Init")
    private BankGiver giver;

    private final UUID key = UUID.randomUUID();

    @BeforeEach
    void somebodyGives() {
        giver = beans.createBean(BankGiver.class);
    }

    @AfterEach
    void theBankIsItself() {
        bank.answersChanges = null;
        bank.saysNoDates(false);
    }

    private Person person() {
        return new Person(giver.supporter(), Set.of(giver.contribution()));
    }

    private long rows(String table) {
        return jdbc.sql("select count(*) from " + table + " where contribution = ?")
                .param(giver.contribution().toString())
                .query(Long.class)
                .single();
    }

    @Test
    void whatWasAskedForIsForgottenAMonthAfterItWasDone() {
        giver.ask(TO_SEVEN, key);
        time.pass(Duration.ofDays(29));
        time.pass(Duration.ofHours(2));
        assertThat(rows("change_intent")).isEqualTo(1);

        time.pass(Duration.ofDays(1));
        time.pass(Duration.ofHours(1));

        assertThat(rows("change_intent")).isZero();
        assertThat(giver.giving().amount()).isEqualTo(Money.parse("USD 7.00"));
    }

    @Test
    void whatIsNotSettledIsNotForgotten() {
        bank.answersChanges = new Changing.Unknown("asleep");
        giver.ask(TO_SEVEN, key);

        time.pass(Duration.ofDays(31));

        assertThat(rows("change_intent")).isEqualTo(1);
        bank.answersChanges = null;
        time.pass(Duration.ofHours(1));
        assertThat(giver.ask(TO_SEVEN, key)).isEqualTo(new Done());
    }

    @Test
    void nothingThatLeadsToTheProviderStaysLongerThanItIsNeeded() {
        giver.ask(new Alteration.AnotherCard(), key);
        String checkout = sealed().checkout();
        assertThat(checkout).isNotNull();
        bank.cardsGiven.put(checkout, new Changing.Changed(List.of()));

        assertThat(giver.returned(key)).isEqualTo(new Done());

        assertThat(sealed().checkout()).isNull();
        assertThat(sealed().page()).isNull();
    }

    private Intent.Particulars sealed() {
        return beans.getBean(Intents.class).ofKey(key).orElseThrow().particulars();
    }

    @Test
    void theTablesSayNothingOfWhatIsWanted() {
        bank.answersChanges = new Changing.Unknown("asleep");
        giver.ask(TO_SEVEN, key);

        String row = jdbc.sql("select * from change_intent where idempotency_key = ?")
                .param(key.toString())
                .query()
                .singleRow()
                .values()
                .toString();

        assertThat(row).doesNotContain("7.00", "AMOUNT", "example.org", giver.subscription);
    }

    @Test
    void whoAsksForWhatIsHeldIsToldOfChangesAndDates() {
        bank.saysNoDates(true);
        giver.ask(new Alteration.Skip());
        giver.ask(TO_SEVEN);

        assertThat(people.export(person()).toString())
                .contains("Skip", "USD 7.00", "DONE", "https://give.example.org/account", "de", "RESUME");
    }

    @Test
    void whoIsErasedHasAskedForNothing() {
        bank.saysNoDates(true);
        giver.ask(new Alteration.Skip());
        assertThat(erasure.erase(giver.supporter())).isInstanceOf(Erasure.Outcome.UnderWay.class);
        giver.ask(new Alteration.End());

        assertThat(erasure.erase(giver.supporter())).isInstanceOf(Erasure.Outcome.Erased.class);

        assertThat(rows("change_intent")).isZero();
        assertThat(rows("appointment")).isZero();
        assertThat(giver.ask(TO_SEVEN)).isEqualTo(new ChangeOutcome.Refused(Refusal.FORGOTTEN));
        time.pass(Duration.ofDays(1));
    }

    /** To the bank it is only paused. */
    @Test
    void whatIsToEndAtItsDateGoesOnUntilTheProviderHasEndedIt() {
        bank.saysNoDates(true);
        giver.ask(new Alteration.EndWithPeriod());
        assertThat(giver.giving().standing()).isEqualTo(Standing.ENDING);
        assertThat(people.isUnderWay(person())).isTrue();

        time.pass(Duration.between(time.now(), giver.paidUntil()));

        assertThat(people.isUnderWay(person())).isFalse();
    }

    @Test
    void whatIsOverByItsDateAndMayJustBeKeptIsUnderWay() {
        giver.ask(new Alteration.EndWithPeriod());
        bank.answersChanges = new Changing.Unknown("asleep");
        assertThat(giver.ask(new Alteration.KeepOn(), key)).isEqualTo(new UnderWay());
        time.pass(Duration.between(time.now(), giver.paidUntil().plusSeconds(1)));

        assertThat(giver.giving().standing()).isEqualTo(Standing.ENDED);
        assertThat(people.isUnderWay(person())).isTrue();

        bank.end(giver.subscription);
        bank.answersChanges = new Changing.Refused("ended");
        time.pass(Duration.ofHours(1));
        assertThat(people.isUnderWay(person())).isFalse();
    }
}
