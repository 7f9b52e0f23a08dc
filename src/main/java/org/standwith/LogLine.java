package org.standwith;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import org.springframework.boot.SpringApplication;

/**
 * What is written of an event.
 *
 * @param failure where it came from, without what it says
 */
record LogLine(
        Instant time,
        String level,
        String logger,
        String thread,
        String message,
        Map<String, String> fields,
        @Nullable String failure) {

    private static final String SILENT = "(its text is withheld)";

    static LogLine of(ILoggingEvent event) {
        Optional<String> toInstaller =
                Optional.ofNullable(event.getThrowableProxy()).flatMap(LogLine::toInstaller);
        return new LogLine(
                event.getInstant(),
                event.getLevel().toString(),
                event.getLoggerName(),
                event.getThreadName(),
                toInstaller.orElseGet(() -> message(event)),
                fields(event),
                toInstaller.isPresent() ? null : failure(event));
    }

    /** It names settings, and is nothing that happens to a request. */
    private static Optional<String> toInstaller(IThrowableProxy failure) {
        return failure instanceof ThrowableProxy proxy && proxy.getThrowable() instanceof CannotStart why
                ? Optional.ofNullable(why.getMessage())
                : Optional.empty();
    }

    private static String message(ILoggingEvent event) {
        @Nullable
        String said = switch (LogSource.of(event.getLoggerName())) {
            case TEMPLATE -> event.getMessage();
            case TEXT -> event.getFormattedMessage();
            case SILENT -> SILENT;
        };
        return Objects.requireNonNullElse(said, "");
    }

    private static Map<String, String> fields(ILoggingEvent event) {
        @Nullable List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs == null || !LogSource.isOurs(event.getLoggerName())) {
            return Map.of();
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (KeyValuePair pair : pairs) {
            // A key that is not ours may be a value itself.
            LogField.of(pair.key)
                    .ifPresentOrElse(
                            field -> fields.put(field.key(), field.written(pair.value)),
                            () -> fields.put("unknown", LogField.WITHHELD));
        }
        return fields;
    }

    private static @Nullable String failure(ILoggingEvent event) {
        @Nullable IThrowableProxy failure = event.getThrowableProxy();
        if (failure == null) {
            return null;
        }
        return event.getLoggerName().equals(SpringApplication.class.getName())
                ? Trace.ofStart(failure)
                : Trace.of(failure);
    }
}
