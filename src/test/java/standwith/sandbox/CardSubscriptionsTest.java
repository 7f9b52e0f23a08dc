package standwith.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.Customer;
import com.stripe.model.Invoice;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Subscription;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.SubscriptionCreateParams;
import com.stripe.param.SubscriptionCreateParams.Item.PriceData;
import com.stripe.param.SubscriptionCreateParams.PaymentBehavior;
import com.stripe.param.SubscriptionCreateParams.PaymentSettings;
import com.stripe.param.checkout.SessionCreateParams.LineItem.PriceData.Recurring.Interval;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;
import standwith.sandbox.Truth.Kind;
import tools.jackson.databind.JsonNode;

/** Subscriptions whose first payment is made by a card that is entered on the merchant's own page. */
class CardSubscriptionsTest extends SharedSandbox {

    private static final String VISA = "4242424242424242";

    @Test
    void itWaitsForItsFirstPaymentAndBeginsWithIt() throws Exception {
        Subscription begun = begin(customer());
        assertThat(begun.getStatus()).isEqualTo("incomplete");
        assertThat(begun.getPendingSetupIntent()).isNull();
        Invoice invoice = begun.getLatestInvoiceObject();
        assertThat(invoice.getStatus()).isEqualTo("open");
        assertThat(invoice.getCustomerEmail()).isNull();
        String intent = intent(begun);
        assertThat(invoice.getConfirmationSecret().getClientSecret()).startsWith(intent + "_secret_");

        PaymentIntent paid = confirm(intent, VISA);

        assertThat(paid.getStatus()).isEqualTo("succeeded");
        Subscription active = client.v1().subscriptions().retrieve(begun.getId());
        assertThat(active.getStatus()).isEqualTo("active");
        assertThat(active.getDefaultPaymentMethod()).isEqualTo(paid.getPaymentMethod());
        assertThat(client.v1()
                        .paymentMethods()
                        .retrieve(paid.getPaymentMethod())
                        .getCustomer())
                .isEqualTo(begun.getCustomer());
        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.types())
                .startsWith(
                        "customer.created",
                        "customer.subscription.created",
                        "invoice.created",
                        "invoice.finalized",
                        "payment_intent.created",
                        "payment_method.attached",
                        "charge.succeeded",
                        "payment_intent.succeeded",
                        "invoice.paid",
                        "invoice.payment_succeeded",
                        "invoice_payment.paid",
                        "customer.subscription.updated");
        Charge charge = object(APP.events().get(6));
        assertThat(charge.getBillingDetails().getEmail()).isNull();
        assertThat(charge.getPaymentMethodDetails().getCard().getCountry()).isEqualTo("US");
    }

    @Test
    void itIsRenewedByTheSameCard() throws Exception {
        Subscription begun = begin(customer());
        String method = confirm(intent(begun), "4000002760000016").getPaymentMethod();

        sandbox.advance(Period.ofMonths(1).plusDays(1));

        JsonNode renewal = sandbox.stripe().objects("charge").getLast();
        assertThat(renewal.path("payment_method").asString()).isEqualTo(method);
        assertThat(renewal.at("/payment_method_details/card/country").asString())
                .isEqualTo("DE");
        assertThat(sandbox.truth().of(Kind.PAYMENT))
                .last()
                .returns("month", Truth.Movement::interval)
                .returns(700L, Truth.Movement::minor);
    }

    @Test
    void aDeclinedFirstPaymentCanBeTriedWithAnotherToken() throws Exception {
        Subscription begun = begin(customer());
        assertThatThrownBy(() -> confirm(intent(begun), "4000000000000002")).isInstanceOf(CardException.class);
        assertThat(client.v1().subscriptions().retrieve(begun.getId()).getStatus())
                .isEqualTo("incomplete");

        confirm(intent(begun), VISA);

        assertThat(client.v1().subscriptions().retrieve(begun.getId()).getStatus())
                .isEqualTo("active");
        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.types())
                .containsSubsequence(
                        "charge.failed", "payment_intent.payment_failed", "invoice.payment_failed", "invoice.paid");
    }

    @Test
    void aChallengeComesBeforeTheFirstPayment() throws Exception {
        Subscription begun = begin(customer());
        assertThat(confirm(intent(begun), "4000002760003184").getStatus()).isEqualTo("requires_action");
        assertThat(client.v1().subscriptions().retrieve(begun.getId()).getStatus())
                .isEqualTo("incomplete");

        sandbox.stripe().answerChallenge(intent(begun), true);

        assertThat(client.v1().subscriptions().retrieve(begun.getId()).getStatus())
                .isEqualTo("active");
        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.types())
                .containsSubsequence(
                        "payment_intent.requires_action", "invoice.payment_action_required", "invoice.paid");
    }

    @Test
    void itExpiresWhenItsFirstPaymentDoesNotComeWithinADay() throws Exception {
        Subscription begun = begin(customer());

        sandbox.advance(Duration.ofHours(23));

        assertThat(client.v1().subscriptions().retrieve(begun.getId()).getStatus())
                .isEqualTo("incomplete_expired");
        assertThat(client.v1().paymentIntents().retrieve(intent(begun)).getStatus())
                .isEqualTo("canceled");
        assertThatThrownBy(() -> confirm(intent(begun), VISA)).satisfies(code("payment_intent_unexpected_state"));
        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.types()).contains("payment_intent.canceled", "invoice.voided", "customer.subscription.updated");
    }

    @Test
    void whatWasEndedBeforeItsFirstPaymentCannotBePaidAnyMore() throws Exception {
        Subscription begun = begin(customer());
        assertThatThrownBy(() -> client.v1().paymentIntents().cancel(intent(begun)))
                .isInstanceOf(InvalidRequestException.class);

        client.v1().subscriptions().cancel(begun.getId());

        assertThatThrownBy(() -> confirm(intent(begun), VISA)).satisfies(code("payment_intent_unexpected_state"));
    }

    @Test
    void aCustomerWhoIsDeletedPaysNoMore() throws Exception {
        String customer = customer();
        Subscription begun = begin(customer);
        String method = confirm(intent(begun), VISA).getPaymentMethod();
        int paid = sandbox.truth().of(Kind.PAYMENT).size();
        sandbox.webhooks().awaitDelivered(PATIENCE);
        APP.forget();

        Customer deleted = client.v1().customers().delete(customer);

        assertThat(deleted.getDeleted()).isTrue();
        assertThat(client.v1().customers().retrieve(customer).getDeleted()).isTrue();
        assertThat(client.v1().subscriptions().retrieve(begun.getId()).getStatus())
                .isEqualTo("canceled");
        assertThat(client.v1().paymentMethods().retrieve(method).getCustomer()).isNull();
        assertThatThrownBy(() -> client.v1().paymentMethods().detach(method))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> begin(customer)).satisfies(code("resource_missing"));
        assertThatThrownBy(() -> client.v1().customers().delete(customer)).satisfies(code("resource_missing"));
        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.types())
                .filteredOn(type -> !type.equals("charge.updated"))
                .containsExactly("customer.subscription.deleted", "payment_method.detached", "customer.deleted");
        sandbox.advance(Period.ofMonths(2));
        assertThat(sandbox.truth().of(Kind.PAYMENT)).hasSize(paid);
    }

    @Test
    void aDetachedCardDoesNotRenew() throws Exception {
        Subscription begun = begin(customer());
        String method = confirm(intent(begun), VISA).getPaymentMethod();

        client.v1().paymentMethods().detach(method);
        sandbox.advance(Period.ofMonths(1).plusDays(1));

        assertThat(client.v1().subscriptions().retrieve(begun.getId()).getStatus())
                .isEqualTo("past_due");
    }

    @Test
    void theCustomerOfAHostedPageCanBeDeletedToo() throws Exception {
        String subscription = subscribed(500, Interval.MONTH);
        Subscription active = client.v1().subscriptions().retrieve(subscription);

        client.v1().customers().delete(active.getCustomer());

        assertThat(client.v1().subscriptions().retrieve(subscription).getStatus())
                .isEqualTo("canceled");
        assertThat(client.v1()
                        .paymentMethods()
                        .retrieve(active.getDefaultPaymentMethod())
                        .getCustomer())
                .isNull();
    }

    private String customer() throws StripeException {
        return client.v1()
                .customers()
                .create(CustomerCreateParams.builder().build())
                .getId();
    }

    private Subscription begin(String customer) throws StripeException {
        return client.v1()
                .subscriptions()
                .create(SubscriptionCreateParams.builder()
                        .setCustomer(customer)
                        .setPaymentBehavior(PaymentBehavior.DEFAULT_INCOMPLETE)
                        .setPaymentSettings(PaymentSettings.builder()
                                .setSaveDefaultPaymentMethod(PaymentSettings.SaveDefaultPaymentMethod.ON_SUBSCRIPTION)
                                .build())
                        .addItem(SubscriptionCreateParams.Item.builder()
                                .setPriceData(PriceData.builder()
                                        .setCurrency("usd")
                                        .setProduct("prod_contribution")
                                        .setUnitAmount(700L)
                                        .setRecurring(PriceData.Recurring.builder()
                                                .setInterval(PriceData.Recurring.Interval.MONTH)
                                                .build())
                                        .build())
                                .build())
                        .putMetadata("contribution", "42")
                        .addAllExpand(List.of(
                                "latest_invoice.payments",
                                "latest_invoice.confirmation_secret",
                                "pending_setup_intent"))
                        .build());
    }

    private static String intent(Subscription begun) {
        return begun.getLatestInvoiceObject()
                .getPayments()
                .getData()
                .getFirst()
                .getPayment()
                .getPaymentIntent();
    }

    private PaymentIntent confirm(String intent, String card) throws StripeException {
        return client.v1()
                .paymentIntents()
                .confirm(
                        intent,
                        PaymentIntentConfirmParams.builder()
                                .setConfirmationToken(sandbox.stripe().enter(card, "subscription"))
                                .build());
    }
}
