package org.standwith.notices;

import java.time.Instant;
import java.util.UUID;

/**
 * That a supporter was told of something, or would have been if they had left an address.
 *
 * @param about the moment of what it is about: of a renewal, or since when a payment is overdue
 * @param told whether it was a time to tell it: what is heard of too late is not told any more
 * @param due when it is seen to next
 */
record Notice(UUID contribution, Kind kind, Instant about, boolean told, Instant due) {

    /** Of what. */
    enum Kind {
        /** An annual renewal; forgotten when it is due. */
        RENEWAL,
        /** A payment that could not be collected, until it is, or what it is for ends; when it is due, its grace is over. */
        FAILURE,
        /** The same, and what it is for is being ended. */
        LAPSE
    }
}
