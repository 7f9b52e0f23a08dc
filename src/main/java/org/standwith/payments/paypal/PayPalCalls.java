package org.standwith.payments.paypal;

import com.paypal.http.Encoder;
import com.paypal.http.HttpRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.standwith.payments.Reply;
import org.standwith.payments.paypal.PayPalWire.Request;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls to PayPal as ourselves: those that its SDK composes, and those that it does not know. */
final class PayPalCalls {

    private static final String JSON = "application/json";

    private final PayPalWire wire;
    private final PayPalToken token;
    private final JsonMapper json;
    private final Encoder encoder = new Encoder();

    PayPalCalls(PayPalWire wire, PayPalToken token, JsonMapper json) {
        this.wire = wire;
        this.token = token;
        this.json = json;
    }

    Reply<JsonNode> get(String path) {
        return send(HttpMethod.GET, path, Map.of(), null);
    }

    /** A call that PayPal would do twice if it were sent twice. */
    Reply<JsonNode> post(String path, Object body) {
        return send(HttpMethod.POST, path, Map.of("Content-Type", JSON), json.writeValueAsBytes(body));
    }

    Reply<JsonNode> patch(String path, Object body) {
        return send(HttpMethod.PATCH, path, Map.of("Content-Type", JSON), json.writeValueAsBytes(body));
    }

    /** The body goes as it is: what PayPal checks a signature of must not be written anew. */
    Reply<JsonNode> post(String path, byte[] body) {
        return send(HttpMethod.POST, path, Map.of("Content-Type", JSON), body);
    }

    /** @param requestId by which PayPal knows the same call again, and answers it as before */
    Reply<JsonNode> postOnce(String path, Object body, String requestId) {
        Map<String, String> headers =
                Map.of("Content-Type", JSON, "Prefer", "return=representation", PayPalWire.REQUEST_ID, requestId);
        return send(HttpMethod.POST, path, headers, json.writeValueAsBytes(body));
    }

    /** A call as the SDK composes it. */
    Reply<JsonNode> make(HttpRequest<?> call) {
        Map<String, String> headers = new LinkedHashMap<>();
        call.headers().forEach(name -> headers.put(name, call.headers().header(name)));
        // The SDK ends every path with a question mark.
        String path = call.path().replaceFirst("\\?$", "");
        try {
            return send(HttpMethod.valueOf(call.verb()), path, headers, encoder.serializeRequest(call));
        } catch (IOException e) {
            throw new IllegalStateException("The SDK cannot write a request of its own", e);
        }
    }

    private Reply<JsonNode> send(HttpMethod method, String path, Map<String, String> headers, byte @Nullable [] body) {
        Reply<JsonNode> reply = sendWithToken(method, path, headers, body);
        boolean refused = reply instanceof Reply.No<JsonNode> no && no.code().equals(PayPalWire.UNAUTHORIZED);
        // The one that was refused has been dropped. Nothing was done, so that any call may be made again.
        return refused ? sendWithToken(method, path, headers, body) : reply;
    }

    private Reply<JsonNode> sendWithToken(
            HttpMethod method, String path, Map<String, String> headers, byte @Nullable [] body) {
        return switch (token.current()) {
            case Reply.Answer<String> current -> {
                Map<String, String> signed = new LinkedHashMap<>(headers);
                signed.put("Authorization", "Bearer " + current.value());
                Reply<JsonNode> reply = wire.send(new Request(method, path, signed, body));
                if (reply instanceof Reply.No<JsonNode> no && no.code().equals(PayPalWire.UNAUTHORIZED)) {
                    token.drop(current.value());
                }
                yield reply;
            }
            case Reply.No<String> no -> new Reply.No<>(no.code());
            case Reply.Silence<String> silence -> new Reply.Silence<>(silence.reason(), false);
        };
    }
}
