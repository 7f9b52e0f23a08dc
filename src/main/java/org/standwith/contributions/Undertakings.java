package org.standwith.contributions;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.money.Cadence;

/** What other modules may know of a contribution. Whose it is, is no part of it. */
@Component
public class Undertakings {

    /**
     * @param goesOn whether more money may still come of it
     */
    public record Undertaking(Cadence cadence, boolean goesOn) {}

    private final Contributions contributions;
    private final Clock clock;

    Undertakings(Contributions contributions, Clock clock) {
        this.contributions = contributions;
        this.clock = clock;
    }

    /** As it stands now; nothing where there is none of this id. */
    @Transactional(readOnly = true)
    public Optional<Undertaking> of(UUID contribution) {
        return contributions
                .findById(contribution)
                .map(each -> new Undertaking(each.cadence(), each.goesOn(clock.instant())));
    }
}
