package org.standwith.supporters;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is signed in.
 *
 * @param session the name of the session, which lets nobody in
 * @param supporters who it is: several, where somebody gave several times without having signed in, by one address
 * @param actor who of staff acts for them, as the audit trail names them; null where it is themselves
 * @param since when they signed in
 */
public record SignedIn(
        UUID session,
        Set<UUID> supporters,
        Means means,
        @Nullable String actor,
        Instant since) {

    /** By what. */
    public enum Means {
        /** A link that was mailed. */
        LINK,
        /** Their supporter code. */
        CODE,
        /** A passkey. */
        PASSKEY,
        /** Staff, to whom they presented their code. */
        STAFF
    }

    public SignedIn {
        supporters = Set.copyOf(supporters);
    }

    @Override
    public String toString() {
        return "SignedIn[***]";
    }
}
