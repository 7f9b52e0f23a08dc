package org.standwith.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.AtOnce;
import org.standwith.StandwithTest;
import org.standwith.TestClock;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.Settled;

@StandwithTest
@ExtendWith(OutputCaptureExtension.class)
class InboxWorkerTest {

    private static final String CANARY = "canary@example.org";

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JdbcTemplate template;

    @Autowired
    FactLog log;

    @Autowired
    Belongings belongings;

    @Autowired
    InboxSeals seals;

    @Autowired
    Aliases aliases;

    @Autowired
    List<FactListener> listeners;

    @Autowired
    Providers configured;

    @Autowired
    TransactionTemplate transaction;

    private final TestClock clock = new TestClock("2026-03-01T12:00:00Z");
    private final Player player = new Player();
    private final String tail = "_" + UUID.randomUUID();
    private Inbox inbox;
    private ParkedEvents parked;
    private Questions questions;
    private InboxWorker worker;

    @BeforeEach
    void anEmptyInbox() {
        jdbc.sql("delete from inbox_event").update();
        inbox = new Inbox(template, seals, clock);
        parked = new ParkedEvents(jdbc, clock);
        questions = new Questions(template, aliases, seals, log, clock);
        worker = worker(inbox, listeners);
        player.events = event -> List.of(payment(event.projection()));
    }

    @Test
    void aPoisonAmongFiftyNeverHoldsThemUpAndStandsAloneInTheEnd(CapturedOutput output) {
        player.events = event -> event.projection().contains("unbookable")
                ? List.of(payment("x".repeat(200) + CANARY))
                : List.of(payment(event.projection()));
        for (int i = 0; i < 50; i++) {
            keep("good_" + i);
            if (i == 25) {
                keep("unbookable " + CANARY);
                inbox.keep(new Event(
                        new Provider("STRIPE"), "evt_poison" + tail, "charge.updated", clock.instant(), CANARY));
            }
        }

        worker.drain();

        assertThat(status("evt_good")).hasSize(50).containsOnly("DONE 0 blank");
        assertThat(payments()).isEqualTo(50);
        assertThat(status("evt_poison")).containsOnly("WAITING 1 kept");
        assertThat(status("evt_unbookable")).containsOnly("WAITING 1 kept");

        while (parked.list().stream()
                        .filter(each -> each.eventId().startsWith("evt_"))
                        .count()
                < 2) {
            clock.pass(Duration.ofHours(7));
            worker.drain();
        }
        List<DamagedEvent> poison = parked.list().stream()
                .filter(each -> each.eventId().startsWith("evt_"))
                .toList();
        assertThat(poison)
                .hasSize(2)
                .allSatisfy(parked -> assertThat(parked.error()).isNotBlank().doesNotContain("canary"));
        assertThat(output).doesNotContain("canary");
        assertThat(payments()).isEqualTo(50);
    }

    @Test
    void whatNeedsNoAnswerIsBookedBeforeASlowProviderIsAsked() {
        List<Long> bookedWhenAsked = new ArrayList<>();
        player.slow = event -> event.projection().startsWith("slow");
        player.events = event -> {
            if (event.projection().startsWith("slow")) {
                bookedWhenAsked.add(payments());
            }
            return List.of(payment(event.projection()));
        };
        keep("slow_1");
        keep("quick_1");
        keep("quick_2");

        worker.drain();

        assertThat(bookedWhenAsked).containsExactly(2L);
        assertThat(payments()).isEqualTo(3);
    }

    @Test
    void aReplayedEventIsUnderstoodWhenTheCauseIsGone() {
        player.events = event -> {
            throw new IllegalStateException("not yet");
        };
        keep("ch");
        while (parked.list().isEmpty()) {
            clock.pass(Duration.ofHours(7));
            worker.drain();
        }
        player.events = event -> List.of(payment(event.projection()));

        parked.replay(parked.list().getFirst().id());
        worker.drain();

        assertThat(status("evt_ch")).containsExactly("DONE 0 blank");
        assertThat(payments()).isEqualTo(1);
    }

    @Test
    void twoWorkersAtOnceBookEverythingOnce() throws Exception {
        IntStream.range(0, 300).forEach(i -> keep("ch_" + i));

        AtOnce.times(2, () -> {
            worker(inbox, listeners).drain();
            return true;
        });

        assertThat(status("evt_ch_")).hasSize(300).containsOnly("DONE 0 blank");
        assertThat(payments()).isEqualTo(300);
    }

    @Test
    void aDeadlockIsTriedAgainAndCountsForNothing() {
        keep("ch");
        AtomicInteger deadlocks = new AtomicInteger(2);

        worker(inbox, failing(() -> {
                    if (deadlocks.getAndDecrement() > 0) {
                        throw new CannotAcquireLockException("deadlock");
                    }
                }))
                .drain();

        assertThat(status("evt_ch")).containsExactly("DONE 0 blank");
        assertThat(payments()).isEqualTo(1);
    }

    @Test
    void aLockThatIsNeverGivenHoldsUpOnlyTheEventThatWantsIt() {
        player.events = event -> List.of(payment(event.projection()));
        IntStream.range(0, 10).forEach(i -> keep("ch_" + i));
        List<FactListener> stuck = new ArrayList<>(listeners);
        stuck.add(news -> {
            if (news.fresh().stream().anyMatch(each -> each.fact().subject().contains("ch_7_"))) {
                throw new CannotAcquireLockException("deadlock");
            }
        });

        worker(inbox, stuck).drain();

        assertThat(payments()).isEqualTo(9);
        assertThat(status("evt_ch_7_")).containsExactly("WAITING 1 kept");
    }

    @Test
    void aDatabaseThatIsAwayCountsForNothingAndTheBatchIsGivenBack() {
        IntStream.range(0, 5).forEach(i -> keep("ch_" + i));
        AtomicInteger tries = new AtomicInteger();
        var cutOff = worker(inbox, failing(() -> {
            tries.incrementAndGet();
            throw new DataAccessResourceFailureException("away");
        }));

        assertThatThrownBy(cutOff::drain).isInstanceOf(DataAccessResourceFailureException.class);

        assertThat(tries).hasValue(1);
        assertThat(status("evt_ch_")).hasSize(5).containsOnly("WAITING 0 kept");
        worker.drain();
        assertThat(payments()).isEqualTo(5);
    }

    @Test
    void aFailureThatCannotBeNotedLosesNothing() {
        keep("bad");
        keep("good");
        player.events = event -> {
            if (event.projection().startsWith("bad")) {
                throw new IllegalStateException();
            }
            return List.of(payment(event.projection()));
        };
        Inbox mute = new Inbox(template, seals, clock) {
            @Override
            void failed(Waiting event, String error) {
                throw new DataAccessResourceFailureException("away");
            }

            @Override
            void release(List<Waiting> events) {
                throw new DataAccessResourceFailureException("away");
            }
        };
        assertThatThrownBy(worker(mute, listeners)::drain).isInstanceOf(DataAccessResourceFailureException.class);

        clock.pass(Duration.ofMinutes(5));
        worker.drain();

        assertThat(status("evt_good")).containsExactly("DONE 0 blank");
        assertThat(status("evt_bad")).containsExactly("WAITING 1 kept");
    }

    @Test
    void aFeeThatIsNotToldIsAskedForAnHourLaterUntilItIsKnown() {
        keep("ch");
        worker.drain();
        String payment = "ch" + tail;
        player.answers = ref -> new Inquiry.Answered(List.of(payment(ref)));

        clock.pass(Duration.ofMinutes(59));
        worker.drain();
        assertThat(status("SETTLEMENT:")).containsExactly("WAITING 0 kept");
        clock.pass(Duration.ofMinutes(1));
        worker.drain();
        assertThat(status("SETTLEMENT:")).containsExactly("WAITING 1 kept");

        player.answers = ref -> new Inquiry.Answered(List.of(
                new Settled(Player.PLAYER, "txn" + tail, ref, cents(500), cents(500), cents(45), clock.instant())));
        clock.pass(Duration.ofSeconds(5));
        worker.drain();

        assertThat(status("SETTLEMENT:" + payment)).isEmpty();
        assertThat(balance("FEES") + balance("SUSPENSE")).isEqualTo(45 - 500);
    }

    @Test
    void whoseAPaymentIsIsNotAskedOnceMoreWhenTwoAnswersDidNotSay() {
        AtomicInteger answered = new AtomicInteger();
        keep("ch");
        worker.drain();
        clock.pass(Duration.ofMinutes(2));
        worker.drain();
        assertThat(status("OWNER:")).as("a silent provider has not answered").containsExactly("WAITING 1 kept");
        player.answers = ref -> {
            answered.incrementAndGet();
            return new Inquiry.Answered(List.of(payment(ref)));
        };

        clock.pass(Duration.ofMinutes(1));
        worker.drain();
        assertThat(status("OWNER:")).containsExactly("WAITING 2 kept");
        clock.pass(Duration.ofMinutes(2));
        worker.drain();

        assertThat(status("OWNER:")).containsExactly("DONE 2 blank");
        clock.pass(Duration.ofMinutes(50));
        worker.drain();
        assertThat(answered).hasValue(2);
        assertThat(parked.list()).isEmpty();
        assertThat(balance("SUSPENSE")).isEqualTo(-500);
    }

    @Test
    void aSilenceBetweenTwoAnswersBeginsTheCountAnew() {
        keep("ch");
        worker.drain();
        List<Inquiry> answers = new ArrayList<>(List.of(
                new Inquiry.Answered(List.of()), new Inquiry.Unknown("asleep"), new Inquiry.Answered(List.of())));
        player.answers = ref -> answers.removeFirst();
        for (int i = 0; i < 3; i++) {
            clock.pass(Duration.ofMinutes(3));
            worker.drain();
        }

        assertThat(status("OWNER:")).containsExactly("WAITING 3 kept");
    }

    @Test
    void aProviderThatIsSilentIsAskedAgain() {
        transaction.executeWithoutResult(
                status -> questions.ask(Questions.Topic.STATE, Player.PLAYER, "sub" + tail, Duration.ZERO));

        worker.drain();

        assertThat(status("STATE:")).containsExactly("WAITING 1 kept");
        assertThat(jdbc.sql("select error from inbox_event where event_id like 'STATE:%'")
                        .query(String.class)
                        .single())
                .startsWith("PLAYER gave no answer: asleep");
        player.answers = ref -> new Inquiry.Answered(List.of());
        clock.pass(Duration.ofSeconds(5));
        worker.drain();
        assertThat(status("STATE:")).containsExactly("DONE 1 blank");
    }

    @Test
    void whatWasAnsweredCanBeAskedAnew() {
        AtomicInteger asked = new AtomicInteger();
        player.answers = ref -> {
            asked.incrementAndGet();
            return new Inquiry.Answered(List.of());
        };
        for (int i = 0; i < 2; i++) {
            transaction.executeWithoutResult(
                    status -> questions.ask(Questions.Topic.STATE, Player.PLAYER, "sub" + tail, Duration.ZERO));
            worker.drain();
        }

        assertThat(asked).hasValue(2);
    }

    private List<FactListener> failing(Runnable failure) {
        List<FactListener> all = new ArrayList<>(listeners);
        all.add(news -> failure.run());
        return all;
    }

    private InboxWorker worker(Inbox from, List<FactListener> told) {
        var providers = new Providers(List.of(player, configured.named("STRIPE").orElseThrow()));
        Door door = new Door(log, belongings, questions, new Notices(aliases, jdbc), told);
        return new InboxWorker(from, door, providers, questions, transaction);
    }

    private void keep(String content) {
        inbox.keep(
                new Event(Player.PLAYER, "evt_" + content.split(" ")[0] + tail, "some.type", clock.instant(), content));
    }

    private PaymentSucceeded payment(String name) {
        String id = name.endsWith(tail) ? name : name + tail;
        return new PaymentSucceeded(Player.PLAYER, id, cents(500), clock.instant());
    }

    private static Money cents(long cents) {
        return Money.ofMinor(CurrencyUnit.USD, cents);
    }

    /** Of each event whose id begins with this: status, attempts, and whether its content is kept. */
    private List<String> status(String part) {
        return jdbc.sql("""
            select concat_ws(' ', status, attempts, if(projection is null, 'blank', 'kept'))
            from inbox_event where event_id like :part\
            """)
                .param("part", part + "%")
                .query((row, number) -> row.getString(1))
                .list();
    }

    private long payments() {
        return jdbc.sql("select count(*) from journal_entry where kind = 'PAYMENT' and entry_key like :tail")
                .param("tail", "%" + tail)
                .query(Long.class)
                .single();
    }

    private long balance(String account) {
        return jdbc.sql("select coalesce(sum(minor), 0) from posting where account = :account and entry_key like :tail")
                .param("account", account)
                .param("tail", "%" + tail)
                .query(Long.class)
                .single();
    }
}
