package org.standwith;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What may stand beside the text of a line of ours, by its key. A value that does not look as it should is withheld, and
 * so is everything under another key: a mistake then costs a word in a log, and not a person.
 */
enum LogField {

    /** Which payment provider. */
    PROVIDER(Shape.NAME),

    /** Why, in our words or as a provider's code. */
    REASON(Shape.WORDS),

    /** What sort of event a provider calls it. */
    EVENT_TYPE(Shape.NAME),

    /** How many. */
    COUNT("\\d{1,6}"),
    /** How many checkouts were opened and cards tried lately. */
    ATTEMPTS(Shape.NAME),

    /** How many payments went through lately. */
    PAID(Shape.NAME),

    /** How many payments banks declined lately. */
    DECLINED(Shape.NAME),

    /** The name of the first account, which is a setting. */
    ACCOUNT(Shape.NAME),

    /** Told once, at the first start, since nobody could sign in otherwise. */
    ONE_TIME_PASSWORD("[A-Za-z0-9_-]{20}");

    static final String WITHHELD = "withheld";

    private final Pattern shape;

    LogField(String shape) {
        this.shape = Pattern.compile(shape);
    }

    /** As it is given to the logger. */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<LogField> of(@Nullable String key) {
        return Arrays.stream(values()).filter(field -> field.key().equals(key)).findFirst();
    }

    /** The value as it may be written. */
    String written(@Nullable Object value) {
        return switch (value) {
            case String text when shape.matcher(text).matches() -> text;
            case Enum<?> constant when shape.matcher(constant.name()).matches() -> constant.name();
            case Integer number -> number.toString();
            case Boolean flag -> flag.toString();
            case Duration time -> time.toString();
            case null, default -> WITHHELD;
        };
    }

    /** Neither has room for an address of any sort, nor for the digits of a card or a telephone. */
    private static final class Shape {

        static final String NAME = "(?!.*\\d{7})[A-Za-z0-9][A-Za-z0-9._-]{0,79}";
        static final String WORDS = "(?!.*\\d{7})[A-Za-z0-9][A-Za-z0-9 ,:;'()_-]{0,119}";
    }
}
