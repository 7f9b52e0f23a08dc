package org.standwith.notices;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.contributions.Lapses;
import org.standwith.contributions.Lapses.Outcome;
import org.standwith.contributions.Occasions;
import org.standwith.notices.Notice.Kind;
import org.standwith.notices.Writing.Matter;

/** Ends what has failed for longer than its grace, and tells it when the provider has confirmed the end. */
@Component
class Endings {

    /** So few that a provider that does not answer holds nothing else up for long. */
    private static final int AT_ONCE = 50;

    private static final Duration LATER = Duration.ofHours(1);

    private static final Duration A_DAY = Duration.ofDays(1);

    private final Lapses lapses;
    private final Occasions occasions;
    private final NoticeRows rows;
    private final Writing writing;
    private final OneByOne oneByOne;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Endings(
            Lapses lapses,
            Occasions occasions,
            NoticeRows rows,
            Writing writing,
            OneByOne oneByOne,
            TransactionTemplate transaction,
            Clock clock) {
        this.lapses = lapses;
        this.occasions = occasions;
        this.rows = rows;
        this.writing = writing;
        this.oneByOne = oneByOne;
        this.transaction = transaction;
        this.clock = clock;
    }

    void carryOut() {
        rows.lapses(clock.instant(), AT_ONCE).forEach(each -> oneByOne.carryOut(() -> end(each)));
    }

    private void end(Notice notice) {
        // Whatever goes wrong with it, others have their turn first.
        if (rows.become(notice, Kind.LAPSE, clock.instant().plus(LATER))) {
            Outcome outcome = lapses.end(notice.contribution(), key(notice));
            transaction.executeWithoutResult(status -> settle(notice, outcome));
        }
    }

    private void settle(Notice notice, Outcome outcome) {
        var to = occasions.lock(notice.contribution());
        switch (outcome) {
            case ENDED -> {
                // Who wanted it knows.
                if (rows.remove(notice)) {
                    to.filter(each -> !each.endWanted()).ifPresent(each -> writing.write(each, Matter.LAPSE));
                }
            }
            case UNDER_WAY -> {}
            // Whether it was paid is found out as of any other failure; that may be heard of after this.
            case NOT_OVERDUE ->
                rows.become(notice, Kind.FAILURE, clock.instant().plus(A_DAY));
            case REFUSED -> rows.remove(notice);
        }
    }

    /** The same for every try, also after a crash. */
    private static UUID key(Notice notice) {
        String text = "lapse " + notice.contribution() + " " + notice.about();
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
