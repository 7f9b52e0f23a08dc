package org.standwith.payments.stripe;

import com.stripe.param.CustomerCreateParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentCreateParams.AutomaticPaymentMethods;
import com.stripe.param.PaymentIntentCreateParams.AutomaticPaymentMethods.AllowRedirects;
import com.stripe.param.SubscriptionCreateParams;
import com.stripe.param.SubscriptionCreateParams.Item;
import com.stripe.param.SubscriptionCreateParams.Item.PriceData;
import com.stripe.param.SubscriptionCreateParams.Item.PriceData.Recurring;
import com.stripe.param.SubscriptionCreateParams.Item.PriceData.Recurring.Interval;
import com.stripe.param.SubscriptionCreateParams.PaymentBehavior;
import com.stripe.param.SubscriptionCreateParams.PaymentSettings;
import com.stripe.param.SubscriptionCreateParams.PaymentSettings.SaveDefaultPaymentMethod;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.standwith.money.Cadence;
import org.standwith.payments.Beginning;
import org.standwith.payments.Order;
import org.standwith.payments.Reply;
import tools.jackson.databind.JsonNode;

/**
 * What is to be paid on our own page: a payment intent, or a subscription whose first invoice waits for its payment. Stripe
 * learns the amount, the rhythm and our reference.
 *
 * @see <a href="https://docs.stripe.com/api/payment_intents/create">Stripe, Create a PaymentIntent</a>
 * @see <a href="https://docs.stripe.com/api/subscriptions/create">Stripe, Create a subscription</a>
 */
record StripeBeginning(StripeCalls calls, StripeProduct product) {

    private static final String REFERENCE = "reference";

    Beginning begin(Order order) {
        if (!order.cadence().recurs()) {
            return begun(
                    "pi_",
                    calls.act(
                            "payment_intent",
                            client -> client.v1()
                                    .paymentIntents()
                                    .create(once(order), StripeCalls.once(order.idempotencyKey()))));
        }
        return of(product.id(), priced -> of(customer(order), customer -> subscribed(order, priced, customer)));
    }

    private Beginning subscribed(Order order, String priced, JsonNode customer) {
        return StripeFields.text(customer.path("id"))
                .map(id -> begun(
                        "sub_",
                        calls.act(
                                "subscription",
                                client -> client.v1()
                                        .subscriptions()
                                        .create(
                                                regular(order, priced, id),
                                                StripeCalls.once(order.idempotencyKey() + "-subscription")))))
                .orElseGet(() -> new Beginning.Unknown("a customer without an id", false));
    }

    /** Nobody: a subscription needs one to belong to. */
    private Reply<JsonNode> customer(Order order) {
        CustomerCreateParams params = CustomerCreateParams.builder()
                .putMetadata(REFERENCE, order.reference())
                .build();
        return calls.act(
                "customer",
                client ->
                        client.v1().customers().create(params, StripeCalls.once(order.idempotencyKey() + "-customer")));
    }

    private static PaymentIntentCreateParams once(Order order) {
        return PaymentIntentCreateParams.builder()
                .setAmount(StripeAmounts.write(order.amount()))
                .setCurrency(currency(order))
                .putMetadata(REFERENCE, order.reference())
                // What leads the browser away would tell another page where it comes from.
                .setAutomaticPaymentMethods(AutomaticPaymentMethods.builder()
                        .setEnabled(true)
                        .setAllowRedirects(AllowRedirects.NEVER)
                        .build())
                .build();
    }

    private static SubscriptionCreateParams regular(Order order, String priced, String customer) {
        Interval interval = order.cadence() == Cadence.MONTHLY ? Interval.MONTH : Interval.YEAR;
        return SubscriptionCreateParams.builder()
                .setCustomer(customer)
                .putMetadata(REFERENCE, order.reference())
                .setPaymentBehavior(PaymentBehavior.DEFAULT_INCOMPLETE)
                .setPaymentSettings(PaymentSettings.builder()
                        .setSaveDefaultPaymentMethod(SaveDefaultPaymentMethod.ON_SUBSCRIPTION)
                        .build())
                .addItem(Item.builder()
                        .setQuantity(1L)
                        .setPriceData(PriceData.builder()
                                .setCurrency(currency(order))
                                .setUnitAmount(StripeAmounts.write(order.amount()))
                                .setProduct(priced)
                                .setRecurring(Recurring.builder()
                                        .setInterval(interval)
                                        .build())
                                .build())
                        .build())
                .build();
    }

    private static String currency(Order order) {
        return order.amount().getCurrencyUnit().getCode().toLowerCase(Locale.ROOT);
    }

    private static Beginning begun(String prefix, Reply<JsonNode> reply) {
        return of(reply, made -> {
            Optional<String> id = StripeFields.text(made.path("id")).filter(each -> each.startsWith(prefix));
            return id.isPresent()
                    ? new Beginning.Begun(id.get())
                    : new Beginning.Unknown("an answer without an id", false);
        });
    }

    private static <T> Beginning of(Reply<T> reply, Function<T, Beginning> next) {
        return switch (reply) {
            case Reply.Answer<T> answer -> next.apply(answer.value());
            case Reply.No<T> no -> new Beginning.Refused(no.code());
            case Reply.Silence<T> silence -> new Beginning.Unknown(silence.reason(), silence.stored());
        };
    }
}
