package standwith.sandbox.stripe;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A request's parameters, with Stripe's brackets in their names: {@code line_items[0][price_data][currency]}. */
record Form(Map<String, String> values) {

    /**
     * Refuses what the call does not know. In the names of what it knows, {@code [*]} is any key or index, and
     * {@code [**]} anything below.
     */
    void allowOnly(Set<String> known) {
        for (String name : values.keySet()) {
            if (known.stream().noneMatch(pattern -> matches(pattern, name))) {
                throw StripeError.invalid("parameter_unknown", name, "Received unknown parameter: " + name);
            }
        }
    }

    private static boolean matches(String pattern, String name) {
        if (pattern.endsWith("[**]")) {
            return name.startsWith(pattern.substring(0, pattern.length() - 3));
        }
        String[] expected = pattern.split("\\[", -1);
        String[] found = name.split("\\[", -1);
        if (expected.length != found.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (!expected[i].equals("*]") && !expected[i].equals(found[i])) {
                return false;
            }
        }
        return true;
    }

    @Nullable
    String text(String name) {
        String value = values.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    String required(String name) {
        String value = text(name);
        if (value == null) {
            throw StripeError.invalid("parameter_missing", name, "Missing required param: " + name + ".");
        }
        return value;
    }

    /** One of the values Stripe knows, or null when the parameter was not sent. */
    @Nullable
    String oneOf(String name, Set<String> known) {
        String value = text(name);
        if (value != null && !known.contains(value)) {
            throw StripeError.invalid(null, name, "Invalid " + name + ": must be one of " + new TreeSet<>(known));
        }
        return value;
    }

    @Nullable
    Long whole(String name) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        try {
            return Long.valueOf(value);
        } catch (NumberFormatException notWhole) {
            throw StripeError.invalid("parameter_invalid_integer", name, "Invalid integer: " + value);
        }
    }

    long whole(String name, long otherwise) {
        Long value = whole(name);
        return value == null ? otherwise : value;
    }

    @Nullable
    Boolean flag(String name) {
        String value = oneOf(name, Set.of("true", "false"));
        return value == null ? null : Boolean.valueOf(value);
    }

    /** What is directly below the name: {@code metadata[a]=1} gives a=1. */
    Map<String, String> below(String name) {
        var found = new LinkedHashMap<String, String>();
        values.forEach((key, value) -> {
            if (key.startsWith(name + "[") && key.endsWith("]")) {
                String rest = key.substring(name.length() + 1, key.length() - 1);
                if (!rest.contains("[")) {
                    found.put(rest, value);
                }
            }
        });
        return found;
    }

    boolean mentions(String name) {
        return values.keySet().stream().anyMatch(key -> key.equals(name) || key.startsWith(name + "["));
    }

    /** Adds the metadata under the name to the object's; an empty value takes a key away, as at Stripe. */
    void metadata(String name, ObjectNode metadata) {
        below(name).forEach((key, value) -> {
            if (key.length() > 40 || value.length() > 500) {
                throw StripeError.invalid(
                        null, name, "Metadata keys have up to 40 characters, and values up to 500 characters.");
            }
            if (value.isEmpty()) {
                metadata.remove(key);
            } else {
                metadata.put(key, value);
            }
        });
        if (metadata.size() > 50) {
            throw StripeError.invalid(null, name, "Metadata has up to 50 keys.");
        }
    }
}
