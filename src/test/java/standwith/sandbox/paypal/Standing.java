package standwith.sandbox.paypal;

import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** How a subscription stands, and who hears of it. */
final class Standing {

    private final Records records;
    private final Events events;

    Standing(Records records, Events events) {
        this.records = records;
        this.events = events;
    }

    ObjectNode turn(ObjectNode subscription, String status) {
        String now = records.stamp();
        return subscription.put("status", status).put("status_update_time", now).put("update_time", now);
    }

    void tell(ObjectNode subscription, String what) {
        events.happened(
                "BILLING.SUBSCRIPTION." + what,
                "subscription/2.0",
                "Subscription " + what.toLowerCase(Locale.ROOT).replace('.', ' '),
                subscription);
    }
}
