package org.standwith.payments.paypal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.joda.money.Money;
import org.standwith.payments.CheckoutFact.CheckoutExpired;
import org.standwith.payments.Completion;
import org.standwith.payments.Ending;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Opening;
import org.standwith.payments.Order;
import org.standwith.payments.Provider;
import org.standwith.payments.Reply;
import tools.jackson.databind.JsonNode;

/**
 * What is given regularly: a subscription to a plan, at a price of its own, that the payer approves and we activate.
 *
 * @see <a href="https://developer.paypal.com/docs/api/subscriptions/v1/">PayPal, Subscriptions v1</a>
 */
final class PayPalSubscriptions {

    private static final String PATH = "/v1/billing/subscriptions";

    /** PayPal keeps what nobody approves for good; nobody comes back to it after a day. */
    private static final Duration APPROVABLE = Duration.ofDays(1);

    /** What can be cancelled. */
    private static final Set<String> RUNNING = Set.of("ACTIVE", "SUSPENDED");

    private final Provider provider;
    private final PayPalCalls calls;
    private final PayPalPlans plans;
    private final PayPalCountries countries;
    private final Clock clock;

    PayPalSubscriptions(
            Provider provider, PayPalCalls calls, PayPalPlans plans, PayPalCountries countries, Clock clock) {
        this.provider = provider;
        this.calls = calls;
        this.plans = plans;
        this.countries = countries;
        this.clock = clock;
    }

    static boolean isOne(String ref) {
        return ref.startsWith("I-");
    }

    Opening open(Order order) {
        return switch (plans.find(order.cadence(), order.amount().getCurrencyUnit())) {
            case Reply.Answer<String> plan ->
                opened(order, calls.postOnce(PATH, subscription(order, plan.value()), order.idempotencyKey()));
            case Reply.No<String> no -> new Opening.Refused(no.code());
            case Reply.Silence<String> silence -> new Opening.Unknown(silence.reason(), false);
        };
    }

    private Opening opened(Order order, Reply<JsonNode> reply) {
        if (reply instanceof Reply.No<JsonNode>) {
            // Perhaps of a plan that somebody has closed at PayPal since.
            plans.forget(order.cadence(), order.amount().getCurrencyUnit());
        }
        return PayPalPages.redirect(reply);
    }

    private static Map<String, Object> subscription(Order order, String plan) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("return_url", order.success().toString());
        page.put("cancel_url", order.cancel().toString());
        page.put("shipping_preference", "NO_SHIPPING");
        // Activated by us, once the payer has agreed and is known to be somebody who may pay.
        page.put("user_action", "CONTINUE");
        PayPalLocales.of(order.locale()).ifPresent(locale -> page.put("locale", locale));
        return Map.of(
                "plan_id",
                plan,
                "custom_id",
                order.reference(),
                "plan",
                Map.of("billing_cycles", List.of(cycle(order.amount()))),
                "application_context",
                page);
    }

    private static Map<String, Object> cycle(Money amount) {
        Map<String, Object> price = Map.of("fixed_price", PayPalAmounts.write(amount));
        return Map.of("sequence", 1, "total_cycles", PayPalPlans.WITHOUT_END, "pricing_scheme", price);
    }

    /**
     * Activates it where the payer has approved it, unless nothing may be taken from where they are: PayPal does not let one be
     * cancelled that is not active, and takes nothing by it either.
     */
    Completion complete(String id) {
        return switch (find(id)) {
            case Reply.Answer<JsonNode> answer
            when standing(answer).equals("APPROVED") && countries.forbid(answer.value()) ->
                new Completion.Forbidden(facts(answer.value(), clock.instant()));
            case Reply.Answer<JsonNode> answer
            when standing(answer).equals("APPROVED") ->
                switch (calls.post(PATH + "/" + id + "/activate", Map.of("reason", "Approved"))) {
                    case Reply.Answer<JsonNode> activated -> told(id);
                    // It may have been activated at the same time by somebody else who asked.
                    case Reply.No<JsonNode> no -> toldUnlessApproved(id, no.code());
                    case Reply.Silence<JsonNode> silence -> new Completion.Unknown(silence.reason());
                };
            case Reply.Answer<JsonNode> answer -> told(answer.value());
            case Reply.No<JsonNode> no -> new Completion.Unknown(no.code());
            case Reply.Silence<JsonNode> silence -> new Completion.Unknown(silence.reason());
        };
    }

    /** Of what fell due, which has a name of ours with the subscription's id in it, PayPal knows the subscription alone. */
    static String path(String id) {
        int due = id.indexOf('@');
        return PATH + "/" + (due < 0 ? id : id.substring(0, due));
    }

    Reply<JsonNode> find(String id) {
        return calls.get(path(id) + "?fields=plan");
    }

    /**
     * Cancels it, which is for good; asked first, because PayPal knows no repeated request to do so. What was not activated
     * cannot be cancelled, and takes nothing: for us it has ended.
     */
    Ending end(String id) {
        return switch (find(id)) {
            case Reply.Answer<JsonNode> answer
            when RUNNING.contains(standing(answer)) ->
                switch (calls.post(path(id) + "/cancel", Map.of("reason", "Ended"))) {
                    case Reply.Answer<JsonNode> canceled -> ended(id, "not ended");
                    // It may have been cancelled at the same time by somebody else who asked.
                    case Reply.No<JsonNode> no -> ended(id, no.code());
                    case Reply.Silence<JsonNode> silence -> new Ending.Unknown(silence.reason());
                };
            case Reply.Answer<JsonNode> answer -> ended(answer.value(), standing(answer));
            case Reply.No<JsonNode> no -> new Ending.Unknown(no.code());
            case Reply.Silence<JsonNode> silence -> new Ending.Unknown(silence.reason());
        };
    }

    private Ending ended(String id, String otherwise) {
        return switch (find(id)) {
            case Reply.Answer<JsonNode> answer -> ended(answer.value(), otherwise);
            case Reply.No<JsonNode> no -> new Ending.Unknown(no.code());
            case Reply.Silence<JsonNode> silence -> new Ending.Unknown(silence.reason());
        };
    }

    private Ending ended(JsonNode subscription, String otherwise) {
        return switch (subscription.path("status").stringValue("")) {
            case "CANCELLED", "EXPIRED" -> new Ending.Ended(facts(subscription, clock.instant()));
            case "APPROVAL_PENDING", "APPROVED" -> {
                Instant now = clock.instant();
                List<Fact> facts = new ArrayList<>(facts(subscription, now));
                facts.add(new CheckoutExpired(provider, PayPalFields.id(subscription), now));
                yield new Ending.Ended(facts);
            }
            case "ACTIVE", "SUSPENDED" -> new Ending.Refused(otherwise);
            default -> new Ending.Unknown("an answer that is no subscription");
        };
    }

    private static String standing(Reply.Answer<JsonNode> answer) {
        return answer.value().path("status").stringValue("");
    }

    private Completion toldUnlessApproved(String id, String why) {
        return find(id) instanceof Reply.Answer<JsonNode> answer
                        && !standing(answer).equals("APPROVED")
                ? told(answer.value())
                : new Completion.Unknown(why);
    }

    private Completion told(String id) {
        return switch (find(id)) {
            case Reply.Answer<JsonNode> answer -> told(answer.value());
            case Reply.No<JsonNode> no -> new Completion.Unknown(no.code());
            case Reply.Silence<JsonNode> silence -> new Completion.Unknown(silence.reason());
        };
    }

    private Completion told(JsonNode subscription) {
        Instant now = clock.instant();
        String id = PayPalFields.id(subscription);
        List<Fact> facts = new ArrayList<>(facts(subscription, now));
        Instant created = PayPalTimes.read(subscription.path("create_time")).orElse(now);
        return switch (subscription.path("status").stringValue("")) {
            // Also one that was just activated, of which PayPal has not heard yet.
            case "APPROVED" -> new Completion.Open(facts);
            case "APPROVAL_PENDING" -> {
                if (now.isBefore(created.plus(APPROVABLE))) {
                    yield new Completion.Open(facts);
                }
                facts.add(new CheckoutExpired(provider, id, created.plus(APPROVABLE)));
                yield new Completion.Settled(facts);
            }
            case "ACTIVE" -> withPayments(id, facts, created, now);
            case "SUSPENDED", "CANCELLED", "EXPIRED" -> new Completion.Settled(facts);
            default -> new Completion.Unknown("an answer that is no subscription");
        };
    }

    private List<Fact> facts(JsonNode subscription, Instant now) {
        return new PayPalFacts(provider, now, countries::seen).fetchedSubscription(subscription);
    }

    /** So that nobody waits for a webhook to be thanked. What the list says less than the sale does, the sale is asked. */
    private Completion withPayments(String id, List<Fact> facts, Instant created, Instant now) {
        String period = "?start_time=" + created.truncatedTo(ChronoUnit.SECONDS) + "&end_time="
                + now.plusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
        if (calls.get(PATH + "/" + id + "/transactions" + period) instanceof Reply.Answer<JsonNode> answer) {
            answer.value().path("transactions").forEach(each -> facts.addAll(payment(each, id, now)));
        }
        boolean paid = facts.stream().anyMatch(PaymentSucceeded.class::isInstance);
        return paid || now.isAfter(created.plus(APPROVABLE))
                ? new Completion.Settled(facts)
                : new Completion.Open(facts);
    }

    private List<Fact> payment(JsonNode transaction, String subscription, Instant now) {
        PayPalFacts reading = new PayPalFacts(provider, now, countries::seen);
        if (calls.get("/v1/payments/sale/" + PayPalFields.id(transaction)) instanceof Reply.Answer<JsonNode> sale) {
            List<Fact> facts = new ArrayList<>(reading.payment(sale.value()));
            facts.add(new Linked(provider, PayPalFields.id(transaction), subscription));
            return facts;
        }
        return reading.transaction(transaction, subscription);
    }
}
