package org.standwith.payments;

import java.util.Optional;
import org.standwith.risk.Country;

/** What a provider shows of an entered card before anything is done with it. */
public sealed interface Preview {

    /** @param issuer where the bank is that issued the card; empty where that is not told */
    record Shown(Optional<Country> issuer) implements Preview {}

    /** Nothing can be paid by it: made up, used, or too old. The supporter has to enter the card anew. */
    record Unusable(String reason) implements Preview {}

    /** No usable answer. */
    record Unknown(String reason) implements Preview {}
}
