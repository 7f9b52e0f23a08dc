package org.standwith.contributions;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.standwith.contributions.Giving.Standing;
import org.standwith.payments.Fact.SubscriptionSeen;

/**
 * What we have to do at a date for a contribution that takes nothing meanwhile, because its provider does not do it by itself.
 *
 * @param made when it was agreed upon
 * @param tries how often the provider did not say how it stands when it was due
 */
record Appointment(UUID id, UUID contribution, Act act, Instant due, Instant made, int tries) {

    /** What is to be done. */
    enum Act {
        RESUME(Standing.PAUSED),
        END(Standing.ENDING);

        private final Standing until;

        Act(Standing until) {
            this.until = until;
        }

        Alteration alteration() {
            return switch (this) {
                case RESUME -> new Alteration.Resume();
                case END -> new Alteration.End();
            };
        }
    }

    /** Two clocks are never one: what is told of the moment of the agreement may be of before. */
    private static final Duration SAME_MOMENT = Duration.ofMinutes(1);

    /** Whether this says better than the facts how it stands: to its provider both sorts are the same. */
    boolean explains(Standing byFacts) {
        return byFacts == Standing.PAUSED || byFacts == Standing.OVERDUE;
    }

    /** How it stands until then. */
    Standing standing() {
        return act.until;
    }

    /** Whether somebody has it go on, or has ended it, without us: then it is theirs to say what becomes of it. */
    boolean isOverBy(SubscriptionSeen latest) {
        return switch (latest.standing()) {
            case ACTIVE -> latest.at().isAfter(made.plus(SAME_MOMENT));
            case ENDED -> true;
            case INCOMPLETE, PAST_DUE, PAUSED -> false;
        };
    }
}
