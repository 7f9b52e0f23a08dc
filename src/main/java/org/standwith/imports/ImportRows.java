package org.standwith.imports;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
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
import org.standwith.imports.Import.Stage;
import org.standwith.imports.Import.Status;
import org.standwith.payments.Period;
import org.standwith.payments.Provider;
import org.standwith.vault.Seals;
import org.standwith.vault.Seals.Compartment;

/** The table of imports. */
@Component
class ImportRows {

    private static final String ALL = "select * from import_run";

    private final JdbcClient jdbc;
    private final Seals seals;
    private final Clock clock;

    private final RowMapper<Import> mapper = (row, number) -> {
        UUID id = UUID.fromString(row.getString("id"));
        return new Import(
                id,
                row.getLong("number"),
                new Provider(row.getString("provider")),
                new Period(
                        instant(row.getObject("from_at", LocalDateTime.class)),
                        instant(row.getObject("to_at", LocalDateTime.class))),
                row.getBoolean("dry"),
                Status.valueOf(row.getString("status")),
                Stage.valueOf(row.getString("stage")),
                open(id, row.getBytes("next_page")),
                row.getLong("pages"),
                row.getString("requested_by"),
                instant(row.getObject("requested_at", LocalDateTime.class)),
                optional(row.getObject("started_at", LocalDateTime.class)),
                optional(row.getObject("progressed_at", LocalDateTime.class)),
                optional(row.getObject("finished_at", LocalDateTime.class)),
                row.getString("waits_for"));
    };

    ImportRows(JdbcClient jdbc, Seals seals, Clock clock) {
        this.jdbc = jdbc;
        this.seals = seals;
        this.clock = clock;
    }

    private @Nullable String open(UUID id, byte @Nullable [] sealed) {
        return sealed == null
                ? null
                : seals.open(Compartment.ERRAND, row(id), sealed)
                        .map(plain -> new String(plain, StandardCharsets.UTF_8))
                        .orElseThrow();
    }

    private static String row(UUID id) {
        return "import " + id;
    }

    /** Numbers rise in the order of commits: whoever counts at the same time counts anew. */
    Import add(Provider provider, Period period, boolean dry, String by) {
        UUID id = UUID.randomUUID();
        while (!isAdded(id, provider, period, dry, by)) {
            // Somebody took the number.
        }
        return find(id).orElseThrow();
    }

    private boolean isAdded(UUID id, Provider provider, Period period, boolean dry, String by) {
        try {
            jdbc.sql("""
                insert into import_run (id, number, provider, from_at, to_at, dry, status, requested_by, requested_at, stage,
                    pages)
                select :id, coalesce(max(number), 0) + 1, :provider, :from, :to, :dry, 'QUEUED', :by, :now,
                    'SUBSCRIPTIONS', 0
                from import_run\
                """)
                    .param("id", id.toString())
                    .param("provider", provider.name())
                    .param("from", at(period.from()))
                    .param("to", at(period.to()))
                    .param("dry", dry)
                    .param("by", by)
                    .param("now", at(clock.instant()))
                    .update();
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    Optional<Import> find(UUID id) {
        return jdbc.sql(ALL + " where id = ?")
                .param(id.toString())
                .query(mapper)
                .optional();
    }

    /** The newest first. */
    List<Import> latest(int most) {
        return jdbc.sql(ALL + " order by number desc limit ?")
                .param(most)
                .query(mapper)
                .list();
    }

    /** Whether all that were asked for before it are over: one of a provider at a time. */
    boolean isItsTurn(Import run) {
        return jdbc.sql("select 1 from import_run where provider = ? and status in ('RUNNING', 'QUEUED')"
                        + " and number < ? limit 1")
                .params(run.provider().name(), run.number())
                .query(Integer.class)
                .optional()
                .isEmpty();
    }

    /** One that waits for exactly this, or has begun it. */
    Optional<Import> same(Provider provider, Period period, boolean dry) {
        return jdbc.sql(ALL + " where provider = ? and status in ('RUNNING', 'QUEUED') and from_at = ? and to_at = ?"
                        + " and dry = ? order by number limit 1")
                .params(provider.name(), at(period.from()), at(period.to()), dry)
                .query(mapper)
                .optional();
    }

    /** Whether it is known what an import of this would take. */
    boolean isTried(Provider provider, Period period) {
        return jdbc.sql("select 1 from import_run where provider = ? and from_at = ? and to_at = ? and dry and status ="
                        + " 'DONE' limit 1")
                .params(provider.name(), at(period.from()), at(period.to()))
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    void start(Import run) {
        LocalDateTime now = at(clock.instant());
        jdbc.sql("update import_run set status = 'RUNNING', started_at = coalesce(started_at, ?),"
                        + " progressed_at = coalesce(progressed_at, ?), waits_for = null"
                        + " where id = ? and status in ('QUEUED', 'RUNNING')")
                .params(now, now, run.id().toString())
                .update();
    }

    /**
     * How far it is: kept together with what was done.
     *
     * @throws OptimisticLockingFailureException when another node has gone on with it meanwhile
     */
    void advance(Import run, Stage stage, @Nullable String next) {
        byte[] sealed = next == null
                ? null
                : seals.seal(Compartment.ERRAND, row(run.id()), next.getBytes(StandardCharsets.UTF_8));
        int rows = jdbc.sql(
                        "update import_run set stage = :stage, next_page = :next, pages = pages + 1, waits_for = null,"
                                + " progressed_at = :now where id = :id and pages = :pages")
                .param("now", at(clock.instant()))
                .param("stage", stage.name())
                .param("next", sealed)
                .param("id", run.id().toString())
                .param("pages", run.pages())
                .update();
        if (rows == 0) {
            throw new OptimisticLockingFailureException("Another node goes on with this import");
        }
    }

    void finish(Import run) {
        end(run, Status.DONE);
        jdbc.sql("update import_run set stage = 'OVER', next_page = null where id = ?")
                .param(run.id().toString())
                .update();
    }

    /** Why is what it waited for last. */
    void giveUp(Import run) {
        end(run, Status.FAILED);
        jdbc.sql("update import_run set next_page = null where id = ?")
                .param(run.id().toString())
                .update();
    }

    private void end(Import run, Status status) {
        jdbc.sql("update import_run set status = ?, finished_at = ? where id = ?")
                .params(status.name(), at(clock.instant()), run.id().toString())
                .update();
        jdbc.sql("delete from import_seen where run = ?")
                .param(run.id().toString())
                .update();
    }

    void waitsFor(Import run, String reason) {
        jdbc.sql("update import_run set waits_for = ? where id = ?")
                .params(
                        reason.length() > 200 ? reason.substring(0, 200) : reason,
                        run.id().toString())
                .update();
    }

    void compare(Import run, List<UUID> reconciliations) {
        for (UUID each : reconciliations) {
            jdbc.sql("insert ignore into import_reconciliation (run, reconciliation) values (?, ?)")
                    .params(run.id().toString(), each.toString())
                    .update();
        }
    }

    List<UUID> reconciliations(UUID run) {
        return jdbc.sql("select reconciliation from import_reconciliation where run = ?")
                .param(run.toString())
                .query((row, number) -> UUID.fromString(row.getString(1)))
                .list();
    }

    static LocalDateTime at(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static Instant instant(LocalDateTime time) {
        return time.toInstant(ZoneOffset.UTC);
    }

    private static @Nullable Instant optional(@Nullable LocalDateTime time) {
        return time == null ? null : instant(time);
    }
}
