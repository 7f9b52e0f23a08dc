package org.standwith.contributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.standwith.contributions.BankGiver.BACK;
import static org.standwith.contributions.BankGiver.FIVE;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.AtOnce;
import org.standwith.Bank;
import org.standwith.Time;
import org.standwith.contributions.Alteration.Kind;
import org.standwith.contributions.Asking.Asked;
import org.standwith.contributions.ChangeOutcome.Done;
import org.standwith.contributions.ChangeOutcome.Refused;
import org.standwith.contributions.ChangeOutcome.ToBeAgreed;
import org.standwith.contributions.ChangeOutcome.UnderWay;
import org.standwith.contributions.Giving.Standing;
import org.standwith.money.Cadence;
import org.standwith.payments.Changing;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Noticed;
import org.standwith.problem.Problem;
import org.standwith.risk.Level;

/** What supporters ask for is done once and durably, whatever happens on the way. */
@AtRisk
class ChangesTest {

    private static final Money SEVEN = Money.parse("USD 7.00");
    private static final Money NINE = Money.parse("USD 9.00");
    private static final Alteration TO_SEVEN = new Alteration.ToAmount(SEVEN);
    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);
    private static final URI PAGE = URI.create("https://bank.example/agree");

    @Autowired
    Time time;

    @Autowired
    Bank bank;

    @Autowired
    Changes changes;

    @Autowired
    Asking asking;

    @Autowired
    Withdrawals withdrawals;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    AutowireCapableBeanFactory beans;

    private final UUID key = UUID.randomUUID();

    @SuppressWarnings("NullAway.Init")
    private BankGiver giver;

    @BeforeEach
    void somebodyGivesFiveDollarsAMonth() {
        giver = beans.createBean(BankGiver.class);
    }

    @AfterEach
    void theBankIsItself() {
        bank.silences = 0;
        bank.answersChanges = null;
        bank.meanwhile = () -> {};
    }

    private String state(UUID change) {
        return jdbc.sql("select state from change_intent where idempotency_key = ?")
                .param(change.toString())
                .query(String.class)
                .single();
    }

    private void settle() {
        for (int i = 0; i < 8; i++) {
            time.pass(HALF_A_MINUTE);
        }
    }

    private SubscriptionSeen seen(String subscription, SubscriptionSeen.Standing standing) {
        return new SubscriptionSeen(
                Bank.BANK,
                subscription,
                standing,
                SubscriptionSeen.Source.FETCHED,
                BankGiver.FIVE,
                Cadence.MONTHLY,
                null,
                null,
                null,
                time.now());
    }

    @Test
    void whatGoesOnTwiceHasNotEndedWithTheFirst() {
        String second = giver.subscription + "b";
        giver.tell(new Linked(Bank.BANK, second, giver.subscription), seen(second, SubscriptionSeen.Standing.ACTIVE));
        bank.silences = 9;
        assertThat(giver.ask(new Alteration.End(), key)).isEqualTo(new UnderWay());

        giver.tell(seen(giver.subscription, SubscriptionSeen.Standing.ENDED));
        assertThat(state(key)).isEqualTo("ASKED");

        giver.tell(seen(second, SubscriptionSeen.Standing.ENDED));
        assertThat(state(key)).isEqualTo("DONE");
    }

    @Test
    void anotherAmountIsDoneWhenTheProviderHasConfirmedIt() {
        assertThat(giver.ask(TO_SEVEN, key)).isEqualTo(new Done());

        assertThat(giver.giving().amount()).isEqualTo(SEVEN);
        assertThat(giver.giving().change()).isNull();
        assertThat(giver.did()).hasSize(1);
        time.pass(Duration.ofMinutes(5));
        assertThat(giver.did()).hasSize(1);
    }

    @Test
    void everyWishIsDoneAndUndone() {
        Instant end = giver.paidUntil();

        assertThat(giver.ask(new Alteration.ToCadence(Cadence.ANNUAL, NINE))).isEqualTo(new Done());
        assertThat(giver.giving().cadence()).isEqualTo(Cadence.ANNUAL);
        assertThat(giver.ask(new Alteration.ToCadence(Cadence.MONTHLY, FIVE))).isEqualTo(new Done());
        assertThat(giver.ask(new Alteration.Pause(2))).isEqualTo(new Done());
        assertThat(giver.giving().standing()).isEqualTo(Standing.PAUSED);
        assertThat(giver.giving().until()).isEqualTo(date(end, 2).minus(Duration.ofDays(3)));
        assertThat(giver.ask(new Alteration.Resume())).isEqualTo(new Done());
        assertThat(giver.ask(new Alteration.Skip())).isEqualTo(new Done());
        assertThat(giver.giving().until()).isEqualTo(date(end, 1).minus(Duration.ofDays(3)));
        assertThat(giver.ask(new Alteration.Resume())).isEqualTo(new Done());
        assertThat(giver.ask(new Alteration.EndWithPeriod())).isEqualTo(new Done());
        assertThat(giver.giving().standing()).isEqualTo(Standing.ENDING);
        assertThat(giver.giving().until()).isEqualTo(end);
        assertThat(giver.ask(new Alteration.KeepOn())).isEqualTo(new Done());
        assertThat(giver.giving().standing()).isEqualTo(Standing.ACTIVE);
        assertThat(giver.ask(new Alteration.End())).isEqualTo(new Done());

        assertThat(giver.giving().standing()).isEqualTo(Standing.ENDED);
        assertThat(changes.refusals(giver.contribution()))
                .hasSize(Kind.values().length)
                .containsValue(Refusal.ENDED);
    }

    private static Instant date(Instant from, int months) {
        return from.atOffset(ZoneOffset.UTC).plusMonths(months).toInstant();
    }

    @Test
    void theSameKeyTwiceHasTheSameAnswerAndAnotherWishByItIsAConflict() {
        giver.ask(TO_SEVEN, key);
        giver.ask(new Alteration.ToAmount(NINE));

        assertThat(giver.ask(TO_SEVEN, key)).isEqualTo(new Done());

        assertThat(giver.giving().amount()).isEqualTo(NINE);
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> giver.ask(new Alteration.ToAmount(NINE), key))
                .satisfies(problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.CONFLICT));
        BankGiver another = beans.createBean(BankGiver.class);
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> another.ask(TO_SEVEN, key));
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> another.returned(key));
    }

    @Test
    void aDoubleClickIsCarriedOutOnce() throws Exception {
        List<ChangeOutcome> outcomes = AtOnce.times(6, () -> giver.ask(TO_SEVEN, key));

        assertThat(outcomes).contains(new Done()).isSubsetOf(new Done(), new UnderWay());
        assertThat(giver.did()).hasSize(1);
        assertThat(giver.ask(TO_SEVEN, key)).isEqualTo(new Done());
    }

    @Test
    void whileOneCallerCarriesItOutNobodyElseDoesAnythingButEndIt() throws Exception {
        CountDownLatch there = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        bank.meanwhile = () -> {
            there.countDown();
            await(goOn);
        };
        CompletableFuture<ChangeOutcome> first = CompletableFuture.supplyAsync(() -> giver.ask(TO_SEVEN, key));
        await(there);

        assertThat(giver.ask(TO_SEVEN, key)).isEqualTo(new UnderWay());
        assertThat(giver.ask(new Alteration.ToAmount(NINE))).isEqualTo(new Refused(Refusal.BUSY));
        assertThat(giver.ask(new Alteration.Pause(1))).isEqualTo(new Refused(Refusal.BUSY));
        time.pass(HALF_A_MINUTE);
        assertThat(giver.did()).as("also by no task").isEmpty();
        assertThat(giver.giving().change()).isNotNull().returns(TO_SEVEN, OpenChange::wish);
        goOn.countDown();

        assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(new Done());
        assertThat(giver.did()).hasSize(1);
    }

    @Test
    void whoEndsItNeedNotWaitForAnotherChange() {
        bank.answersChanges = new Changing.Unknown("asleep");
        assertThat(giver.ask(TO_SEVEN, key)).isEqualTo(new UnderWay());

        assertThat(giver.ask(new Alteration.End())).isEqualTo(new Done());
        bank.answersChanges = null;
        settle();

        assertThat(giver.ask(TO_SEVEN, key)).isEqualTo(new Refused(Refusal.REPLACED));
        assertThat(giver.did()).containsExactly("ended " + giver.subscription);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anAnswerThatIsLostIsFetchedByATaskAndNothingIsDoneTwice() {
        bank.silences = 3;

        assertThat(giver.ask(TO_SEVEN, key)).isEqualTo(new UnderWay());
        assertThat(giver.giving().change()).isNotNull().returns(null, OpenChange::page);
        settle();

        assertThat(giver.ask(TO_SEVEN, key)).isEqualTo(new Done());
        assertThat(giver.giving().amount()).isEqualTo(SEVEN);
        assertThat(giver.did()).hasSize(1);
    }

    @Test
    void aFactThatSaysSoSettlesItWithoutAnotherQuestion() {
        bank.answersChanges = new Changing.Unknown("asleep");
        giver.ask(TO_SEVEN, key);

        giver.tell(giver.seen(
                SubscriptionSeen.Standing.ACTIVE, FIVE, null, time.now().plusSeconds(1)));
        assertThat(state(key)).isEqualTo("ASKED");
        giver.tell(giver.seen(
                SubscriptionSeen.Standing.ACTIVE, SEVEN, null, time.now().minusSeconds(5)));
        assertThat(state(key)).as("a picture of before").isEqualTo("ASKED");
        giver.tell(giver.seen(
                SubscriptionSeen.Standing.ACTIVE, SEVEN, null, time.now().plusSeconds(2)));

        assertThat(state(key)).isEqualTo("DONE");
    }

    /** As after a crash when it was written down, and before the provider was asked. */
    @Test
    void whatNobodyCarriedOutIsCarriedOutByATask() {
        asking.ask(giver.contribution(), new Alteration.Pause(1), BACK, key);
        assertThat(giver.did()).isEmpty();

        time.pass(HALF_A_MINUTE);

        assertThat(giver.ask(new Alteration.Pause(1), key)).isEqualTo(new Done());
        assertThat(giver.giving().standing()).isEqualTo(Standing.PAUSED);
        assertThat(giver.did()).hasSize(1);
    }

    /** As after a crash when the provider had done it, and before we knew. */
    @Test
    void whatWasDoneBeforeACrashIsFoundOutWhenTheClaimOfWhoDiedIsOver() {
        Asked.Noted noted = (Asked.Noted) asking.ask(giver.contribution(), TO_SEVEN, BACK, key);
        claimed(noted.intent().id());
        bank.change(
                giver.subscription,
                new org.standwith.payments.Change.ToAmount(SEVEN),
                BACK.page(),
                noted.intent().providerKey());

        time.pass(Duration.ofMinutes(1));
        assertThat(giver.ask(TO_SEVEN, key)).isEqualTo(new UnderWay());
        time.pass(Duration.ofMinutes(3));

        assertThat(giver.ask(TO_SEVEN, key)).isEqualTo(new Done());
        assertThat(giver.did()).hasSize(1);
    }

    private void claimed(UUID change) {
        jdbc.sql("update change_intent set claimed_until = ? where id = ?")
                .params(LocalDateTime.ofInstant(time.now().plus(Intents.LEASE), ZoneOffset.UTC), change.toString())
                .update();
    }

    @ParameterizedTest
    @CsvSource({
        "ended, ENDED",
        "incomplete, NOT_BEGUN",
        "past_due, OVERDUE",
        "currency, PROVIDER",
        "of another shape, PROVIDER",
        "SUBSCRIPTION_CANNOT_BE_ACTIVATED, CARD_FIRST"
    })
    void whatTheProviderRefusesIsRefusedForAReasonThatCanBeTold(String word, Refusal why) {
        bank.answersChanges = new Changing.Refused(word);

        assertThat(giver.ask(TO_SEVEN, key)).isEqualTo(new Refused(why));

        bank.answersChanges = null;
        assertThat(giver.ask(TO_SEVEN, key)).isEqualTo(new Refused(why));
        assertThat(giver.ask(TO_SEVEN)).isEqualTo(new Done());
    }

    @Test
    void whatIsNotPossibleIsRefusedAndLeavesNothing() {
        assertThat(giver.ask(new Alteration.Resume(), key)).isEqualTo(new Refused(Refusal.NOT_PAUSED));
        assertThat(giver.ask(new Alteration.ToAmount(FIVE), key)).isEqualTo(new Refused(Refusal.SAME));

        assertThat(giver.ask(TO_SEVEN, key)).isEqualTo(new Done());
        assertThat(changes.refusals(giver.contribution()))
                .isEqualTo(Map.of(
                        Kind.RESUME, Refusal.NOT_PAUSED,
                        Kind.KEEP_ON, Refusal.NOT_ENDING,
                        Kind.LAPSE, Refusal.NOT_OVERDUE));
    }

    @ParameterizedTest
    @CsvSource({"USD 1.99, amount.amount", "EUR 7.00, amount.currency", "USD 9999999.00, amount.amount"})
    void anAmountThatCannotBeGivenIsAMistake(String amount, String field) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> giver.ask(new Alteration.ToAmount(Money.parse(amount))))
                .satisfies(problem -> assertThat(problem.fields())
                        .extracting(Problem.Field::name)
                        .containsExactly(field));
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> giver.ask(new Alteration.ToCadence(Cadence.ONCE, SEVEN)));
    }

    @Test
    void whatHasToBeAgreedToIsDoneWhenAFactSaysSo() {
        bank.answersChanges = new Changing.ToBeAgreed(PAGE);
        assertThat(giver.ask(TO_SEVEN, key)).isEqualTo(new ToBeAgreed(PAGE));
        assertThat(giver.giving().change()).isNotNull().returns(PAGE, OpenChange::page);
        assertThat(giver.returned(key)).isEqualTo(new ToBeAgreed(PAGE));
        assertThat(giver.ask(TO_SEVEN, key)).isEqualTo(new ToBeAgreed(PAGE));

        bank.knows.put(
                giver.subscription,
                List.of(giver.seen(
                        SubscriptionSeen.Standing.ACTIVE,
                        SEVEN,
                        null,
                        time.now().plusSeconds(9))));
        assertThat(giver.returned(key)).isEqualTo(new Done());

        assertThat(giver.giving().change()).isNull();
        assertThat(giver.giving().amount()).isEqualTo(SEVEN);
    }

    @Test
    void whatIsNotAgreedToInTimeIsOver() {
        bank.answersChanges = new Changing.ToBeAgreed(PAGE);
        giver.ask(TO_SEVEN, key);
        time.pass(Duration.ofHours(3));
        assertThat(state(key)).isEqualTo("AGREEING");

        time.pass(Duration.ofMinutes(15));

        assertThat(giver.ask(TO_SEVEN, key)).isEqualTo(new Refused(Refusal.EXPIRED));
        assertThat(giver.giving().amount()).isEqualTo(FIVE);
    }

    @Test
    void whatWaitsForTheSupporterGivesWayToWhatTheyWantInstead() {
        bank.answersChanges = new Changing.ToBeAgreed(PAGE);
        giver.ask(TO_SEVEN, key);
        bank.answersChanges = null;

        assertThat(giver.ask(new Alteration.Pause(1))).isEqualTo(new Done());

        assertThat(giver.returned(key)).isEqualTo(new Refused(Refusal.REPLACED));
    }

    @Test
    void anotherCardIsTakenOverWhenItWasGivenAndOnce() {
        assertThat(giver.ask(new Alteration.AnotherCard(), key)).isInstanceOf(ToBeAgreed.class);
        ChangeOutcome page = giver.ask(new Alteration.AnotherCard(), key);
        assertThat(giver.returned(key)).isEqualTo(page);

        bank.cardsGiven.put("cs_" + providerKey(), new Changing.Changed(List.of()));
        assertThat(giver.returned(key)).isEqualTo(new Done());

        assertThat(giver.returned(key)).isEqualTo(new Done());
        assertThat(giver.giving().change()).isNull();
    }

    private String providerKey() {
        return "change-"
                + jdbc.sql("select id from change_intent where idempotency_key = ?")
                        .param(key.toString())
                        .query(String.class)
                        .single();
    }

    @Test
    void aCardIsTakenOverAlsoWhereItsGiverDoesNotComeBack() {
        giver.ask(new Alteration.AnotherCard(), key);
        bank.cardsGiven.put("cs_" + providerKey(), new Changing.Changed(List.of()));

        time.pass(Duration.ofMinutes(11));

        assertThat(state(key)).isEqualTo("DONE");
    }

    @Test
    void aCardOfWhichTheProviderSaysNothingIsAskedForAgainSoon() {
        giver.ask(new Alteration.AnotherCard(), key);
        time.pass(Duration.ofHours(2));
        bank.cardsGiven.put("cs_" + providerKey(), new Changing.Unknown("asleep"));
        assertThat(giver.returned(key)).isEqualTo(new UnderWay());
        assertThat(giver.ask(TO_SEVEN)).isEqualTo(new Refused(Refusal.BUSY));

        bank.cardsGiven.put("cs_" + providerKey(), new Changing.Changed(List.of()));
        time.pass(HALF_A_MINUTE);

        assertThat(state(key)).isEqualTo("DONE");
    }

    @Test
    void aCardThatNobodyGaveIsNotWaitedForLongerThanADay() {
        giver.ask(new Alteration.AnotherCard(), key);
        for (int hour = 0; hour < 24; hour++) {
            time.pass(Duration.ofHours(1));
        }
        assertThat(state(key)).isEqualTo("AGREEING");

        time.pass(Duration.ofHours(1));
        time.pass(Duration.ofHours(1));

        assertThat(giver.returned(key)).isEqualTo(new Refused(Refusal.EXPIRED));
    }

    @Test
    void aCardThatMayNotPayEndsItAll() {
        giver.ask(new Alteration.AnotherCard(), key);
        bank.cardsGiven.put(
                "cs_" + providerKey(),
                new Changing.Forbidden(List.of(new Noticed(Bank.BANK, giver.subscription, Level.BLOCKED, time.now()))));

        assertThat(giver.returned(key)).isEqualTo(new ChangeOutcome.Forbidden());

        assertThat(withdrawals.isUnderWay(giver.contribution())).isTrue();
        assertThat(giver.ask(TO_SEVEN)).isEqualTo(new Refused(Refusal.TAKEN_BACK));
        time.pass(HALF_A_MINUTE);
        assertThat(giver.giving().standing()).isEqualTo(Standing.ENDED);
    }

    @Test
    void whatIsTakenBackWinsOverAChangeThatWaits() {
        bank.answersChanges = new Changing.Unknown("asleep");
        giver.ask(TO_SEVEN, key);
        transaction.executeWithoutResult(
                status -> withdrawals.begin(giver.contribution(), Withdrawal.Cause.LAPSED, List.of()));
        bank.answersChanges = null;

        assertThat(giver.ask(TO_SEVEN, key)).isEqualTo(new Refused(Refusal.TAKEN_BACK));
        settle();

        assertThat(giver.did()).containsExactly("ended " + giver.subscription);
    }

    @Test
    void whatEndedMeanwhileIsNotChanged() {
        bank.answersChanges = new Changing.Unknown("asleep");
        giver.ask(TO_SEVEN, key);

        giver.tell(giver.seen(SubscriptionSeen.Standing.ENDED, FIVE, null, time.now()));

        assertThat(state(key)).isEqualTo("REFUSED");
        assertThat(giver.returned(key)).isEqualTo(new Refused(Refusal.ENDED));
    }

    @Test
    void whatThereIsNotCannotBeChanged() {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> changes.ask(UUID.randomUUID(), TO_SEVEN, BACK, key))
                .satisfies(problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.NOT_FOUND));
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> changes.refusals(UUID.randomUUID()));
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> changes.forecast(UUID.randomUUID(), TO_SEVEN));
    }

    @Test
    void aForecastChangesNothing() {
        assertThat(changes.forecast(giver.contribution(), new Alteration.EndWithPeriod())
                        .ends())
                .isEqualTo(giver.paidUntil());

        assertThat(giver.did()).isEmpty();
        assertThat(giver.giving().change()).isNull();
    }

    /** By a page and a wish, whoever reads a log could tell whose it is. */
    @Test
    void nothingOfItGetsIntoALogByAccident() {
        bank.answersChanges = new Changing.ToBeAgreed(PAGE);

        assertThat(String.valueOf(giver.ask(TO_SEVEN, key))
                        + giver.giving().change()
                        + BACK
                        + asking.ask(giver.contribution(), TO_SEVEN, BACK, key))
                .doesNotContain("bank.example", "account", "7.00");
    }
}
