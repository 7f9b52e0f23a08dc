package org.standwith.reminders;

import static org.standwith.reminders.RequestRows.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of letters of which it may still be heard what came of them. */
@Component
class Traces {

    /**
     * @param hash of what is in the letter's link
     * @param checkout that was begun by the link
     * @param reminder sealed: which one goes on, if one does
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Trace(
            UUID letter,
            byte[] hash,
            YearMonth month,
            String campaign,
            Instant until,
            @Nullable UUID checkout,
            byte[] reminder) {}

    private static final String COLUMNS =
            "select letter, hash, month, campaign, until, checkout, sealed from reminder_trace ";

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    Traces(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    void add(List<Trace> traces) {
        template.batchUpdate(
                "insert into reminder_trace (letter, hash, month, campaign, until, sealed) values (?, ?, ?, ?, ?, ?)",
                traces.stream()
                        .map(each -> new Object[] {
                            each.letter().toString(),
                            each.hash(),
                            each.month().toString(),
                            each.campaign(),
                            utc(each.until()),
                            each.reminder()
                        })
                        .toList());
    }

    /** Notes that something was begun by a link; the last one counts. */
    void lead(byte[] hash, Instant now, UUID checkout) {
        jdbc.sql("update reminder_trace set checkout = ? where hash = ? and until > ?")
                .params(checkout.toString(), hash, utc(now))
                .update();
    }

    /** By whose links something was begun, after the letter of this number. */
    List<Trace> leading(String after, int most) {
        return jdbc.sql(COLUMNS + "where checkout is not null and letter > ? order by letter limit ?")
                .params(after, most)
                .query(Traces::trace)
                .list();
    }

    /** Until the commit. */
    Optional<Trace> lock(UUID letter) {
        return jdbc.sql(COLUMNS + "where letter = ? for update")
                .param(letter.toString())
                .query(Traces::trace)
                .optional();
    }

    void remove(UUID letter) {
        jdbc.sql("delete from reminder_trace where letter = ?")
                .param(letter.toString())
                .update();
    }

    int removeOver(Instant now, int most) {
        return jdbc.sql("delete from reminder_trace where until <= ? limit " + most)
                .param(utc(now))
                .update();
    }

    private static Trace trace(ResultSet row, int number) throws SQLException {
        String checkout = row.getString(6);
        return new Trace(
                UUID.fromString(row.getString(1)),
                row.getBytes(2),
                YearMonth.parse(row.getString(3)),
                row.getString(4),
                row.getObject(5, LocalDateTime.class).toInstant(ZoneOffset.UTC),
                checkout == null ? null : UUID.fromString(checkout),
                row.getBytes(7));
    }
}
