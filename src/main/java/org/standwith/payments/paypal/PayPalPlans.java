package org.standwith.payments.paypal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.standwith.money.Cadence;
import org.standwith.payments.Reply;
import tools.jackson.databind.JsonNode;

/**
 * One product, and two plans of it in each currency: subscriptions bring their own price, but have to take the rhythm and
 * the currency of a plan. For those that take another plan later there is one for each price, since they lose their own.
 */
final class PayPalPlans {

    /** What PayPal takes for cycles that go on until somebody stops; left out it would mean one single payment. */
    static final int WITHOUT_END = 0;

    /** Ours to choose, so that any node finds the same product without being told. */
    private static final String PRODUCT = "STANDWITH-CONTRIBUTION";

    /** So many declined payments in a row suspend a subscription. */
    private static final int FAILURES = 3;

    private static final int PAGE = 20;

    /** Many more than there are plans of ours. */
    private static final int PAGES = 50;

    private final PayPalCalls calls;
    private final String productName;
    private final Map<String, String> known = new ConcurrentHashMap<>();

    PayPalPlans(PayPalCalls calls, String productName) {
        this.calls = calls;
        this.productName = productName;
    }

    /** The id of the plan for this cadence and currency, which is made where there is none. */
    Reply<String> find(Cadence cadence, CurrencyUnit currency) {
        return find(name(cadence, currency), cadence, Money.ofMajor(currency, 1), "-" + currency);
    }

    /** The id of the plan that has this price itself, which is made where there is none. */
    Reply<String> find(Cadence cadence, Money each) {
        return find(
                name(cadence, each),
                cadence,
                each,
                "-" + each.getCurrencyUnit() + "-" + PayPalAmounts.write(each).value());
    }

    private Reply<String> find(String name, Cadence cadence, Money price, String requestId) {
        String id = known.get(name);
        if (id != null) {
            return new Reply.Answer<>(id);
        }
        Reply<String> plan = switch (product()) {
            case Reply.Answer<String> product -> listed(name).orElseGet(() -> made(name, cadence, price, requestId));
            case Reply.No<String> no -> no;
            case Reply.Silence<String> silence -> silence;
        };
        if (plan instanceof Reply.Answer<String> answer) {
            known.put(name, answer.value());
        }
        return plan;
    }

    /** To be looked for anew, since PayPal did not take it. */
    void forget(Cadence cadence, CurrencyUnit currency) {
        known.remove(name(cadence, currency));
    }

    /** To be looked for anew, since PayPal did not take it. */
    void forget(Cadence cadence, Money each) {
        known.remove(name(cadence, each));
    }

    private static String name(Cadence cadence, Money each) {
        return name(cadence, each.getCurrencyUnit()) + " "
                + PayPalAmounts.write(each).value();
    }

    private static String name(Cadence cadence, CurrencyUnit currency) {
        return cadence.name().charAt(0) + cadence.name().substring(1).toLowerCase(Locale.ROOT) + " " + currency;
    }

    private Reply<String> product() {
        Reply<String> there = idOf(calls.get("/v1/catalogs/products/" + PRODUCT));
        if (!(there instanceof Reply.No<String> no) || !PayPalWire.isMissing(no)) {
            return there;
        }
        Map<String, String> product = Map.of("id", PRODUCT, "name", productName, "type", "SERVICE");
        return idOf(calls.postOnce("/v1/catalogs/products", product, "standwith-product"));
    }

    /** Nothing where PayPal has no such plan; it lists twenty at a time. */
    private Optional<Reply<String>> listed(String name) {
        for (int page = 1; page <= PAGES; page++) {
            String path = "/v1/billing/plans?product_id=" + PRODUCT + "&page_size=" + PAGE + "&page=" + page;
            switch (calls.get(path)) {
                case Reply.Answer<JsonNode> answer -> {
                    JsonNode plans = answer.value().path("plans");
                    Optional<String> found = active(name, plans);
                    if (found.isPresent()) {
                        return found.map(Reply.Answer::new);
                    }
                    if (plans.size() < PAGE) {
                        return Optional.empty();
                    }
                }
                case Reply.No<JsonNode> no -> {
                    return PayPalWire.isMissing(no) ? Optional.empty() : Optional.of(new Reply.No<>(no.code()));
                }
                case Reply.Silence<JsonNode> silence -> {
                    return Optional.of(new Reply.Silence<>(silence.reason(), silence.stored()));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> active(String name, JsonNode plans) {
        for (JsonNode plan : plans) {
            boolean active = plan.path("status").stringValue("ACTIVE").equals("ACTIVE");
            if (active && plan.path("name").stringValue("").equals(name)) {
                return PayPalFields.text(plan.path("id"));
            }
        }
        return Optional.empty();
    }

    private Reply<String> made(String name, Cadence cadence, Money price, String requestId) {
        String unit = cadence == Cadence.MONTHLY ? "MONTH" : "YEAR";
        Map<String, Object> cycle = Map.of(
                "frequency",
                Map.of("interval_unit", unit, "interval_count", 1),
                "tenure_type",
                "REGULAR",
                "sequence",
                1,
                "total_cycles",
                WITHOUT_END,
                "pricing_scheme",
                Map.of("fixed_price", PayPalAmounts.write(price)));
        Map<String, Object> plan = Map.of(
                "product_id",
                PRODUCT,
                "name",
                name,
                "billing_cycles",
                List.of(cycle),
                "payment_preferences",
                Map.of("auto_bill_outstanding", true, "payment_failure_threshold", FAILURES));
        return idOf(calls.postOnce("/v1/billing/plans", plan, "standwith-plan-" + unit + requestId));
    }

    private static Reply<String> idOf(Reply<JsonNode> reply) {
        return switch (reply) {
            case Reply.Answer<JsonNode> answer ->
                PayPalFields.text(answer.value().path("id"))
                        .<Reply<String>>map(Reply.Answer::new)
                        .orElseGet(() -> new Reply.Silence<>("an answer without an id", false));
            case Reply.No<JsonNode> no -> new Reply.No<>(no.code());
            case Reply.Silence<JsonNode> silence -> new Reply.Silence<>(silence.reason(), silence.stored());
        };
    }
}
