package org.standwith.contributions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.standwith.contributions.Unsettled.Stuck;
import org.standwith.money.Cadence;
import org.standwith.payments.Provider;

/** Contributions that wait for an answer, each as long as it stands as it did when it was found. */
@Component
class UnsettledRows {

    /** How long whoever asks may be silent before another one takes over. */
    private static final Duration LEASE = Duration.ofMinutes(10);

    private static final int AT_ONCE = 500;

    private static final String STANDS_AS_FOUND = """
        c.id = u.contribution and c.state = u.state and c.state_since = u.since and c.state_until <=> u.until\
        """;

    /**
     * @param tries how often the provider was asked
     * @param claim whose it is; whoever was too slow has lost it to another one
     */
    record Row(
            UUID contribution,
            String state,
            Instant since,
            @Nullable Instant until,
            int tries,
            String claim) {

        /** Whether it still stands as it did when it was found. */
        boolean isAbout(Contribution contribution) {
            return contribution.stateName().equals(state)
                    && contribution.since().equals(since);
        }
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    UnsettledRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Finds those that nobody has heard of for this long. What the provider will try again, is not overdue before that; what
     * nobody has agreed to pay, not worth asking about when it can no longer be paid.
     */
    void discover(Duration silence, Duration payable) {
        Instant now = clock.instant();
        int found;
        do {
            found = jdbc.sql("""
                insert into unsettled (contribution, state, since, until, tries, due_at, answer, parked)
                select c.id, c.state, c.state_since, c.state_until, 0, :now, '', false
                from contribution c left join unsettled u on u.contribution = c.id
                where (c.state in ('Waiting', 'PastDue') and coalesce(c.state_until, c.state_since) <= :before
                       or c.state = 'Pending' and c.state_since <= :before and c.state_since > :payable)
                  and (u.contribution is null or u.state <> c.state or u.since <> c.state_since
                       or not (u.until <=> c.state_until))
                limit :most
                on duplicate key update state = values(state), since = values(since), until = values(until), tries = 0,
                    due_at = values(due_at), asked_at = null, answer = '', parked = false, claim = null\
                """)
                    .param("most", AT_ONCE)
                    .param("now", at(now))
                    .param("before", at(now.minus(silence)))
                    .param("payable", at(now.minus(payable)))
                    .update();
        } while (found >= AT_ONCE);
    }

    /** Forgets those that stand otherwise by now: whoever told us so, they are settled, or begin anew. */
    void forgetSettled() {
        jdbc.sql("delete from unsettled where not exists (select 1 from contribution c where "
                        + STANDS_AS_FOUND.replace("u.", "unsettled.") + ")")
                .update();
    }

    /** Takes up to so many that are due, so that nobody else asks about them for the length of the lease. */
    List<Row> claim(int most) {
        String claim = UUID.randomUUID().toString();
        Instant now = clock.instant();
        jdbc.sql("""
            update unsettled set claim = :claim, due_at = :lease
            where parked = false and due_at <= :now order by due_at limit :most\
            """)
                .param("claim", claim)
                .param("lease", at(now.plus(LEASE)))
                .param("now", at(now))
                .param("most", most)
                .update();
        return jdbc.sql("select * from unsettled where claim = ?")
                .param(claim)
                .query((row, number) -> new Row(
                        UUID.fromString(row.getString("contribution")),
                        row.getString("state"),
                        instant(row, "since"),
                        row.getObject("until") == null ? null : instant(row, "until"),
                        row.getInt("tries"),
                        claim))
                .list();
    }

    void settled(Row row) {
        jdbc.sql("delete from unsettled where contribution = ? and claim = ?")
                .params(row.contribution().toString(), row.claim())
                .update();
    }

    /** Somebody else sees to it: looked at again then, and not counted. */
    void leave(Row row, Instant until) {
        jdbc.sql("update unsettled set claim = null, due_at = ? where contribution = ? and claim = ?")
                .params(at(until), row.contribution().toString(), row.claim())
                .update();
    }

    /** @param again null where it is for staff from now on */
    void asked(Row row, @Nullable Instant again, String answer) {
        Instant now = clock.instant();
        jdbc.sql("""
            update unsettled set claim = null, tries = tries + 1, asked_at = :now, answer = :answer, due_at = :due,
                parked = :parked
            where contribution = :id and claim = :claim\
            """)
                .param("now", at(now))
                .param("answer", answer.length() > 120 ? answer.substring(0, 120) : answer)
                .param("due", at(again == null ? now : again))
                .param("parked", again == null)
                .param("id", row.contribution().toString())
                .param("claim", row.claim())
                .update();
    }

    long countParked() {
        return jdbc.sql("select count(*) from unsettled u join contribution c on " + STANDS_AS_FOUND
                        + " where u.parked")
                .query(Long.class)
                .single();
    }

    List<Stuck> parked() {
        return jdbc.sql("select c.provider, c.cadence, u.* from unsettled u join contribution c on " + STANDS_AS_FOUND
                        + " where u.parked order by u.since limit 200")
                .query((row, number) -> new Stuck(
                        UUID.fromString(row.getString("contribution")),
                        new Provider(row.getString("provider")),
                        Cadence.valueOf(row.getString("cadence")),
                        row.getString("state"),
                        instant(row, "since"),
                        row.getObject("asked_at") == null ? null : instant(row, "asked_at"),
                        row.getString("answer")))
                .list();
    }

    boolean unpark(UUID contribution) {
        return jdbc.sql("update unsettled set parked = false, tries = 0, due_at = ? where contribution = ? and parked")
                        .params(at(clock.instant()), contribution.toString())
                        .update()
                > 0;
    }

    private static LocalDateTime at(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }
}
