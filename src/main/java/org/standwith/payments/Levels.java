package org.standwith.payments;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.standwith.risk.Country;
import org.standwith.risk.Level;
import org.standwith.risk.RiskPolicy;
import tools.jackson.databind.JsonNode;

/**
 * What the policy says of the countries that providers tell of those who pay. A country stays in memory: what a webhook's
 * projection keeps is the level.
 *
 * @param written what the policy has written down of a country alone: by this it is told who is at risk, and that may end in
 *     what cannot be undone
 * @param forbidden whether no money may begin to be taken from there today; throws {@link NoPolicy} while no policy can be trusted
 */
public record Levels(Function<Country, Level> written, Predicate<Country> forbidden) {

    /** No policy can be trusted, and so nothing is taken until there is one. */
    public static final class NoPolicy extends RuntimeException {

        NoPolicy() {
            super("no policy can be trusted");
        }
    }

    /** Of a policy that is never overdue. */
    public Levels(Function<Country, Level> written) {
        this(written, country -> written.apply(country) == Level.BLOCKED);
    }

    /** By the policy in force. */
    public static Levels by(RiskPolicy policy) {
        return new Levels(policy::asWritten, country -> {
            if (policy.isClosed()) {
                throw new NoPolicy();
            }
            return policy.of(country) == Level.BLOCKED;
        });
    }

    /** Whether from any of these countries no money may be taken. */
    public boolean forbid(Stream<String> codes) {
        return codes.map(Country::read).flatMap(Optional::stream).anyMatch(forbidden);
    }

    /** The name under which a projection keeps the level, for everybody alike. */
    public static final String FIELD = "handling";

    /** Of several countries the highest counts. Where none is told, nobody is taken for safe. */
    public Level of(Stream<String> codes) {
        return codes.map(Country::read)
                .flatMap(Optional::stream)
                .map(written)
                .reduce(Level::or)
                .orElse(Level.CAUTION);
    }

    /**
     * Where somebody pays from, as far as it is known.
     *
     * @param places empty where only the level was kept
     */
    public record Seen(Level level, Set<Country> places) {

        public Seen {
            places = Set.copyOf(places);
        }

        public Noticed noticed(Provider provider, String ref, Instant at) {
            return new Noticed(provider, ref, level, places, at);
        }

        @Override
        public String toString() {
            return "Seen[***]";
        }
    }

    /** What an answer tells, at whatever level; nothing where it names no country. */
    public Optional<Seen> seen(Stream<String> codes) {
        Set<Country> places =
                codes.map(Country::read).flatMap(Optional::stream).collect(Collectors.toUnmodifiableSet());
        return places.stream().map(written).reduce(Level::or).map(level -> new Seen(level, places));
    }

    /** What was decided when an event's projection was made, where anybody has to be told of that. */
    public static Optional<Seen> kept(JsonNode projection) {
        String name = projection.path(FIELD).stringValue("");
        return Arrays.stream(Level.values())
                .filter(each -> each.name().equals(name) && each.isAtLeast(Level.PROTECTED))
                .findFirst()
                .map(level -> new Seen(level, Set.of()));
    }
}
