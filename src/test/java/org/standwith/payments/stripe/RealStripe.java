package org.standwith.payments.stripe;

import java.util.Map;
import java.util.TreeMap;
import org.standwith.payments.RealObjects;
import tools.jackson.databind.JsonNode;

/** Objects that Stripe made. */
final class RealStripe {

    private RealStripe() {}

    /** One object of every kind, of API version dahlia, by kind. */
    static Map<String, JsonNode> objects() {
        Map<String, JsonNode> objects = new TreeMap<>();
        for (Map.Entry<String, JsonNode> each : RealObjects.read(
                        RealObjects.folder("stripe-openapi").resolve("fixtures3.json"))
                .path("resources")
                .properties()) {
            objects.put(each.getKey(), each.getValue());
        }
        return objects;
    }

    /** Objects of API version 2020-08-27 and around, by file. */
    static Map<String, JsonNode> oldObjects() {
        return RealObjects.all("dj-stripe");
    }

    /** Events of API version 2020-08-27, by file. */
    static Map<String, JsonNode> oldEvents() {
        return RealObjects.all("stripe-ruby-mock-webhooks");
    }

    static JsonNode oldEvent(String name) {
        return RealObjects.read(RealObjects.folder("stripe-ruby-mock-webhooks").resolve(name + ".json"));
    }
}
