package standwith.sandbox.paypal;

import java.util.Locale;
import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ObjectNode;

/** A payment, be it a capture or a sale. */
record Paid(ObjectNode object) {

    static Paid find(Records records, String id) {
        ObjectNode capture = records.find("capture", id);
        return new Paid(capture == null ? records.get("sale", id) : capture);
    }

    String id() {
        return Json.string(object, "id");
    }

    boolean sale() {
        return Json.is(object, "_type", "sale");
    }

    Amount amount() {
        return sale() ? Sales.amount(object) : Captures.amount(object);
    }

    /** In the words of captures. */
    String status() {
        return sale() ? Json.string(object, "state").toUpperCase(Locale.ROOT) : Json.string(object, "status");
    }

    Amount refunded() {
        return new Amount(Json.whole(object, "_refunded"), amount().currency());
    }

    Amount left() {
        return amount().minus(refunded());
    }

    boolean reversed() {
        return Json.flag(object, "_reversed");
    }

    /** There is money to give back. */
    boolean open() {
        return !reversed() && (status().equals("COMPLETED") || status().equals("PARTIALLY_REFUNDED"));
    }

    void refund(Amount amount) {
        object.put("_refunded", refunded().plus(amount).minor());
        String status = left().minor() == 0 ? "REFUNDED" : "PARTIALLY_REFUNDED";
        if (sale()) {
            object.put("state", status.toLowerCase(Locale.ROOT));
        } else {
            object.put("status", status);
        }
    }
}
