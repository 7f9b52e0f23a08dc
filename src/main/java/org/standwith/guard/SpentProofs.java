package org.standwith.guard;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was used once, at any node, until it would not be valid anyway. */
@Component
class SpentProofs {

    private static final int AT_ONCE = 1_000;

    private final JdbcClient jdbc;
    private final Clock clock;

    SpentProofs(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Uses it up. Of all who do so at the same time, at whichever node, one is told that it could. */
    boolean take(String proof, Instant expiry) {
        Instant hour = expiry.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
        try {
            return jdbc.sql("insert into spent_proof (hash, expires_at) values (?, ?)")
                            .params(hash(proof), LocalDateTime.ofInstant(hour, ZoneOffset.UTC))
                            .update()
                    == 1;
        } catch (DuplicateKeyException spent) {
            return false;
        }
    }

    boolean isTaken(String proof) {
        return jdbc.sql("select 1 from spent_proof where hash = ?")
                .param(hash(proof))
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    void forget() {
        LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        int gone;
        do {
            gone = jdbc.sql("delete from spent_proof where expires_at < ? limit " + AT_ONCE)
                    .param(now)
                    .update();
        } while (gone == AT_ONCE);
    }

    private static byte[] hash(String proof) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(proof.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Task {

        @Bean
        RecurringTask<Void> proofRetentionTask(SpentProofs proofs) {
            return Tasks.recurring("proof-retention", FixedDelay.ofMinutes(10))
                    .execute((instance, context) -> proofs.forget());
        }
    }
}
