package org.standwith;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How this JVM was started.
 *
 * @param arguments to the JVM, from the command line, a file or a variable
 * @param dumps the switches of the JVM's that write its memory to disk and are on
 * @param variables of the environment
 */
record Machine(List<String> arguments, Set<String> dumps, Map<String, String> variables) {

    private static final List<String> DUMPS = List.of(
            "HeapDumpOnOutOfMemoryError", "HeapDumpBeforeFullGC", "HeapDumpAfterFullGC", "CrashOnOutOfMemoryError");

    static Machine here() {
        return new Machine(
                ManagementFactory.getRuntimeMXBean().getInputArguments(), switchedOn(DUMPS.stream()), System.getenv());
    }

    /** Asked of the JVM itself, because a switch may be set in a file of flags, or later by a tool. */
    private static Set<String> switchedOn(Stream<String> names) {
        HotSpotDiagnosticMXBean machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        if (machine == null) {
            return Set.of();
        }
        return names.filter(name -> machine.getVMOption(name).getValue().equals("true"))
                .collect(Collectors.toUnmodifiableSet());
    }
}
