package org.standwith.payments.stripe;

import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.LineItem;
import com.stripe.param.checkout.SessionCreateParams.LineItem.PriceData.Recurring;
import com.stripe.param.checkout.SessionCreateParams.LineItem.PriceData.Recurring.Interval;
import com.stripe.param.checkout.SessionCreateParams.Mode;
import java.util.Locale;
import org.standwith.money.Cadence;
import org.standwith.payments.Order;

/**
 * An order as a Checkout Session.
 *
 * @see <a href="https://docs.stripe.com/api/checkout/sessions/create">Stripe, Create a Checkout Session</a>
 */
final class StripeSession {

    private static final String REFERENCE = "reference";

    private StripeSession() {}

    static SessionCreateParams params(Order order, String product) {
        SessionCreateParams.Builder session = SessionCreateParams.builder()
                .setMode(order.cadence().recurs() ? Mode.SUBSCRIPTION : Mode.PAYMENT)
                .setSubmitType(SessionCreateParams.SubmitType.DONATE)
                .setSuccessUrl(order.success().toString())
                .setCancelUrl(order.cancel().toString())
                .setClientReferenceId(order.reference())
                .putMetadata(REFERENCE, order.reference())
                .setExpiresAt(order.expires().getEpochSecond())
                .setLocale(locale(order.locale()))
                // It follows the account's settings unless told, and then takes another amount than was agreed.
                .setAdaptivePricing(SessionCreateParams.AdaptivePricing.builder()
                        .setEnabled(false)
                        .build())
                .addLineItem(LineItem.builder()
                        .setQuantity(1L)
                        .setPriceData(price(order, product))
                        .build());
        // Stripe does not copy a session's metadata to what comes of it.
        if (order.cadence().recurs()) {
            session.setSubscriptionData(SessionCreateParams.SubscriptionData.builder()
                    .putMetadata(REFERENCE, order.reference())
                    .build());
        } else {
            session.setPaymentIntentData(SessionCreateParams.PaymentIntentData.builder()
                    .putMetadata(REFERENCE, order.reference())
                    .build());
        }
        return session.build();
    }

    private static LineItem.PriceData price(Order order, String product) {
        LineItem.PriceData.Builder price = LineItem.PriceData.builder()
                .setCurrency(order.amount().getCurrencyUnit().getCode().toLowerCase(Locale.ROOT))
                .setUnitAmount(StripeAmounts.write(order.amount()))
                .setProduct(product);
        if (order.cadence().recurs()) {
            Interval interval = order.cadence() == Cadence.MONTHLY ? Interval.MONTH : Interval.YEAR;
            price.setRecurring(Recurring.builder().setInterval(interval).build());
        }
        return price.build();
    }

    /** The nearest that Stripe's page speaks. */
    static SessionCreateParams.Locale locale(Locale wanted) {
        for (SessionCreateParams.Locale each : SessionCreateParams.Locale.values()) {
            if (each.getValue().equals(wanted.getLanguage())) {
                return each;
            }
        }
        return SessionCreateParams.Locale.AUTO;
    }
}
