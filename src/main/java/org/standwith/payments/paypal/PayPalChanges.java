package org.standwith.payments.paypal;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.Money;
import org.standwith.payments.Change;
import org.standwith.payments.Changing;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.payments.Fact.SubscriptionSeen.Source;
import org.standwith.payments.Provider;
import org.standwith.payments.ProviderSilent;
import org.standwith.payments.Reply;
import tools.jackson.databind.JsonNode;

/**
 * Changes a subscription. PayPal knows no repeated request to do so: it is asked before, and after, whatever it said to the
 * request; what is so then counts.
 *
 * @see <a href="https://developer.paypal.com/docs/api/subscriptions/v1/">PayPal, Subscriptions v1</a>
 */
record PayPalChanges(
        Provider provider,
        PayPalCalls calls,
        PayPalPlans plans,
        PayPalSubscriptions subscriptions,
        PayPalCountries countries,
        Clock clock) {

    /** For what has ended, nothing can be changed any more. */
    private static final String ENDED = "ended";

    private static final String SUSPENDED = "SUSPENDED";

    /** PayPal's word for what failed payments have suspended. */
    private static final String CANNOT = "SUBSCRIPTION_CANNOT_BE_ACTIVATED";

    /** @throws org.standwith.payments.ProviderSilent when PayPal did not answer */
    Changing change(String id, Change change, URI back) {
        Instant asked = clock.instant();
        JsonNode now = fetched(id);
        return switch (PayPalFields.status(now)) {
            case "CANCELLED", "EXPIRED" -> new Changing.Refused(ENDED);
            case "APPROVAL_PENDING", "APPROVED" -> new Changing.Refused("incomplete");
            case "ACTIVE", SUSPENDED -> isSo(now, change) ? changed(now, asked) : ask(id, now, change, back);
            default -> new Changing.Unknown("an answer that is no subscription");
        };
    }

    private Changing ask(String id, JsonNode now, Change change, URI back) {
        return switch (change) {
            case Change.ToAmount to -> toAmount(id, now, change, to.each());
            case Change.ToCadence to when seen(now).cadence() == to.cadence() -> toAmount(id, now, change, to.each());
            case Change.ToCadence to -> toCadence(id, now, to, back);
            case Change.Pause pause -> suspend(id, now, change, "Paused");
            case Change.EndWithPeriod end -> suspend(id, now, change, "Ends");
            case Change.Resume resume -> activate(id, now, change);
            case Change.KeepOn keep -> activate(id, now, change);
        };
    }

    /**
     * For the cycles that begin in ten days and later: PayPal keeps the price of one that begins before.
     *
     * @see <a href="https://developer.paypal.com/docs/api/subscriptions/v1/#subscriptions_patch">PayPal, Update subscription</a>
     */
    private Changing toAmount(String id, JsonNode now, Change change, Money each) {
        return obstacle(now, each)
                .<Changing>map(Changing.Refused::new)
                .orElseGet(() -> after(
                        id,
                        change,
                        patch(
                                id,
                                "/plan/billing_cycles/@sequence==" + PayPalSubscription.sequence(now)
                                        + "/pricing_scheme/fixed_price",
                                PayPalAmounts.write(each))));
    }

    private Optional<String> obstacle(JsonNode now, Money each) {
        Money present = seen(now).amount();
        if (!PayPalAmounts.takes(each)) {
            return Optional.of("not an amount that PayPal takes");
        }
        return present != null && !present.getCurrencyUnit().equals(each.getCurrencyUnit())
                ? Optional.of("currency")
                : Optional.empty();
    }

    /**
     * By a plan that has this price itself, since PayPal drops the price of a subscription that takes another plan. Whoever
     * pays has to agree.
     *
     * @see <a href="https://developer.paypal.com/docs/api/subscriptions/v1/#subscriptions_revise">PayPal, Revise plan</a>
     */
    private Changing toCadence(String id, JsonNode now, Change.ToCadence to, URI back) {
        Optional<String> obstacle = to.cadence().recurs() ? obstacle(now, to.each()) : Optional.of("not a rhythm");
        if (obstacle.isPresent()) {
            return new Changing.Refused(obstacle.get());
        }
        return switch (plans.find(to.cadence(), to.each())) {
            case Reply.Answer<String> plan -> revised(id, plan.value(), to, back);
            case Reply.No<String> no when PayPalWire.isBusy(no) -> new Changing.Unknown(no.code());
            case Reply.No<String> no -> new Changing.Refused(no.code());
            case Reply.Silence<String> silence -> new Changing.Unknown(silence.reason());
        };
    }

    private Changing revised(String id, String plan, Change.ToCadence to, URI back) {
        Map<String, String> page = Map.of(
                "return_url", back.toString(), "cancel_url", back.toString(), "shipping_preference", "NO_SHIPPING");
        Reply<JsonNode> reply = calls.post(
                PayPalSubscriptions.path(id) + "/revise", Map.of("plan_id", plan, "application_context", page));
        if (reply instanceof Reply.No<JsonNode>) {
            // Perhaps of a plan that somebody has closed at PayPal since.
            plans.forget(to.cadence(), to.each());
        }
        return (reply instanceof Reply.Answer<JsonNode> answer
                        ? PayPalPages.approval(answer.value())
                        : Optional.<URI>empty())
                .<Changing>map(Changing.ToBeAgreed::new)
                .orElseGet(() -> after(id, to, reply));
    }

    /**
     * PayPal takes nothing meanwhile, and does not go on by itself.
     *
     * @see <a href="https://developer.paypal.com/docs/subscriptions/customize/pause-resume/">PayPal, Pause or resume</a>
     */
    private Changing suspend(String id, JsonNode now, Change change, String reason) {
        // In vain or not, it is to be suspended; what it was in vain for is seen to again before it goes on.
        forgiven(id, now);
        return after(id, change, calls.post(PayPalSubscriptions.path(id) + "/suspend", Map.of("reason", reason)));
    }

    private Changing activate(String id, JsonNode now, Change change) {
        if (isExhausted(now)) {
            return new Changing.Refused(CANNOT);
        }
        Reply<JsonNode> forgiven = forgiven(id, now);
        return after(
                id,
                change,
                forgiven instanceof Reply.Answer<JsonNode>
                        ? calls.post(PayPalSubscriptions.path(id) + "/activate", Map.of("reason", "Resumed"))
                        : forgiven);
    }

    /** Whether PayPal suspended it by itself. */
    private static boolean isExhausted(JsonNode now) {
        int most = now.path("plan")
                .path("payment_preferences")
                .path("payment_failure_threshold")
                .intValue(0);
        int failed = now.path("billing_info").path("failed_payments_count").intValue(0);
        return most > 0 && failed >= most;
    }

    /**
     * Lets go of what could not be collected: nobody owes a gift, and PayPal would bill it with the next cycle, as the plans'
     * {@code auto_bill_outstanding} has it. That is not done any more for this subscription; that nothing is owed is said
     * besides, wherever PayPal takes that.
     *
     * @see <a href="https://developer.paypal.com/docs/api/subscriptions/v1/#subscriptions_patch">PayPal, Update subscription</a>
     */
    private Reply<JsonNode> forgiven(String id, JsonNode now) {
        JsonNode owed = now.path("billing_info").path("outstanding_balance");
        if (!PayPalAmounts.isAmount(owed) || !PayPalAmounts.read(owed).isPositive()) {
            return new Reply.Answer<>(now);
        }
        Reply<JsonNode> notBilled = patch(id, "/plan/payment_preferences/auto_bill_outstanding", false);
        if (!(notBilled instanceof Reply.Answer<JsonNode>)) {
            return notBilled;
        }
        Money none = Money.zero(PayPalAmounts.read(owed).getCurrencyUnit());
        return patch(id, "/billing_info/outstanding_balance", PayPalAmounts.write(none))
                        instanceof Reply.Silence<JsonNode> silence
                ? silence
                : notBilled;
    }

    private Reply<JsonNode> patch(String id, String path, Object value) {
        return calls.patch(
                PayPalSubscriptions.path(id), List.of(Map.of("op", "replace", "path", path, "value", value)));
    }

    private Changing after(String id, Change change, Reply<JsonNode> reply) {
        Instant asked = clock.instant();
        JsonNode now = fetched(id);
        if (isSo(now, change)) {
            return changed(now, asked);
        }
        return switch (reply) {
            case Reply.No<JsonNode> no when PayPalWire.isBusy(no) -> new Changing.Unknown(no.code());
            case Reply.No<JsonNode> no -> new Changing.Refused(hasEnded(now) ? ENDED : no.code());
            case Reply.Answer<JsonNode> answer -> new Changing.Unknown("not changed yet");
            case Reply.Silence<JsonNode> silence -> new Changing.Unknown(silence.reason());
        };
    }

    private boolean isSo(JsonNode now, Change change) {
        String status = PayPalFields.status(now);
        return switch (change) {
            case Change.ToAmount to -> to.each().equals(seen(now).amount());
            case Change.ToCadence to ->
                to.each().equals(seen(now).amount())
                        && to.cadence() == seen(now).cadence();
            case Change.Pause pause -> status.equals(SUSPENDED);
            case Change.EndWithPeriod end -> status.equals(SUSPENDED);
            case Change.Resume resume -> status.equals("ACTIVE");
            case Change.KeepOn keep -> status.equals("ACTIVE");
        };
    }

    private static boolean hasEnded(JsonNode now) {
        return PayPalFields.status(now).matches("CANCELLED|EXPIRED");
    }

    private SubscriptionSeen seen(JsonNode subscription) {
        return PayPalSubscription.seen(provider, subscription, Source.FETCHED, clock.instant());
    }

    private Changing changed(JsonNode now, Instant asked) {
        return new Changing.Changed(new PayPalFacts(provider, asked, countries::seen).fetchedSubscription(now));
    }

    private JsonNode fetched(String id) {
        return switch (subscriptions.find(id)) {
            case Reply.Answer<JsonNode> answer -> answer.value();
            case Reply.No<JsonNode> no -> throw new ProviderSilent(provider, no.code());
            case Reply.Silence<JsonNode> silence -> throw new ProviderSilent(provider, silence.reason());
        };
    }
}
