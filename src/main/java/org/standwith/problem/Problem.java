package org.standwith.problem;

import java.net.URI;
import java.util.List;

/**
 * A caller's mistake, or a state that the caller has to know of. Its text is safe to show: it never carries personal
 * data, and never another error's message.
 */
public class Problem extends RuntimeException {

    /** What kind of wrong; each answers with one HTTP status. */
    public enum Kind {
        /** The request cannot be read: 400. */
        MALFORMED,
        /** Nobody is signed in, or the credentials are wrong: 401. */
        UNAUTHENTICATED,
        /** Signed in, but not allowed to: 403. */
        FORBIDDEN,
        /** There is no such thing: 404. */
        NOT_FOUND,
        /** It contradicts what is already there: 409. */
        CONFLICT,
        /** More than we read: 413. */
        TOO_LARGE,
        /** Read and understood, but a field's value is not acceptable: 422. */
        INVALID,
        /** More than is let in just like that; the same request may succeed with what it asks for: 429. */
        TOO_MANY,
        /** Not now, through no fault of the caller; the same request may succeed later: 503. */
        UNAVAILABLE
    }

    /**
     * One field that is not acceptable.
     *
     * @param name the path to it, as the caller wrote it: {@code amount.currency}
     * @param detail what is wrong with it, and what would be right
     */
    public record Field(String name, String detail) {}

    private final Kind kind;
    private final URI type;
    private final List<Field> fields;

    /**
     * @param slug names this problem for machines, and stays as it is once released
     * @param detail one sentence for a person
     */
    public Problem(Kind kind, String slug, String detail, List<Field> fields) {
        super(detail);
        this.kind = kind;
        this.type = URI.create("urn:standwith:problem:" + slug);
        this.fields = List.copyOf(fields);
    }

    public Problem(Kind kind, String slug, String detail) {
        this(kind, slug, detail, List.of());
    }

    /** One field whose value is not acceptable. */
    public static Problem invalid(String field, String detail) {
        return invalid(List.of(new Field(field, detail)));
    }

    /** Several fields at once, so that the caller mends them in one go. */
    public static Problem invalid(List<Field> fields) {
        String detail = fields.size() == 1 ? fields.getFirst().detail() : fields.size() + " fields are not acceptable.";
        return new Problem(Kind.INVALID, "invalid-field", detail, fields);
    }

    public Kind kind() {
        return kind;
    }

    /** The stable identifier of this sort of problem. */
    public URI type() {
        return type;
    }

    /** The fields at fault, empty where the request as a whole is. */
    public List<Field> fields() {
        return fields;
    }
}
