package standwith.sandbox.paypal;

import java.net.URI;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How the merchant has set the application's webhook; all is well until somebody says otherwise. */
final class Merchant {

    private final String id;
    private final Supplier<@Nullable URI> target;
    private Set<String> events = Set.of("*");

    /** @param target where events are sent */
    Merchant(String id, Supplier<@Nullable URI> target) {
        this.id = id;
        this.target = target;
    }

    void events(Set<String> wanted) {
        events = Set.copyOf(wanted);
    }

    ObjectNode webhook(String asked) {
        URI address = target.get();
        if (!asked.equals(id) || address == null) {
            throw PayPalError.missing();
        }
        ObjectNode webhook = Json.object().put("id", id).put("url", address.toString());
        ArrayNode types = webhook.putArray("event_types");
        events.forEach(name -> types.addObject().put("name", name).put("status", "ENABLED"));
        return webhook;
    }
}
