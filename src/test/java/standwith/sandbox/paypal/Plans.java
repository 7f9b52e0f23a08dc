package standwith.sandbox.paypal;

import java.util.Locale;
import java.util.Set;
import standwith.sandbox.account.Json;
import standwith.sandbox.account.Recurrence;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Products, and plans of what is paid for them how often. */
final class Plans {

    static final Set<String> MINIMAL_PRODUCT = Set.of("id", "name", "description", "create_time", "links");
    static final Set<String> MINIMAL_PLAN =
            Set.of("id", "product_id", "name", "status", "description", "usage_type", "create_time", "links");

    private static final String CYCLE = "/billing_cycles/0";

    private final Records records;
    private final Links links;

    Plans(Records records, Links links) {
        this.records = records;
        this.links = links;
    }

    ObjectNode createProduct(Body body) {
        String name = body.required("/name");
        String wanted = body.text("/id", 50);
        if (wanted != null && records.find("product", wanted) != null) {
            throw PayPalError.refused(
                    "DUPLICATE_RESOURCE_IDENTIFIER", "/id", "Duplicate value for resource identifier provided.");
        }
        ObjectNode product = wanted == null ? records.create("product") : records.create("product", wanted);
        product.put("name", name)
                .put("description", body.text("/description", ""))
                .put("type", body.text("/type", "PHYSICAL"));
        if (body.has("/category")) {
            product.put("category", body.required("/category"));
        }
        links.add(product, "self", "GET", "/v1/catalogs/products/" + Json.string(product, "id"));
        return product;
    }

    /** As at PayPal, a plan that does not say how many cycles it has, has one. */
    ObjectNode createPlan(Body body) {
        String product = body.required("/product_id");
        if (records.find("product", product) == null) {
            throw PayPalError.missing();
        }
        String name = body.required("/name");
        if (!body.has("/payment_preferences")) {
            throw PayPalError.invalid(
                    "MISSING_REQUIRED_PARAMETER", "/payment_preferences", "A required field is missing.");
        }
        ObjectNode cycle = cycle(body);
        ObjectNode plan = records.create("plan")
                .put("product_id", product)
                .put("name", name)
                .put("status", body.text("/status", "ACTIVE"))
                .put(
                        "quantity_supported",
                        body.json().path("quantity_supported").asBoolean(false));
        if (body.has("/description")) {
            plan.put("description", body.required("/description"));
        }
        plan.withArray("billing_cycles").add(cycle);
        Json.child(plan, "payment_preferences").setAll((ObjectNode) body.json().at("/payment_preferences"));
        links.add(plan, "self", "GET", "/v1/billing/plans/" + Json.string(plan, "id"));
        return plan;
    }

    private ObjectNode cycle(Body body) {
        if (body.json().path("billing_cycles").size() != 1
                || !body.required(CYCLE + "/tenure_type").equals("REGULAR")) {
            throw PayPalError.invalid(
                    "INVALID_PARAMETER_VALUE", "/billing_cycles", "The sandbox knows plans with one regular cycle.");
        }
        if (!Set.of("DAY", "WEEK", "MONTH", "YEAR").contains(body.required(CYCLE + "/frequency/interval_unit"))) {
            throw PayPalError.invalid(
                    "INVALID_PARAMETER_VALUE", CYCLE + "/frequency/interval_unit", "The value of a field is invalid.");
        }
        body.required(CYCLE + "/sequence");
        Amount price = body.amount(CYCLE + "/pricing_scheme/fixed_price");
        JsonNode given = body.json().at(CYCLE);
        ObjectNode cycle = Json.object()
                .put("tenure_type", "REGULAR")
                .put("sequence", given.path("sequence").asInt())
                .put("total_cycles", given.path("total_cycles").asInt(1));
        cycle.putObject("frequency")
                .put("interval_unit", given.at("/frequency/interval_unit").asString())
                .put("interval_count", given.at("/frequency/interval_count").asInt(1));
        ObjectNode pricing = cycle.putObject("pricing_scheme")
                .put("version", 1)
                .put("create_time", records.stamp())
                .put("update_time", records.stamp());
        pricing.set("fixed_price", price.money());
        return cycle;
    }

    /** The one cycle of a plan, or of a subscription's effective plan. */
    static ObjectNode cycleOf(ObjectNode owner) {
        ObjectNode plan = owner.has("_plan") ? Json.child(owner, "_plan") : owner;
        return (ObjectNode) plan.withArray("billing_cycles").get(0);
    }

    static Recurrence recurrence(ObjectNode owner) {
        ObjectNode frequency = Json.child(cycleOf(owner), "frequency");
        return new Recurrence(Json.string(frequency, "interval_unit").toLowerCase(Locale.ROOT), (int)
                Json.whole(frequency, "interval_count"));
    }

    static Amount price(ObjectNode owner) {
        return Amount.of(Json.child(Json.child(cycleOf(owner), "pricing_scheme"), "fixed_price"));
    }

    static long totalCycles(ObjectNode owner) {
        return Json.whole(cycleOf(owner), "total_cycles");
    }
}
