package org.standwith.payments.stripe;

import java.util.Optional;
import java.util.stream.Stream;
import org.standwith.payments.Levels;
import org.standwith.payments.Levels.Seen;
import org.standwith.risk.Level;
import tools.jackson.databind.JsonNode;

/** Where the bank is that issued the card of a charge: its level is kept, and it itself is not. */
record StripeCountries(Levels levels) {

    /** Of a charge in full, also in the shape of API versions in which a card was a source. */
    Level of(JsonNode charge) {
        return levels.of(codes(charge));
    }

    /** What a charge in full tells of it. */
    Optional<Seen> seen(JsonNode charge) {
        return levels.seen(codes(charge));
    }

    /** Whether no money may be taken by it. */
    boolean forbid(JsonNode charge) {
        return levels.forbid(codes(charge));
    }

    private static Stream<String> codes(JsonNode charge) {
        JsonNode source = charge.path("source");
        return Stream.of(
                        charge.path("payment_method_details").path("card"),
                        source.path("card"),
                        source,
                        charge.path("card"))
                .map(card -> card.path("country").stringValue(""))
                .filter(code -> !code.isEmpty());
    }
}
