package org.standwith.payments.stripe;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
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
    private static final Pattern TIMESTAMP = Pattern.compile("(?:^|,)t=(\\d{1,12})(?:,|$)");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_]{1,200}");
    private static final Pattern TYPE = Pattern.compile("[a-z0-9_.]{1,100}");

    private final Provider provider;
    private final List<String> secrets;
    private final Clock clock;
    private final JsonMapper json;

    StripeWebhook(Provider provider, List<String> secrets, Clock clock, JsonMapper json) {
        this.provider = provider;
        this.secrets = List.copyOf(secrets);
        this.clock = clock;
        this.json = json;
    }

    Reception receive(byte[] body, Map<String, String> headers) {
        String payload = new String(body, StandardCharsets.UTF_8);
        String signature = headers.getOrDefault("stripe-signature", "");
        if (isFromTheFuture(signature)) {
            return new Reception.Rejected("signed in the future");
        }
        if (secrets.stream().noneMatch(secret -> isSigned(payload, signature, secret))) {
            return new Reception.Rejected("no valid signature");
        }
        try {
            return event(json.readTree(body));
        } catch (JacksonException e) {
            return new Reception.Rejected("not JSON");
        }
    }

    private Reception event(JsonNode event) {
        String id = event.path("id").stringValue("");
        String type = event.path("type").stringValue("");
        JsonNode object = event.path("data").path("object");
        boolean hasTime = event.path("created").isIntegralNumber();
        if (!ID.matcher(id).matches() || !TYPE.matcher(type).matches() || !hasTime || !object.isObject()) {
            return new Reception.Rejected("not an event");
        }
        Instant created = Instant.ofEpochSecond(event.path("created").longValue());
        String projection = json.writeValueAsString(StripeProjection.of(object));
        return new Reception.Genuine(new Event(provider, id, type, created, projection));
    }

    /** The SDK refuses old signatures only; one dated ahead could be kept and replayed for as long. */
    private boolean isFromTheFuture(String signature) {
        Matcher matcher = TIMESTAMP.matcher(signature);
        return matcher.find()
                && Long.parseLong(matcher.group(1)) > clock.instant().getEpochSecond() + TOLERANCE_SECONDS;
    }

    private boolean isSigned(String payload, String signature, String secret) {
        try {
            return Webhook.Signature.verifyHeader(payload, signature, secret, TOLERANCE_SECONDS, clock);
        } catch (SignatureVerificationException | RuntimeException e) {
            return false;
        }
    }
}
