package org.standwith.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.AtOnce;
import org.standwith.StandwithTest;
import org.standwith.TestClock;
import org.standwith.problem.Problem;

@StandwithTest
class InboxTest {

    private static final Provider STRIPE = new Provider("STRIPE");

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JdbcTemplate template;

    @Autowired
    InboxSeals seals;

    @Autowired
    TransactionTemplate transaction;

    private final TestClock clock = new TestClock("2026-03-01T12:00:00Z");
    private Inbox inbox;
    private ParkedEvents parked;

    @BeforeEach
    void anEmptyInbox() {
        jdbc.sql("delete from inbox_event").update();
        inbox = new Inbox(template, seals, clock);
        parked = new ParkedEvents(jdbc, clock);
    }

    @Test
    void anEventThatIsSentTwiceIsKeptOnceAsItCameFirst() {
        inbox.keep(event("evt_1", "{\"id\":\"first\"}"));
        inbox.keep(event("evt_1", "{\"id\":\"second\"}"));

        assertThat(inbox.claim(10))
                .singleElement()
                .extracting(waiting -> waiting.event().projection())
                .isEqualTo("{\"id\":\"first\"}");
    }

    @Test
    void anEventThatIsSentBySixteenAtOnceIsKeptOnce() throws Exception {
        AtOnce.times(16, () -> {
            inbox.keep(event("evt_1", "{}"));
            return true;
        });

        assertThat(inbox.claim(100)).hasSize(1);
    }

    @Test
    void manyThatComeAtOnceAreEachKeptOnceAndCommittedWhenItIsSaid() throws Exception {
        AtomicInteger next = new AtomicInteger();

        AtOnce.times(16, () -> {
            for (int i = 0; i < 40; i++) {
                String id = "evt_" + next.getAndIncrement() / 4;
                inbox.keep(event(id, "{}"));
                assertThat(kept(id)).isEqualTo(1);
            }
            return true;
        });

        assertThat(inbox.claim(1000)).hasSize(160);
    }

    @Test
    void oneThatCannotBeKeptTakesNoneWithItOfThoseThatComeAtTheSameMoment() throws Exception {
        AtomicInteger next = new AtomicInteger();

        List<Integer> refused = AtOnce.times(16, () -> {
            int mine = 0;
            for (int i = 0; i < 20; i++) {
                int number = next.getAndIncrement();
                boolean fits = number % 5 != 0;
                String id = fits ? "evt_" + number : "x".repeat(201 + number);
                try {
                    inbox.keep(event(id, "{}"));
                    assertThat(kept(id)).isEqualTo(1);
                } catch (DataIntegrityViolationException e) {
                    assertThat(fits).isFalse();
                    mine++;
                }
            }
            return mine;
        });

        assertThat(refused.stream().mapToInt(each -> each).sum()).isEqualTo(64);
        assertThat(inbox.claim(1000)).hasSize(256);
    }

    @Test
    void nothingIsKeptInATransactionThatMayStillFail() {
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> inbox.keep(event("evt_1", "{}"))))
                .isInstanceOf(IllegalStateException.class);

        assertThat(inbox.claim(10)).isEmpty();
    }

    @Test
    void theSameIdAtAnotherProviderIsAnotherEvent() {
        inbox.keep(event("evt_1", "{}"));
        inbox.keep(new Event(new Provider("PAYPAL"), "evt_1", "some.type", clock.instant(), "{}"));

        assertThat(inbox.claim(10)).hasSize(2);
    }

    @Test
    void anEventThatIsDoneIsNotTakenInAgain() {
        inbox.keep(event("evt_1", "{}"));
        inbox.done(inbox.claim(10));

        inbox.keep(event("evt_1", "{}"));

        assertThat(inbox.claim(10)).isEmpty();
    }

    @Test
    void whatOneWorkerClaimedNoOtherDoesUntilTheLeaseEnds() {
        inbox.keep(event("evt_1", "{}"));
        assertThat(inbox.claim(10)).hasSize(1);

        assertThat(inbox.claim(10)).isEmpty();
        clock.pass(Duration.ofMinutes(5).minusMillis(1));
        assertThat(inbox.claim(10)).isEmpty();
        clock.pass(Duration.ofMillis(1));
        assertThat(inbox.claim(10)).hasSize(1);
    }

    @Test
    void workersThatClaimAtOnceNeverGetTheSame() throws Exception {
        for (int i = 0; i < 100; i++) {
            inbox.keep(event("evt_" + i, "{}"));
        }

        List<String> claimed = AtOnce.times(8, () -> inbox.claim(20)).stream()
                .flatMap(List::stream)
                .map(waiting -> waiting.event().id())
                .toList();

        assertThat(claimed).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void whatWasGivenBackIsDueAtOnceAndHasLostNoAttempt() {
        inbox.keep(event("evt_1", "{}"));
        inbox.release(inbox.claim(10));

        assertThat(inbox.claim(10))
                .singleElement()
                .extracting(Inbox.Waiting::attempts)
                .isEqualTo(0);
    }

    @ParameterizedTest
    @CsvSource({"1,5", "2,20", "3,80", "4,320", "5,1280", "6,5120", "7,20480", "8,21600", "9,21600", "1000,21600"})
    void theDelayGrowsToSixHours(int attempts, long seconds) {
        assertThat(Inbox.delayAfter(attempts)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void whatFailedComesAgainWhenItsDelayIsOver() {
        inbox.keep(event("evt_1", "{}"));
        inbox.failed(inbox.claim(10).getFirst(), "no luck");

        clock.pass(Duration.ofSeconds(5).minusMillis(1));
        assertThat(inbox.claim(10)).isEmpty();
        clock.pass(Duration.ofMillis(1));
        assertThat(inbox.claim(10))
                .singleElement()
                .extracting(Inbox.Waiting::attempts)
                .isEqualTo(1);
    }

    @Test
    void afterAboutADayOfFailuresItIsParked() {
        inbox.keep(event("evt_1", "{}"));
        var received = clock.instant();

        while (parked.list().isEmpty()) {
            var claimed = inbox.claim(10);
            if (claimed.isEmpty()) {
                clock.pass(Duration.ofSeconds(5));
            } else {
                inbox.failed(claimed.getFirst(), "no luck");
            }
        }

        assertThat(Duration.between(received, clock.instant())).isBetween(Duration.ofHours(24), Duration.ofHours(30));
        clock.pass(Duration.ofDays(365));
        assertThat(inbox.claim(10)).isEmpty();
        assertThat(parked.list()).singleElement().satisfies(parked -> {
            assertThat(parked.eventId()).isEqualTo("evt_1");
            assertThat(parked.received()).isEqualTo(received);
            assertThat(parked.error()).isEqualTo("no luck");
        });
    }

    @Test
    void whatIsParkedCanBeReplayedFromTheStartOnce() {
        UUID id = park("evt_1");

        assertThat(parked.replay(id).eventId()).isEqualTo("evt_1");

        assertThat(parked.list()).isEmpty();
        assertThat(inbox.claim(10)).singleElement().satisfies(again -> {
            assertThat(again.attempts()).isZero();
            assertThat(again.event().projection()).isEqualTo("{\"evt\":\"evt_1\"}");
        });
        assertThatThrownBy(() -> parked.replay(id))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.NOT_FOUND));
    }

    @Test
    void nothingThatIsNotParkedCanBeReplayed() {
        inbox.keep(event("evt_1", "{}"));
        UUID waiting = inbox.claim(1).getFirst().id();

        for (UUID id : List.of(waiting, UUID.randomUUID())) {
            assertThatThrownBy(() -> parked.replay(id)).isInstanceOf(Problem.class);
        }
    }

    @Test
    void whatIsDoneKeepsNoContent() {
        inbox.keep(event("evt_1", "{\"id\":\"canary\"}"));
        inbox.done(inbox.claim(10));

        assertThat(jdbc.sql("select count(*) from inbox_event where status = 'DONE' and projection is null"
                                + " and claim is null and error is null")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    /** Its lease ran out while it was slow: what became of the event meanwhile is another's. */
    @Test
    void aWorkerThatWasTooSlowUndoesNothing() {
        inbox.keep(event("evt_1", "{}"));
        var slow = inbox.claim(10);
        clock.pass(Duration.ofMinutes(5));
        inbox.done(inbox.claim(10));

        inbox.failed(slow.getFirst(), "too slow");
        inbox.release(slow);

        clock.pass(Duration.ofDays(1));
        assertThat(inbox.claim(10)).isEmpty();
        assertThat(jdbc.sql("select status from inbox_event")
                        .query(String.class)
                        .single())
                .isEqualTo("DONE");
    }

    private int kept(String id) {
        return jdbc.sql("select count(*) from inbox_event where event_id = ?")
                .param(id)
                .query(Integer.class)
                .single();
    }

    private UUID park(String eventId) {
        inbox.keep(event(eventId, "{\"evt\":\"" + eventId + "\"}"));
        while (parked.list().isEmpty()) {
            clock.pass(Duration.ofHours(7));
            inbox.claim(10).forEach(each -> inbox.failed(each, "no luck"));
        }
        return parked.list().getFirst().id();
    }

    private Event event(String id, String projection) {
        return new Event(STRIPE, id, "some.type", clock.instant(), projection);
    }
}
