package org.standwith.reminders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.standwith.StandwithTest;
import org.standwith.TestClock;
import org.standwith.reminders.Overview.Line;
import org.standwith.reminders.Totals.Key;
import org.standwith.staff.AuditTrail;
import org.standwith.vault.Secret;

/** What staff see, and that nobody can be told apart in it. */
@StandwithTest
class OverviewTest {

    private static final YearMonth MONTH = YearMonth.of(2036, 3);

    @Autowired
    JdbcTemplate template;

    @Autowired
    ReminderRows rows;

    private final TestClock clock = new TestClock("2036-03-05T12:00:00Z");
    private Totals totals;
    private Overview overview;

    @BeforeEach
    void start() {
        ReminderProperties properties = new ReminderProperties(1000, Map.of(), ZoneOffset.UTC);
        totals = new Totals(template, clock, properties);
        overview = new Overview(rows, totals, mock(Valve.class), mock(AuditTrail.class), clock);
        clear();
    }

    @AfterEach
    void clear() {
        template.update("delete from reminder_total where month >= '2036'");
        template.update("delete from reminder where lane = 9");
    }

    private void counts(String campaign, Map<Outcome, Long> some) {
        Map<Key, Long> all = new HashMap<>();
        some.forEach((outcome, count) -> all.put(new Key(MONTH, campaign, outcome), count));
        totals.add(all);
    }

    @Test
    void figuresAreRoundedDownAndFewAreNotToldApartFromNone() {
        counts("spring", Map.of(Outcome.SENT, 57L, Outcome.CONVERTED, 9L, Outcome.GAVE, 10L));

        Line line = overview.lines().getFirst();

        assertThat(line.campaign()).isEqualTo("spring");
        assertThat(line.figures())
                .containsEntry("SENT", 50L)
                .containsEntry("GAVE", 10L)
                .containsEntry("CONVERTED", null)
                .containsEntry("LATE", null);
    }

    @Test
    void onePersonMoreOrLessMovesNothingButAtATen() {
        counts("spring", Map.of(Outcome.SENT, 42L));
        List<Line> before = overview.lines();

        counts("spring", Map.of(Outcome.SENT, 1L));
        counts("for-ann", Map.of(Outcome.CONFIRMED, 1L));

        assertThat(overview.lines().getFirst()).isEqualTo(before.getFirst());
        assertThat(overview.lines().getLast().campaign()).as("not by its name").isNull();
        assertThat(overview.lines().getLast().figures().values()).containsOnlyNulls();
    }

    @Test
    void whatIsDueIsShownByDaysAndWhatIsLateIsSaid() {
        for (String due : List.of("2036-03-04", "2036-03-05", "2036-03-06", "2036-03-06", "2036-08-30", "2036-09-30")) {
            template.update(
                    "insert into reminder (id, mailbox, hash, lane, due_at, sealed) values (?, ?, ?, 9, ?, 'x')",
                    UUID.randomUUID().toString(),
                    Arrays.copyOf(Secret.random().hash(), 16),
                    Secret.random().hash(),
                    due + " 10:00:00");
        }

        Overview.Due due = overview.due();

        assertThat(due.late()).isEqualTo(1);
        assertThat(due.weeks()).hasSize(26);
        assertThat(due.weeks().getFirst().days())
                .extracting(Overview.Day::count)
                .containsExactly(0L, 0L, 1L, 2L, 0L, 0L, 0L);
        assertThat(due.weeks().getFirst().days().get(3).shade())
                .isGreaterThan(due.weeks().getFirst().days().get(2).shade());
    }
}
