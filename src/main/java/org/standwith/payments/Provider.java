package org.standwith.payments;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * The name of a payment provider. Open on purpose: which providers there are is decided by the adapters that are
 * configured.
 *
 * @param name upper case, {@code STRIPE}
 */
public record Provider(@JsonValue String name) implements Comparable<Provider> {

    @JsonCreator
    public Provider {
        name = name.toUpperCase(Locale.ROOT);
        if (!name.matches("[A-Z]{2,16}")) {
            throw new IllegalArgumentException("Not a provider's name");
        }
    }

    @Override
    public int compareTo(Provider other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
