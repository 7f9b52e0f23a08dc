package org.standwith.payments.paypal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.regex.Pattern;
import org.standwith.payments.Event;
import org.standwith.payments.Provider;
import org.standwith.payments.Reception;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Takes in what says it is a webhook of PayPal. Whatever it is, the answer is a value. */
final class PayPalWebhook {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,200}");
    private static final Pattern TYPE = Pattern.compile("[A-Z0-9_.-]{1,100}");

    private final Provider provider;
    private final PayPalSignature signature;
    private final PayPalVerification verification;
    private final PayPalCountries countries;
    private final Clock clock;
    private final JsonMapper json;

    PayPalWebhook(
            Provider provider,
            PayPalSignature signature,
            PayPalVerification verification,
            PayPalCountries countries,
            Clock clock,
            JsonMapper json) {
        this.provider = provider;
        this.signature = signature;
        this.verification = verification;
        this.countries = countries;
        this.clock = clock;
        this.json = json;
    }

    Reception receive(byte[] body, Map<String, String> headers) {
        return switch (signature.check(body, headers)) {
            case PayPalSignature.Check.Genuine genuine -> event(body);
            case PayPalSignature.Check.Forged forged -> new Reception.Rejected(forged.reason());
            case PayPalSignature.Check.Undecided undecided -> asked(body, headers, undecided.reason());
        };
    }

    /** Asks only about what would be an event: its body goes into the question as it is. */
    private Reception asked(byte[] body, Map<String, String> headers, String why) {
        return switch (event(body)) {
            case Reception.Genuine event ->
                switch (verification.of(body, headers)) {
                    case SUCCESS -> event;
                    case FAILURE -> new Reception.Rejected("not signed, says PayPal");
                    case NO_ANSWER -> new Reception.Unverifiable(why);
                };
            case Reception.Rejected rejected -> rejected;
            case Reception.Unverifiable unverifiable -> unverifiable;
        };
    }

    private Reception event(byte[] body) {
        try {
            // Not by the constructor of String, which makes the same text of different bytes that are not UTF-8.
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return event(json.readTree(text));
        } catch (CharacterCodingException e) {
            return new Reception.Rejected("not UTF-8");
        } catch (JacksonException e) {
            return new Reception.Rejected("not JSON");
        }
    }

    private Reception event(JsonNode event) {
        String id = event.path("id").stringValue("");
        String type = event.path("event_type").stringValue("");
        JsonNode resource = event.path("resource");
        if (!ID.matcher(id).matches() || !TYPE.matcher(type).matches() || !resource.isObject()) {
            return new Reception.Rejected("not an event");
        }
        String projection = json.writeValueAsString(PayPalProjection.of(type, resource, countries));
        return new Reception.Genuine(new Event(
                provider, id, type, PayPalTimes.read(event.path("create_time")).orElseGet(clock::instant), projection));
    }
}
