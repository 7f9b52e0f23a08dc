package org.standwith.payments.paypal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.standwith.payments.Reply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * PayPal's own word on whether it signed an event, for when its certificate cannot be had.
 *
 * @see <a href="https://developer.paypal.com/docs/api/webhooks/v1/#verify-webhook-signature_post">PayPal, Verify webhook
 *     signature</a>
 */
final class PayPalVerification {

    enum Verdict {
        SUCCESS,
        FAILURE,
        NO_ANSWER
    }

    /** Anybody can have us ask, by naming a certificate that is not there; that must not use up what PayPal grants us. */
    private static final int AT_ONCE = 4;

    private static final int A_MINUTE = 60;

    private record Minute(long number, int asked) {}

    private final Semaphore places = new Semaphore(AT_ONCE);
    private final AtomicReference<Minute> minute = new AtomicReference<>(new Minute(0, 0));
    private final Clock clock;
    private final PayPalCalls calls;
    private final String webhookId;
    private final JsonMapper json;

    PayPalVerification(PayPalCalls calls, String webhookId, Clock clock, JsonMapper json) {
        this.calls = calls;
        this.webhookId = webhookId;
        this.clock = clock;
        this.json = json;
    }

    /** @param body a JSON object; PayPal compares the very text, so that it must not be read and written anew */
    Verdict of(byte[] body, Map<String, String> headers) {
        if (!isWithinRate() || !places.tryAcquire()) {
            return Verdict.NO_ANSWER;
        }
        try {
            return ask(body, headers);
        } finally {
            places.release();
        }
    }

    private boolean isWithinRate() {
        long now = clock.instant().getEpochSecond() / 60;
        return minute.updateAndGet(
                                last -> last.number() == now ? new Minute(now, last.asked() + 1) : new Minute(now, 1))
                        .asked()
                <= A_MINUTE;
    }

    private Verdict ask(byte[] body, Map<String, String> headers) {
        Map<String, String> transmission = new LinkedHashMap<>();
        transmission.put("auth_algo", headers.getOrDefault("paypal-auth-algo", ""));
        transmission.put("cert_url", headers.getOrDefault("paypal-cert-url", ""));
        transmission.put("transmission_id", headers.getOrDefault("paypal-transmission-id", ""));
        transmission.put("transmission_sig", headers.getOrDefault("paypal-transmission-sig", ""));
        transmission.put("transmission_time", headers.getOrDefault("paypal-transmission-time", ""));
        transmission.put("webhook_id", webhookId);
        String known = json.writeValueAsString(transmission);
        ByteArrayOutputStream question = new ByteArrayOutputStream();
        question.writeBytes(
                (known.substring(0, known.length() - 1) + ",\"webhook_event\":").getBytes(StandardCharsets.UTF_8));
        question.writeBytes(body);
        question.write('}');
        if (calls.post("/v1/notifications/verify-webhook-signature", question.toByteArray())
                instanceof Reply.Answer<JsonNode> answer) {
            return switch (answer.value().path("verification_status").stringValue("")) {
                case "SUCCESS" -> Verdict.SUCCESS;
                case "FAILURE" -> Verdict.FAILURE;
                default -> Verdict.NO_ANSWER;
            };
        }
        return Verdict.NO_ANSWER;
    }
}
