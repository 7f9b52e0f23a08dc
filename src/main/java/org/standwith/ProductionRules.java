package org.standwith;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** What is refused under profile {@code prod}, because it would show people to whoever reads logs, dumps or dashboards. */
final class ProductionRules {

    private static final List<BiFunction<Settings, Machine, Stream<String>>> ALL = List.of(
            (settings, machine) -> KeyRules.faults(settings),
            (settings, machine) -> LogRules.faults(settings, machine),
            (settings, machine) -> DriverRules.faults(settings),
            (settings, machine) -> EndpointRules.faults(settings),
            (settings, machine) -> DumpRules.faults(machine),
            (settings, machine) -> WatcherRules.faults(settings, machine));

    private ProductionRules() {}

    /** Each names a setting, and never its value. */
    static List<String> faults(Settings settings, Machine machine) {
        List<String> faults = ALL.stream()
                .flatMap(rule -> rule.apply(settings, machine))
                .distinct()
                .toList();
        return faults.isEmpty() ? faults : List.of("refused under profile prod: " + String.join("; ", faults));
    }
}
