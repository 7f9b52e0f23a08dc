package standwith.sandbox.stripe;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.state.StateFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Every object that this Stripe has, by type and in order of creation. Used under the sandbox's lock only. */
final class Records {

    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final Map<String, String> PREFIXES = Map.ofEntries(
            Map.entry("product", "prod_"),
            Map.entry("checkout.session", "cs_test_a1"),
            Map.entry("payment_intent", "pi_3"),
            Map.entry("charge", "ch_3"),
            Map.entry("balance_transaction", "txn_3"),
            Map.entry("invoice", "in_1"),
            Map.entry("invoice_payment", "inpay_1"),
            Map.entry("line_item", "il_1"),
            Map.entry("subscription", "sub_1"),
            Map.entry("subscription_item", "si_"),
            Map.entry("price", "price_1"),
            Map.entry("customer", "cus_"),
            Map.entry("refund", "re_3"),
            Map.entry("dispute", "du_1"),
            Map.entry("payout", "po_1"),
            Map.entry("event", "evt_1"));

    private final Map<String, Map<String, ObjectNode>> byType = new LinkedHashMap<>();
    private final SecureRandom chance = new SecureRandom();
    private final Clock clock;
    private final StateFile file;

    Records(Clock clock, StateFile file) {
        this.clock = clock;
        this.file = file;
        JsonNode kept = file.section("stripe", this::kept);
        if (kept != null) {
            kept.forEach(object -> put((ObjectNode) object));
        }
    }

    /** A new object of the type, kept, with an id and its time of creation. */
    ObjectNode create(String type) {
        return create(type, newId(type));
    }

    ObjectNode create(String type, String id) {
        ObjectNode object = Json.blank(type.equals("checkout.session") ? "session" : type)
                .put("id", id)
                .put("created", now().getEpochSecond());
        put(object);
        return object;
    }

    String newId(String type) {
        int length = type.equals("checkout.session") ? 56 : type.equals("customer") ? 14 : 23;
        return PREFIXES.getOrDefault(type, type + "_") + random(length);
    }

    String random(int length) {
        return chance.ints(length, 0, LETTERS.length())
                .collect(StringBuilder::new, (id, i) -> id.append(LETTERS.charAt(i)), StringBuilder::append)
                .toString();
    }

    ObjectNode get(String type, String id) {
        ObjectNode object = find(type, id);
        if (object == null) {
            throw StripeError.missing(type, id);
        }
        return object;
    }

    @Nullable
    ObjectNode find(String type, @Nullable String id) {
        return id == null ? null : byType.getOrDefault(type, Map.of()).get(id);
    }

    @Nullable
    ObjectNode find(String id) {
        return byType.values().stream()
                .map(objects -> objects.get(id))
                .filter(object -> object != null)
                .findFirst()
                .orElse(null);
    }

    /** A copy, since most who walk through the objects also make new ones. */
    List<ObjectNode> all(String type) {
        return List.copyOf(byType.getOrDefault(type, Map.of()).values());
    }

    Stream<ObjectNode> where(String type, String field, String value) {
        return all(type).stream().filter(object -> Json.is(object, field, value));
    }

    Instant now() {
        return clock.instant();
    }

    /** To be called when an object has changed, so that it is kept. */
    void changed() {
        file.changed();
    }

    private void put(ObjectNode object) {
        byType.computeIfAbsent(Json.string(object, "object"), type -> new LinkedHashMap<>())
                .put(Json.string(object, "id"), object);
        file.changed();
    }

    private ArrayNode kept() {
        ArrayNode kept = Json.MAPPER.createArrayNode();
        byType.values().forEach(objects -> objects.values().forEach(object -> kept.add(object.deepCopy())));
        return kept;
    }
}
