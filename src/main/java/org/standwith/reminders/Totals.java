package org.standwith.reminders;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts what came of reminders, by month and campaign; never of whom. */
@Component
class Totals {

    /** @param campaign empty where there was none */
    record Key(YearMonth month, String campaign, Outcome outcome) {}

    private static final Comparator<Key> ORDER =
            Comparator.comparing(Key::month).thenComparing(Key::campaign).thenComparing(Key::outcome);

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final ReminderProperties properties;

    Totals(JdbcTemplate template, Clock clock, ReminderProperties properties) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.clock = clock;
        this.properties = properties;
    }

    YearMonth month() {
        return YearMonth.from(LocalDate.ofInstant(clock.instant(), properties.zone()));
    }

    void add(String campaign, Outcome outcome) {
        add(Map.of(new Key(month(), campaign, outcome), 1L));
    }

    /** In one order for everybody, so that no two wait for each other. */
    void add(Map<Key, Long> counts) {
        template.batchUpdate(
                "insert into reminder_total (month, campaign, outcome, count) values (?, ?, ?, ?)"
                        + " on duplicate key update count = count + values(count)",
                counts.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey(ORDER))
                        .map(each -> new Object[] {
                            each.getKey().month().toString(),
                            each.getKey().campaign(),
                            each.getKey().outcome().name(),
                            each.getValue()
                        })
                        .toList());
    }

    /** Since this month. */
    Map<Key, Long> since(YearMonth first) {
        record Row(Key key, long count) {}
        Map<Key, Long> all = new HashMap<>();
        List<Row> rows = jdbc.sql("select month, campaign, outcome, count from reminder_total where month >= ?")
                .param(first.toString())
                .query((row, number) -> new Row(
                        new Key(YearMonth.parse(row.getString(1)), row.getString(2), Outcome.valueOf(row.getString(3))),
                        row.getLong(4)))
                .list();
        rows.forEach(row -> all.put(row.key(), row.count()));
        return all;
    }
}
