package org.standwith.payments;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.standwith.risk.Country;
import org.standwith.risk.Level;
import tools.jackson.databind.JsonNode;

/**
 * What the policy says of the countries that providers tell of those who pay. A country is looked at once and goes nowhere:
 * what a webhook's projection keeps is the level.
 *
 * @param policy of a country alone
 */
public record Levels(Function<Country, Level> policy) {

    /** The name under which a projection keeps the level, for everybody alike. */
    public static final String FIELD = "handling";

    /** Of several countries the highest counts. Where none is told, nobody is taken for safe. */
    public Level of(Stream<String> codes) {
        return codes.map(Country::read)
                .flatMap(Optional::stream)
                .map(policy)
                .reduce(Level::or)
                .orElse(Level.CAUTION);
    }

    /** What was decided when the projection was made. */
    public static Level kept(JsonNode projection) {
        String name = projection.path(FIELD).stringValue("");
        return Arrays.stream(Level.values())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElse(Level.CAUTION);
    }

    /** Whether somebody has to be told that this was paid from there. */
    public static boolean isNoticed(Level level) {
        return level.isAtLeast(Level.PROTECTED);
    }
}
