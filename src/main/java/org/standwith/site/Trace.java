package org.standwith.site;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a failure came from, for the log: classes and our own lines. No messages, since those quote values, and values
 * may be a supporter's.
 */
final class Trace {

    private static final int DEEPEST = 8;

    private Trace() {}

    static String of(Throwable failure) {
        StringBuilder trace = new StringBuilder();
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            trace.append(depth == 0 ? "" : "\n  caused by ")
                    .append(cause.getClass().getName());
            trace.append(lines(cause.getStackTrace()));
            cause = cause.getCause();
        }
        return trace.toString();
    }

    /** The line that failed, and those of ours that led there. */
    private static String lines(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .filter(line -> line == stack[0] || line.getClassName().startsWith("org.standwith."))
                .filter(line -> !line.getClassName().contains("$$"))
                .map(line -> "\n    at " + line)
                .collect(Collectors.joining());
    }
}
