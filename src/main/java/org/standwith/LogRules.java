package org.standwith;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Nothing is set that is for reading along. {@link LevelFloor} and {@link LogLines} would not let most of it out; who
 * sets it is told so, instead of waiting for lines that do not come.
 */
final class LogRules {

    private static final Set<String> TOO_LOW = Set.of("DEBUG", "TRACE", "ALL");

    private static final List<String> SWITCHES = List.of(
            "debug",
            "trace",
            "spring.mvc.log-request-details",
            "spring.mvc.log-resolved-exception",
            "spring.http.log-request-details",
            "spring.jpa.show-sql",
            "spring.mail.properties.mail.debug",
            "server.tomcat.accesslog.enabled",
            // The JDK's own: they write to the console past every logger.
            "javax.net.debug",
            "jdk.httpclient.HttpClient.log",
            "jdk.internal.httpclient.debug");

    /** Each of them writes statements with what is bound to them. */
    private static final List<String> HIBERNATE =
            List.of("hibernate.show_sql", "hibernate.log_slow_query", "hibernate.highlight_sql");

    private static final List<String> ERROR_DETAILS =
            List.of("include-message", "include-binding-errors", "include-stacktrace");

    private LogRules() {}

    static Stream<String> faults(Settings settings, Machine machine) {
        return Stream.of(
                        levels(settings),
                        SWITCHES.stream().filter(settings::isOn),
                        hibernate(settings),
                        settings.text("logging.config").map(file -> "logging.config").stream(),
                        errors(settings),
                        machine.arguments().stream()
                                .filter(LogRules::logsExceptions)
                                .map(argument -> "-Xlog with exceptions"))
                .flatMap(each -> each);
    }

    private static Stream<String> levels(Settings settings) {
        return settings.map("logging.level").entrySet().stream()
                .filter(level -> TOO_LOW.contains(level.getValue().strip().toUpperCase(Locale.ROOT)))
                .map(level -> "logging.level." + level.getKey() + " below INFO")
                .sorted();
    }

    private static Stream<String> hibernate(Settings settings) {
        Map<String, String> properties = settings.map("spring.jpa.properties");
        return HIBERNATE.stream()
                .filter(name -> !properties.getOrDefault(name, "false").equalsIgnoreCase("false"))
                .map(name -> "spring.jpa.properties." + name);
    }

    private static Stream<String> errors(Settings settings) {
        return Stream.of("server.error.", "spring.web.error.")
                .flatMap(prefix -> Stream.concat(
                        ERROR_DETAILS.stream()
                                .map(detail -> prefix + detail)
                                .filter(name -> settings.text(name)
                                        .filter(value -> !value.strip().equalsIgnoreCase("never"))
                                        .isPresent())
                                .map(name -> name + " other than never"),
                        Stream.of(prefix + "include-exception").filter(settings::isOn)));
    }

    /** The JVM then tells the message of every exception that is thrown. */
    private static boolean logsExceptions(String argument) {
        return argument.startsWith("-Xlog:") && argument.matches("-Xlog:([^:]*[,+])?(all|exceptions)\\b.*");
    }
}
