package org.standwith.contributions;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.standwith.contributions.Intent.Particulars;
import org.standwith.contributions.Intent.State;
import org.standwith.vault.BlindIndexes;
import org.standwith.vault.BlindIndexes.Purpose;

/** The table of changes that were asked for. */
@Component
class Intents {

    /** How long whoever carries one out may be silent before another one does: longer than any provider takes. */
    static final Duration LEASE = Duration.ofMinutes(3);

    private static final int LONGEST_WORD = 120;
    private static final String OPEN = "state in ('ASKED', 'AGREEING')";

    private final JdbcClient jdbc;
    private final IntentSeals seals;
    private final BlindIndexes indexes;

    Intents(JdbcClient jdbc, IntentSeals seals, BlindIndexes indexes) {
        this.jdbc = jdbc;
        this.seals = seals;
        this.indexes = indexes;
    }

    /** @throws org.springframework.dao.DuplicateKeyException when its key is used already */
    void insert(Intent intent) {
        jdbc.sql("""
            insert into change_intent (id, contribution, idempotency_key, request_digest, sealed, state, asked_at,
                changed_at, tries)
            values (?, ?, ?, ?, ?, ?, ?, ?, 0)\
            """)
                .params(
                        intent.id().toString(),
                        intent.contribution().toString(),
                        intent.key().toString(),
                        digest(intent.contribution(), intent.wish()),
                        seals.seal(intent.id(), intent.particulars()),
                        intent.state().name(),
                        at(intent.asked()),
                        at(intent.asked()))
                .update();
    }

    Optional<Intent> find(UUID id) {
        return jdbc.sql("select * from change_intent where id = ?")
                .param(id.toString())
                .query(this::intent)
                .optional();
    }

    Optional<Intent> ofKey(UUID key) {
        return jdbc.sql("select * from change_intent where idempotency_key = ?")
                .param(key.toString())
                .query(this::intent)
                .optional();
    }

    /** Whether this is what was asked for by that key. */
    boolean isSame(UUID key, UUID contribution, Alteration wish) {
        return jdbc.sql("select request_digest from change_intent where idempotency_key = ?")
                .param(key.toString())
                .query((row, number) -> row.getBytes(1))
                .optional()
                .filter(known -> Arrays.equals(known, digest(contribution, wish)))
                .isPresent();
    }

    /** Those that are not settled; at most one of each contribution. */
    List<Intent> open(Collection<UUID> contributions) {
        return of(contributions, OPEN);
    }

    /** All that are still known, the earliest first. */
    List<Intent> all(Collection<UUID> contributions) {
        return of(contributions, "true");
    }

    private List<Intent> of(Collection<UUID> contributions, String condition) {
        return contributions.isEmpty()
                ? List.of()
                : jdbc.sql("select * from change_intent where contribution in (:all) and " + condition
                                + " order by asked_at, id")
                        .param("all", contributions.stream().map(UUID::toString).toList())
                        .query(this::intent)
                        .list();
    }

    /** Nobody else carries it out until then; nothing where somebody else does. */
    Optional<Instant> claim(UUID id, Instant now) {
        Instant until = now.plus(LEASE).truncatedTo(ChronoUnit.MICROS);
        return jdbc.sql("update change_intent set claimed_until = ? where id = ? and " + OPEN
                                        + " and (claimed_until is null or claimed_until <= ?)")
                                .params(at(until), id.toString(), at(now))
                                .update()
                        > 0
                ? Optional.of(until)
                : Optional.empty();
    }

    /** @param claim which was had; whoever was too slow has lost it */
    void release(UUID id, Instant claim) {
        jdbc.sql("update change_intent set claimed_until = null where id = ? and claimed_until = ?")
                .params(id.toString(), at(claim))
                .update();
    }

    /** It is not known what came of it. */
    void inVain(UUID id, String word) {
        jdbc.sql("update change_intent set tries = tries + 1, word = ? where id = ? and " + OPEN)
                .params(cut(word), id.toString())
                .update();
    }

    /** From now on it is for the supporter to do something. */
    void agreeing(UUID id, Particulars particulars) {
        jdbc.sql("update change_intent set tries = 0, state = 'AGREEING', sealed = ? where id = ? and " + OPEN)
                .params(seals.seal(id, particulars), id.toString())
                .update();
    }

    /** The supporter has done their part: it is for us again. */
    void agreed(UUID id) {
        jdbc.sql("update change_intent set state = 'ASKED' where id = ? and state = 'AGREEING'")
                .param(id.toString())
                .update();
    }

    /** Whether it was open until then. */
    boolean settle(Intent intent, State state, @Nullable Refusal refusal, @Nullable String word, Instant now) {
        Particulars before = intent.particulars();
        // What only leads to the provider is of no use any more.
        Particulars left = state == State.SHOWN
                ? before
                : new Particulars(before.wish(), before.back(), before.until(), null, null);
        return jdbc.sql("update change_intent set claimed_until = null, state = ?, refusal = ?, word = ?, sealed = ?, "
                                + "changed_at = ? where id = ? and " + OPEN)
                        .param(state.name())
                        .param(refusal == null ? null : refusal.name())
                        .param(word == null ? null : cut(word))
                        .param(seals.seal(intent.id(), left))
                        .param(at(now))
                        .param(intent.id().toString())
                        .update()
                > 0;
    }

    /** What is asked for next by the key of this one is another change. */
    void freeKey(UUID id) {
        jdbc.sql("update change_intent set idempotency_key = id where id = ?")
                .param(id.toString())
                .update();
    }

    /** How many, at most so many, were deleted of those that were settled before. */
    int forget(Instant before, int most) {
        return jdbc.sql("delete from change_intent where state in ('DONE', 'SHOWN', 'REFUSED', 'FORBIDDEN')"
                        + " and changed_at < ? limit " + most)
                .param(at(before))
                .update();
    }

    void erase(UUID contribution) {
        jdbc.sql("delete from change_intent where contribution = ?")
                .param(contribution.toString())
                .update();
    }

    private Intent intent(ResultSet row, int number) throws SQLException {
        UUID id = UUID.fromString(row.getString("id"));
        String refusal = row.getString("refusal");
        LocalDateTime claimed = row.getObject("claimed_until", LocalDateTime.class);
        return new Intent(
                id,
                UUID.fromString(row.getString("contribution")),
                UUID.fromString(row.getString("idempotency_key")),
                State.valueOf(row.getString("state")),
                refusal == null ? null : Refusal.valueOf(refusal),
                row.getObject("asked_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                claimed == null ? null : claimed.toInstant(ZoneOffset.UTC),
                row.getInt("tries"),
                seals.open(id, row.getBytes("sealed")).orElseThrow());
    }

    private byte[] digest(UUID contribution, Alteration wish) {
        return indexes.of(Purpose.REQUEST, IntentSeals.text(contribution, wish).getBytes(StandardCharsets.UTF_8));
    }

    private static String cut(String word) {
        return word.length() > LONGEST_WORD ? word.substring(0, LONGEST_WORD) : word;
    }

    private static LocalDateTime at(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
