package standwith.sandbox.stripe;

import java.util.Objects;
import java.util.Set;
import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ObjectNode;

/** Creates what one pays for. */
final class NewProduct {

    static final Set<String> KNOWN =
            Set.of("id", "name", "description", "statement_descriptor", "active", "url", "metadata[*]", "expand[*]");

    private NewProduct() {}

    static ObjectNode create(Records records, Form form) {
        String name = form.required("name");
        String id = Objects.requireNonNullElseGet(form.text("id"), () -> records.newId("product"));
        if (records.find("product", id) != null) {
            throw StripeError.invalid("resource_already_exists", "id", "Product already exists.");
        }
        String descriptor = form.text("statement_descriptor");
        if (descriptor != null && (descriptor.length() < 5 || descriptor.length() > 22)) {
            throw StripeError.invalid(
                    null, "statement_descriptor", "The statement descriptor must have 5 to 22 characters.");
        }
        ObjectNode metadata = Json.object();
        form.metadata("metadata", metadata);
        ObjectNode product = records.create("product", id)
                .put("name", name)
                .put("description", form.text("description"))
                .put("statement_descriptor", descriptor)
                .put("url", form.text("url"))
                .put("active", !"false".equals(form.text("active")));
        product.put("updated", Json.whole(product, "created")).set("metadata", metadata);
        return product;
    }
}
