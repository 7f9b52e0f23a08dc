package standwith.sandbox.paypal;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.account.Json;
import standwith.sandbox.account.Person;
import tools.jackson.databind.node.ObjectNode;

/** Orders through their life: approved by the payer, captured by the merchant, or gone. */
final class Orders {

    static final Set<String> CAPTURED = Set.of("id", "status", "payment_source", "purchase_units", "payer", "links");

    private static final Duration PATIENCE = Duration.ofHours(3);

    private final Records records;
    private final Events events;
    private final Links links;
    private final Payer payers;
    private final Captures captures;

    Orders(Records records, Events events, Links links, Payer payers, Captures captures) {
        this.records = records;
        this.events = events;
        this.links = links;
        this.payers = payers;
        this.captures = captures;
    }

    /** An order that nobody approves and captures in time is not there any more. */
    ObjectNode get(String id) {
        ObjectNode order = records.get("order", id);
        if (Json.whole(order, "_until") <= records.now().getEpochSecond()) {
            throw PayPalError.missing();
        }
        return order;
    }

    void waits(ObjectNode order) {
        order.put("_until", records.now().plus(PATIENCE).getEpochSecond());
    }

    /** The payer has not chosen yet, or must choose again. */
    static boolean isOpen(ObjectNode order) {
        return switch (Json.string(order, "status")) {
            case "CREATED", "PAYER_ACTION_REQUIRED" -> true;
            case "APPROVED" -> Json.flag(order, "_refused");
            default -> false;
        };
    }

    /** A second click changes nothing. */
    void approve(ObjectNode order, Instrument instrument) {
        if (!isOpen(order)) {
            return;
        }
        Person payer = Person.of(Json.string(order, "id"));
        order.put("status", "APPROVED").put("_instrument", instrument.name()).put("update_time", records.stamp());
        order.remove("_refused");
        order.set("payer", payers.payer(payer));
        order.putObject("payment_source").set("paypal", payers.source(payer));
        if (!order.has("_capturable")) {
            order.put("_capturable", true);
            links.add(order, "capture", "POST", "/v2/checkout/orders/" + Json.string(order, "id") + "/capture");
        }
        waits(order);
        events.happened(
                "CHECKOUT.ORDER.APPROVED", "checkout-order/2.0", "An order has been approved by buyer", view(order));
    }

    ObjectNode capture(ObjectNode order) {
        switch (Json.string(order, "status")) {
            case "APPROVED" -> {}
            case "COMPLETED" ->
                throw PayPalError.refused(
                        "ORDER_ALREADY_CAPTURED",
                        "Order already captured.If 'intent=CAPTURE' only one capture per order is allowed.");
            default ->
                throw PayPalError.refused("ORDER_NOT_APPROVED", "Payer has not yet approved the Order for payment.");
        }
        captures.requireNewInvoice(unit(order));
        Instrument instrument = Instrument.valueOf(Json.string(order, "_instrument"));
        if (instrument == Instrument.REFUSED) {
            order.put("_refused", true);
            throw PayPalError.refused(
                            "INSTRUMENT_DECLINED",
                            "The instrument presented  was either declined by the processor or bank, or it can't be"
                                    + " used for this payment.")
                    .redirecting(links.page(Json.string(order, "id")));
        }
        order.put("status", "COMPLETED").put("_until", Long.MAX_VALUE).put("update_time", records.stamp());
        ObjectNode capture = captures.make(order, unit(order));
        order.put("_capture", Json.string(capture, "id"));
        if (instrument == Instrument.SLOW) {
            captures.pend(capture);
        } else {
            captures.complete(capture);
        }
        return view(order);
    }

    /** The order with what was captured of it. */
    ObjectNode view(ObjectNode order) {
        ObjectNode view = order.deepCopy();
        ObjectNode capture = captureOf(order);
        if (capture != null) {
            ObjectNode shown = capture.deepCopy();
            shown.remove("supplementary_data");
            ObjectNode unit = unit(view);
            unit.putObject("payments").putArray("captures").add(shown);
        }
        return view;
    }

    @Nullable
    ObjectNode captureOf(ObjectNode order) {
        return records.find("capture", Json.text(order, "_capture"));
    }

    static Amount amount(ObjectNode order) {
        return Amount.of(Json.child(unit(order), "amount"));
    }

    private static ObjectNode unit(ObjectNode order) {
        return (ObjectNode) order.withArray("purchase_units").get(0);
    }
}
