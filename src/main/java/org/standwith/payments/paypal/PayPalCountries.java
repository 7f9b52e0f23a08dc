package org.standwith.payments.paypal;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.standwith.payments.Fact.Noticed;
import org.standwith.payments.Levels;
import org.standwith.payments.Provider;
import org.standwith.risk.Level;
import tools.jackson.databind.JsonNode;

/**
 * Where a payer's account, address or bank is, as orders and subscriptions tell it: looked at, and not carried on. Not each
 * of them does.
 */
record PayPalCountries(Levels levels) {

    /** Of the resource in full. */
    Level of(JsonNode resource) {
        return levels.of(codes(resource));
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

    /** That somebody pays from where they are at risk, if so. */
    static Optional<Noticed> noticed(Provider provider, JsonNode resource, Level level, Instant at) {
        return Levels.isNoticed(level)
                ? Optional.of(new Noticed(provider, PayPalFields.id(resource), level, at))
                : Optional.empty();
    }
}
