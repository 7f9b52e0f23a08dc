package org.standwith.memberships;

import java.time.Clock;
import java.util.Collection;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.standwith.contributions.Givings;

/** What giving entitles to. Reckoned anew each time; nothing of it is kept. */
@Service
public class Memberships {

    private final Tiers tiers;
    private final Givings givings;
    private final Clock clock;

    Memberships(Tiers tiers, Givings givings, Clock clock) {
        this.tiers = tiers;
        this.givings = givings;
        this.clock = clock;
    }

    /** What follows now from these contributions of one supporter together; {@link Membership#NONE} where nothing does. */
    public Membership of(Collection<UUID> contributions) {
        return tiers.isEmpty() ? Membership.NONE : tiers.reckoning().at(clock.instant(), givings.of(contributions));
    }
}
