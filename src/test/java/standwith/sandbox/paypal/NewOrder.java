package standwith.sandbox.paypal;

import java.util.List;
import java.util.Set;
import standwith.sandbox.account.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Orders as they are created. */
final class NewOrder {

    static final Set<String> MINIMAL = Set.of("id", "status", "payment_source", "links");

    private static final String UNIT = "/purchase_units/0";
    private static final String NEW_CONTEXT = "/payment_source/paypal/experience_context";
    private static final String OLD_CONTEXT = "/application_context";

    private final Records records;
    private final Links links;
    private final Orders orders;

    NewOrder(Records records, Links links, Orders orders) {
        this.records = records;
        this.links = links;
        this.orders = orders;
    }

    ObjectNode create(Body body) {
        if (!body.required("/intent").equals("CAPTURE")) {
            throw PayPalError.invalid(
                    "INVALID_PARAMETER_VALUE", "/intent", "The sandbox knows the intent CAPTURE only.");
        }
        if (body.json().path("purchase_units").size() != 1) {
            throw PayPalError.invalid(
                    "INVALID_ARRAY_MAX_ITEMS", "/purchase_units", "The sandbox takes one purchase unit per order.");
        }
        boolean source = body.has("/payment_source/paypal");
        ObjectNode unit = unit(body);
        String context = body.has(NEW_CONTEXT) ? NEW_CONTEXT : OLD_CONTEXT;
        ObjectNode order = records.create("order")
                .put("_return", body.text(context + "/return_url", 4000))
                .put("_cancel", body.text(context + "/cancel_url", 4000))
                .put("_brand", body.text(context + "/brand_name"))
                .put("status", source ? "PAYER_ACTION_REQUIRED" : "CREATED");
        order.withArray("purchase_units").add(unit);
        if (source) {
            order.putObject("payment_source").putObject("paypal");
        }
        String path = "/v2/checkout/orders/" + Json.string(order, "id");
        links.add(order, "self", "GET", path);
        links.addPage(order, source ? "payer-action" : "approve", "");
        if (!source) {
            links.add(order, "update", "PATCH", path);
            links.add(order, "capture", "POST", path + "/capture");
        }
        orders.waits(order);
        return orders.view(order);
    }

    private static ObjectNode unit(Body body) {
        Amount amount = body.amount(UNIT + "/amount");
        body.text(UNIT + "/soft_descriptor", 22);
        for (String text : List.of("custom_id", "invoice_id", "description")) {
            body.text(UNIT + "/" + text);
        }
        ObjectNode unit = ((ObjectNode) body.json().at(UNIT)).deepCopy();
        JsonNode breakdown = body.json().at(UNIT + "/amount/breakdown");
        ObjectNode money = amount.money();
        if (breakdown.isObject()) {
            money.set("breakdown", breakdown);
        }
        unit.set("amount", money);
        if (!unit.has("reference_id")) {
            unit.put("reference_id", "default");
        }
        unit.putObject("payee")
                .put("email_address", "contributions@example-gazette.example")
                .put("merchant_id", "SANDBOXGAZETTE");
        return unit;
    }
}
