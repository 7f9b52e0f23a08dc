package org.standwith.supporters;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Why supporters stop, if they say so. */
@Service
public class EndingReasons {

    /** Why somebody stops. No words of their own: they might say who they are. */
    public enum Reason {
        MONEY,
        SAFETY,
        CONTENT,
        ELSEWHERE,
        OTHER
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    EndingReasons(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Counts one, by the month, so that it cannot be put beside somebody's last payment.
     *
     * @param key of the wish to end: a reason is counted once, however often it is sent
     * @param reason the name of a {@link Reason}, or anything else where none was chosen
     */
    public void count(UUID key, @Nullable String reason) {
        Stream.of(Reason.values())
                .filter(each -> each.name().equals(reason))
                .findFirst()
                .ifPresent(each -> jdbc.sql("insert ignore into ending_reason (id, month, reason) values (?, ?, ?)")
                        .params(
                                key.toString(),
                                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                                        .withDayOfMonth(1),
                                each.name())
                        .update());
    }
}
