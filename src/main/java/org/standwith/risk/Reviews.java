package org.standwith.risk;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Reminds those who run this of what in the policy wants looking at. Never says of which country. */
@Component
class Reviews {

    private static final Logger log = LoggerFactory.getLogger(Reviews.class);

    private final InForce inForce;
    private final Clock clock;

    Reviews(InForce inForce, Clock clock) {
        this.inForce = inForce;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void atStart() {
        remind();
        if (inForce.policy().descriptor().text().isEmpty()) {
            log.atWarn().log("The risk policy names no descriptor, and so none was checked");
        }
    }

    void remind() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Policy policy = inForce.policy();
        int expired = policy.expired(today);
        if (expired > 0) {
            log.atWarn()
                    .addKeyValue("count", expired)
                    .log("Entries of the risk policy were not reviewed for too long, and count for one level more");
        }
        int ahead = policy.reviewedAfter(today.plusDays(1)).size();
        if (ahead > 0) {
            log.atWarn()
                    .addKeyValue("count", ahead)
                    .log("Entries of the risk policy were reviewed on a day that is still to come");
        }
    }
}
