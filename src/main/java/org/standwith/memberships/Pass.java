package org.standwith.memberships;

import java.time.Instant;

/**
 * Proves a tier, and says nothing of whose it is.
 *
 * @param pass a signed JWT
 */
public record Pass(String pass, Instant expiresAt) {

    /** Whoever has it has the tier. */
    @Override
    public String toString() {
        return "Pass[***]";
    }
}
