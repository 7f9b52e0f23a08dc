package org.standwith.notices;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.contributions.Addressee;
import org.standwith.contributions.Giving.Standing;
import org.standwith.contributions.Occasion;
import org.standwith.contributions.Occasions;
import org.standwith.notices.Notice.Kind;
import org.standwith.notices.Writing.Matter;

/**
 * Tells that something could not be collected: once, however often the provider tries again; and what became of it. A failure is
 * followed from when it was found until something was paid, it has ended, or its grace is over.
 */
@Component
class Failures {

    /** What is put right at once, or was only told in the wrong order, is nothing to write about. */
    static final Duration SETTLED = Duration.ofHours(1);

    /** What we hear of later than that is no news; the account shows it. */
    static final Duration NEWS = Duration.ofDays(3);

    private static final int AT_ONCE = 500;

    private final Occasions occasions;
    private final NoticeRows rows;
    private final SameDay sameDay;
    private final Writing writing;
    private final OneByOne oneByOne;
    private final TransactionTemplate transaction;
    private final Duration grace;
    private final Clock clock;

    Failures(
            Occasions occasions,
            NoticeRows rows,
            SameDay sameDay,
            Writing writing,
            OneByOne oneByOne,
            TransactionTemplate transaction,
            NoticeProperties properties,
            Clock clock) {
        this.occasions = occasions;
        this.rows = rows;
        this.sameDay = sameDay;
        this.writing = writing;
        this.oneByOne = oneByOne;
        this.transaction = transaction;
        this.grace = properties.grace();
        this.clock = clock;
    }

    void carryOut() {
        follow();
        discover();
    }

    private void discover() {
        Occasion last = null;
        List<Occasion> page;
        do {
            page = occasions.failures(clock.instant().minus(SETTLED), last, AT_ONCE);
            Set<UUID> followed = rows
                    .of(page.stream().map(Occasion::contribution).toList())
                    .stream()
                    .filter(Failures::isFollowed)
                    .map(Notice::contribution)
                    .collect(Collectors.toSet());
            page.stream()
                    .map(Occasion::contribution)
                    .filter(each -> !followed.contains(each))
                    .forEach(each -> inTransaction(() -> begin(each)));
            last = page.isEmpty() ? null : page.getLast();
        } while (page.size() == AT_ONCE);
    }

    private static boolean isFollowed(Notice notice) {
        return notice.kind() == Kind.FAILURE || notice.kind() == Kind.LAPSE;
    }

    private void begin(UUID contribution) {
        Addressee to = occasions.lock(contribution).orElse(null);
        Instant since = failingSince(contribution);
        if (to == null
                || since == null
                || to.standing() != Standing.OVERDUE
                || rows.of(List.of(contribution)).stream().anyMatch(Failures::isFollowed)) {
            return;
        }
        Instant now = clock.instant();
        boolean told = writing.isPossible() && since.isAfter(now.minus(NEWS));
        rows.add(new Notice(contribution, Kind.FAILURE, since, told, now.plus(grace)));
        if (told && !sameDay.isTold(contribution, to, since, EnumSet.of(Kind.FAILURE))) {
            writing.write(to, Matter.FAILURE);
        }
    }

    private void follow() {
        String last = "";
        List<Notice> page;
        do {
            page = rows.failures(last, AT_ONCE);
            Map<UUID, Instant> failing =
                    occasions.overdue(page.stream().map(Notice::contribution).toList());
            page.stream()
                    .filter(each -> isNews(each, failing.get(each.contribution())))
                    .forEach(each -> inTransaction(() -> goOn(each)));
            last = page.isEmpty() ? last : page.getLast().contribution().toString();
        } while (page.size() == AT_ONCE);
    }

    /** Most fail as before, and there is nothing to be done about them. */
    private boolean isNews(Notice notice, @Nullable Instant since) {
        return isDue(notice) || since == null || since.isAfter(notice.about());
    }

    private void goOn(Notice notice) {
        Addressee to = occasions.lock(notice.contribution()).orElse(null);
        if (to == null) {
            rows.remove(notice);
            return;
        }
        Instant paid = to.lastPaid();
        if (paid != null && !paid.isBefore(notice.about())) {
            // Who was told of several by one letter is told when the last of them is all right.
            if (rows.remove(notice)
                    && notice.told()
                    && goesOn(to.standing())
                    && !sameDay.isTold(
                            notice.contribution(), to, notice.about(), EnumSet.of(Kind.FAILURE, Kind.LAPSE))) {
                writing.write(to, Matter.MENDED);
            }
            return;
        }
        switch (to.standing()) {
            case ENDED -> {
                // The provider has given up. Who has ended it, here or over there, knows.
                if (rows.remove(notice) && !to.endWanted()) {
                    writing.write(to, Matter.LAPSE);
                }
            }
            case OVERDUE -> {
                if (isDue(notice) && failingSince(notice.contribution()) != null) {
                    rows.become(notice, Kind.LAPSE, clock.instant());
                } else if (isDue(notice)) {
                    rows.remove(notice);
                }
            }
            // Nothing was paid: it may fail again, and that is not told again.
            case ACTIVE, ENDING, PAUSED -> {
                if (isDue(notice)) {
                    rows.remove(notice);
                }
            }
            case PENDING, EXPIRED, GIVEN -> rows.remove(notice);
        }
    }

    /** What failed again since then, or is over, is not all right. */
    private static boolean goesOn(Standing standing) {
        return switch (standing) {
            case ACTIVE, ENDING, PAUSED -> true;
            case OVERDUE, ENDED, PENDING, EXPIRED, GIVEN -> false;
        };
    }

    private boolean isDue(Notice notice) {
        return !clock.instant().isBefore(notice.due());
    }

    private @Nullable Instant failingSince(UUID contribution) {
        return occasions.overdue(List.of(contribution)).get(contribution);
    }

    private void inTransaction(Runnable one) {
        oneByOne.carryOut(() -> transaction.executeWithoutResult(status -> one.run()));
    }
}
