package org.standwith.payments.stripe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.standwith.payments.Forgetting;
import org.standwith.payments.ProviderSilent;
import org.standwith.payments.Reply;
import tools.jackson.databind.JsonNode;

/**
 * Removes at Stripe whom it knows by something, and what they paid by: the means of payment, the customer, and what is
 * written in the payments themselves, as far as Stripe redacts them. What is gone already is no failure, so that all of it
 * can be repeated.
 */
final class StripeForgetting {

    private final StripeCalls calls;
    private final StripeRedaction redaction;

    StripeForgetting(StripeCalls calls, StripeRedaction redaction) {
        this.calls = calls;
        this.redaction = redaction;
    }

    /** @throws ProviderSilent when Stripe did not answer */
    Forgetting forget(String ref) {
        Optional<JsonNode> found = found(ref);
        if (found.isEmpty()) {
            return new Forgetting.Forgotten();
        }
        Optional<String> customer = StripeFields.idOf(found.get().path("customer"));
        customer.ifPresent(this::remove);
        Optional<StripeRedaction.Root> root = customer.map(id -> new StripeRedaction.Root("customers", id))
                .or(() -> StripeFields.idOf(found.get().path("payment_intent"))
                        .map(id -> new StripeRedaction.Root("payment_intents", id)))
                .or(() -> itself(ref));
        return root.map(each -> redaction.of(each, StripeFields.optionalTime(found.get(), "created")))
                .orElseGet(Forgetting.Forgotten::new);
    }

    private Optional<JsonNode> found(String ref) {
        if (!ref.matches("(sub|pi|ch|py|cs)_\\w{1,200}")) {
            throw new IllegalArgumentException("Stripe knows nobody by this");
        }
        String path = switch (ref.substring(0, ref.indexOf('_'))) {
            case "sub" -> "/v1/subscriptions/";
            case "pi" -> "/v1/payment_intents/";
            case "cs" -> "/v1/checkout/sessions/";
            default -> "/v1/charges/";
        };
        return orGone(calls.fetch(path + ref, List.of())).filter(JsonNode::isObject);
    }

    private static Optional<StripeRedaction.Root> itself(String ref) {
        return switch (ref.substring(0, ref.indexOf('_'))) {
            case "pi" -> Optional.of(new StripeRedaction.Root("payment_intents", ref));
            case "cs" -> Optional.of(new StripeRedaction.Root("checkout_sessions", ref));
            case "ch", "py" -> Optional.of(new StripeRedaction.Root("charges", ref));
            default -> Optional.empty();
        };
    }

    private void remove(String customer) {
        for (String means : meansOf(customer)) {
            orGone(calls.act(
                    "payment_method", client -> client.v1().paymentMethods().detach(means)));
        }
        orGone(calls.act("customer", client -> client.v1().customers().delete(customer)));
    }

    private List<String> meansOf(String customer) {
        List<String> means = new ArrayList<>();
        orGone(StripeCalls.checked(
                        "list", calls.fetch("/v1/customers/" + customer + "/payment_methods?limit=100", List.of())))
                .ifPresent(list -> list.path("data")
                        .forEach(each -> StripeFields.idOf(each).ifPresent(means::add)));
        return means;
    }

    private static Optional<JsonNode> orGone(Reply<JsonNode> reply) {
        return switch (reply) {
            case Reply.Answer<JsonNode> answer -> Optional.of(answer.value());
            case Reply.No<JsonNode> no -> {
                if (StripeCalls.isInvalid(no)) {
                    yield Optional.empty();
                }
                throw new ProviderSilent(StripeProvider.STRIPE, no.code());
            }
            case Reply.Silence<JsonNode> silence -> throw new ProviderSilent(StripeProvider.STRIPE, silence.reason());
        };
    }
}
