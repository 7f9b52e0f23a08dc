package standwith.sandbox.paypal;

import java.time.temporal.ChronoUnit;
import standwith.sandbox.account.Json;
import standwith.sandbox.webhooks.Webhooks;
import tools.jackson.databind.node.ObjectNode;

/** What PayPal says about what happened. Every event carries the object as it is at that moment. */
final class Events {

    static final String CHANNEL = "paypal";

    private final Records records;
    private final Links links;
    private final Webhooks webhooks;

    Events(Records records, Links links, Webhooks webhooks) {
        this.records = records;
        this.links = links;
        this.webhooks = webhooks;
    }

    /** @param resource what kind of object it is, with its version if it has one: capture/2.0 */
    void happened(String type, String resource, String summary, ObjectNode object) {
        int slash = resource.indexOf('/');
        String id = "WH-" + records.random(17) + "-" + records.random(17);
        ObjectNode event = Json.object()
                .put("id", id)
                .put("event_version", "1.0")
                .put("create_time", records.now().truncatedTo(ChronoUnit.MILLIS).toString())
                .put("resource_type", slash < 0 ? resource : resource.substring(0, slash));
        if (slash >= 0) {
            event.put("resource_version", resource.substring(slash + 1));
        }
        event.put("event_type", type).put("summary", summary).set("resource", records.told(object));
        String self = "/v1/notifications/webhooks-events/" + id;
        links.add(event, "self", "GET", self);
        links.add(event, "resend", "POST", self + "/resend");
        records.changed();
        webhooks.send(CHANNEL, id, type, Json.MAPPER.writeValueAsString(event));
    }
}
