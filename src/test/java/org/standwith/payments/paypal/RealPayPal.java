package org.standwith.payments.paypal;

import java.util.Map;
import java.util.TreeMap;
import org.standwith.payments.RealObjects;
import tools.jackson.databind.JsonNode;

/** Objects that PayPal made. */
final class RealPayPal {

    private RealPayPal() {}

    /** Webhooks of both generations, by file. */
    static Map<String, JsonNode> events() {
        Map<String, JsonNode> events = new TreeMap<>(RealObjects.all("paypal-signed-simulator"));
        events.putAll(RealObjects.all("dj-paypal"));
        events.values().removeIf(each -> !each.has("event_type"));
        return events;
    }
}
