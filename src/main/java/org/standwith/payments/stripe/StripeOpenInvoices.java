package org.standwith.payments.stripe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.standwith.payments.Reply;
import tools.jackson.databind.JsonNode;

/**
 * What fell due by a subscription and could not be collected.
 *
 * @see <a href="https://docs.stripe.com/api/invoices/list">Stripe, List all invoices</a>
 */
record StripeOpenInvoices(StripeCalls calls, StripeInquiry inquiry) {

    /**
     * Their ids, the newest first.
     *
     * @throws org.standwith.payments.ProviderSilent when Stripe did not answer
     */
    List<String> of(String subscription) {
        JsonNode list = inquiry.fetch("list", "/v1/invoices?status=open&limit=100&subscription=" + subscription);
        List<String> ids = new ArrayList<>();
        list.path("data").forEach(invoice -> StripeFields.idOf(invoice).ifPresent(ids::add));
        return ids;
    }

    /**
     * Has none of them collected any more; what was paid or voided meanwhile is not open.
     *
     * @return why it is not known that none is; nothing where none is
     * @throws org.standwith.payments.ProviderSilent when Stripe did not answer
     * @see <a href="https://docs.stripe.com/api/invoices/void">Stripe, Void an invoice</a>
     */
    Optional<String> voided(String subscription) {
        for (String invoice : of(subscription)) {
            Reply<JsonNode> reply =
                    calls.act("invoice", client -> client.v1().invoices().voidInvoice(invoice));
            if (reply instanceof Reply.Silence<JsonNode> silence) {
                return Optional.of(silence.reason());
            }
        }
        return of(subscription).isEmpty() ? Optional.empty() : Optional.of("still open");
    }

    /** Tries to collect one, by what the subscription is paid by now. The key keeps a repeated request from being a new try. */
    Reply<JsonNode> pay(String invoice, String idempotencyKey) {
        return calls.act(
                "invoice",
                client -> client.v1().invoices().pay(invoice, StripeCalls.once(idempotencyKey + "-pay-" + invoice)));
    }
}
