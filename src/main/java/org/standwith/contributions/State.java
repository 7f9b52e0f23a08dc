package org.standwith.contributions;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.standwith.contributions.Giving.Standing;

/** How a contribution stands, as of the facts known. What follows from the mere passing of time is not in it. */
sealed interface State {

    /** How long after the paid time a regular payment may be late: providers finalise a renewal within hours. */
    Duration LATE = Duration.ofDays(3);

    /** Since when. */
    Instant since();

    /** Until when it holds by itself; null for as long as nothing is heard. */
    default @Nullable Instant until() {
        return null;
    }

    /** How it stands at this moment. */
    default Standing standing(Instant now) {
        return switch (this) {
            case Pending pending -> Standing.PENDING;
            case Waiting waiting -> Standing.PENDING;
            case Declined declined -> Standing.PENDING;
            case Expired expired -> Standing.EXPIRED;
            case Given given -> Standing.GIVEN;
            case Active active -> now.isAfter(active.until.plus(LATE)) ? Standing.OVERDUE : Standing.ACTIVE;
            case PastDue late -> Standing.OVERDUE;
            case Paused paused -> Standing.PAUSED;
            case Ending ending -> now.isBefore(ending.until) ? Standing.ENDING : Standing.ENDED;
            case Ended ended -> Standing.ENDED;
        };
    }

    /**
     * A state as a row shows it, for a fold to go on from; nothing where the row does not tell enough for that. How often a
     * payment was tried is not shown, and makes no difference to what follows.
     */
    static Optional<State> shown(String name, Instant since, @Nullable Instant until) {
        return switch (name) {
            case "Pending" -> Optional.of(new Pending(since));
            case "Waiting" -> Optional.of(new Waiting(since));
            case "Declined" -> Optional.of(new Declined(since));
            case "Given" -> Optional.of(new Given(since));
            case "Active" -> Optional.ofNullable(until).map(end -> new Active(since, end));
            case "PastDue" -> Optional.of(new PastDue(since, 0, until));
            case "Paused" -> Optional.of(new Paused(since, until));
            case "Ending" -> Optional.ofNullable(until).map(end -> new Ending(since, end));
            // It may be over by what the provider said, or only be unpaid; and of what is over it has to be seen what
            // was taken
            // since.
            case "Expired", "Ended" -> Optional.empty();
            default -> throw new IllegalStateException("No state is called " + name);
        };
    }

    /** Nothing was paid yet. */
    record Pending(Instant since) implements State {}

    /** The supporter did their part, the bank has not answered. */
    record Waiting(Instant since) implements State {}

    /** The bank said no; another try may follow. */
    record Declined(Instant since) implements State {}

    /** It was never paid, and can no longer be. */
    record Expired(Instant since) implements State {}

    /** Paid, once and for all. */
    record Given(Instant since) implements State {}

    /** Paid regularly. */
    record Active(Instant since, Instant until) implements State {}

    /**
     * A payment is due and could not be collected.
     *
     * @param failures how often that was tried
     * @param until when it is tried again, if it will be
     */
    record PastDue(Instant since, int failures, @Nullable Instant until) implements State {}

    /** @param until when it goes on, if that is known */
    record Paused(Instant since, @Nullable Instant until) implements State {}

    /** Cancelled to the end of what is paid. */
    record Ending(Instant since, Instant until) implements State {}

    record Ended(Instant since) implements State {}
}
