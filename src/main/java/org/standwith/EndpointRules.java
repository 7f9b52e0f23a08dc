package org.standwith;

import java.util.Set;
import java.util.stream.Stream;

/** Of the actuator's endpoints only those that count are served; others hold threads, settings, memory or requests. */
final class EndpointRules {

    private static final Set<String> HARMLESS = Set.of("health", "info", "metrics", "prometheus");

    private EndpointRules() {}

    static Stream<String> faults(Settings settings) {
        return Stream.of("management.endpoints.web.exposure.include", "management.endpoints.jmx.exposure.include")
                .filter(name -> !HARMLESS.containsAll(settings.list(name)))
                .map(name -> name + " with more than health, info, metrics and prometheus");
    }
}
