package org.standwith.guard;

import java.time.Duration;

/** What a stranger is answered. */
public sealed interface Admission {

    record Admitted() implements Admission {}

    /** Not without a proof of work, or a permit. */
    sealed interface Asked extends Admission {}

    /** Nothing was shown. */
    record Needed() implements Asked {}

    /** What was shown is not ours, was used or is too old. */
    record Refused() implements Asked {}

    /** The permit is good, but only after this time. */
    record Early(Duration left) implements Asked {}

    /** The permit is good, but others came first; it can be shown again in a minute. */
    record Crowded() implements Asked {}
}
