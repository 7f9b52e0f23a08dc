package org.standwith;

import java.util.List;

/** How far a logger's text is trusted to hold nothing of a request or of a row. */
enum LogSource {

    /** Its template is written and what is put into it is not. */
    TEMPLATE,

    /** What it says is written. */
    TEXT,

    /** It is written that it said something. */
    SILENT;

    private static final List<String> OURS = List.of("org.standwith", "standwith.sandbox");

    /** They tell of tasks, whose ids may be somebody's, as arguments to constant templates. */
    private static final List<String> TEMPLATES =
            List.of("com.github.kagkarlsson.scheduler", "org.springframework.modulith");

    /** They tell of starting, stopping and connections, and never see a request. Exact, or with all below them. */
    private static final List<String> TEXTS = List.of(
            "com.zaxxer.hikari",
            "org.apache.catalina.core.StandardEngine",
            "org.apache.catalina.core.StandardService",
            "org.flywaydb.core.internal.command",
            "org.flywaydb.core.internal.database.base",
            "org.flywaydb.core.internal.schemahistory",
            "org.springframework.boot.SpringApplication",
            "org.springframework.boot.actuate.endpoint.web.EndpointLinksResolver",
            "org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter",
            "org.springframework.boot.tomcat.GracefulShutdown",
            "org.springframework.boot.tomcat.TomcatWebServer",
            "org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext",
            "org.springframework.data.repository.config.RepositoryConfigurationDelegate",
            "org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean");

    static LogSource of(String logger) {
        if (isOurs(logger) || isAmong(TEMPLATES, logger)) {
            return TEMPLATE;
        }
        return isAmong(TEXTS, logger) ? TEXT : SILENT;
    }

    /** Whether a class or logger is one of the application's, or of the sandbox beside it. */
    static boolean isOurs(String name) {
        return isAmong(OURS, name);
    }

    private static boolean isAmong(List<String> names, String name) {
        return names.stream()
                .anyMatch(known -> name.startsWith(known)
                        && (name.length() == known.length() || name.charAt(known.length()) == '.'));
    }
}
