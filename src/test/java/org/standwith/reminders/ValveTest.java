package org.standwith.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.standwith.StandwithTest;
import org.standwith.TestClock;

@StandwithTest
class ValveTest {

    @Autowired
    JdbcClient jdbc;

    private final TestClock clock = new TestClock("2036-03-02T12:00:00Z");
    private Valve valve;

    @BeforeEach
    void open() {
        valve = new Valve(jdbc, new ReminderProperties(1000, Map.of(), ZoneOffset.UTC), clock);
        clock.pass(Duration.ofMinutes(1));
    }

    @AfterEach
    void leaveItOpen() {
        jdbc.sql("update reminder_valve set closed = false, minute = '2000-01-01', taken = 0")
                .update();
    }

    @Test
    void noMoreThanSoManyGoInAMinute() {
        assertThat(List.of(valve.take(400), valve.take(400), valve.take(400), valve.take(400)))
                .containsExactly(400, 400, 200, 0);

        clock.pass(Duration.ofMinutes(1));
        assertThat(valve.take(400)).isEqualTo(400);
    }

    @Test
    void aNodeWhoseClockIsBehindStartsNoMinuteAnew() {
        valve.take(1000);
        clock.pass(Duration.ofMinutes(-3));

        assertThat(valve.take(10)).isZero();
    }

    @Test
    void whileItIsClosedNothingGoes() {
        valve.close(true);
        assertThat(valve.isClosed()).isTrue();
        assertThat(valve.take(10)).isZero();

        valve.close(false);
        assertThat(valve.take(10)).isEqualTo(10);
    }
}
