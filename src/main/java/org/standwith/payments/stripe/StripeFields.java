package org.standwith.payments.stripe;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.standwith.payments.Order;
import tools.jackson.databind.JsonNode;

/** Single fields of Stripe's objects. */
final class StripeFields {

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,120}");

    private StripeFields() {}

    /** Our own words among those that others may write. */
    static Optional<String> ours(JsonNode value) {
        return text(value).filter(Order::isReference);
    }

    /** Our reference, where this kind of object has it. */
    static Optional<String> reference(JsonNode object) {
        return ours(object.path("metadata").path("reference"));
    }

    /** Ids, references and codes; who else uses the account may have put anything into the fields that we read. */
    static Optional<String> text(JsonNode value) {
        return value.isString() && CODE.matcher(value.stringValue()).matches()
                ? Optional.of(value.stringValue())
                : Optional.empty();
    }

    /** The id in a field that holds either an id or the whole object. */
    static Optional<String> idOf(JsonNode field) {
        return field.isObject() ? text(field.path("id")) : text(field);
    }

    static String id(JsonNode object) {
        return text(object.path("id")).orElseThrow();
    }

    static Money money(JsonNode object, String field) {
        return StripeAmounts.read(
                object.path("currency").stringValue(), object.required(field).longValue());
    }

    static Instant time(JsonNode object, String field) {
        return Instant.ofEpochSecond(object.required(field).longValue());
    }

    static @Nullable Instant optionalTime(JsonNode object, String field) {
        return object.path(field).isIntegralNumber() ? time(object, field) : null;
    }
}
