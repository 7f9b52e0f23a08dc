package org.standwith.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.PassingTime;
import org.standwith.Time;

/** How long webhooks are known, and for how long they can be read, as the inventory has it. */
@PassingTime
class InboxRetentionTest {

    private static final Provider STRIPE = new Provider("STRIPE");

    @Autowired
    Time time;

    @Autowired
    Inbox inbox;

    @Autowired
    InboxSeals seals;

    @Autowired
    ParkedEvents parked;

    @Autowired
    Questions questions;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void anEmptyInbox() {
        jdbc.sql("delete from inbox_event").update();
    }

    @Test
    void thatAnEventCameIsKnownForFortyFiveDaysAfterItWasUnderstood() {
        keep("evt_1");
        inbox.done(inbox.claim(10));

        time.pass(Duration.ofDays(45));
        assertThat(events()).containsExactly("evt_1");

        time.pass(Duration.ofHours(2));
        assertThat(events()).isEmpty();
    }

    @Test
    void aParkedEventWaitsThirtyDaysForStaff() {
        keep("evt_1");
        park();

        time.pass(Duration.ofDays(30));
        assertThat(parked.list()).extracting(DamagedEvent::eventId).containsExactly("evt_1");

        time.pass(Duration.ofHours(2));
        assertThat(events()).isEmpty();
    }

    /** A row stands for every time that the same is asked. */
    @Test
    void aQuestionThatIsParkedLongAfterItWasAskedFirstWaitsForStaffAsWell() {
        ask();
        inbox.done(inbox.claim(10));
        time.pass(Duration.ofDays(40));
        ask();
        park();

        time.pass(Duration.ofDays(1));

        assertThat(parked.list()).hasSize(1);
    }

    @Test
    void whatWaitsCanBeReadAWeekLaterAndNoCopyOfThenCanAfterThreeDays() {
        keep("evt_1");
        byte[] copy = projection();
        UUID id = park();
        for (int day = 1; day <= 2; day++) {
            time.pass(Duration.ofDays(1));
            assertThat(projection()).as("sealed anew").isNotEqualTo(copy);
            assertThat(seals.open(STRIPE, "evt_1", copy))
                    .as("a copy, day " + day)
                    .isPresent();
        }

        time.pass(Duration.ofDays(1));
        assertThat(seals.open(STRIPE, "evt_1", copy)).isEmpty();
        assertThat(seals.open(STRIPE, "evt_1", projection())).contains("{\"evt\":\"evt_1\"}");

        for (int day = 4; day <= 7; day++) {
            time.pass(Duration.ofDays(1));
        }
        parked.replay(id);
        assertThat(inbox.claim(10)).singleElement().satisfies(waiting -> {
            assertThat(waiting.readable()).isTrue();
            assertThat(waiting.event().projection()).isEqualTo("{\"evt\":\"evt_1\"}");
        });
    }

    /** As after the application was away for a week. */
    @Test
    void whatWaitsIsSealedAnewBeforeTheKeyOfItsDayIsDestroyed() {
        keep("evt_1");

        time.pass(Duration.ofDays(7));

        assertThat(seals.open(STRIPE, "evt_1", projection())).contains("{\"evt\":\"evt_1\"}");
    }

    private void keep(String id) {
        inbox.keep(new Event(STRIPE, id, "charge.succeeded", time.now(), "{\"evt\":\"" + id + "\"}"));
    }

    private void ask() {
        transaction.executeWithoutResult(
                status -> questions.ask(Questions.Topic.SETTLEMENT, STRIPE, "ch_1", Duration.ZERO));
    }

    /** What a day of failures makes of it, without the day. */
    private UUID park() {
        jdbc.sql("update inbox_event set status = 'DAMAGED', error = 'no luck'").update();
        return parked.list().getFirst().id();
    }

    private byte[] projection() {
        return jdbc.sql("select projection from inbox_event")
                .query((row, number) -> row.getBytes(1))
                .single();
    }

    private List<String> events() {
        return jdbc.sql("select event_id from inbox_event")
                .query((row, number) -> row.getString(1))
                .list();
    }
}
