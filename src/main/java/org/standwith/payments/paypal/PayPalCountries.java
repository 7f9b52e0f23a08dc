package org.standwith.payments.paypal;

import java.util.Optional;
import java.util.stream.Stream;
import org.standwith.payments.Levels;
import org.standwith.payments.Levels.Seen;
import org.standwith.risk.Level;
import tools.jackson.databind.JsonNode;

/**
 * Where a payer's account, address or bank is, as orders and subscriptions tell it: their level is kept, and they
 * themselves are not. Not each of them does.
 */
record PayPalCountries(Levels levels) {

    /** Of the resource in full. */
    Level of(JsonNode resource) {
        return levels.of(codes(resource));
    }

    /** What an answer in full tells of it. */
    Optional<Seen> seen(JsonNode resource) {
        return levels.seen(codes(resource));
    }

    /** Whether no money may be taken by it. */
    boolean forbid(JsonNode resource) {
        return levels.forbid(codes(resource));
    }

    private static Stream<String> codes(JsonNode resource) {
        JsonNode subscriber = resource.path("subscriber");
        return Stream.of(
                        Stream.of(
                                resource.path("payer").path("address"),
                                subscriber.path("address"),
                                subscriber.path("shipping_address").path("address")),
                        inSource(resource.path("payment_source")),
                        inSource(subscriber.path("payment_source")))
                .flatMap(places -> places)
                .flatMap(place -> Stream.of(place.path("country_code"), place.path("bin_country_code")))
                .map(code -> code.stringValue(""))
                .filter(code -> !code.isEmpty());
    }

    private static Stream<JsonNode> inSource(JsonNode source) {
        return source.properties().stream()
                .flatMap(each -> Stream.of("address", "billing_address", "bin_details")
                        .map(name -> each.getValue().path(name)));
    }
}
