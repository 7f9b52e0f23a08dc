package org.standwith.payments.stripe;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Which charges are for an invoice, as those of subscriptions are. A charge does not name its invoice; the invoices of the
 * time before it name what they were paid by, so that few charges have to be asked about by themselves.
 *
 * @see <a href="https://docs.stripe.com/api/invoices/list">Stripe, List all invoices</a>
 * @see <a href="https://docs.stripe.com/api/invoice-payment/object">Stripe, The invoice payment object</a>
 */
record StripeInvoiced(StripeInquiry inquiry) {

    /** A renewal's invoice is a draft for about an hour; one that is paid later is asked about by itself. */
    private static final Duration BEFORE = Duration.ofHours(2);

    /**
     * What was paid without an intent, as invoices were until 2019, cannot be asked about by itself: an invoice is looked for as
     * far back as a payment was tried again.
     */
    private static final Duration LONG_BEFORE = Duration.ofDays(30);

    /**
     * The ids of charges.
     *
     * @param regular for a subscription's invoices
     * @param single for any other invoice
     */
    record Charges(Set<String> regular, Set<String> single) {}

    Charges among(JsonNode charges) {
        Charges found = new Charges(new HashSet<>(), new HashSet<>());
        // By what an invoice names: the intent, or where there is none the charge itself.
        Map<String, String> open = new HashMap<>();
        @Nullable Instant first = null;
        @Nullable Instant last = null;
        for (JsonNode charge : charges) {
            String id = StripeFields.id(charge);
            if (StripeFields.idOf(charge.path("invoice")).isPresent()) {
                // Where it stood before API version 2025-03-31.
                found.regular().add(id);
            } else if (StripeFields.idOf(charge.path("customer")).isPresent()) {
                // An invoice has a customer, and so has whatever it is paid by.
                Optional<String> intent = StripeFields.idOf(charge.path("payment_intent"));
                Instant created = StripeFields.time(charge, "created");
                Instant from = created.minus(intent.isPresent() ? BEFORE : LONG_BEFORE);
                first = first == null || from.isBefore(first) ? from : first;
                last = last == null || created.isAfter(last) ? created : last;
                open.put(intent.orElse(id), id);
            }
        }
        if (first != null && last != null) {
            bulk(first, last, open, found);
            open.forEach((ref, charge) -> {
                if (!ref.equals(charge)) {
                    invoiceOf(ref).ifPresent(invoice -> add(charge, invoice, found));
                }
            });
        }
        return found;
    }

    private void bulk(Instant from, Instant to, Map<String, String> open, Charges found) {
        String after = "";
        boolean more = true;
        while (more && !open.isEmpty()) {
            JsonNode list = inquiry.fetch(
                    "list",
                    "/v1/invoices?limit=100&created[gte]=" + from.getEpochSecond() + "&created[lte]="
                            + to.getEpochSecond() + after,
                    "data.payments");
            for (JsonNode invoice : list.path("data")) {
                for (JsonNode each : invoice.path("payments").path("data")) {
                    JsonNode payment = each.path("payment");
                    StripeFields.idOf(payment.path("payment_intent"))
                            .or(() -> StripeFields.idOf(payment.path("charge")))
                            .map(open::remove)
                            .ifPresent(charge -> add(charge, invoice, found));
                }
                after = "&starting_after=" + StripeFields.id(invoice);
            }
            more = list.path("has_more").booleanValue(false)
                    && !list.path("data").isEmpty();
        }
    }

    private static void add(String charge, JsonNode invoice, Charges found) {
        boolean regular = StripeFields.idOf(
                        invoice.path("parent").path("subscription_details").path("subscription"))
                // Where it stood before API version 2025-03-31.
                .or(() -> StripeFields.idOf(invoice.path("subscription")))
                .isPresent();
        (regular ? found.regular() : found.single()).add(charge);
    }

    private Optional<JsonNode> invoiceOf(String intent) {
        JsonNode payments = inquiry.fetch(
                        "list",
                        "/v1/invoice_payments?limit=1&payment[type]=payment_intent&payment[payment_intent]=" + intent,
                        "data.invoice")
                .path("data");
        return payments.isEmpty()
                ? Optional.empty()
                : Optional.of(payments.path(0).path("invoice"));
    }
}
