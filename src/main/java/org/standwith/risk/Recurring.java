package org.standwith.risk;

import java.time.Period;
import java.util.Optional;

/**
 * Whether somebody may give in a way that goes on by itself.
 *
 * @param expires after how long it ends unless they look after it; empty where it does not
 */
public record Recurring(Allowed allowed, Optional<Period> expires) {

    /** Under which condition. */
    public enum Allowed {
        FREELY,
        /** Once they have confirmed it a second time. */
        OPT_IN,
        NEVER
    }

    static final Recurring UNLIMITED = new Recurring(Allowed.FREELY, Optional.empty());
    static final Recurring NONE = new Recurring(Allowed.NEVER, Optional.empty());
}
