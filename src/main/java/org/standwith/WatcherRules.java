package org.standwith;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Nobody watches from inside the JVM or is sent what happens in it: such a vendor sees requests, statements and errors
 * whole. Whoever has made sure that theirs does not says so with {@code standwith.accept-agent=true}.
 */
final class WatcherRules {

    private static final String ACCEPTED = "standwith.accept-agent";

    private static final List<String> ARGUMENTS = List.of("-javaagent", "-agentpath", "-agentlib", "-Xrun");

    private static final Pattern VARIABLE = Pattern.compile(
            "(APPDYNAMICS|APPLICATIONINSIGHTS|DD|DATADOG|DT|DYNATRACE|ELASTIC_APM|HONEYCOMB|INSTANA|NEW_RELIC|OTEL"
                    + "|ROLLBAR|SENTRY|SIGNALFX|SPLUNK)_[A-Z0-9_]+");

    /** Prometheus comes and asks; all others are sent to. */
    private static final Pattern EXPORT =
            Pattern.compile("management\\.(?!(prometheus|simple|defaults)\\.)[^.]+\\.metrics\\.export\\..+"
                    + "|management\\.(opentelemetry|otlp|zipkin|wavefront|tracing\\.export|logging\\.export)\\..+");

    private static final Pattern REMOTE = Pattern.compile("com\\.sun\\.management\\.jmxremote(\\..+)?");

    private WatcherRules() {}

    static Stream<String> faults(Settings settings, Machine machine) {
        if (KeyRules.accepted(settings, ACCEPTED)) {
            return Stream.empty();
        }
        return Stream.of(
                        ARGUMENTS.stream()
                                .filter(name -> machine.arguments().stream().anyMatch(given -> given.startsWith(name))),
                        machine.variables().keySet().stream()
                                .filter(name -> VARIABLE.matcher(name).matches())
                                .sorted(),
                        settings.names()
                                .filter(name -> EXPORT.matcher(name).matches())
                                .filter(name -> !name.endsWith(".enabled") || settings.isOn(name))
                                .sorted(),
                        settings.names()
                                .filter(name -> REMOTE.matcher(name).matches())
                                .sorted())
                .flatMap(each -> each)
                .map(watcher -> watcher + " (" + ACCEPTED + "=true accepts it)");
    }
}
