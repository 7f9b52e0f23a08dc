package org.standwith;

import java.util.List;
import java.util.stream.Stream;

/**
 * Memory stays memory. The JVM's own error file after a crash is left alone: it is written whatever is set, and holds
 * threads and registers but not the heap.
 */
final class DumpRules {

    /** What they start may dump, and a recording holds messages of errors and the environment. */
    private static final List<String> ARGUMENTS =
            List.of("-XX:OnOutOfMemoryError", "-XX:OnError", "-XX:StartFlightRecording", "-XX:FlightRecorderOptions");

    private DumpRules() {}

    static Stream<String> faults(Machine machine) {
        return Stream.concat(
                machine.dumps().stream().sorted().map(dump -> "-XX:+" + dump),
                ARGUMENTS.stream()
                        .filter(name -> machine.arguments().stream().anyMatch(given -> given.startsWith(name))));
    }
}
