package org.standwith;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a failure came from, for the log: classes and our own lines. No messages, since those quote values, and values
 * may be a supporter's.
 */
final class Trace {

    private static final int DEEPEST = 8;

    private Trace() {}

    static String of(IThrowableProxy failure) {
        return trace(failure, cause -> false);
    }

    /** Before anything is served, what our own code throws is meant for whoever installs, and quotes settings at most. */
    static String ofStart(IThrowableProxy failure) {
        return trace(failure, Trace::isThrownByUs);
    }

    private static String trace(IThrowableProxy failure, Predicate<IThrowableProxy> isTold) {
        StringBuilder trace = new StringBuilder();
        @Nullable IThrowableProxy cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            trace.append(depth == 0 ? "" : "\n  caused by ").append(cause.getClassName());
            if (isTold.test(cause)) {
                trace.append(": ").append(cause.getMessage());
            }
            trace.append(lines(cause.getStackTraceElementProxyArray()));
            cause = cause.getCause();
        }
        return trace.toString();
    }

    private static boolean isThrownByUs(IThrowableProxy failure) {
        StackTraceElementProxy[] stack = failure.getStackTraceElementProxyArray();
        return stack.length > 0
                && LogSource.isOurs(stack[0].getStackTraceElement().getClassName());
    }

    /** The line that failed, and those of ours that led there. */
    private static String lines(StackTraceElementProxy[] stack) {
        return Arrays.stream(stack)
                .filter(line -> line == stack[0]
                        || LogSource.isOurs(line.getStackTraceElement().getClassName()))
                .map(line -> line.getStackTraceElement())
                .filter(line -> !line.getClassName().contains("$$"))
                .map(line -> "\n    at " + line)
                .collect(Collectors.joining());
    }
}
