package standwith.sandbox.paypal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32;
import standwith.sandbox.account.Json;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.node.ObjectNode;

/** PayPal's signature of an event, made when it is sent and verified when it is asked for. */
final class Signatures {

    private static final String ALGORITHM = "SHA256withRSA";

    private final SigningKeys keys;
    private final String webhookId;
    private final Links links;

    Signatures(SigningKeys keys, String webhookId, Links links) {
        this.keys = keys;
        this.webhookId = webhookId;
        this.links = links;
    }

    /** The id of the transmission is the event's: it is the same each time the event is sent. */
    Map<String, String> headers(String body, Instant at) {
        String id =
                UUID.nameUUIDFromBytes(body.getBytes(StandardCharsets.UTF_8)).toString();
        String time = Records.stamp(at);
        return Map.of(
                "User-Agent",
                "PayPal/AUHD-214.0-58391792",
                "PAYPAL-TRANSMISSION-ID",
                id,
                "PAYPAL-TRANSMISSION-TIME",
                time,
                "PAYPAL-TRANSMISSION-SIG",
                keys.sign(signed(id, time, webhookId, body)),
                "PAYPAL-CERT-URL",
                certificate(),
                "PAYPAL-AUTH-ALGO",
                ALGORITHM,
                "PAYPAL-AUTH-VERSION",
                "v2");
    }

    /** Answers whether all this belongs together, by the event's text as it was sent here. */
    ObjectNode verify(String request) {
        Body body = Body.of(request);
        String id = body.required("/transmission_id");
        String time = body.required("/transmission_time");
        String webhook = body.required("/webhook_id");
        String signature = body.required("/transmission_sig", 500);
        boolean right = body.required("/auth_algo").equals(ALGORITHM)
                && body.required("/cert_url", 500).equals(certificate())
                && webhook.equals(webhookId)
                && body.has("/webhook_event")
                && keys.verify(signed(id, time, webhook, event(request)), signature);
        return Json.object().put("verification_status", right ? "SUCCESS" : "FAILURE");
    }

    private String certificate() {
        return links.api("/v1/notifications/certs/" + keys.certificateId());
    }

    private static String signed(String id, String time, String webhookId, String body) {
        var sum = new CRC32();
        sum.update(body.getBytes(StandardCharsets.UTF_8));
        return id + "|" + time + "|" + webhookId + "|" + sum.getValue();
    }

    /** Cut out as it stands: to read it and write it again would change it, and then the signature is wrong. */
    private static String event(String request) {
        try (JsonParser parser = Json.MAPPER.createParser(request)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                int start = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                if (name.equals("webhook_event")) {
                    return request.substring(
                            start, (int) parser.currentTokenLocation().getCharOffset() + 1);
                }
            }
        }
        return "";
    }
}
