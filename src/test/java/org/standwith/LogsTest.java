package org.standwith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import jakarta.persistence.EntityManager;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** The whole application is told something in every place where a caller can put it, and its log has none of that. */
@ServedTest
@ExtendWith(OutputCaptureExtension.class)
class LogsTest {

    private enum Place {
        JSON_BODY,
        JSON_FIELD,
        FORM_BODY,
        HEADER,
        HEADER_NAME,
        HOST,
        COOKIE,
        QUERY,
        PATH,
        BROKEN_REQUEST_LINE,
        EXCEPTION,
        EARLY_EXCEPTION,
        STATEMENT,
        SQL_EXCEPTION;

        /** Letters only, so that it fits everywhere. */
        String marker() {
            return "zqcanary" + name().toLowerCase(Locale.ROOT).replace("_", "");
        }
    }

    @LocalServerPort
    private int port;

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private EntityManager entities;

    private final LoggerContext logging = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger root = logging.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    @AfterEach
    void asBefore() {
        root.setLevel(Level.INFO);
    }

    @Test
    void t3AtTheLowestLevelNothingOfARequestIsWritten(CapturedOutput written) throws Exception {
        root.setLevel(Level.TRACE);

        sayItEverywhere();

        assertThat(written)
                .contains("A request failed", "java.lang.IllegalStateException")
                .doesNotContainIgnoringCase("zqcanary");
    }

    /** Without it, a log that has nothing would show nothing: the markers do pass the loggers. */
    @Test
    void t3ThroughANaiveAppenderEachOfThemLeaksAndThroughOursNone() throws Exception {
        List<ILoggingEvent> events = heardWithoutFloor();

        String naive =
                String.join("\n", events.stream().map(LogsTest::naive).toList()).toLowerCase(Locale.ROOT);
        assertThat(Arrays.stream(Place.values()).filter(place -> !naive.contains(place.marker())))
                .as("never logged by anybody")
                .isEmpty();
        for (String profile : List.of("prod", "default")) {
            MockEnvironment settings = new MockEnvironment();
            settings.setActiveProfiles(profile);
            LogLines ours = new LogLines(settings);
            assertThat(events.stream().map(ours::format).filter(line -> !line.isEmpty()))
                    .hasSizeGreaterThan(3)
                    .allSatisfy(line -> assertThat(line).doesNotContainIgnoringCase("zqcanary"));
        }
    }

    private List<ILoggingEvent> heardWithoutFloor() throws Exception {
        var floors = logging.getCopyOfListenerList().stream()
                .filter(LevelFloor.class::isInstance)
                .toList();
        assertThat(floors).hasSize(1);
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        floors.forEach(logging::removeListener);
        root.addAppender(appender);
        try {
            root.setLevel(Level.TRACE);
            sayItEverywhere();
            return List.copyOf(appender.list);
        } finally {
            root.setLevel(Level.INFO);
            root.detachAppender(appender);
            floors.forEach(logging::addListener);
        }
    }

    private static String naive(ILoggingEvent event) {
        return event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy());
    }

    private void sayItEverywhere() throws Exception {
        Wire wire = new Wire(port);
        String key = "Idempotency-Key: 00000000-0000-4000-8000-000000000000";
        wire.post("/api/v1/checkouts", "application/json", "{\"campaign\":\"" + Place.JSON_BODY.marker() + "\"}", key);
        wire.post("/api/v1/checkouts", "application/json", "{\"" + Place.JSON_FIELD.marker() + "\":1}", key);
        wire.post("/checkouts", "application/x-www-form-urlencoded", "amount=" + Place.FORM_BODY.marker());
        wire.get("/", "X-Anything: " + Place.HEADER.marker());
        wire.get("/", Place.HEADER_NAME.marker() + ": a");
        wire.exchange("GET / HTTP/1.1\r\nHost: " + Place.HOST.marker() + "\r\nConnection: close\r\n\r\n");
        wire.get("/", "Cookie: a=" + Place.COOKIE.marker());
        wire.get("/?email=" + Place.QUERY.marker(), "Accept: */*");
        wire.get("/nowhere/" + Place.PATH.marker(), "Accept: */*");
        wire.exchange("GET /?email=" + Place.BROKEN_REQUEST_LINE.marker() + "<> HTTP/1.1\r\nHost: a\r\n\r\n");
        wire.get("/", Bug.THROW + ": " + Place.EXCEPTION.marker());
        wire.get("/", Bug.THROW_EARLY + ": " + Place.EARLY_EXCEPTION.marker());
        mvc.post()
                .uri("/api/v1/checkouts?locale={locale}", Place.QUERY.marker())
                .header(Bug.THROW, Place.EXCEPTION.marker())
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"email\":\"" + Place.JSON_BODY.marker() + "\"}")
                .exchange();
        assertThatThrownBy(() -> entities.createNativeQuery("select " + Place.STATEMENT.marker(), String.class)
                        .getResultList())
                .isInstanceOf(RuntimeException.class);
        try {
            jdbc.sql("select " + Place.SQL_EXCEPTION.marker())
                    .query(String.class)
                    .single();
        } catch (DataAccessException e) {
            LoggerFactory.getLogger(LogsTest.class).atWarn().setCause(e).log("A statement failed");
        }
    }
}
