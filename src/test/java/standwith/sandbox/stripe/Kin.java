package standwith.sandbox.stripe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ObjectNode;

/** Which objects tell of the same person. */
final class Kin {

    private static final List<String> OF_CUSTOMER =
            List.of("payment_intent", "charge", "invoice", "subscription", "payment_method", "checkout.session");

    private final Records records;

    Kin(Records records) {
        this.records = records;
    }

    /** The objects themselves, and all that belongs to them. */
    List<ObjectNode> of(List<ObjectNode> roots) {
        Map<String, ObjectNode> found = new LinkedHashMap<>();
        roots.forEach(root -> gather(found, root));
        return List.copyOf(found.values());
    }

    private void gather(Map<String, ObjectNode> found, @Nullable ObjectNode object) {
        if (object == null || found.putIfAbsent(Json.string(object, "id"), object) != null) {
            return;
        }
        String id = Json.string(object, "id");
        Stream<@Nullable ObjectNode> next = switch (Json.string(object, "object")) {
            case "customer" -> OF_CUSTOMER.stream().flatMap(type -> records.where(type, "customer", id));
            case "payment_intent" ->
                Stream.concat(
                        Stream.of("charge", "checkout.session")
                                .flatMap(type -> records.where(type, "payment_intent", id)),
                        Stream.of(linked("payment_method", object, "_method")));
            case "charge" -> Stream.of("refund", "dispute").flatMap(type -> records.where(type, "charge", id));
            case "invoice" -> Stream.of(linked("payment_intent", object, "_intent"));
            case "checkout.session" ->
                Stream.of(linked("payment_intent", object, "payment_intent"), linked("invoice", object, "invoice"));
            default -> Stream.empty();
        };
        next.forEach(each -> gather(found, each));
    }

    private @Nullable ObjectNode linked(String type, ObjectNode object, String field) {
        return records.find(type, Json.text(object, field));
    }
}
