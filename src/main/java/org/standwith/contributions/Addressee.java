package org.standwith.contributions;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.standwith.contributions.Giving.Standing;
import org.standwith.money.Cadence;
import org.standwith.vault.EmailAddress;

/**
 * How a contribution stands, and whom to write to about it.
 *
 * @param until as of {@link Giving}
 * @param lastPaid when something was paid last; null where nothing was
 * @param endWanted whether its supporter, or staff for them, asked lately for its end, here or at the provider
 * @param address null where none is kept, where its supporter is forgotten, and where it is being taken back
 * @param locale of the words to write in
 */
public record Addressee(
        Cadence cadence,
        Standing standing,
        @Nullable Instant until,
        @Nullable Instant lastPaid,
        boolean endWanted,
        @Nullable EmailAddress address,
        Locale locale) {

    @Override
    public String toString() {
        return "Addressee[***]";
    }
}
