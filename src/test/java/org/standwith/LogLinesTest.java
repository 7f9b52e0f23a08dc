package org.standwith;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of one line. The events are Logback's own, from a context of this test's. */
class LogLinesTest {

    private static final String MARKER = "zq8canary";
    private static final String OURS = "org.standwith.Anywhere";
    private static final String OTHERS = "org.apache.coyote.http11.Http11Processor";

    private final LogLines lines = new LogLines(new MockEnvironment());

    private final LogLines production =
            new LogLines(new MockEnvironment().withProperty("spring.profiles.active", "prod"));

    @Test
    void theTextIsToldAndTheFieldsThatMayBe() {
        ILoggingEvent event = event(
                OURS,
                log -> log.atWarn()
                        .addKeyValue("provider", "STRIPE")
                        .addKeyValue("reason", "no answer, HttpTimeoutException")
                        .log("A provider did not answer"));

        assertThat(lines.format(event))
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}  WARN \\[.*] " + OURS
                        + " : A provider did not answer provider=STRIPE reason=no answer, HttpTimeoutException\\R");
        JsonNode json = json(event);
        assertThat(json.propertyNames())
                .containsExactly("time", "level", "logger", "thread", "message", "provider", "reason");
        assertThat(json.get("message").asString()).isEqualTo("A provider did not answer");
        assertThat(json.get("time").asString()).endsWith("Z");
    }

    @Test
    void t3WhatIsPutIntoATextIsNotWritten() {
        assertThat(both(event(OURS, log -> log.warn("Nobody is called {}", MARKER))))
                .contains("Nobody is called {}")
                .doesNotContain(MARKER);
    }

    @Test
    void t3AFieldThatNobodyAllowedIsWithheldWithItsKey() {
        assertThat(both(event(
                        OURS,
                        log -> log.atInfo().addKeyValue(MARKER + "-key", MARKER).log("Something"))))
                .contains("unknown")
                .doesNotContain(MARKER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ivan@example.org",
                "https://example.org",
                "203.0.113.7",
                "+74951234567",
                "4242424242424242",
                "two\nlines",
                "\u0418\u0432\u0430\u043d",
                "",
            })
    void t3AValueThatDoesNotLookAsItShouldIsWithheld(String value) {
        assertThat(both(event(
                        OURS, log -> log.atInfo().addKeyValue("reason", value).log("Something"))))
                .contains("reason=withheld", "\"reason\":\"withheld\"")
                .doesNotContain(value.isEmpty() ? MARKER : value);
    }

    /** What such a thing says of itself is not known here. */
    @Test
    void t3AValueOfAnyTypeIsWithheld() {
        record Donor(String name) {}

        assertThat(both(event(
                        OURS,
                        log -> log.atInfo()
                                .addKeyValue("reason", new Donor(MARKER))
                                .log("Something"))))
                .contains("reason=withheld")
                .doesNotContain(MARKER);
    }

    @Test
    void numbersAndTimesNeedNoShape() {
        assertThat(both(event(
                        OURS,
                        log -> log.atInfo()
                                .addKeyValue("reason", 7)
                                .addKeyValue("event-type", Duration.ofSeconds(90))
                                .addKeyValue("provider", Level.INFO)
                                .log("Something"))))
                .contains("reason=7", "event-type=PT1M30S", "provider=withheld");
    }

    @Test
    void t3OfAFailureItIsToldWhereAndNotWhat() {
        RuntimeException failure = new IllegalStateException(MARKER, new IllegalArgumentException(MARKER));
        failure.addSuppressed(new IllegalArgumentException(MARKER));

        assertThat(both(event(OURS, log -> log.atError().setCause(failure).log("A request failed"))))
                .contains("java.lang.IllegalStateException", "caused by java.lang.IllegalArgumentException")
                .contains("LogLinesTest.java")
                .doesNotContain(MARKER);
    }

    @Test
    void whyItCannotStartIsToldWholeAndInOneLine() {
        ILoggingEvent event = event(
                OURS,
                log -> log.atError()
                        .setCause(new CannotStart("set this; and that."))
                        .log("No"));

        assertThat(lines.format(event)).endsWith(" : Standwith cannot start: set this; and that.\n");
        assertThat(production.format(event).lines()).hasSize(1);
        assertThat(json(event).get("message").asString()).isEqualTo("Standwith cannot start: set this; and that.");
    }

    /** Such as a key file that is not there; whatever others throw may quote a row. */
    @Test
    void aStartThatFailsTellsOfOurFailuresWhatTheySay() {
        RuntimeException failure = new IllegalStateException("The key file is missing");
        RuntimeException others = new RuntimeException(MARKER, failure);
        others.setStackTrace(new StackTraceElement[] {new StackTraceElement("com.mysql.X", "x", "X.java", 1)});

        assertThat(both(event(SpringApplication.class.getName(), log -> log.error("Application run failed", others))))
                .contains("Application run failed", "java.lang.IllegalStateException: The key file is missing")
                .doesNotContain(MARKER);
        assertThat(both(event(OTHERS, log -> log.error("x", others)))).doesNotContain("The key file", MARKER);
    }

    @Test
    void t3WhatOthersSayIsWithheldUnlessTheyNeverSeeARequest() {
        assertThat(both(event(OTHERS, log -> log.info("Invalid character found in [/?email=" + MARKER + "]"))))
                .contains("INFO", OTHERS, "withheld")
                .doesNotContain(MARKER);
        assertThat(both(event("com.zaxxer.hikari.HikariDataSource", log -> log.info("{} - Starting...", "pool"))))
                .contains("pool - Starting...");
    }

    @Test
    void t3TasksAreToldOfWithoutTheirIds() {
        assertThat(both(event(
                        "com.github.kagkarlsson.scheduler.Scheduler",
                        log -> log.warn("Found dead execution. {}", MARKER))))
                .contains("Found dead execution.")
                .doesNotContain(MARKER);
    }

    @Test
    void aNameThatOnlyBeginsLikeOneThatIsTrustedIsNot() {
        assertThat(LogSource.of("com.zaxxer.hikari.pool.HikariPool")).isEqualTo(LogSource.TEXT);
        assertThat(LogSource.of("com.zaxxer.hikaricorn")).isEqualTo(LogSource.SILENT);
        assertThat(LogSource.of("org.standwithout")).isEqualTo(LogSource.SILENT);
        assertThat(LogSource.of("standwith.sandbox.Timeline")).isEqualTo(LogSource.TEMPLATE);
    }

    @Test
    void t3BelowInfoNothingIsWritten() {
        assertThat(both(event(OURS, log -> log.debug("Something")))).isEmpty();
        assertThat(both(event(OTHERS, log -> log.trace("Something")))).isEmpty();
    }

    @Test
    void t3NoLevelCanBeSetBelowInfo() {
        LoggerContext context = new LoggerContext();
        context.addListener(new LevelFloor());
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.TRACE);
        context.getLogger(OTHERS).setLevel(Level.TRACE);
        context.getLogger(OURS).setLevel(Level.DEBUG);
        context.getLogger("org.springframework").setLevel(Level.WARN);
        context.getLogger("org.springframework.web").setLevel(null);

        assertThat(root.getEffectiveLevel()).isEqualTo(Level.INFO);
        assertThat(context.getLogger(OTHERS).isDebugEnabled()).isFalse();
        assertThat(context.getLogger(OTHERS).isInfoEnabled()).isTrue();
        assertThat(context.getLogger(OURS).isDebugEnabled()).isFalse();
        assertThat(context.getLogger("org.springframework.web").getEffectiveLevel())
                .isEqualTo(Level.WARN);
    }

    private String both(ILoggingEvent event) {
        return lines.format(event) + production.format(event);
    }

    private JsonNode json(ILoggingEvent event) {
        return JsonMapper.shared().readTree(production.format(event));
    }

    private static ILoggingEvent event(String logger, Consumer<Logger> said) {
        LoggerContext context = new LoggerContext();
        ListAppender<ILoggingEvent> heard = new ListAppender<>();
        heard.start();
        Logger log = context.getLogger(logger);
        log.setLevel(Level.TRACE);
        log.addAppender(heard);
        said.accept(log);
        assertThat(heard.list).hasSize(1);
        return heard.list.getFirst();
    }
}
