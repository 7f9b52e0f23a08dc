package standwith.sandbox.stripe;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.account.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How objects look from outside: without the sandbox's own fields, and with what the caller wants expanded. */
final class Outward {

    private final Records records;

    Outward(Records records) {
        this.records = records;
    }

    ObjectNode of(ObjectNode object) {
        if (Json.flag(object, "_deleted")) {
            return Json.object()
                    .put("id", Json.string(object, "id"))
                    .put("object", Json.string(object, "object"))
                    .put("deleted", true);
        }
        return Json.outward(object);
    }

    ObjectNode of(ObjectNode object, Collection<String> expand) {
        ObjectNode copy = of(object);
        for (String path : expand) {
            expand(copy, path, path);
        }
        return copy;
    }

    ObjectNode list(List<ObjectNode> objects, boolean more, String url) {
        ObjectNode list = Json.object().put("object", "list");
        ArrayNode data = list.putArray("data");
        objects.forEach(object -> data.add(of(object)));
        return list.put("has_more", more).put("url", url);
    }

    void expand(ObjectNode object, String path, String whole) {
        int dot = path.indexOf('.');
        String field = dot < 0 ? path : path.substring(0, dot);
        includeOnDemand(object, field);
        JsonNode value = object.get(field);
        if (value == null) {
            throw refused(whole);
        }
        JsonNode expanded = value.isString() ? linked(value.asString(), whole) : value;
        if (value.isString()) {
            object.set(field, expanded);
        }
        if (dot >= 0) {
            for (ObjectNode next : objectsIn(expanded)) {
                expand(next, path.substring(dot + 1), whole);
            }
        }
    }

    private ObjectNode linked(String id, String whole) {
        ObjectNode linked = records.find(id);
        if (linked == null) {
            throw refused(whole);
        }
        return of(linked);
    }

    private static List<ObjectNode> objectsIn(JsonNode value) {
        var found = new ArrayList<ObjectNode>();
        if (value instanceof ObjectNode object) {
            found.add(object);
        } else if (value instanceof ArrayNode array) {
            array.forEach(element -> found.add((ObjectNode) element));
        }
        return found;
    }

    /** Lists that Stripe leaves out unless they are asked for. */
    private void includeOnDemand(ObjectNode object, String field) {
        if (object.has(field)) {
            return;
        }
        String type = Json.text(object, "object");
        String id = Json.text(object, "id");
        if ("invoice".equals(type) && field.equals("payments")) {
            object.set(field, linkedList("invoice_payment", "invoice", id, "/v1/invoice_payments"));
        } else if ("charge".equals(type) && field.equals("refunds")) {
            object.set(field, linkedList("refund", "charge", id, "/v1/charges/" + id + "/refunds"));
        } else if ("invoice".equals(type) && field.equals("confirmation_secret")) {
            ObjectNode intent = records.get("payment_intent", invoiced(Objects.requireNonNull(id)));
            object.putObject(field)
                    .put("client_secret", Json.string(intent, "client_secret"))
                    .put("type", "payment_intent");
        } else if ("privacy.redaction_job".equals(type) && field.equals("objects")) {
            object.set(
                    field,
                    Json.child(records.get("privacy.redaction_job", Objects.requireNonNull(id)), "_objects")
                            .deepCopy());
        }
    }

    private String invoiced(String invoice) {
        return Json.string(records.get("invoice", invoice), "_intent");
    }

    private ObjectNode linkedList(String type, String field, @Nullable String id, String url) {
        return list(records.of(type, field, Objects.requireNonNull(id)).toList(), false, url);
    }

    private static StripeError refused(String path) {
        return StripeError.invalid(null, "expand", "This property cannot be expanded (" + path + ").");
    }
}
