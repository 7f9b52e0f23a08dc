package org.standwith.payments;

import java.util.Arrays;

/** What may be kept of an error. A message may quote what it choked on, so only our own are repeated. */
final class Failure {

    private Failure() {}

    /** The error's type and the place in our code, and its text where that is ours. */
    static String describe(Throwable error) {
        String text = error instanceof ProviderSilent
                ? error.getMessage()
                : error.getClass().getSimpleName();
        return Arrays.stream(error.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("org.standwith."))
                .findFirst()
                .map(frame -> text + " at " + frame.getFileName() + ":" + frame.getLineNumber())
                .orElse(text == null ? "" : text);
    }
}
