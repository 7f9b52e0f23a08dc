package org.standwith.contributions;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.money.Cadence;
import org.standwith.payments.Provider;
import org.standwith.problem.Problem;

/** Contributions of which the provider was asked for days, and did not say what became of them: for staff to look at. */
@Service
public class Unsettled {

    /**
     * One of them. Whose it is, it does not say.
     *
     * @param contribution our own id, that no provider knows
     * @param state in which it is stuck
     * @param since when it came into that
     * @param asked when the provider was asked last; null where there was nothing to ask it by
     * @param answer in our words, or the provider's for why it gave none
     */
    public record Stuck(
            UUID contribution,
            Provider provider,
            Cadence cadence,
            String state,
            Instant since,
            @Nullable Instant asked,
            String answer) {}

    private final UnsettledRows rows;

    Unsettled(UnsettledRows rows) {
        this.rows = rows;
    }

    /** How many are stuck at this moment. */
    @Transactional(readOnly = true)
    public long count() {
        return rows.countParked();
    }

    /** The first two hundred of those that are stuck at this moment, the longest first. */
    @Transactional(readOnly = true)
    public List<Stuck> all() {
        return rows.parked();
    }

    /**
     * Has the provider asked again within a minute, from the start of the schedule.
     *
     * @throws Problem when it is not stuck, or no longer
     */
    @Transactional
    public void askAgain(UUID contribution) {
        if (!rows.unpark(contribution)) {
            throw new Problem(Problem.Kind.NOT_FOUND, "not-unsettled", "It is settled by now.");
        }
    }
}
