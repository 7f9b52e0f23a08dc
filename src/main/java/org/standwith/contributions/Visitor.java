package org.standwith.contributions;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.standwith.risk.Signal;

/**
 * What a request shows of whoever sent it, besides what they say.
 *
 * @param home at which of our addresses they are, so that they stay there; null for the public one
 * @param signals used in memory only
 */
public record Visitor(@Nullable URI home, List<Signal> signals) {

    /** Somebody of whom nothing is known. */
    public static final Visitor UNKNOWN = new Visitor(null, List.of());

    public Visitor {
        signals = List.copyOf(signals);
    }

    @Override
    public String toString() {
        return "Visitor[***]";
    }
}
