package standwith.sandbox;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Something that happens by itself when the time has come. */
public record Due(Instant at, Runnable action) {

    /**
     * All that happens first of these, as one: of thousands that are due, many are in the same second. None may depend on
     * another one.
     */
    public static Stream<Due> together(Stream<Due> independent) {
        List<Due> all = independent.toList();
        Optional<Instant> first = all.stream().map(Due::at).min(Comparator.naturalOrder());
        return first.stream()
                .map(at -> new Due(
                        at,
                        () -> all.stream()
                                .filter(due -> due.at().equals(at))
                                .forEach(due -> due.action().run())));
    }
}
