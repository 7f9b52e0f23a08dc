package org.standwith.problem;

import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** By what a request is known when it is sent again. */
public final class IdempotencyKey {

    public static final String HEADER = "Idempotency-Key";

    /** {@link UUID#fromString} takes much that is none, such as {@code 1-1-1-1-1}. */
    private static final Pattern A_UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private IdempotencyKey() {}

    /**
     * @param header as it came, if it did
     * @param what is asked for, in a word for the caller
     * @throws Problem when it is missing or not a UUID
     */
    public static UUID of(@Nullable String header, String what) {
        if (header == null || !A_UUID.matcher(header.strip()).matches()) {
            String detail = "The header " + HEADER + " has to be a UUID, new for each " + what
                    + " and the same when repeating.";
            throw new Problem(
                    Problem.Kind.MALFORMED, "idempotency-key", detail, List.of(new Problem.Field(HEADER, detail)));
        }
        return UUID.fromString(header.strip());
    }
}
