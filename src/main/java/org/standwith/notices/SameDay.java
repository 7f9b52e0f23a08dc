package org.standwith.notices;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.standwith.contributions.Addressee;
import org.standwith.contributions.Occasions;
import org.standwith.notices.Notice.Kind;

/** One letter is enough for all that one reader has of a day: it does not say what it is about, and leads to all of it. */
@Component
class SameDay {

    private static final Duration A_DAY = Duration.ofDays(1);

    private final Occasions occasions;
    private final NoticeRows rows;

    SameDay(Occasions occasions, NoticeRows rows) {
        this.occasions = occasions;
        this.rows = rows;
    }

    /** Whether they were told of such a thing of that day, about something else that they give. */
    boolean isTold(UUID contribution, Addressee to, Instant about, Set<Kind> kinds) {
        return rows.of(occasions.lockOthers(contribution, to)).stream()
                .filter(each -> each.told() && kinds.contains(each.kind()))
                .anyMatch(each -> Duration.between(each.about(), about).abs().compareTo(A_DAY) <= 0);
    }
}
