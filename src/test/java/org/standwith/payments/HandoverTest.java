package org.standwith.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.standwith.StandwithTest;
import org.standwith.TestClock;
import org.standwith.payments.Inbox.Waiting;

/** What arrives at a node that works on the inbox itself. */
@StandwithTest
class HandoverTest {

    private static final Duration LEASE = Duration.ofMinutes(5);

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JdbcTemplate template;

    @Autowired
    InboxSeals seals;

    private final TestClock clock = new TestClock("2026-03-01T12:00:00Z");
    private Inbox here;
    private Inbox elsewhere;

    @BeforeEach
    void twoNodes() {
        jdbc.sql("delete from inbox_event").update();
        here = new Inbox(template, seals, clock, LEASE);
        elsewhere = new Inbox(template, seals, clock, LEASE);
        here.handOver();
    }

    @Test
    void theWorkerHereGetsItAndNobodyElse() {
        here.keep(event("evt_1"));

        assertThat(elsewhere.claim(10)).isEmpty();
        List<Waiting> handed = here.claim(10);
        assertThat(handed).singleElement().satisfies(waiting -> {
            assertThat(waiting.event()).isEqualTo(event("evt_1"));
            assertThat(waiting.readable()).isTrue();
        });
        here.done(handed);
        assertThat(statusOf("evt_1")).isEqualTo("DONE");
    }

    @Test
    void whatAProcessTakesWithItIsForOthersWhenTheLeaseIsOver() {
        here.keep(event("evt_1"));

        clock.pass(LEASE.plusSeconds(1));

        assertThat(elsewhere.claim(10))
                .singleElement()
                .extracting(Waiting::event)
                .isEqualTo(event("evt_1"));
    }

    @Test
    void whoRestsLeavesToOthersWhatIsNotBegun() {
        here.keep(event("evt_1"));

        here.handOverNoMore();
        here.keep(event("evt_2"));

        assertThat(elsewhere.claim(10)).hasSize(2);
        assertThat(here.claim(10)).isEmpty();
    }

    @Test
    void whatIsRepeatedIsUnderstoodAgainAndStaysOneEvent() {
        here.keep(event("evt_1"));
        here.done(here.claim(10));
        here.keep(event("evt_1"));

        List<Waiting> again = here.claim(10);
        here.failed(again.getFirst(), "not this time");

        assertThat(statusOf("evt_1")).isEqualTo("DONE");
        clock.pass(LEASE.plusSeconds(1));
        assertThat(elsewhere.claim(10)).isEmpty();
    }

    @Test
    void whatComesDueIsNotForgottenOverWhatArrives() {
        elsewhere.keep(event("evt_old"));
        for (int i = 0; i < 100; i++) {
            here.keep(event("evt_" + i));
        }

        boolean found = false;
        for (int i = 0; i < 20 && !found; i++) {
            found = here.claim(2).stream().anyMatch(each -> each.event().id().equals("evt_old"));
        }

        assertThat(found).isTrue();
    }

    @Test
    void moreThanFitsWaitsInTheDatabaseAlone() {
        Handover small = new Handover(2);
        small.open();

        assertThat(small.hasRoomFor(2)).isTrue();
        assertThat(small.hasRoomFor(3)).isFalse();
        small.close();
        assertThat(small.hasRoomFor(1)).isFalse();
    }

    private Event event(String id) {
        return new Event(new Provider("STRIPE"), id, "some.type", Instant.parse("2026-03-01T12:00:00Z"), "{}");
    }

    private String statusOf(String event) {
        return jdbc.sql("select status from inbox_event where event_id = ?")
                .param(event)
                .query(String.class)
                .single();
    }
}
