package org.standwith;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The database driver neither logs statements nor puts values into what it throws. */
final class DriverRules {

    private static final List<String> OPTIONS = List.of(
            "autoGenerateTestcaseScript",
            "dumpQueriesOnException",
            "enablePacketDebug",
            "exceptionInterceptors",
            "explainSlowQueries",
            "includeInnodbStatusInDeadlockExceptions",
            "logger",
            "logSlowQueries",
            "logXaCommands",
            "profilerEventHandler",
            "profileSQL",
            "queryInterceptors",
            "traceProtocol",
            "useUsageAdvisor");

    private DriverRules() {}

    static Stream<String> faults(Settings settings) {
        return Stream.of(
                        inUrl(settings, "spring.datasource.url"),
                        inUrl(settings, "standwith.vault.keys.url"),
                        inProperties(settings, "spring.datasource.hikari.data-source-properties"))
                .flatMap(each -> each);
    }

    private static Stream<String> inUrl(Settings settings, String name) {
        String url = settings.text(name).orElse("");
        return OPTIONS.stream()
                .filter(option -> Pattern.compile("(?i)[?&(,]\\s*" + option + "\\s*=(?!\\s*false\\s*([&),]|$))")
                        .matcher(url)
                        .find())
                .map(option -> option + " in " + name);
    }

    private static Stream<String> inProperties(Settings settings, String name) {
        Map<String, String> properties = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        // An environment variable has no capitals, and other sources may have dashes.
        settings.map(name).forEach((key, value) -> properties.put(key.replace("-", ""), value));
        return OPTIONS.stream()
                .filter(option -> !properties.getOrDefault(option, "false").equalsIgnoreCase("false"))
                .map(option -> option + " in " + name);
    }
}
