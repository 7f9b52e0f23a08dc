package standwith.sandbox.stripe;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ObjectNode;

/** What a page's script may ask, with a key that everybody can read. */
final class Browsers {

    private final Records records;
    private final Routing routing = new Routing();

    Browsers(Records records, ConfirmationTokens tokens) {
        this.records = records;
        routing.post("/v1/confirmation_tokens", ConfirmationTokens.KNOWN, (id, form) -> tokens.enter(form));
        routing.get(
                "/v1/payment_intents/{id}",
                Set.of("client_secret", "key"),
                (id, form) -> Payer.intent(intent(id, form.text("client_secret"))));
    }

    Routing routing() {
        return routing;
    }

    /** There is none for whoever does not know its secret. */
    ObjectNode intent(String id, @Nullable String secret) {
        ObjectNode known = records.get("payment_intent", id);
        if (!Json.string(known, "client_secret").equals(secret)) {
            throw StripeError.missing("payment_intent", id);
        }
        return known;
    }
}
