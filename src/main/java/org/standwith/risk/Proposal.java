package org.standwith.risk;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A policy that somebody of the staff has written.
 *
 * @param text of the policy, YAML
 * @param proposedBy the account's name
 * @param intact whether it is as it was written; where it is not, nobody may pay until it is removed or restored
 */
public record Proposal(
        UUID id,
        int version,
        String text,
        State state,
        String proposedBy,
        Instant proposedAt,
        Optional<String> decidedBy,
        Optional<Instant> decidedAt,
        boolean intact) {

    /** What has become of it. */
    public enum State {
        PROPOSED,
        APPLIED,
        REJECTED
    }

    Proposal decided(State next, String by, Instant at) {
        return new Proposal(id, version, text, next, proposedBy, proposedAt, Optional.of(by), Optional.of(at), intact);
    }

    Proposal broken() {
        return new Proposal(id, version, text, state, proposedBy, proposedAt, decidedBy, decidedAt, false);
    }
}
