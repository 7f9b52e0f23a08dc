package org.standwith.vault;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.function.Function;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * Something of a person's on its way through memory. It shows itself to nobody by accident: not in a text, a log or an
 * exception, and there is no way to write it as JSON. Whoever needs it says so, and a review can search for that.
 */
@JsonSerialize(using = NotAsJson.class)
public final class Sensitive<T> {

    private final T value;

    private Sensitive(T value) {
        this.value = value;
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static <T> Sensitive<T> of(T value) {
        return new Sensitive<>(value);
    }

    /** The value itself, for the one place that has to use it. */
    public T reveal() {
        return value;
    }

    public <R> Sensitive<R> map(Function<? super T, ? extends R> change) {
        return new Sensitive<>(change.apply(value));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sensitive<?> sensitive && value.equals(sensitive.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
