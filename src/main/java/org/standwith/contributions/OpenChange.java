package org.standwith.contributions;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change that is not confirmed yet.
 *
 * @param key by which it was asked for; made by us where we do at its date what a provider does not do by itself
 * @param since when it was asked for
 * @param page where the supporter has to agree; null where it is for the provider to confirm
 */
public record OpenChange(
        UUID key, Alteration wish, Instant since, @Nullable URI page) {

    @Override
    public String toString() {
        return "OpenChange[***]";
    }
}
