package org.standwith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** What it takes to start, and what under profile {@code prod} must not be. */
class PreflightTest {

    private static final Machine MACHINE = new Machine(List.of("-Xmx300m", "-Xlog:gc*"), Set.of(), Map.of("HOME", "/"));

    private final Map<String, Object> settings = new LinkedHashMap<>(Map.of(
            "spring.datasource.url", "jdbc:mysql://db/standwith?sslMode=REQUIRED&profileSQL=false",
            "spring.datasource.username", "standwith",
            "spring.datasource.password", "canary-password",
            "standwith.base-url", "https://give.example.org",
            "standwith.stripe.secret-key", "sk_canary",
            "standwith.stripe.webhook-secrets", "whsec_canary",
            "standwith.vault.kek", "vault:transit/standwith",
            "standwith.vault.journal", "file:/srv/erasures.journal"));

    private final Map<String, Object> variables = new LinkedHashMap<>();

    {
        settings.put("standwith.vault.keys.url", "jdbc:mysql://keys/standwith_keys");
        settings.put("standwith.vault.keys.username", "keys");
        settings.put("standwith.vault.keys.password", "canary-password");
        settings.put("logging.level.root", "warn");
        settings.put("management.endpoints.web.exposure.include", "health, prometheus");
    }

    @Test
    void whatIsAsItShouldBeStarts() {
        assertThatCode(() -> Preflight.requireSettings(read("prod"), MACHINE)).doesNotThrowAnyException();
        assertThatCode(() -> Preflight.requireSettings(read("default"), MACHINE))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"spring.datasource.url", "standwith.base-url", "standwith.vault.kek"})
    void someThingsAreAlwaysNeeded(String name) {
        settings.put(name, " ");

        assertThat(refusal("default", MACHINE)).isEqualTo(cannot("set " + name + " (README tells what each is)"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "standwith.vault.journal",
                "standwith.vault.keys.url",
                "standwith.vault.keys.username",
                "standwith.vault.keys.password",
            })
    void inProductionTheKeysAndTheJournalHaveAPlaceOfTheirOwn(String name) {
        settings.remove(name);

        assertThat(refusal("prod", MACHINE)).isEqualTo(cannot("set " + name + " (README tells what each is)"));
        assertThatCode(() -> Preflight.requireSettings(read("default"), MACHINE))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "standwith.vault.kek, canary-key, file: or vault:",
        "standwith.vault.kek, files:/canary, file: or vault:",
        "standwith.vault.journal, s3://canary, file:",
    })
    void whatNobodyCanOpenIsToldWithoutRepeatingIt(String name, String value, String known) {
        settings.put(name, value);

        assertThat(refusal("default", MACHINE)).isEqualTo(cannot(name + " has to begin with " + known));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        standwith.vault.kek | file:/srv/kek.json | standwith.vault.kek in a file
        standwith.vault.keys.username | standwith | the same database account
        logging.level.org.hibernate.orm.jdbc.bind | trace | logging.level.org.hibernate.orm.jdbc.bind below INFO
        logging.level.root | DEBUG | logging.level.root below INFO
        logging.level.org.standwith | debug | logging.level.org.standwith below INFO
        logging.level.web | ALL | logging.level.web below INFO
        logging.config | file:/srv/logback.xml | logging.config
        debug | '' | debug
        trace | true | trace
        spring.mvc.log-request-details | true | spring.mvc.log-request-details
        spring.http.log-request-details | true | spring.http.log-request-details
        spring.mvc.log-resolved-exception | true | spring.mvc.log-resolved-exception
        spring.jpa.show-sql | true | spring.jpa.show-sql
        spring.jpa.properties.hibernate.show_sql | true | spring.jpa.properties.hibernate.show_sql
        spring.jpa.properties.hibernate.log_slow_query | 100 | spring.jpa.properties.hibernate.log_slow_query
        spring.mail.properties.mail.debug | true | spring.mail.properties.mail.debug
        server.tomcat.accesslog.enabled | true | server.tomcat.accesslog.enabled
        server.error.include-message | always | server.error.include-message other than never
        server.error.include-stacktrace | on-param | server.error.include-stacktrace other than never
        spring.web.error.include-binding-errors | on_param | spring.web.error.include-binding-errors other than never
        server.error.include-exception | true | server.error.include-exception
        javax.net.debug | ssl | javax.net.debug
        jdk.httpclient.HttpClient.log | headers | jdk.httpclient.HttpClient.log
        management.endpoints.web.exposure.include | health,heapdump | management.endpoints.web.exposure.include
        management.endpoints.web.exposure.include | * | management.endpoints.web.exposure.include
        management.endpoints.jmx.exposure.include | env | management.endpoints.jmx.exposure.include
        management.datadog.metrics.export.api-key | canary | management.datadog.metrics.export.api-key
        management.otlp.metrics.export.url | https://canary | management.otlp.metrics.export.url
        management.opentelemetry.logging.export.otlp.endpoint | https://canary | management.opentelemetry.logging
        com.sun.management.jmxremote.port | 9010 | com.sun.management.jmxremote.port
        spring.datasource.hikari.data-source-properties.profileSQL | true | profileSQL in spring.datasource.hikari
        spring.datasource.hikari.data-source-properties.log-slow-queries | true | logSlowQueries in spring.datasource
        """)
    void whatShowsPeopleIsRefusedInProduction(String name, String value, String told) {
        settings.put(name, value);

        assertThat(refusal("prod", MACHINE))
                .startsWith(cannot("refused under profile prod: ").replaceFirst("\\.$", "") + told)
                .doesNotContain("; ")
                .doesNotContain("canary");
        assertThatCode(() -> Preflight.requireSettings(read("default"), MACHINE))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "autoGenerateTestcaseScript=true",
                "dumpQueriesOnException=true",
                "enablePacketDebug=true",
                "exceptionInterceptors=com.example.Tell",
                "explainSlowQueries=TRUE",
                "includeInnodbStatusInDeadlockExceptions=true",
                "logger=Slf4JLogger",
                "logSlowQueries=true",
                "logXaCommands=true",
                "profilerEventHandler=com.example.Tell",
                "profilesql=true",
                "queryInterceptors=com.example.Tell",
                "traceProtocol=true",
                "useUsageAdvisor=true",
            })
    void t33ADriverThatTellsOfStatementsIsRefused(String option) {
        String name = option.substring(0, option.indexOf('='));
        for (String url : List.of("spring.datasource.url", "standwith.vault.keys.url")) {
            Object before = settings.get(url);
            for (String address : List.of(
                    "jdbc:mysql://db/x?" + option,
                    "jdbc:mysql://db/x?a=b&" + option + "&c=d",
                    "jdbc:mysql://address=(host=db)(" + option + ")/x",
                    "jdbc:mysql://(host=db," + option + ",port=1)/x")) {
                settings.put(url, address);

                assertThat(refusal("prod", MACHINE)).containsIgnoringCase(name + " in " + url + ".");
            }
            settings.put(url, before);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:mysql://db/x?user=keys, ",
        "jdbc:mysql://keys:secret@db/x, ",
        "jdbc:mysql://address=(host=db)(user=keys)/x, ",
        "jdbc:mysql://db/x, keys",
    })
    void anAccountIsTheSameWhereverItIsNamed(String url, String username) {
        settings.put("spring.datasource.url", url);
        settings.remove("spring.datasource.username");
        if (username != null) {
            settings.put("spring.datasource.username", username);
        }

        assertThat(refusal("prod", MACHINE)).contains("the same database account");
    }

    @ParameterizedTest
    @CsvSource({
        "-javaagent:/opt/canary.jar=key, -javaagent (",
        "-agentpath:/opt/canary.so, -agentpath (",
        "-agentlib:jdwp=transport=dt_socket, -agentlib (",
        "-XX:OnOutOfMemoryError=jmap, -XX:OnOutOfMemoryError.",
        "-XX:StartFlightRecording=filename=canary.jfr, -XX:StartFlightRecording.",
        "'-Xlog:exceptions=info', -Xlog with exceptions.",
        "'-Xlog:gc,exceptions*', -Xlog with exceptions.",
        "'-Xlog:all=trace:file=canary', -Xlog with exceptions.",
    })
    void t33AMachineThatTellsIsRefused(String argument, String told) {
        assertThat(refusal("prod", new Machine(List.of("-Xmx300m", argument), Set.of(), Map.of())))
                .contains("refused under profile prod: " + told)
                .doesNotContain("canary");
    }

    @Test
    void t33ADumpOfMemoryIsRefused() {
        assertThat(refusal("prod", new Machine(List.of(), Set.of("HeapDumpOnOutOfMemoryError"), Map.of())))
                .isEqualTo(cannot("refused under profile prod: -XX:+HeapDumpOnOutOfMemoryError"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DD_API_KEY",
                "NEW_RELIC_LICENSE_KEY",
                "ELASTIC_APM_SERVER_URL",
                "SENTRY_DSN",
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "APPLICATIONINSIGHTS_CONNECTION_STRING",
            })
    void t33WhereAMonitoringServiceIsSetUpItIsRefused(String variable) {
        assertThat(refusal("prod", new Machine(List.of(), Set.of(), Map.of(variable, "canary"))))
                .contains("refused under profile prod: " + variable)
                .doesNotContain("canary");
    }

    @Test
    void aVariableSetsWhatAPropertyDoes() {
        variables.put("LOGGING_LEVEL_ORG_HIBERNATE", "DEBUG");
        variables.put("MANAGEMENT_DATADOG_METRICS_EXPORT_APIKEY", "canary");
        variables.put("SPRING_DATASOURCE_HIKARI_DATASOURCEPROPERTIES_PROFILESQL", "true");

        assertThat(refusal("prod", MACHINE))
                .contains(
                        "logging.level.org.hibernate below INFO",
                        "management.datadog.metrics.export.apikey",
                        "profileSQL in spring.datasource.hikari.data-source-properties");
    }

    @Test
    void whoAcceptsAFileOrAnAgentSaysSo() {
        settings.put("standwith.vault.kek", "file:/srv/kek.json");
        settings.put("standwith.vault.accept-file-kek", "true");
        settings.put("standwith.accept-agent", "true");
        settings.put("management.otlp.metrics.export.url", "https://collector");
        Machine watched = new Machine(List.of("-javaagent:/opt/a.jar"), Set.of(), Map.of("DD_API_KEY", "x"));

        assertThatCode(() -> Preflight.requireSettings(read("prod"), watched)).doesNotThrowAnyException();
    }

    @Test
    void whereTheKeyLiesBesideTheDataAnAccountOfTheirOwnIsNotAskedFor() {
        settings.put("standwith.vault.kek", "file:/srv/kek.json");
        settings.put("standwith.vault.accept-file-kek", "true");
        settings.keySet().removeIf(name -> name.startsWith("standwith.vault.keys.") || name.endsWith(".journal"));

        assertThatCode(() -> Preflight.requireSettings(read("prod"), MACHINE)).doesNotThrowAnyException();
    }

    @Test
    void whatIsSwitchedOffIsNoFault() {
        settings.put("management.otlp.metrics.export.enabled", "false");
        settings.put("management.prometheus.metrics.export.step", "30s");
        settings.put("server.error.include-message", "never");
        settings.put("spring.jpa.show-sql", "false");
        settings.put("debug", "false");

        assertThatCode(() -> Preflight.requireSettings(read("prod"), MACHINE)).doesNotThrowAnyException();
    }

    @Test
    void allThatIsWrongIsNamedAtOnceInOneLine() {
        settings.remove("standwith.base-url");
        settings.put("standwith.vault.kek", "canary");
        settings.put("debug", "true");
        settings.put("logging.level.root", "debug");

        assertThat(refusal("prod", new Machine(List.of(), Set.of("HeapDumpOnOutOfMemoryError"), Map.of())))
                .isEqualTo(cannot("set standwith.base-url (README tells what each is);"
                        + " standwith.vault.kek has to begin with file: or vault:;"
                        + " refused under profile prod: logging.level.root below INFO; debug;"
                        + " -XX:+HeapDumpOnOutOfMemoryError"));
    }

    @Test
    void whoHasAMailServerSaysWhomLettersAreFrom() {
        settings.put("spring.mail.host", "mail.example.org");

        assertThat(refusal("default", MACHINE))
                .isEqualTo(cannot("set standwith.mail.from (README tells what each is)"));

        settings.put("standwith.mail.from", "notes@mail.example.org");
        assertThatCode(() -> Preflight.requireSettings(read("default"), MACHINE))
                .doesNotThrowAnyException();
    }

    /** This JVM has what Surefire and its plugins gave it. */
    @Test
    void theMachineIsAskedAndNotGuessed() {
        Machine here = Machine.here();

        assertThat(here.variables()).containsKey("PATH");
        assertThat(here.dumps()).isEmpty();
    }

    private String refusal(String profile, Machine machine) {
        List<String> told = new ArrayList<>();
        assertThatThrownBy(() -> Preflight.requireSettings(read(profile), machine))
                .isInstanceOfSatisfying(CannotStart.class, why -> told.add(String.valueOf(why.getMessage())));
        return told.getFirst();
    }

    private static String cannot(String why) {
        return "Standwith cannot start: " + why + ".";
    }

    private Settings read(String profile) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .forEach(source -> environment.getPropertySources().remove(source.getName()));
        environment.getPropertySources().addLast(new MapPropertySource("settings", settings));
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        environment.setActiveProfiles(profile);
        ConfigurationPropertySources.attach(environment);
        return new Settings(environment);
    }
}
