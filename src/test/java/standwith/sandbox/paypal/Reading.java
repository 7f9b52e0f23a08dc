package standwith.sandbox.paypal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.account.Json;
import standwith.sandbox.account.Person;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the API shows of subscriptions, and its lists. */
final class Reading {

    private static final Set<String> EFFECTIVE =
            Set.of("product_id", "name", "billing_cycles", "payment_preferences", "taxes");
    private static final int LONGEST_PAGE = 20;

    private final Records records;
    private final Links links;

    Reading(Records records, Links links) {
        this.records = records;
        this.links = links;
    }

    /** The effective plan and the last failure are shown to those who ask. */
    ObjectNode subscription(ObjectNode subscription, Map<String, String> query) {
        List<String> fields = List.of(query.getOrDefault("fields", "").split(",", -1));
        ObjectNode view = subscription.deepCopy();
        if (!fields.contains("last_failed_payment") && view.get("billing_info") instanceof ObjectNode info) {
            info.remove("last_failed_payment");
        }
        if (fields.contains("plan")) {
            ObjectNode plan = Json.child(subscription, "_plan").deepCopy();
            plan.retain(EFFECTIVE);
            view.set("plan", plan);
        }
        return view;
    }

    ObjectNode transactions(ObjectNode subscription, Map<String, String> query) {
        Instant from = time(query, "start_time");
        Instant to = time(query, "end_time");
        String id = Json.string(subscription, "id");
        Person payer = Person.of(id);
        ObjectNode list = Json.object();
        ArrayNode transactions = list.putArray("transactions");
        records.of("sale", "billing_agreement_id", id)
                .filter(sale -> !Records.time(sale, "create_time").isBefore(from)
                        && !Records.time(sale, "create_time").isAfter(to))
                .forEach(sale -> transactions.add(transaction(sale, payer)));
        links.add(list, "self", "GET", "/v1/billing/subscriptions/" + id + "/transactions");
        return list;
    }

    private static ObjectNode transaction(ObjectNode sale, Person payer) {
        var paid = new Paid(sale);
        ObjectNode transaction = Json.object()
                .put("status", paid.status().replace("DENIED", "DECLINED"))
                .put("id", paid.id());
        ObjectNode amounts = transaction.putObject("amount_with_breakdown");
        amounts.set("gross_amount", paid.amount().money());
        if (sale.has("transaction_fee")) {
            Amount fee = Amount.of(paid.amount().currency(), Json.string(Json.child(sale, "transaction_fee"), "value"));
            amounts.set("fee_amount", fee.money());
            amounts.set("net_amount", paid.amount().minus(fee).money());
        }
        transaction.putObject("payer_name").put("given_name", payer.name());
        return transaction.put("payer_email", payer.email()).put("time", Json.string(sale, "create_time"));
    }

    /** A page of products or plans, newest first. */
    ObjectNode page(String type, Set<String> shown, @Nullable String product, Map<String, String> query) {
        int size = whole(query, "page_size", 10);
        int page = whole(query, "page", 1);
        if (size < 1 || size > LONGEST_PAGE) {
            throw PayPalError.invalid(
                    size < 1 ? "INVALID_INTEGER_MIN_VALUE" : "INVALID_INTEGER_MAX_VALUE",
                    "/page_size",
                    "The integer value of a field is too " + (size < 1 ? "small." : "large."));
        }
        List<ObjectNode> all = records.newest(type)
                .filter(one -> product == null || Json.is(one, "product_id", product))
                .toList();
        ObjectNode list = Json.object();
        ArrayNode found = list.putArray(type + "s");
        all.stream().skip((long) size * (page - 1)).limit(size).forEach(one -> {
            ObjectNode view = one.deepCopy();
            view.retain(shown);
            found.add(view);
        });
        if (Boolean.parseBoolean(query.get("total_required"))) {
            list.put("total_items", all.size()).put("total_pages", (all.size() + size - 1) / size);
        }
        links.add(list, "self", "GET", type.equals("plan") ? "/v1/billing/plans" : "/v1/catalogs/products");
        return list;
    }

    private static int whole(Map<String, String> query, String name, int otherwise) {
        try {
            return Integer.parseInt(query.getOrDefault(name, Integer.toString(otherwise)));
        } catch (NumberFormatException notWhole) {
            throw PayPalError.invalid("INVALID_PARAMETER_SYNTAX", "/" + name, "The value of a field is not a number.");
        }
    }

    private static Instant time(Map<String, String> query, String name) {
        String value = query.get(name);
        if (value == null) {
            throw PayPalError.invalid("MISSING_REQUIRED_PARAMETER", "/" + name, "A required field is missing.");
        }
        try {
            return OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException notTime) {
            throw PayPalError.invalid("INVALID_PARAMETER_SYNTAX", "/" + name, "The value of a field is not a time.");
        }
    }
}
