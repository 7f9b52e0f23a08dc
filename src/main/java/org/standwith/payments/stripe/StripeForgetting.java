package org.standwith.payments.stripe;

import static org.standwith.payments.stripe.StripeRedaction.of;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.standwith.payments.Forgetting;
import org.standwith.payments.Reply;
import org.standwith.payments.stripe.StripeRedaction.Root;
import tools.jackson.databind.JsonNode;

/**
 * Removes at Stripe whom it knows by something, and what they paid by: the means of payment, the customer, and what is
 * written in the payments themselves, as far as Stripe redacts them. What is gone already is no failure, so that all of it
 * can be repeated; what Stripe refuses is waited for.
 */
final class StripeForgetting {

    private final StripeCalls calls;
    private final StripeRedaction redaction;

    StripeForgetting(StripeCalls calls, StripeRedaction redaction) {
        this.calls = calls;
        this.redaction = redaction;
    }

    Forgetting forget(String ref) {
        return of(find(ref), found -> found.map(each -> forget(ref, each)).orElseGet(Forgetting.Forgotten::new));
    }

    private Forgetting forget(String ref, JsonNode found) {
        Instant created = StripeFields.optionalTime(found, "created");
        Optional<String> customer = StripeFields.idOf(found.path("customer"));
        if (customer.isPresent()) {
            Root root = new Root("customers", customer.get());
            return of(
                    meansOf(root.id()),
                    means -> of(
                            detached(means), detached -> of(deleted(root.id()), gone -> redaction.of(root, created))));
        }
        return StripeFields.idOf(found.path("payment_intent"))
                .map(id -> new Root("payment_intents", id))
                .or(() -> itself(ref))
                .map(root -> redaction.of(root, created))
                .orElseGet(Forgetting.Forgotten::new);
    }

    /** Nothing where Stripe knows it no more. */
    private Reply<Optional<JsonNode>> find(String ref) {
        if (!ref.matches("(sub|pi|ch|py|cs)_\\w{1,200}")) {
            throw new IllegalArgumentException("Stripe knows nobody by this");
        }
        return switch (ref.substring(0, ref.indexOf('_'))) {
            case "sub" -> found("subscription", "/v1/subscriptions/" + ref);
            case "pi" -> found("payment_intent", "/v1/payment_intents/" + ref);
            case "cs" -> found("checkout.session", "/v1/checkout/sessions/" + ref);
            default -> found("charge", "/v1/charges/" + ref);
        };
    }

    private Reply<Optional<JsonNode>> found(String kind, String path) {
        return orGone(StripeCalls.checked(kind, calls.fetch(path, List.of())));
    }

    private static Optional<Root> itself(String ref) {
        return switch (ref.substring(0, ref.indexOf('_'))) {
            case "pi" -> Optional.of(new Root("payment_intents", ref));
            case "cs" -> Optional.of(new Root("checkout_sessions", ref));
            case "ch", "py" -> Optional.of(new Root("charges", ref));
            default -> Optional.empty();
        };
    }

    private Reply<Optional<JsonNode>> meansOf(String customer) {
        return found("list", "/v1/customers/" + customer + "/payment_methods?limit=100");
    }

    /** Up to the first that does not go. */
    private Reply<Optional<JsonNode>> detached(Optional<JsonNode> list) {
        Reply<Optional<JsonNode>> last = new Reply.Answer<>(list);
        for (String means : ids(list)) {
            last = orGone(calls.act(
                    "payment_method", client -> client.v1().paymentMethods().detach(means)));
            if (!(last instanceof Reply.Answer)) {
                return last;
            }
        }
        return last;
    }

    private static List<String> ids(Optional<JsonNode> list) {
        return list.stream()
                .flatMap(each -> each.path("data").valueStream())
                .flatMap(each -> StripeFields.idOf(each).stream())
                .toList();
    }

    private Reply<Optional<JsonNode>> deleted(String customer) {
        return orGone(calls.act("customer", client -> client.v1().customers().delete(customer)));
    }

    private static Reply<Optional<JsonNode>> orGone(Reply<JsonNode> reply) {
        return switch (reply) {
            case Reply.Answer<JsonNode> answer -> new Reply.Answer<>(Optional.of(answer.value()));
            case Reply.No<JsonNode> no ->
                StripeCalls.isMissing(no) ? new Reply.Answer<>(Optional.empty()) : new Reply.No<>(no.code());
            case Reply.Silence<JsonNode> silence -> new Reply.Silence<>(silence.reason(), silence.stored());
        };
    }
}
