package org.standwith.canary;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import standwith.sandbox.Request;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Under which names providers are sent anything, and under which they may be. */
final class Sent {

    /** Amount, rhythm, our own words and references, where to come back to, and ids of the provider's own: nothing of the person. */
    static final Set<String> ALLOWED = Set.of(
            "paypal [].op",
            "paypal [].path",
            "paypal [].value.currency_code",
            "paypal [].value.value",
            "paypal application_context.cancel_url",
            "paypal application_context.locale",
            "paypal application_context.return_url",
            "paypal application_context.shipping_preference",
            "paypal application_context.user_action",
            "paypal billing_cycles[].frequency.interval_count",
            "paypal billing_cycles[].frequency.interval_unit",
            "paypal billing_cycles[].pricing_scheme.fixed_price.currency_code",
            "paypal billing_cycles[].pricing_scheme.fixed_price.value",
            "paypal billing_cycles[].sequence",
            "paypal billing_cycles[].tenure_type",
            "paypal billing_cycles[].total_cycles",
            "paypal custom_id",
            "paypal disputed_transaction_id",
            "paypal end_date",
            "paypal end_time",
            "paypal fields",
            "paypal grant_type",
            "paypal id",
            "paypal intent",
            "paypal name",
            "paypal page",
            "paypal page_size",
            "paypal payment_preferences.auto_bill_outstanding",
            "paypal payment_preferences.payment_failure_threshold",
            "paypal plan.billing_cycles[].pricing_scheme.fixed_price.currency_code",
            "paypal plan.billing_cycles[].pricing_scheme.fixed_price.value",
            "paypal plan.billing_cycles[].sequence",
            "paypal plan.billing_cycles[].total_cycles",
            "paypal plan_id",
            "paypal product_id",
            "paypal purchase_units[].amount.currency_code",
            "paypal purchase_units[].amount.value",
            "paypal purchase_units[].custom_id",
            "paypal purchase_units[].description",
            "paypal purchase_units[].invoice_id",
            "paypal reason",
            "paypal start_date",
            "paypal start_time",
            "paypal type",
            "stripe adaptive_pricing[enabled]",
            "stripe amount",
            "stripe automatic_payment_methods[allow_redirects]",
            "stripe automatic_payment_methods[enabled]",
            "stripe cancel_url",
            "stripe cancel_at_period_end",
            "stripe capture_method",
            "stripe charge",
            "stripe client_reference_id",
            "stripe confirmation_token",
            "stripe created[gte]",
            "stripe created[lt]",
            "stripe created[lte]",
            "stripe currency",
            "stripe customer",
            "stripe expand[]",
            "stripe expires_at",
            "stripe id",
            "stripe items[][id]",
            "stripe items[][price_data][currency]",
            "stripe items[][price_data][product]",
            "stripe items[][price_data][recurring][interval]",
            "stripe items[][price_data][unit_amount]",
            "stripe items[][quantity]",
            "stripe limit",
            "stripe line_items[][price_data][currency]",
            "stripe line_items[][price_data][product]",
            "stripe line_items[][price_data][recurring][interval]",
            "stripe line_items[][price_data][unit_amount]",
            "stripe line_items[][quantity]",
            "stripe locale",
            "stripe metadata[reference]",
            "stripe mode",
            "stripe name",
            "stripe objects[charges][]",
            "stripe objects[checkout_sessions][]",
            "stripe objects[customers][]",
            "stripe objects[payment_intents][]",
            "stripe payment[payment_intent]",
            "stripe payment[type]",
            "stripe payment_behavior",
            "stripe payment_intent_data[metadata][reference]",
            "stripe payment_settings[save_default_payment_method]",
            "stripe payout",
            "stripe proration_behavior",
            "stripe starting_after",
            "stripe status",
            "stripe submit_type",
            "stripe subscription_data[metadata][reference]",
            "stripe success_url",
            "stripe validation_behavior");

    static final Set<String> ALLOWED_HEADERS = Set.of(
            "accept",
            "accept-charset",
            "accept-encoding",
            "authorization",
            "connection",
            "content-length",
            "content-type",
            "host",
            "idempotency-key",
            "paypal-request-id",
            "prefer",
            "stripe-version",
            "user-agent");

    private Sent() {}

    /** Of the query, and of a body that is a form or JSON; numbers of elements are left out. */
    static Set<String> namesIn(Request request) {
        String provider = request.path().startsWith("/stripe/") ? "stripe " : "paypal ";
        String query = request.query() == null ? "" : request.query();
        Set<String> names = new HashSet<>();
        Stream.of(query.split("&")).forEach(each -> add(names, provider, each));
        String type = String.join(" ", request.headers().getOrDefault("content-type", List.of()));
        if (type.contains("json") && !request.body().isEmpty()) {
            walk(names, provider, "", JsonMapper.shared().readTree(request.body()));
        } else {
            Stream.of(request.body().split("&")).forEach(each -> add(names, provider, each));
        }
        return names;
    }

    private static void add(Set<String> names, String provider, String pair) {
        if (!pair.isEmpty()) {
            String name = URLDecoder.decode(pair.replaceFirst("=.*", ""), UTF_8);
            names.add(provider + name.replaceAll("\\[\\d+]", "[]"));
        }
    }

    private static void walk(Set<String> names, String provider, String path, JsonNode node) {
        if (node.isArray()) {
            node.forEach(each -> walk(names, provider, path + "[]", each));
        } else if (node.isObject()) {
            node.properties()
                    .forEach(each -> walk(
                            names,
                            provider,
                            path.isEmpty() ? each.getKey() : path + "." + each.getKey(),
                            each.getValue()));
        } else {
            names.add(provider + path);
        }
    }
}
