package standwith.sandbox.paypal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ObjectNode;

/** Who may call the API. */
final class Tokens {

    private static final Duration LIFE = Duration.ofHours(9);

    private final Records records;
    private final String login;
    private final String app;

    Tokens(Records records, String clientId, String clientSecret) {
        this.records = records;
        this.login = "Basic "
                + Base64.getEncoder().encodeToString((clientId + ":" + clientSecret).getBytes(StandardCharsets.UTF_8));
        this.app = "APP-" + Integer.toHexString(clientId.hashCode());
    }

    ObjectNode issue(@Nullable String authorization, String form) {
        if (!login.equals(authorization)) {
            throw PayPalError.unauthorized("invalid_client", "Client Authentication failed");
        }
        if (!form.contains("grant_type=client_credentials")) {
            throw PayPalError.plain(400, "unsupported_grant_type", "Grant Type is NULL");
        }
        String token = "A21AA" + records.random(60);
        records.keep(Json.object()
                .put("_type", "token")
                .put("id", token)
                .put("until", records.now().plus(LIFE).getEpochSecond()));
        return Json.object()
                .put("scope", "https://uri.paypal.com/services/payments https://uri.paypal.com/services/subscriptions")
                .put("access_token", token)
                .put("token_type", "Bearer")
                .put("app_id", app)
                .put("expires_in", LIFE.toSeconds())
                .put("nonce", records.stamp() + records.random(20));
    }

    void check(@Nullable String authorization) {
        String token = authorization != null && authorization.startsWith("Bearer ")
                ? authorization.substring("Bearer ".length())
                : null;
        ObjectNode known = records.find("token", token);
        if (known == null || Json.whole(known, "until") <= records.now().getEpochSecond()) {
            throw PayPalError.unauthorized("invalid_token", "Token signature verification failed");
        }
    }

    void expire() {
        records.all("token").forEach(token -> token.put("until", 0));
    }
}
