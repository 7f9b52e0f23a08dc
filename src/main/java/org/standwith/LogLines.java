package org.standwith;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.json.JsonWriter;
import org.springframework.boot.logging.structured.StructuredLogFormatter;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/**
 * How everything is logged: one JSON object a line in production, the same to be read by people elsewhere. What it
 * promises is that nothing of a request, a person or a row is in it: of our lines the constant text and {@linkplain
 * LogField fields that are allowed}, of others' only what {@link LogSource} trusts, and of failures where, never what.
 */
final class LogLines implements StructuredLogFormatter<ILoggingEvent> {

    private static final JsonWriter<LogLine> JSON = JsonWriter.<LogLine>of(line -> {
                line.add("time", LogLine::time).as(Instant::toString);
                line.add("level", LogLine::level);
                line.add("logger", LogLine::logger);
                line.add("thread", LogLine::thread);
                line.add("message", LogLine::message);
                line.from(LogLine::fields).usingPairs(Map::forEach);
                line.add("failure", LogLine::failure).whenNotNull();
            })
            .withNewLineAtEnd();

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    private final boolean forMachines;

    LogLines(Environment settings) {
        this.forMachines = settings.acceptsProfiles(Profiles.of("prod"));
    }

    @Override
    public String format(ILoggingEvent event) {
        // Libraries tell whole requests and bound values there; LevelFloor keeps them from being made at all.
        if (!event.getLevel().isGreaterOrEqual(Level.INFO)) {
            return "";
        }
        LogLine line = LogLine.of(event);
        return forMachines ? JSON.writeToString(line) : text(line);
    }

    private static String text(LogLine line) {
        String fields = line.fields().entrySet().stream()
                .map(field -> " " + field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining());
        String failure = line.failure() == null ? "" : "\n  " + line.failure();
        return "%s %5s [%s] %s : %s%s%s%n"
                .formatted(
                        TIME.format(line.time()),
                        line.level(),
                        line.thread(),
                        line.logger(),
                        line.message(),
                        fields,
                        failure);
    }
}
