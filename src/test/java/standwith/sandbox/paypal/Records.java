package standwith.sandbox.paypal;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import standwith.sandbox.account.Json;
import standwith.sandbox.account.Shelf;
import standwith.sandbox.state.StateFile;
import tools.jackson.databind.node.ObjectNode;

/** Every object that this PayPal has. PayPal's do not say what they are, so the type is a field of our own. */
final class Records extends Shelf {

    private static final Set<String> UNPROMISED = Set.of(
            "refund_from_transaction_fee", "refund_from_received_amount", "seller_payable_breakdown", "update_time");
    private static final String LETTERS = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ";
    private static final Map<String, String> PREFIXES =
            Map.of("product", "PROD-", "plan", "P-", "subscription", "I-", "dispute", "PP-R-");

    private boolean terse;

    Records(Clock clock, StateFile file) {
        super(clock, file, "paypal", "_type");
    }

    void terse(boolean wanted) {
        terse = wanted;
    }

    /** As the API shows it. */
    ObjectNode shown(ObjectNode object) {
        ObjectNode shown = Json.outward(object);
        if (terse) {
            shown.remove("update_time");
        }
        return shown;
    }

    /** As an event carries it. */
    ObjectNode told(ObjectNode object) {
        ObjectNode told = shown(object);
        if (terse) {
            told.remove(UNPROMISED);
        }
        return told;
    }

    /** A new object of the type, kept, with an id and its time of creation. */
    ObjectNode create(String type) {
        int length = switch (type) {
            case "plan" -> 24;
            case "subscription", "dispute" -> 12;
            default -> 17;
        };
        return create(type, PREFIXES.getOrDefault(type, "") + random(length));
    }

    ObjectNode create(String type, String id) {
        return keep(Json.blank("paypal/" + type)
                .put("_type", type)
                .put("id", id)
                .put("create_time", stamp(now()))
                .put("update_time", stamp(now())));
    }

    String random(int length) {
        return random(LETTERS, length);
    }

    /** The present as PayPal writes it. */
    String stamp() {
        return stamp(now());
    }

    static String stamp(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static Instant time(ObjectNode object, String field) {
        return Instant.parse(Json.string(object, field));
    }

    @Override
    protected RuntimeException missing(String type, String id) {
        return PayPalError.missing();
    }
}
