package org.standwith.payments.paypal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Times as PayPal writes them: with a colon in the offset or without, and now and then in a nineteenth month. */
final class PayPalTimes {

    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter();

    private PayPalTimes() {}

    /** Nothing where it is no time at all. */
    static Optional<Instant> read(JsonNode time) {
        try {
            return time.isString()
                    ? Optional.of(
                            OffsetDateTime.parse(time.stringValue(), FORMAT).toInstant())
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
