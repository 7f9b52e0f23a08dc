package org.standwith.contributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.standwith.Bank.BANK;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.standwith.AtOnce;
import org.standwith.Bank;
import org.standwith.TestClock;
import org.standwith.Time;
import org.standwith.contributions.Attempts.Attempt;
import org.standwith.contributions.Unsettled.Stuck;
import org.standwith.money.Cadence;
import org.standwith.payments.Door;
import org.standwith.payments.Fact.CollectionFailed;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.Fact.PaymentPending;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Opening;
import org.standwith.problem.Problem;
import org.standwith.vault.EmailAddress;
import org.standwith.vault.Person;

/** Events that were lost: what hangs is asked about, and what is not known for days is parked. */
@AtRisk
@SuppressWarnings("NullAway.Init") // an attempt is opened before anything is tested
class JanitorTest {

    private static final Money FIVE = Money.parse("USD 5.00");
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final Duration AN_HOUR = Duration.ofHours(1);
    private static final Duration A_DAY = Duration.ofDays(1);

    @Autowired
    Time time;

    @Autowired
    TestClock clock;

    @Autowired
    Bank bank;

    @Autowired
    Attempts attempts;

    @Autowired
    Contributions contributions;

    @Autowired
    PeopleInContributions people;

    @Autowired
    Unsettled unsettled;

    @Autowired
    Janitor janitor;

    @Autowired
    Door door;

    private final String tail = UUID.randomUUID().toString().replace("-", "");
    private final String charge = "ch_" + tail;
    private final String invoice = "in_" + tail;
    private final String subscription = "sub_" + tail;
    private Attempt attempt;

    @BeforeEach
    void nothingHasHappened() {
        bank.did.clear();
        bank.asked.clear();
        bank.silences = 0;
    }

    @Test
    void whoseBankDoesNotAnswerIsAskedAboutOnScheduleAndThenParkedUntilStaffHaveItAskedAgain() {
        waiting();
        time.pass(FIVE_MINUTES.minusSeconds(30));
        assertThat(asked()).isZero();

        time.pass(Duration.ofMinutes(1));
        assertThat(asked()).isEqualTo(1);
        time.pass(Duration.ofMinutes(50));
        assertThat(asked()).isEqualTo(1);
        time.pass(AN_HOUR);
        assertThat(asked()).isEqualTo(2);
        for (int day = 1; day <= 5; day++) {
            assertThat(stuck()).isEmpty();
            time.pass(A_DAY.plusMinutes(2));
            assertThat(asked()).isEqualTo(2 + day);
        }
        assertThat(stuck()).singleElement().satisfies(each -> {
            assertThat(each.state()).isEqualTo("Waiting");
            assertThat(each.provider()).isEqualTo(BANK);
            assertThat(each.answer()).isEqualTo("it says nothing new");
        });
        time.pass(A_DAY.multipliedBy(2));
        assertThat(asked()).isEqualTo(7);

        unsettled.askAgain(contribution().id());
        assertThat(stuck()).isEmpty();
        time.pass(Duration.ofMinutes(1));
        assertThat(asked()).isEqualTo(8);
    }

    @Test
    void whatTheProviderKnowsSettlesItAndItIsNotAskedAgain() {
        waiting();
        time.pass(Duration.ofMinutes(6));
        bank.knows.put(charge, List.of(new PaymentSucceeded(BANK, charge, FIVE, time.now())));

        time.pass(AN_HOUR);
        assertThat(contribution().stateName()).isEqualTo("Given");

        time.pass(A_DAY.multipliedBy(2));
        assertThat(asked()).isEqualTo(2);
    }

    @Test
    void whatIsParkedIsSettledByAnEventThatComesAtLast() {
        waiting();
        bank.silences = 1_000;
        parkIt();
        assertThat(stuck())
                .singleElement()
                .satisfies(each -> assertThat(each.answer()).isEqualTo("asleep"));

        door.admit(List.of(new PaymentSucceeded(BANK, charge, FIVE, time.now())));

        assertThat(stuck()).isEmpty();
        assertThatThrownBy(() -> unsettled.askAgain(UUID.randomUUID())).isInstanceOf(Problem.class);
    }

    @Test
    void twoNodesNeverAskAboutTheSameAtOnce() throws Exception {
        waiting();
        clock.pass(Duration.ofMinutes(6));

        AtOnce.times(4, () -> {
            janitor.carryOut();
            return true;
        });
        time.pass(Duration.ofSeconds(1));

        assertThat(asked()).isEqualTo(1);
    }

    @Test
    void whatIsOverdueIsNotAskedAboutBeforeTheProviderShouldHaveTriedAgain() {
        overdue(time.now().plus(A_DAY.multipliedBy(3)));

        time.pass(A_DAY.multipliedBy(2));
        assertThat(asked()).isZero();

        time.pass(A_DAY.plusMinutes(10));
        assertThat(asked()).isEqualTo(1);
    }

    @Test
    void whoseEndWasNeverToldIsKeptNoLongerThanOthers() {
        overdue(time.now().plus(A_DAY));
        UUID supporter = attempts.supporterOf(attempt).orElseThrow();
        Person person = new Person(supporter, java.util.Set.of(contribution().id()));
        assertThat(people.isUnderWay(person)).isTrue();
        bank.knows.put(
                subscription,
                List.of(seen(SubscriptionSeen.Standing.ENDED, time.now().plus(A_DAY))));

        time.pass(A_DAY.plusMinutes(10));

        assertThat(contribution().stateName()).isEqualTo("Ended");
        assertThat(people.isUnderWay(person)).isFalse();
        assertThat(stuck()).isEmpty();
    }

    @Test
    void aCheckoutOfWhichNothingIsHeardIsAskedAboutUntilItCannotBePaidAnyMore() {
        open(Cadence.ONCE);
        opened("cs_" + tail, false);

        time.pass(Duration.ofMinutes(6));
        time.pass(AN_HOUR.plusMinutes(1));
        time.pass(Duration.ofHours(10));
        assertThat(asked()).isEqualTo(2);
        time.pass(Duration.ofHours(12).plusMinutes(40));
        assertThat(asked()).isEqualTo(3);
        time.pass(A_DAY.multipliedBy(7));

        assertThat(asked()).isEqualTo(3);
        assertThat(stuck()).isEmpty();
    }

    @Test
    void whatIsBeingCompletedIsNotAskedAboutASecondTime() {
        open(Cadence.ONCE);
        opened("cs_" + tail, true);

        time.pass(Duration.ofMinutes(6));
        time.pass(AN_HOUR);

        assertThat(asked()).isZero();
    }

    private void parkIt() {
        time.pass(Duration.ofMinutes(6));
        time.pass(AN_HOUR.plusMinutes(1));
        for (int day = 1; day <= 5; day++) {
            time.pass(A_DAY.plusMinutes(2));
        }
    }

    private void waiting() {
        open(Cadence.ONCE);
        door.admit(List.of(
                new Linked(
                        BANK, charge, Objects.requireNonNull(attempt.answer()).reference()),
                new PaymentPending(BANK, charge, time.now())));
        assertThat(contribution().stateName()).isEqualTo("Waiting");
    }

    private void overdue(Instant nextAttempt) {
        open(Cadence.MONTHLY);
        door.admit(List.of(
                new Linked(
                        BANK,
                        subscription,
                        Objects.requireNonNull(attempt.answer()).reference()),
                new Linked(BANK, invoice, subscription),
                new Linked(BANK, charge, subscription),
                new PaymentSucceeded(BANK, charge, FIVE, time.now().minus(Duration.ofDays(31))),
                new CollectionFailed(BANK, invoice, 1, nextAttempt, time.now())));
        assertThat(contribution().stateName()).isEqualTo("PastDue");
    }

    private SubscriptionSeen seen(SubscriptionSeen.Standing standing, Instant at) {
        return new SubscriptionSeen(
                BANK,
                subscription,
                standing,
                SubscriptionSeen.Source.FETCHED,
                FIVE,
                Cadence.MONTHLY,
                null,
                null,
                null,
                at);
    }

    private void open(Cadence cadence) {
        attempt = attempts.findOrRecord(
                new Wanted(
                        cadence,
                        FIVE,
                        false,
                        bank,
                        Locale.ENGLISH,
                        null,
                        null,
                        EmailAddress.read("jane.roe@example.org").orElseThrow(),
                        Handled.LIKE_EVERYBODY,
                        null,
                        ""),
                null,
                UUID.randomUUID());
    }

    private void opened(String checkout, boolean oursToComplete) {
        attempts.opened(
                attempt,
                new Opening.Redirect(checkout, URI.create("https://bank.example/" + checkout), oursToComplete));
    }

    private Contribution contribution() {
        return contributions.findById(attempt.contribution().id()).orElseThrow();
    }

    private List<Stuck> stuck() {
        return unsettled.all().stream()
                .filter(each -> each.contribution().equals(contribution().id()))
                .toList();
    }

    /** For others, too, time has passed. */
    private long asked() {
        return bank.asked.stream().filter(each -> each.contains(tail)).count();
    }
}
