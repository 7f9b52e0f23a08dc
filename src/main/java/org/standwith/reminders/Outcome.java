package org.standwith.reminders;

/** What came of reminders, as it is counted. */
enum Outcome {
    /** Whoever reads the mailbox has confirmed it. */
    CONFIRMED,
    SENT,
    /** There is no such mailbox. */
    BOUNCED,
    /** Not sent: they have given since. */
    GAVE,
    /** They wanted no more of them. */
    LEFT,
    /** Not sent: by now a letter might endanger them. */
    POLICY,
    /** Not sent: it was too late. */
    LATE,
    /** They gave by the letter's link. */
    CONVERTED
}
