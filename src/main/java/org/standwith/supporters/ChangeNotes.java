package org.standwith.supporters;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.contributions.Alteration.Kind;
import org.standwith.contributions.ChangeOutcome;
import org.standwith.staff.AuditTrail;

/** What is noted beside a change: who of staff asked for it, and why somebody stops, if they say so. */
@Service
public class ChangeNotes {

    /** Why somebody stops. No words of their own: they might say who they are. */
    public enum Reason {
        MONEY,
        SAFETY,
        CONTENT,
        ELSEWHERE,
        OTHER
    }

    private final AuditTrail audit;
    private final JdbcClient jdbc;
    private final Clock clock;

    ChangeNotes(AuditTrail audit, JdbcClient jdbc, Clock clock) {
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Notes that a change was asked for.
     *
     * @param key of the change: a reason is counted once, however often it is sent
     * @param reason the name of a {@link Reason}, or anything else where none was chosen
     */
    @Transactional
    public void asked(
            SignedIn who, UUID contribution, Kind kind, UUID key, @Nullable String reason, ChangeOutcome outcome) {
        if (who.actor() != null) {
            audit.record(
                    who.actor(),
                    "supporter.change",
                    "contribution " + contribution,
                    kind + " " + outcome.getClass().getSimpleName());
        }
        boolean ends = kind == Kind.END || kind == Kind.END_WITH_PERIOD;
        if (ends && !(outcome instanceof ChangeOutcome.Refused)) {
            Stream.of(Reason.values())
                    .filter(each -> each.name().equals(reason))
                    .findFirst()
                    .ifPresent(each -> count(key, each));
        }
    }

    /** By the month, so that it cannot be put beside somebody's last payment. */
    private void count(UUID key, Reason reason) {
        jdbc.sql("insert ignore into ending_reason (id, month, reason) values (?, ?, ?)")
                .params(
                        key.toString(),
                        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).withDayOfMonth(1),
                        reason.name())
                .update();
    }
}
