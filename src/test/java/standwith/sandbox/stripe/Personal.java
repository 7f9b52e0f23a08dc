package standwith.sandbox.stripe;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What objects tell of people, and what is left of it after a redaction. */
final class Personal {

    private static final String GONE = "[redacted]";
    private static final Set<String> FIELDS = Set.of(
            "address",
            "billing_details",
            "customer_address",
            "customer_details",
            "customer_email",
            "customer_name",
            "customer_phone",
            "description",
            "email",
            "fingerprint",
            "last4",
            "metadata",
            "name",
            "phone",
            "receipt_email",
            "shipping");

    private Personal() {}

    static void redact(ObjectNode object) {
        inside(object);
        object.put("_redacted", true);
    }

    /** Whatever is somewhere in there. */
    static void inside(JsonNode node) {
        if (node instanceof ObjectNode object) {
            List.copyOf(object.properties()).forEach(field -> {
                if (FIELDS.contains(field.getKey())) {
                    blank(object, field.getKey());
                } else {
                    inside(field.getValue());
                }
            });
        } else {
            node.forEach(Personal::inside);
        }
    }

    private static void blank(ObjectNode object, String field) {
        JsonNode value = object.path(field);
        if (value instanceof ObjectNode nested) {
            List.copyOf(nested.propertyNames()).forEach(name -> blank(nested, name));
        } else if (value.isString()) {
            object.put(field, GONE);
        }
    }
}
