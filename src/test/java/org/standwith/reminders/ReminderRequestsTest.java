package org.standwith.reminders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.AtOnce;
import org.standwith.StandwithTest;

/** What was asked for is kept when whoever asks has their answer, however many ask at the same moment. */
@StandwithTest
class ReminderRequestsTest {

    private static final byte[] MAILBOX = new byte[16];

    @Autowired
    ReminderRequests requests;

    @Autowired
    RequestRows rows;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void nothingAskedFor() {
        jdbc.sql("delete from reminder_request").update();
    }

    @Test
    void allWhoAskAtTheSameMomentAreKept() throws Exception {
        AtOnce.times(32, () -> {
            requests.refuse(MAILBOX, false);
            return true;
        });

        assertThat(count()).isEqualTo(32);
    }

    @Test
    void nothingIsTakenThatCouldStillBeRolledBack() {
        assertThatIllegalStateException()
                .isThrownBy(() -> transaction.executeWithoutResult(status -> requests.refuse(MAILBOX, false)));

        assertThat(count()).isZero();
    }

    @Test
    void whatIsWrittenAgainStaysAsItWas() {
        Instant first = Instant.parse("2026-03-01T12:00:00Z");
        UUID id = UUID.randomUUID();
        rows.add(List.of(new RequestRows.New(id, first, new byte[] {1})));

        rows.add(List.of(
                new RequestRows.New(id, first.plusSeconds(1), new byte[] {2}),
                new RequestRows.New(UUID.randomUUID(), first.plusSeconds(2), new byte[] {3})));

        assertThat(count()).isEqualTo(2);
        assertThat(rows.some(first, 10)).containsExactly(id);
    }

    private long count() {
        return jdbc.sql("select count(*) from reminder_request")
                .query(Long.class)
                .single();
    }
}
