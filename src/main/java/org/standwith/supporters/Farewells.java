package org.standwith.supporters;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.contributions.Withdrawals;
import org.standwith.problem.Problem;
import org.standwith.vault.BlindIndexes;
import org.standwith.vault.BlindIndexes.Purpose;
import org.standwith.vault.Dossiers;

/** Supporters who want to be forgotten, and what they can look at of it when nobody knows them any more. */
@Service
public class Farewells {

    /**
     * What was done.
     *
     * @param erasedAt when the last of what was known of them was destroyed; null while that is under way
     */
    public record Certificate(
            UUID id, Instant askedAt, @Nullable Instant erasedAt) {}

    /** As long as that they can come back to it, and no longer. */
    private static final Period KEPT = Period.ofDays(30);

    private static final SecureRandom RANDOM = new SecureRandom();

    private record Row(Instant askedAt, @Nullable Instant erasedAt) {}

    private final Withdrawals withdrawals;
    private final Dossiers dossiers;
    private final BlindIndexes indexes;
    private final Acting acting;
    private final JdbcClient jdbc;
    private final Clock clock;

    Farewells(
            Withdrawals withdrawals,
            Dossiers dossiers,
            BlindIndexes indexes,
            Acting acting,
            JdbcClient jdbc,
            Clock clock) {
        this.withdrawals = withdrawals;
        this.dossiers = dossiers;
        this.indexes = indexes;
        this.acting = acting;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Has all of somebody forgotten, durably: what goes on is ended at its provider first, and confirmed; then the keys are
     * destroyed, and at last the provider removes what it removes. What was paid stays paid.
     *
     * @return the number of the certificate; the same when it is asked for again
     * @throws Problem when something of theirs is being ended in this very moment; nothing has changed then
     */
    @Transactional
    public UUID begin(SignedIn who) {
        List<UUID> all = who.supporters().stream().sorted().toList();
        UUID known = all.stream().flatMap(each -> of(each).stream()).findFirst().orElse(null);
        UUID certificate = known == null ? UUID.randomUUID() : known;
        acting.note(who, "supporter.erase", "certificate " + certificate, "");
        for (UUID supporter : all) {
            dossiers.open(supporter).ifPresent(dossier -> {
                jdbc.sql("""
                    insert ignore into erasure_certificate (certificate, holder, asked_at) values (?, ?, ?)\
                    """)
                        .params(certificate.toString(), holder(supporter), utc(clock.instant()))
                        .update();
                withdrawals.forget(dossier.contributions());
            });
        }
        // Of two who asked at the same time, one was first.
        return all.stream().flatMap(each -> of(each).stream()).findFirst().orElse(certificate);
    }

    /** Nothing where there is none of this number, or it is too long ago. */
    @Transactional(readOnly = true)
    public Optional<Certificate> find(UUID id) {
        List<Row> rows = jdbc.sql("select asked_at, erased_at from erasure_certificate where certificate = ?")
                .param(id.toString())
                .query((row, number) -> new Row(
                        at(row.getObject(1, LocalDateTime.class)), atOrNull(row.getObject(2, LocalDateTime.class))))
                .list();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        boolean done = rows.stream().allMatch(each -> each.erasedAt() != null);
        Instant last = done
                ? rows.stream()
                        .map(each -> Objects.requireNonNull(each.erasedAt()))
                        .max(Comparator.naturalOrder())
                        .orElseThrow()
                : null;
        return Optional.of(new Certificate(id, rows.getFirst().askedAt(), last));
    }

    /** This supporter is gone. What led from the number to them is overwritten. */
    void gone(UUID supporter) {
        byte[] nobody = new byte[BlindIndexes.LENGTH];
        RANDOM.nextBytes(nobody);
        jdbc.sql("update erasure_certificate set erased_at = ?, holder = ? where holder = ?")
                .params(utc(clock.instant()), nobody, holder(supporter))
                .update();
    }

    @Transactional
    void removeOver() {
        jdbc.sql("delete from erasure_certificate where erased_at < ?")
                .param(utc(clock.instant().minus(KEPT)))
                .update();
    }

    private Optional<UUID> of(UUID supporter) {
        return jdbc.sql("select certificate from erasure_certificate where holder = ?")
                .param(holder(supporter))
                .query((row, number) -> UUID.fromString(row.getString(1)))
                .optional();
    }

    private byte[] holder(UUID supporter) {
        return indexes.of(Purpose.SIGN_IN, ("farewell " + supporter).getBytes(StandardCharsets.US_ASCII));
    }

    private static LocalDateTime utc(Instant at) {
        return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
    }

    private static Instant at(LocalDateTime utc) {
        return utc.toInstant(ZoneOffset.UTC);
    }

    private static @Nullable Instant atOrNull(@Nullable LocalDateTime utc) {
        return utc == null ? null : at(utc);
    }
}
