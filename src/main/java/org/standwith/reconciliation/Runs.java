package org.standwith.reconciliation;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.standwith.payments.Period;
import org.standwith.payments.Provider;
import org.standwith.reconciliation.Run.Stage;
import org.standwith.reconciliation.Run.Status;

/** The table of comparisons. */
@Component
class Runs {

    private static final String ALL = "select * from reconciliation";

    private static final RowMapper<Run> ROW = (row, number) -> new Run(
            UUID.fromString(row.getString("id")),
            row.getLong("number"),
            new Provider(row.getString("provider")),
            new Period(
                    instant(row.getObject("from_at", LocalDateTime.class)),
                    instant(row.getObject("to_at", LocalDateTime.class))),
            Status.valueOf(row.getString("status")),
            Stage.valueOf(row.getString("stage")),
            row.getString("next_page"),
            row.getString("requested_by"),
            instant(row.getObject("requested_at", LocalDateTime.class)),
            optional(row.getObject("started_at", LocalDateTime.class)),
            optional(row.getObject("finished_at", LocalDateTime.class)),
            row.getLong("read_lines"),
            row.getLong("matched"),
            row.getLong("healed"),
            row.getString("waits_for"));

    private final JdbcClient jdbc;
    private final Clock clock;

    Runs(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Numbers rise in the order of commits: whoever counts at the same time counts anew. */
    Run add(Provider provider, Period period, String by) {
        UUID id = UUID.randomUUID();
        while (!isAdded(id, provider, period, by)) {
            // Somebody took the number.
        }
        return find(id).orElseThrow();
    }

    private boolean isAdded(UUID id, Provider provider, Period period, String by) {
        try {
            insert(id, provider, period, by);
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    private void insert(UUID id, Provider provider, Period period, String by) {
        jdbc.sql("""
            insert into reconciliation (id, number, provider, from_at, to_at, status, requested_by, requested_at, stage,
                read_lines, matched, healed)
            select :id, coalesce(max(number), 0) + 1, :provider, :from, :to, 'QUEUED', :by, :now, 'LINES', 0, 0, 0
            from reconciliation\
            """)
                .param("id", id.toString())
                .param("provider", provider.name())
                .param("from", StatementLines.at(period.from()))
                .param("to", StatementLines.at(period.to()))
                .param("by", by)
                .param("now", StatementLines.at(clock.instant()))
                .update();
    }

    Optional<Run> find(UUID id) {
        return jdbc.sql(ALL + " where id = ?").param(id.toString()).query(ROW).optional();
    }

    /** The newest first. */
    List<Run> latest(int most) {
        return jdbc.sql(ALL + " order by number desc limit ?")
                .param(most)
                .query(ROW)
                .list();
    }

    /** Whether all that were asked for before it are over: one of a provider at a time. */
    boolean isItsTurn(Run run) {
        return jdbc.sql("select 1 from reconciliation where provider = ? and status in ('RUNNING', 'QUEUED')"
                        + " and number < ? limit 1")
                .params(run.provider().name(), run.number())
                .query(Integer.class)
                .optional()
                .isEmpty();
    }

    /** The first day of which the books have something of this provider. */
    Optional<LocalDate> firstDay(Provider provider) {
        return jdbc.sql("select min(value_date) from journal_entry where provider = ?")
                .param(provider.name())
                .query((row, number) -> Optional.ofNullable(row.getObject(1, LocalDate.class)))
                .single();
    }

    /** One that waits for exactly this, or has begun it. */
    Optional<Run> same(Provider provider, Period period) {
        return jdbc.sql(ALL + " where provider = ? and status in ('RUNNING', 'QUEUED') and from_at = ? and to_at = ?"
                        + " order by number limit 1")
                .params(provider.name(), StatementLines.at(period.from()), StatementLines.at(period.to()))
                .query(ROW)
                .optional();
    }

    /** Until when a provider's days were asked for; nothing before the first time. */
    Optional<Instant> covered(Provider provider, String by) {
        return jdbc.sql("select max(to_at) from reconciliation where provider = ? and requested_by = ?")
                .params(provider.name(), by)
                .query((row, number) -> Optional.ofNullable(optional(row.getObject(1, LocalDateTime.class))))
                .single();
    }

    /** Periods that nobody answered about, and that no later run has seen, unless they were tried so often. */
    List<Period> neverCompared(Provider provider, String by, int tries) {
        return jdbc.sql("""
            select f.from_at, f.to_at from reconciliation f
            where f.provider = :provider and f.requested_by = :by and f.status = 'FAILED'
              and not exists (select 1 from reconciliation later
                              where later.provider = f.provider and later.number > f.number and later.status <> 'FAILED'
                                and later.from_at <= f.from_at and later.to_at >= f.to_at)
            group by f.from_at, f.to_at having count(*) < :tries order by f.from_at\
            """)
                .param("provider", provider.name())
                .param("by", by)
                .param("tries", tries)
                .query((row, number) -> new Period(
                        instant(row.getObject(1, LocalDateTime.class)), instant(row.getObject(2, LocalDateTime.class))))
                .list();
    }

    void start(Run run) {
        jdbc.sql("update reconciliation set status = 'RUNNING', started_at = coalesce(started_at, ?), waits_for"
                        + " = null where id = ?")
                .params(StatementLines.at(clock.instant()), run.id().toString())
                .update();
    }

    /** Since when a run has come no further. */
    Instant progressOf(Run run) {
        return jdbc.sql("select coalesce(progressed_at, started_at, requested_at) from reconciliation where id = ?")
                .param(run.id().toString())
                .query((row, number) -> instant(row.getObject(1, LocalDateTime.class)))
                .single();
    }

    /**
     * How far it is: kept together with what was done.
     *
     * @throws OptimisticLockingFailureException when another node has gone on with it meanwhile
     */
    void advance(Run run, Stage stage, @Nullable String next, PageWork.Counts counts) {
        int found = jdbc.sql("""
            update reconciliation set stage = :stage, next_page = :next, waits_for = null, read_lines = read_lines + :read,
                matched = matched + :matched, healed = healed + :healed, progressed_at = :now
            where id = :id and stage = :before and next_page <=> :from\
            """)
                .param("now", StatementLines.at(clock.instant()))
                .param("before", run.stage().name())
                .param("from", run.next())
                .param("stage", stage.name())
                .param("next", next)
                .param("read", counts.read())
                .param("matched", counts.matched())
                .param("healed", counts.healed())
                .param("id", run.id().toString())
                .update();
        if (found == 0) {
            throw new OptimisticLockingFailureException("Another node has gone on with it");
        }
    }

    /** Why is what it waited for last. */
    void giveUp(Run run) {
        jdbc.sql("update reconciliation set status = 'FAILED', finished_at = ? where id = ?")
                .params(StatementLines.at(clock.instant()), run.id().toString())
                .update();
    }

    void finish(Run run) {
        jdbc.sql("update reconciliation set status = 'DONE', finished_at = ?, stage = 'OVER', next_page = null,"
                        + " waits_for = null where id = ?")
                .params(StatementLines.at(clock.instant()), run.id().toString())
                .update();
    }

    void waitsFor(Run run, String reason) {
        jdbc.sql("update reconciliation set waits_for = ? where id = ?")
                .params(
                        reason.length() > 200 ? reason.substring(0, 200) : reason,
                        run.id().toString())
                .update();
    }

    static Instant instant(LocalDateTime time) {
        return time.toInstant(ZoneOffset.UTC);
    }

    private static @Nullable Instant optional(@Nullable LocalDateTime time) {
        return time == null ? null : instant(time);
    }
}
