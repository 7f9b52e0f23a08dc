package org.standwith.payments.paypal;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.standwith.payments.Order;
import tools.jackson.databind.JsonNode;

/** Single fields of PayPal's objects. */
final class PayPalFields {

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,120}");

    private PayPalFields() {}

    /** An id or a code; who else uses the account may have put anything into the fields that we read. */
    static Optional<String> text(JsonNode value) {
        return value.isString() && CODE.matcher(value.stringValue()).matches()
                ? Optional.of(value.stringValue())
                : Optional.empty();
    }

    /** Where version 1 writes a {@code state} in small letters, version 2 has a {@code status}. */
    static String status(JsonNode object) {
        JsonNode status = object.has("status") ? object.path("status") : object.path("state");
        return status.stringValue("").toUpperCase(Locale.ROOT);
    }

    static String id(JsonNode object) {
        return text(object.path("id")).orElseThrow();
    }

    /** Our reference, wherever this kind of object has it. */
    static Optional<String> reference(JsonNode object) {
        return Stream.of("custom_id", "custom", "custom_field", "invoice_id")
                .flatMap(name -> text(object.path(name)).stream())
                .filter(Order::isReference)
                .findFirst();
    }

    /** Of a thing that is named by a link alone. */
    static Optional<String> linked(JsonNode object, String collection) {
        Pattern address = Pattern.compile("https?://[^?#]*/" + collection + "/([A-Za-z0-9-]{1,60})(?:[?#].*)?");
        for (JsonNode link : object.path("links")) {
            Matcher matcher = address.matcher(link.path("href").stringValue(""));
            if (!link.path("rel").stringValue("").equals("self") && matcher.matches()) {
                return Optional.of(matcher.group(1));
            }
        }
        return Optional.empty();
    }
}
