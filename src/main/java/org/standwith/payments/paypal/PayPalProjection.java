package org.standwith.payments.paypal;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.standwith.payments.Levels;
import org.standwith.payments.Order;
import org.standwith.payments.Projection;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Which fields of PayPal's resources facts need. */
final class PayPalProjection {

    private static final Set<String> PAYMENT = Set.of(
            "id",
            "status",
            "state",
            "create_time",
            "custom_id",
            "custom",
            "invoice_id",
            "amount.currency_code",
            "amount.value",
            "amount.currency",
            "amount.total",
            "links[].rel",
            "links[].href",
            // capture
            "status_details.reason",
            "supplementary_data.related_ids.order_id",
            "seller_receivable_breakdown.paypal_fee.currency_code",
            "seller_receivable_breakdown.paypal_fee.value",
            "seller_receivable_breakdown.net_amount.currency_code",
            "seller_receivable_breakdown.net_amount.value",
            "seller_receivable_breakdown.receivable_amount.currency_code",
            "seller_receivable_breakdown.receivable_amount.value",
            // sale
            "reason_code",
            "billing_agreement_id",
            "transaction_fee.currency",
            "transaction_fee.value",
            "receivable_amount.currency",
            "receivable_amount.value",
            "receivable_amount.total",
            // refund and reversal, of a capture and of a sale
            "sale_id",
            "capture_id",
            "seller_payable_breakdown.net_amount.currency_code",
            "seller_payable_breakdown.net_amount.value",
            "seller_payable_breakdown.net_amount_in_receivable_currency.currency_code",
            "seller_payable_breakdown.net_amount_in_receivable_currency.value",
            "seller_payable_breakdown.net_amount_breakdown[].payable_amount.currency_code",
            "seller_payable_breakdown.net_amount_breakdown[].payable_amount.value",
            "seller_payable_breakdown.net_amount_breakdown[].converted_amount.currency_code",
            "seller_payable_breakdown.net_amount_breakdown[].converted_amount.value",
            "refund_from_transaction_fee.currency",
            "refund_from_transaction_fee.value",
            "refund_from_transaction_fee.total",
            "refund_from_received_amount.currency",
            "refund_from_received_amount.value",
            "refund_from_received_amount.total");

    private static final Set<String> OTHERS = Set.of(
            // order and approval
            "update_time",
            "order_id",
            "purchase_units[].custom_id",
            "purchase_units[].invoice_id",
            // subscription
            "status_update_time",
            "plan.billing_cycles[].tenure_type",
            "plan.billing_cycles[].frequency.interval_unit",
            "plan.billing_cycles[].frequency.interval_count",
            "plan.billing_cycles[].pricing_scheme.fixed_price.currency_code",
            "plan.billing_cycles[].pricing_scheme.fixed_price.value",
            "billing_info.next_billing_time",
            "billing_info.failed_payments_count",
            "billing_info.last_failed_payment.time",
            "billing_info.last_failed_payment.next_payment_retry_time",
            "billing_info.last_failed_payment.next_payment_retry_date",
            // dispute
            "dispute_id",
            "disputed_transactions[].seller_transaction_id",
            "dispute_amount.currency_code",
            "dispute_amount.value",
            "dispute_outcome.outcome_code",
            "money_movements[].affected_party",
            "money_movements[].type",
            "money_movements[].reason",
            "money_movements[].initiated_time",
            "money_movements[].amount.currency_code",
            "money_movements[].amount.value");

    static final Set<String> ALLOWED = Stream.of(
                    PAYMENT.stream(),
                    OTHERS.stream(),
                    PAYMENT.stream().map("purchase_units[].payments.captures[]."::concat),
                    PAYMENT.stream().map("purchase_units[].payments.refunds[]."::concat))
            .flatMap(paths -> paths)
            .collect(Collectors.toUnmodifiableSet());

    /** Families of events that {@link PayPalFacts} reads. Of any other nothing is kept. */
    private static final Pattern READ = Pattern.compile(
            "(CHECKOUT\\.|PAYMENT\\.(CAPTURE|SALE|REFUND)\\.|BILLING\\.SUBSCRIPTION\\.|CUSTOMER\\.DISPUTE\\.).*");

    /** Where others who use the account may write what they like, a name for instance: only our references are kept. */
    private static final Set<String> FREE_TEXT = Set.of("custom_id", "custom", "invoice_id");

    private static final Pattern TIME = Pattern.compile("[0-9T:.+Z-]{10,40}");
    private static final Pattern ADDRESS = Pattern.compile("https?://[A-Za-z0-9.:-]{1,80}/[A-Za-z0-9/_-]{1,120}");

    private static final Projection PROJECTION = new Projection(ALLOWED, PayPalProjection::plain);

    private PayPalProjection() {}

    /** Of every resource the level is kept that its payer's country has now, and not the country. */
    static ObjectNode of(String eventType, JsonNode resource, PayPalCountries countries) {
        return READ.matcher(eventType).matches()
                ? PROJECTION
                        .of(resource)
                        .put(Levels.FIELD, countries.of(resource).name())
                : JsonNodeFactory.instance.objectNode();
    }

    private static Optional<JsonNode> plain(String name, JsonNode value) {
        if (!value.isString()) {
            return Optional.of(value).filter(number -> !FREE_TEXT.contains(name));
        }
        String text = value.stringValue();
        boolean fine = FREE_TEXT.contains(name)
                ? Order.isReference(text)
                : PayPalFields.text(value).isPresent()
                        || TIME.matcher(text).matches()
                        || (name.equals("href") && ADDRESS.matcher(text).matches());
        return fine ? Optional.of(value) : Optional.empty();
    }
}
