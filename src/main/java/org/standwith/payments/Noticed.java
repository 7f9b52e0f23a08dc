package org.standwith.payments;

import java.time.Instant;
import java.util.Set;
import org.standwith.risk.Country;
import org.standwith.risk.Level;

/**
 * Where somebody pays from was seen, and what the policy says of it. The one kind that is never kept: it is told to the
 * listeners, and gone. Whoever is at risk by it is told by the level alone.
 *
 * @param ref the provider's id of the payment, the subscription or the checkout
 * @param places empty where only the level was kept, as of an event
 */
public record Noticed(Provider provider, String ref, Level level, Set<Country> places, Instant at) implements Fact {

    public Noticed {
        places = Set.copyOf(places);
    }

    /** Without the places. */
    public Noticed(Provider provider, String ref, Level level, Instant at) {
        this(provider, ref, level, Set.of(), at);
    }

    @Override
    public String key() {
        return "noticed:" + ref;
    }

    @Override
    public String toString() {
        return "Noticed[***]";
    }
}
