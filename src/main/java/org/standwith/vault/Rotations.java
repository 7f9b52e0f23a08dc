package org.standwith.vault;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.standwith.problem.Problem;

/** Replacing keys: by the week, or when staff have a reason. One at a time, in pieces, resumed after a crash. */
@Service
public class Rotations {

    /** Which keys are replaced. */
    public enum Kind {
        /** The key service's key: a new version wraps the epochs' keys. */
        KEY_SERVICE,
        /** A new epoch: its key wraps all others, and every dossier is sealed anew. By itself once a week. */
        EPOCH,
        /** A new key for every supporter. */
        SUPPORTERS,
        /** New keys of the indexes by which dossiers are found. */
        INDEXES,
        /** New keys for what we sign, at once: what was signed before does not count any more. Otherwise by the week. */
        SIGNATURES
    }

    /**
     * @param done how many supporters, of {@code total}
     * @param finished null while it goes on
     */
    public record Progress(
            UUID id,
            Kind kind,
            long done,
            long total,
            Instant started,
            @Nullable Instant finished) {}

    /** @param step counts what was done before; each kind has its own */
    record Running(UUID id, Kind kind, int step, String position) {}

    private final KeySchema schema;
    private final Clock clock;

    Rotations(KeySchema schema, Clock clock) {
        this.schema = schema;
        this.clock = clock;
    }

    /**
     * Begins one. A task of its own carries it out.
     *
     * @throws Problem when another one goes on
     */
    public Progress start(Kind kind) {
        UUID id = UUID.randomUUID();
        LocalDateTime now = schema.now();
        schema.inTransaction(() -> {
            schema.jdbc()
                    .sql("select organisation from identity where id = 1 for update")
                    .query(String.class)
                    .single();
            if (running().isPresent()) {
                throw new Problem(
                        Problem.Kind.CONFLICT,
                        "rotation-under-way",
                        "Keys are being replaced already. Wait until it is over.");
            }
            schema.jdbc().sql("""
                insert into rotation (id, kind, step, due_at, position, done, total, started_at)
                values (?, ?, 0, ?, '', 0, 0, ?)\
                """).params(id.toString(), kind.name(), now, now).update();
        });
        return new Progress(id, kind, 0, 0, clock.instant(), null);
    }

    /** The newest first, at most 20. */
    public List<Progress> latest() {
        return schema.jdbc()
                .sql("""
                    select id, kind, done, total, started_at, finished_at from rotation
                    order by started_at desc limit 20\
                    """)
                .query((row, number) -> new Progress(
                        UUID.fromString(row.getString(1)),
                        Kind.valueOf(row.getString(2)),
                        row.getLong(3),
                        row.getLong(4),
                        instant(row.getObject(5, LocalDateTime.class)),
                        Optional.ofNullable(row.getObject(6, LocalDateTime.class))
                                .map(Rotations::instant)
                                .orElse(null)))
                .list();
    }

    Optional<Running> running() {
        return schema.jdbc()
                .sql("select id, kind, step, position from rotation where finished_at is null")
                .query((row, number) -> new Running(
                        UUID.fromString(row.getString(1)),
                        Kind.valueOf(row.getString(2)),
                        row.getInt(3),
                        row.getString(4)))
                .optional();
    }

    boolean isDue(Running rotation) {
        return schema.jdbc()
                .sql("select 1 from rotation where id = ? and due_at <= ?")
                .params(rotation.id().toString(), schema.now())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** On to the next step, not before this long has passed. */
    void next(Running rotation, Duration pause) {
        schema.jdbc()
                .sql("update rotation set step = step + 1, due_at = ? where id = ?")
                .params(schema.now().plus(pause), rotation.id().toString())
                .update();
    }

    void count(Running rotation, long total) {
        schema.jdbc()
                .sql("update rotation set total = ? where id = ?")
                .params(total, rotation.id().toString())
                .update();
    }

    void advance(Running rotation, String position, int more) {
        schema.jdbc()
                .sql("update rotation set position = ?, done = done + ? where id = ?")
                .params(position, more, rotation.id().toString())
                .update();
    }

    void finish(Running rotation) {
        schema.jdbc()
                .sql("update rotation set finished_at = ?, position = '' where id = ?")
                .params(schema.now(), rotation.id().toString())
                .update();
    }

    /** When an epoch was begun last, by the week or by staff. */
    boolean isEpochOlderThan(Duration age) {
        return schema.jdbc()
                .sql("select 1 from epoch_key having max(began_at) <= ?")
                .param(schema.now().minus(age))
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    private static Instant instant(LocalDateTime time) {
        return time.toInstant(ZoneOffset.UTC);
    }
}
