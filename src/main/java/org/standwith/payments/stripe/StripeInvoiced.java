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
 */
record StripeInvoiced(StripeInquiry inquiry) {

    /** A renewal's invoice is a draft for about an hour; one that is paid later is asked about by itself. */
    private static final Duration BEFORE = Duration.ofHours(2);

    /** @return the ids of those that are */
    Set<String> among(JsonNode charges) {
        Set<String> invoiced = new HashSet<>();
        Map<String, String> open = new HashMap<>();
        @Nullable Instant first = null;
        @Nullable Instant last = null;
        for (JsonNode charge : charges) {
            String id = StripeFields.id(charge);
            Optional<String> intent = StripeFields.idOf(charge.path("payment_intent"));
            if (StripeFields.idOf(charge.path("invoice")).isPresent()) {
                // Where it stood before API version 2025-03-31.
                invoiced.add(id);
            } else if (intent.isPresent()
                    && StripeFields.idOf(charge.path("customer")).isPresent()) {
                // An invoice has a customer, and so has whatever it is paid by.
                Instant created = StripeFields.time(charge, "created");
                first = first == null || created.isBefore(first) ? created : first;
                last = last == null || created.isAfter(last) ? created : last;
                open.put(intent.get(), id);
            }
        }
        if (first != null && last != null) {
            bulk(first.minus(BEFORE), last, open, invoiced);
            open.forEach((intent, charge) -> {
                if (hasInvoice(intent)) {
                    invoiced.add(charge);
                }
            });
        }
        return invoiced;
    }

    private void bulk(Instant from, Instant to, Map<String, String> open, Set<String> invoiced) {
        String after = "";
        boolean more = true;
        while (more && !open.isEmpty()) {
            JsonNode list = inquiry.fetch(
                    "list",
                    "/v1/invoices?limit=100&created[gte]=" + from.getEpochSecond() + "&created[lte]="
                            + to.getEpochSecond() + after,
                    "data.payments");
            for (JsonNode invoice : list.path("data")) {
                for (JsonNode payment : invoice.path("payments").path("data")) {
                    StripeFields.idOf(payment.path("payment").path("payment_intent"))
                            .map(open::remove)
                            .ifPresent(invoiced::add);
                }
                after = "&starting_after=" + StripeFields.id(invoice);
            }
            more = list.path("has_more").booleanValue(false)
                    && !list.path("data").isEmpty();
        }
    }

    private boolean hasInvoice(String intent) {
        return !inquiry.fetch(
                        "list",
                        "/v1/invoice_payments?limit=1&payment[type]=payment_intent&payment[payment_intent]=" + intent)
                .path("data")
                .isEmpty();
    }
}
