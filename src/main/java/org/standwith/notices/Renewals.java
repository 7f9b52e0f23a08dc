package org.standwith.notices;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.contributions.Addressee;
import org.standwith.contributions.Giving.Standing;
import org.standwith.contributions.Occasion;
import org.standwith.contributions.Occasions;
import org.standwith.money.Cadence;
import org.standwith.notices.Notice.Kind;
import org.standwith.notices.Writing.Matter;

/** Tells that something is renewed that most have forgotten by then: what is paid once a year. */
@Component
class Renewals {

    private static final int AT_ONCE = 500;

    private final Occasions occasions;
    private final NoticeRows rows;
    private final SameDay sameDay;
    private final Writing writing;
    private final OneByOne oneByOne;
    private final TransactionTemplate transaction;
    private final Duration ahead;
    private final Clock clock;

    Renewals(
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
        this.ahead = properties.annualAhead();
        this.clock = clock;
    }

    /** Where there is no mail yet, nothing is noted either: it is told when there is. */
    void carryOut() {
        forgetOver();
        if (!writing.isPossible()) {
            return;
        }
        Instant now = clock.instant();
        Occasion last = null;
        List<Occasion> page;
        do {
            page = occasions.renewals(now, now.plus(ahead), last, AT_ONCE);
            List<Notice> known =
                    rows.of(page.stream().map(Occasion::contribution).toList());
            page.stream()
                    .filter(each -> !isTold(each.contribution(), each.at(), known))
                    .forEach(each -> oneByOne.carryOut(
                            () -> transaction.executeWithoutResult(status -> tell(each.contribution()))));
            last = page.isEmpty() ? null : page.getLast();
        } while (page.size() == AT_ONCE);
    }

    /** As it stands now, since it may have been changed, or told by another node, while it waited for us. */
    private void tell(UUID contribution) {
        Addressee to = occasions.lock(contribution).orElse(null);
        if (to == null || to.standing() != Standing.ACTIVE || to.cadence() != Cadence.ANNUAL) {
            return;
        }
        Instant renewed = to.until();
        if (renewed != null && isAhead(renewed) && !isTold(contribution, renewed, rows.of(List.of(contribution)))) {
            // As long as it may still be moved to a time that was told as well.
            Instant over = renewed.plus(ahead).plus(ahead);
            rows.add(new Notice(contribution, Kind.RENEWAL, renewed, true, over));
            if (!sameDay.isTold(contribution, to, renewed, EnumSet.of(Kind.RENEWAL))) {
                writing.write(to, Matter.RENEWAL);
            }
        }
    }

    private boolean isAhead(Instant renewed) {
        Instant now = clock.instant();
        return renewed.isAfter(now) && !renewed.isAfter(now.plus(ahead));
    }

    /** Who was told that something is renewed soon need not hear it again when that is some days earlier or later. */
    private boolean isTold(UUID contribution, Instant renewed, Collection<Notice> known) {
        return known.stream()
                .filter(each ->
                        each.kind() == Kind.RENEWAL && each.contribution().equals(contribution))
                .anyMatch(each -> Duration.between(each.about(), renewed).abs().compareTo(ahead) <= 0);
    }

    private void forgetOver() {
        int deleted;
        do {
            deleted = rows.forgetRenewals(clock.instant(), AT_ONCE);
        } while (deleted == AT_ONCE);
    }
}
