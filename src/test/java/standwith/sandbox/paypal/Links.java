package standwith.sandbox.paypal;

import java.net.URI;
import java.util.function.Supplier;
import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Addresses within objects. */
final class Links {

    private final Supplier<URI> address;

    Links(Supplier<URI> address) {
        this.address = address;
    }

    /** The page on which the payer approves. */
    String page(String id) {
        return address.get() + "/pay/paypal/" + id;
    }

    String api(String path) {
        return address.get() + "/paypal" + path;
    }

    /** Adds a link to the API. */
    void add(ObjectNode object, String rel, String method, String path) {
        put(object, rel, method, api(path));
    }

    void addPage(ObjectNode object, String rel, String query) {
        put(object, rel, "GET", page(Json.string(object, "id")) + query);
    }

    private static void put(ObjectNode object, String rel, String method, String href) {
        ArrayNode links = object.withArray("links");
        links.addObject().put("href", href).put("rel", rel).put("method", method);
    }
}
