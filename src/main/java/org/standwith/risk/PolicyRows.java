package org.standwith.risk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.standwith.vault.Seals;
import org.standwith.vault.Seals.Compartment;
import org.standwith.vault.Tampered;

/**
 * Policies in the database. Each row carries a sealed digest of itself, by a key that is in another schema: who can write
 * here, but has not that key, can take policies away, and can neither make nor change one.
 */
@Component
class PolicyRows {

    private static final String SELECT =
            "select id, version, body, state, proposed_by, proposed_at, decided_by, decided_at, seal from risk_policy";

    private final JdbcClient jdbc;
    private final Seals seals;

    PolicyRows(JdbcClient jdbc, Seals seals) {
        this.jdbc = jdbc;
        this.seals = seals;
    }

    /** All of them, the newest first. */
    List<Proposal> all() {
        return jdbc.sql(SELECT + " order by proposed_at desc, id")
                .query((row, number) -> proposal(row))
                .list();
    }

    /** Nobody else decides about it meanwhile. */
    Optional<Proposal> lock(UUID id) {
        return jdbc.sql(SELECT + " where id = ? for update")
                .param(id.toString())
                .query((row, number) -> proposal(row))
                .optional();
    }

    /** The highest version that was applied, 0 where none was. */
    int highestApplied() {
        return jdbc.sql("select coalesce(max(applied), 0) from risk_policy")
                .query(Integer.class)
                .single();
    }

    void insert(Proposal row) {
        jdbc.sql("""
            insert into risk_policy (id, version, body, state, proposed_by, proposed_at, seal) values (?, ?, ?, ?, ?, ?, ?)\
            """)
                .params(
                        row.id().toString(),
                        row.version(),
                        row.text(),
                        row.state().name(),
                        row.proposedBy(),
                        at(row.proposedAt()),
                        seal(row))
                .update();
    }

    /** Writes what was decided. */
    void update(Proposal row) {
        jdbc.sql("update risk_policy set state = ?, applied = ?, decided_by = ?, decided_at = ?, seal = ? where id = ?")
                .param(row.state().name())
                .param(row.state() == Proposal.State.APPLIED ? row.version() : null)
                .param(row.decidedBy().orElse(null))
                .param(row.decidedAt().map(PolicyRows::at).orElse(null))
                .param(seal(row))
                .param(row.id().toString())
                .update();
    }

    private Proposal proposal(ResultSet row) throws SQLException {
        Proposal read = new Proposal(
                UUID.fromString(row.getString(1)),
                row.getInt(2),
                row.getString(3),
                Proposal.State.valueOf(row.getString(4)),
                row.getString(5),
                instant(row.getObject(6, LocalDateTime.class)),
                Optional.ofNullable(row.getString(7)),
                Optional.ofNullable(row.getObject(8, LocalDateTime.class)).map(PolicyRows::instant),
                true);
        return isSealed(read, row.getBytes(9)) ? read : read.broken();
    }

    private byte[] seal(Proposal row) {
        return seals.seal(Compartment.POLICY, row.id().toString(), digest(row));
    }

    private boolean isSealed(Proposal row, byte[] seal) {
        try {
            return seals.open(Compartment.POLICY, row.id().toString(), seal)
                    .filter(digest -> MessageDigest.isEqual(digest, digest(row)))
                    .isPresent();
        } catch (Tampered e) {
            return false;
        }
    }

    /** Over everything in the row, each part with its length before it, so that nothing moves from one into another. */
    private static byte[] digest(Proposal row) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Stream.of(
                            Integer.toString(row.version()),
                            row.text(),
                            row.state().name(),
                            row.proposedBy(),
                            row.proposedAt().toString(),
                            row.decidedBy().orElse(""),
                            row.decidedAt().map(Instant::toString).orElse(""))
                    .map(part -> part.getBytes(StandardCharsets.UTF_8))
                    .forEach(part -> {
                        digest.update(ByteBuffer.allocate(Integer.BYTES)
                                .putInt(part.length)
                                .array());
                        digest.update(part);
                    });
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static LocalDateTime at(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static Instant instant(LocalDateTime time) {
        return time.toInstant(ZoneOffset.UTC);
    }
}
