package org.standwith.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.standwith.Time;
import org.standwith.supporters.Readers;
import org.standwith.supporters.Visit;
import org.standwith.supporters.WithMail;
import standwith.sandbox.mail.Caught;

/** From the wish to the last letter, by a browser that runs no scripts. */
@WithMail
class RemindersTest {

    @Autowired
    Readers readers;

    @Autowired
    Time time;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Valve valve;

    private final String ann = Readers.newAddress();

    private Visit ask(String address, String when) {
        Visit at = readers.visit().open("/remind").send("/remind", Map.of("email", address, "when", when, "day", ""));
        settle();
        return at;
    }

    private void settle() {
        // What one task puts, the next one takes.
        time.pass(Duration.ofSeconds(2));
        time.pass(Duration.ofSeconds(2));
    }

    /** Asks, and confirms by the letter. */
    private Visit wants(String address, String when) {
        ask(address, when);
        return readers.visit().open(links(address).getFirst()).send("/remind/confirm", Map.of());
    }

    private List<Caught> letters(String address) {
        return readers.lettersTo(address);
    }

    private List<String> links(String address) {
        return letters(address).getLast().links();
    }

    /** A little later than ten on the day that is so many days ahead. */
    private void days(int many) {
        Instant then = time.now()
                .atZone(java.time.ZoneOffset.UTC)
                .toLocalDate()
                .plusDays(many)
                .atTime(10, 1)
                .toInstant(java.time.ZoneOffset.UTC);
        time.pass(Duration.between(time.now(), then));
        settle();
    }

    private long count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    private Map<String, Long> totals(String campaign) {
        Map<String, Long> all = new HashMap<>();
        jdbc.sql("select outcome, sum(count) from reminder_total where campaign = ? group by outcome")
                .param(campaign)
                .query(row -> {
                    all.put(row.getString(1), row.getLong(2));
                });
        return all;
    }

    @Test
    void whoeverConfirmsIsRemindedOnTheDayAndThenNothingIsLeft() {
        wants(ann, "P1W");
        assertThat(letters(ann)).hasSize(1);
        days(6);
        assertThat(letters(ann)).as("before its time").hasSize(1);

        days(1);

        assertThat(letters(ann)).hasSize(2);
        time.pass(Duration.ofMinutes(2));
        assertThat(jdbc.sql("select count(*) from reminder where mailbox not in (select mailbox from reminder_wish)")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(count("reminder_over")).isZero();
        days(40);
        assertThat(letters(ann)).hasSize(2);
    }
}
