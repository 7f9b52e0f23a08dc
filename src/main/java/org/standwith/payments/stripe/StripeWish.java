package org.standwith.payments.stripe;

import com.stripe.param.SubscriptionUpdateParams;
import com.stripe.param.SubscriptionUpdateParams.Item;
import com.stripe.param.SubscriptionUpdateParams.Item.PriceData;
import com.stripe.param.SubscriptionUpdateParams.Item.PriceData.Recurring;
import com.stripe.param.SubscriptionUpdateParams.Item.PriceData.Recurring.Interval;
import com.stripe.param.SubscriptionUpdateParams.PauseCollection;
import com.stripe.param.SubscriptionUpdateParams.PauseCollection.Behavior;
import com.stripe.param.SubscriptionUpdateParams.ProrationBehavior;
import com.stripe.param.common.EmptyParam;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.joda.money.Money;
import org.standwith.money.Cadence;
import org.standwith.payments.Change;
import org.standwith.payments.Fact.SubscriptionSeen;
import tools.jackson.databind.JsonNode;

/** A change in Stripe's words: what to ask for, and whether it is so. */
final class StripeWish {

    private StripeWish() {}

    /** @param seen nothing for a subscription of another shape than ours */
    static boolean isSo(JsonNode subscription, Optional<SubscriptionSeen> seen, Change change) {
        return switch (change) {
            case Change.ToAmount to ->
                seen.filter(now -> to.each().equals(now.amount())).isPresent();
            case Change.ToCadence to ->
                seen.filter(now -> to.each().equals(now.amount()) && to.cadence() == now.cadence())
                        .isPresent();
            case Change.Pause pause -> isPaused(subscription, pause.until());
            case Change.Resume resume -> !subscription.path("pause_collection").isObject();
            case Change.EndWithPeriod end -> endsWithPeriod(subscription);
            case Change.KeepOn keep -> !endsWithPeriod(subscription) && !endsAtATime(subscription);
        };
    }

    private static boolean isPaused(JsonNode subscription, Instant until) {
        JsonNode pause = subscription.path("pause_collection");
        return pause.path("behavior").stringValue("").equals(Behavior.VOID.getValue())
                && pause.path("resumes_at").longValue(0) == until.getEpochSecond();
    }

    private static boolean endsWithPeriod(JsonNode subscription) {
        return subscription.path("cancel_at_period_end").booleanValue(false);
    }

    private static boolean endsAtATime(JsonNode subscription) {
        return subscription.path("cancel_at").isIntegralNumber();
    }

    /** Whether nothing more is to be taken, for now or for good. */
    static boolean stops(Change change) {
        return change instanceof Change.Pause || change instanceof Change.EndWithPeriod;
    }

    static boolean keepsInterval(JsonNode subscription, Cadence cadence) {
        return item(subscription)
                .path("price")
                .path("recurring")
                .path("interval")
                .stringValue("")
                .equals(interval(cadence).getValue());
    }

    static SubscriptionUpdateParams params(JsonNode now, Change change) {
        SubscriptionUpdateParams.Builder params = SubscriptionUpdateParams.builder();
        switch (change) {
            case Change.ToAmount to -> price(params, now, to.each(), present(now));
            case Change.ToCadence to -> {
                price(params, now, to.each(), interval(to.cadence()));
                if (!keepsInterval(now, to.cadence())) {
                    afterWhatIsPaid(params, now);
                }
            }
            // What falls due meanwhile is made and voided at once, so that it is not collected later either.
            case Change.Pause pause ->
                params.setPauseCollection(PauseCollection.builder()
                        .setBehavior(Behavior.VOID)
                        .setResumesAt(pause.until().getEpochSecond())
                        .build());
            case Change.Resume resume -> params.setPauseCollection(EmptyParam.EMPTY);
            case Change.EndWithPeriod end -> params.setCancelAtPeriodEnd(true);
            case Change.KeepOn keep -> {
                if (endsWithPeriod(now)) {
                    params.setCancelAtPeriodEnd(false);
                } else {
                    params.setCancelAt(EmptyParam.EMPTY);
                }
            }
        }
        return params.build();
    }

    /**
     * In place of the present price: without the item's id it would be one more to pay, and without the quantity that of the
     * old one.
     *
     * @see <a href="https://docs.stripe.com/billing/subscriptions/change-price">Stripe, Change the price of a subscription</a>
     */
    private static void price(SubscriptionUpdateParams.Builder params, JsonNode now, Money each, Interval interval) {
        JsonNode item = item(now);
        params.setProrationBehavior(ProrationBehavior.NONE)
                .addItem(Item.builder()
                        .setId(StripeFields.id(item))
                        .setQuantity(1L)
                        .setPriceData(PriceData.builder()
                                .setCurrency(each.getCurrencyUnit().getCode().toLowerCase(Locale.ROOT))
                                .setProduct(StripeFields.idOf(item.path("price").path("product"))
                                        .orElseThrow())
                                .setUnitAmount(StripeAmounts.write(each))
                                .setRecurring(Recurring.builder()
                                        .setInterval(interval)
                                        .build())
                                .build())
                        .build());
    }

    /**
     * Another interval begins, and is billed, at once, unless it begins by a trial: which is how Stripe has the next billing
     * moved. Without proration nothing is given back for what is paid already.
     *
     * @see <a href="https://docs.stripe.com/billing/subscriptions/billing-cycle">Stripe, Set the billing renewal date</a>
     * @see <a href="https://support.stripe.com/questions/handling-subscription-changes">Stripe, Subscription plan changes</a>
     */
    private static void afterWhatIsPaid(SubscriptionUpdateParams.Builder params, JsonNode now) {
        params.setTrialEnd(item(now).required("current_period_end").longValue());
    }

    private static JsonNode item(JsonNode subscription) {
        return subscription.path("items").path("data").path(0);
    }

    private static Interval present(JsonNode subscription) {
        return keepsInterval(subscription, Cadence.ANNUAL) ? Interval.YEAR : Interval.MONTH;
    }

    private static Interval interval(Cadence cadence) {
        return cadence == Cadence.ANNUAL ? Interval.YEAR : Interval.MONTH;
    }
}
