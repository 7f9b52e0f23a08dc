package org.standwith.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.standwith.Time;
import org.standwith.supporters.Readers;
import org.standwith.supporters.WithMail;
import org.standwith.vault.EmailAddress;
import org.standwith.vault.Secret;
import org.standwith.vault.Subjects;
import standwith.sandbox.mail.Caught;
import tools.jackson.databind.json.JsonMapper;

/** Any reminders in any zones, looked at whenever, by nodes that are in each other's way: none twice, early or lost. */
// Years pass here, which others need not see.
@TestPropertySource(properties = "standwith.test.years=many")
@WithMail
class AnyRemindersTest {

    private static final int READERS = 40;
    private static final int DAYS = 35;

    @Autowired
    Readers readers;

    @Autowired
    Time time;

    @Autowired
    Subjects subjects;

    @Autowired
    Refusals refusals;

    @Autowired
    ReminderRows rows;

    @Autowired
    Rounds rounds;

    private final JsonMapper json = JsonMapper.builder().build();

    private void add(String address, Schedule schedule, int lane) {
        Secret secret = Secret.random();
        Wish wish = new Wish(
                address,
                "en",
                schedule.first(),
                schedule.rhythm(),
                schedule.zone().getId(),
                false,
                "",
                "",
                time.now(),
                secret.reveal());
        Subjects.Kept kept = subjects.keep(json.writeValueAsBytes(wish));
        rows.add(
                new ReminderRows.Row(
                        kept.subject(),
                        refusals.mailbox(EmailAddress.kept(address)),
                        secret.hash(),
                        schedule.due(),
                        kept.sealed()),
                lane);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void noneIsSentTwiceOrBeforeItsTimeAndNoneIsLost(long seed) throws Exception {
        Random random = new Random(seed);
        List<String> zones = ZoneId.getAvailableZoneIds().stream().sorted().toList();
        LocalDate today = LocalDate.ofInstant(time.now(), ZoneOffset.UTC);
        Map<String, Schedule> all = new HashMap<>();
        for (int i = 0; i < READERS; i++) {
            Schedule schedule = new Schedule(
                    today.plusDays(2 + random.nextInt(DAYS)),
                    random.nextInt(4) == 0 ? Rhythm.MONTHLY : null,
                    ZoneId.of(zones.get(random.nextInt(zones.size()))));
            String address = Readers.newAddress();
            all.put(address, schedule);
            add(address, schedule, random.nextInt(ReminderTasks.LANES));
        }
        Instant end = time.now().plus(Duration.ofDays(DAYS + 4));
        while (time.now().isBefore(end)) {
            time.pass(Duration.ofHours(1 + random.nextInt(5 * 24)));
            twoNodesInOneLane();
            // What is put is handed over before so much time passes that it is of no use any more.
            time.pass(Duration.ofSeconds(2));
            time.pass(Duration.ofSeconds(2));
        }

        all.forEach((address, schedule) -> {
            List<Caught> letters = readers.lettersTo(address);
            Instant due = schedule.due();
            for (Caught letter : letters) {
                assertThat(letter.at()).as("before its time").isAfterOrEqualTo(due);
                assertThat(Duration.between(due, letter.at())).as("late").isLessThan(Duration.ofDays(6));
                due = schedule.after(letter.at()).orElse(Instant.MAX);
            }
            assertThat(due).as("lost").isAfter(end.minus(Duration.ofSeconds(1)));
        });
    }

    /** As where one is taken for dead and is not. */
    private void twoNodesInOneLane() throws Exception {
        try (ExecutorService nodes = Executors.newFixedThreadPool(2 * ReminderTasks.LANES)) {
            List<Future<?>> both = new ArrayList<>();
            for (int i = 0; i < 2 * ReminderTasks.LANES; i++) {
                int lane = i % ReminderTasks.LANES;
                both.add(nodes.submit(() -> rounds.carryOut(lane)));
            }
            for (Future<?> each : both) {
                each.get();
            }
        }
    }
}
