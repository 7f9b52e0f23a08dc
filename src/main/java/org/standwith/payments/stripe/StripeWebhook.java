package org.standwith.payments.stripe;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.standwith.payments.Event;
import org.standwith.payments.Provider;
import org.standwith.payments.Reception;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes in what says it is a webhook of Stripe. Whatever it is, the answer is a value: the SDK throws six kinds of
 * unchecked exception on hostile input.
 *
 * @see <a href="https://docs.stripe.com/webhooks#verify-manually">Stripe, Verify webhook signatures</a>
 */
final class StripeWebhook {

    private static final long TOLERANCE_SECONDS = 300;
    private static final Pattern TIME = Pattern.compile("t=[0-9]{1,12}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_]{1,200}");
    private static final Pattern TYPE = Pattern.compile("[a-z0-9_.]{1,100}");
    private static final long YEAR_10000 = 253_402_300_800L;

    private final Provider provider;
    private final List<String> secrets;
    private final StripeCountries countries;
    private final Clock clock;
    private final JsonMapper json;

    StripeWebhook(Provider provider, List<String> secrets, StripeCountries countries, Clock clock, JsonMapper json) {
        this.provider = provider;
        this.secrets = List.copyOf(secrets);
        this.countries = countries;
        this.clock = clock;
        this.json = json;
    }

    Reception receive(byte[] body, Map<String, String> headers) {
        String signature = headers.getOrDefault("stripe-signature", "");
        if (!isOfNow(signature)) {
            return new Reception.Rejected("not signed, or not now");
        }
        String payload;
        try {
            // Not by the constructor of String, which makes the same text of different bytes that are not UTF-8.
            payload = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            return new Reception.Rejected("not UTF-8");
        }
        if (secrets.stream().noneMatch(secret -> isSigned(payload, signature, secret))) {
            return new Reception.Rejected("no valid signature");
        }
        try {
            return event(json.readTree(payload));
        } catch (JacksonException e) {
            return new Reception.Rejected("not JSON");
        }
    }

    private Reception event(JsonNode event) {
        String id = event.path("id").stringValue("");
        String type = event.path("type").stringValue("");
        JsonNode object = event.path("data").path("object");
        boolean isEvent = ID.matcher(id).matches()
                && TYPE.matcher(type).matches()
                && isTime(event.path("created"))
                && object.isObject();
        if (!isEvent) {
            return new Reception.Rejected("not an event");
        }
        Instant created = Instant.ofEpochSecond(event.path("created").longValue());
        String projection = json.writeValueAsString(StripeProjection.of(object, countries));
        return new Reception.Genuine(new Event(provider, id, type, created, projection));
    }

    private static boolean isTime(JsonNode value) {
        return value.isIntegralNumber()
                && value.canConvertToLong()
                && value.longValue() >= 0
                && value.longValue() < YEAR_10000;
    }

    /**
     * The SDK refuses old signatures only; one dated ahead could be kept and replayed for as long. It also takes the
     * first of several times, in any notation that Java reads as a number, so that only one in plain digits will do.
     */
    private boolean isOfNow(String signature) {
        List<String> times = Arrays.stream(signature.split(","))
                .filter(part -> part.startsWith("t="))
                .toList();
        if (times.size() != 1 || !TIME.matcher(times.getFirst()).matches()) {
            return false;
        }
        long seconds = Long.parseLong(times.getFirst().substring(2));
        return Math.abs(clock.instant().getEpochSecond() - seconds) <= TOLERANCE_SECONDS;
    }

    private boolean isSigned(String payload, String signature, String secret) {
        try {
            return Webhook.Signature.verifyHeader(payload, signature, secret, TOLERANCE_SECONDS, clock);
        } catch (SignatureVerificationException | RuntimeException e) {
            return false;
        }
    }
}
