package org.standwith;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcPrint;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The whole application is told something in every place where a caller can put it, and its log has none of that. */
@SpringBootTest(classes = Standwith.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
@ContextConfiguration(initializers = FreshSchema.class)
@Import(LogsTest.Breaking.class)
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
        SQL_EXCEPTION;

        /** Letters only, so that it fits everywhere. */
        String marker() {
            return "zqcanary" + name().toLowerCase(Locale.ROOT).replace("_", "");
        }
    }

    /** What stands for a bug of ours: it throws what the caller sent. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Breaking implements WebMvcConfigurer {

        @Override
        public void addInterceptors(InterceptorRegistry registry) {
            registry.addInterceptor(new HandlerInterceptor() {
                @Override
                public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
                    String sent = request.getHeader("X-Throw");
                    if (sent != null) {
                        throw new IllegalStateException(sent, new IllegalArgumentException(sent));
                    }
                    return true;
                }
            });
        }
    }

    @LocalServerPort
    private int port;

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private JdbcClient jdbc;

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
        post("/api/v1/checkouts", "application/json", "{\"campaign\":\"" + Place.JSON_BODY.marker() + "\"}");
        post("/api/v1/checkouts", "application/json", "{\"" + Place.JSON_FIELD.marker() + "\":1}");
        post("/checkouts", "application/x-www-form-urlencoded", "amount=" + Place.FORM_BODY.marker());
        get("/", "X-Anything: " + Place.HEADER.marker());
        get("/", Place.HEADER_NAME.marker() + ": a");
        exchange("GET / HTTP/1.1\r\nHost: " + Place.HOST.marker() + "\r\nConnection: close\r\n\r\n");
        get("/", "Cookie: a=" + Place.COOKIE.marker());
        get("/?email=" + Place.QUERY.marker(), "Accept: */*");
        get("/nowhere/" + Place.PATH.marker(), "Accept: */*");
        exchange("GET /?email=" + Place.BROKEN_REQUEST_LINE.marker() + "<> HTTP/1.1\r\nHost: a\r\n\r\n");
        get("/", "X-Throw: " + Place.EXCEPTION.marker());
        mvc.post()
                .uri("/api/v1/checkouts?locale={locale}", Place.QUERY.marker())
                .header("X-Throw", Place.EXCEPTION.marker())
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"email\":\"" + Place.JSON_BODY.marker() + "\"}")
                .exchange();
        try {
            jdbc.sql("select " + Place.SQL_EXCEPTION.marker())
                    .query(String.class)
                    .single();
        } catch (DataAccessException e) {
            LoggerFactory.getLogger(LogsTest.class).atWarn().setCause(e).log("A statement failed");
        }
    }

    private void get(String path, String header) throws IOException {
        exchange("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + header + "\r\n\r\n");
    }

    private void post(String path, String type, String body) throws IOException {
        exchange("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: " + type
                + "\r\nIdempotency-Key: 00000000-0000-4000-8000-000000000000\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body);
    }

    /** By hand: a client would not send what is broken. */
    private void exchange(String request) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 ");
        }
    }
}
