package standwith.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.Event;
import com.stripe.model.Invoice;
import com.stripe.model.Subscription;
import com.stripe.model.checkout.Session;
import com.stripe.param.InvoicePaymentListParams;
import com.stripe.param.SubscriptionUpdateParams;
import com.stripe.param.checkout.SessionCreateParams.LineItem.PriceData.Recurring.Interval;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import standwith.sandbox.Truth.Kind;

class SubscriptionsTest extends SharedSandbox {

    @Test
    void aLateNoToTheFirstPaymentFailsItsOwnChargeAndEndsTheSubscription() throws Exception {
        Session session = recurring(500, Interval.MONTH);
        sandbox.stripe().answerLate(session.getId());
        String pending = chargeOf("charge.pending");

        sandbox.stripe().answer(session.getId(), false);

        assertThat(chargeOf("charge.failed")).isEqualTo(pending);
        Session over = client.v1().checkout().sessions().retrieve(session.getId());
        Invoice invoice = client.v1().invoices().retrieve(over.getInvoice());
        assertThat(invoice.getAttemptCount()).isEqualTo(1);
        assertThat(invoice.getNextPaymentAttempt()).isNull();
        assertThat(client.v1().subscriptions().retrieve(over.getSubscription()).getStatus())
                .isEqualTo("canceled");
        assertThat(APP.types())
                .containsSubsequence(
                        "charge.failed",
                        "payment_intent.payment_failed",
                        "invoice.payment_failed",
                        "customer.subscription.deleted",
                        "checkout.session.async_payment_failed");
    }

    @Test
    void aLateYesToTheFirstPaymentPaysWithItsOwnCharge() throws Exception {
        Session session = recurring(500, Interval.MONTH);
        sandbox.stripe().answerLate(session.getId());
        String pending = chargeOf("charge.pending");

        sandbox.stripe().answer(session.getId(), true);

        assertThat(chargeOf("charge.succeeded")).isEqualTo(pending);
        assertThat(APP.types()).containsSubsequence("invoice.paid", "checkout.session.async_payment_succeeded");
    }

    @Test
    void aMonthlyPaymentMakesASubscriptionWithItsInvoice() throws Exception {
        Session session = recurring(700, Interval.MONTH);

        press(session, "APPROVE");

        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.types())
                .startsWith(
                        "customer.subscription.created",
                        "charge.succeeded",
                        "payment_intent.succeeded",
                        "invoice.paid",
                        "invoice.payment_succeeded",
                        "invoice_payment.paid",
                        "checkout.session.completed");
        Session paid = client.v1().checkout().sessions().retrieve(session.getId());
        assertThat(paid.getPaymentIntent()).isNull();
        Invoice invoice = client.v1().invoices().retrieve(paid.getInvoice());
        assertThat(invoice.getPayments()).isNull();
        var details = invoice.getParent().getSubscriptionDetails();
        assertThat(details.getSubscription()).isEqualTo(paid.getSubscription());
        assertThat(details.getMetadata()).containsEntry("contribution", "42");
        Charge charge = object(APP.events().get(1));
        assertThat(charge.getMetadata()).isEmpty();
        var link = client.v1()
                .invoicePayments()
                .list(InvoicePaymentListParams.builder()
                        .setPayment(InvoicePaymentListParams.Payment.builder()
                                .setType(InvoicePaymentListParams.Payment.Type.PAYMENT_INTENT)
                                .setPaymentIntent(charge.getPaymentIntent())
                                .build())
                        .build());
        assertThat(link.getData())
                .singleElement()
                .satisfies(one -> assertThat(one.getInvoice()).isEqualTo(paid.getInvoice()));
    }

    @Test
    void aRenewalFailsIsTriedAgainAndRecovers() throws Exception {
        String subscription = subscribed(500, Interval.MONTH);
        sandbox.stripe().failNextRenewal(subscription);
        APP.forget();

        sandbox.advance(Period.ofMonths(1).plusDays(1));
        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(client.v1().subscriptions().retrieve(subscription).getStatus())
                .isEqualTo("past_due");
        assertThat(APP.types())
                .containsSubsequence(
                        "charge.failed",
                        "payment_intent.payment_failed",
                        "invoice.payment_failed",
                        "customer.subscription.updated");
        Event changed = APP.events().stream()
                .filter(event -> event.getType().equals("customer.subscription.updated"))
                .toList()
                .getLast();
        assertThat(changed.getData().getPreviousAttributes()).containsEntry("status", "active");

        sandbox.advance(Duration.ofDays(3));
        sandbox.webhooks().awaitDelivered(PATIENCE);
        Subscription recovered = client.v1().subscriptions().retrieve(subscription);
        assertThat(recovered.getStatus()).isEqualTo("active");
        assertThat(APP.types())
                .containsSubsequence("charge.succeeded", "invoice.paid", "customer.subscription.updated");
        Invoice invoice = client.v1().invoices().retrieve(recovered.getLatestInvoice());
        assertThat(invoice.getAttemptCount()).isEqualTo(2);
    }

    @Test
    void aRenewalThatKeepsFailingEndsTheSubscription() throws Exception {
        String subscription = subscribed(500, Interval.YEAR);
        sandbox.stripe().failRenewals(subscription, 4);

        sandbox.advance(Period.ofYears(1).plusDays(16));

        sandbox.webhooks().awaitDelivered(PATIENCE);
        Subscription ended = client.v1().subscriptions().retrieve(subscription);
        assertThat(ended.getStatus()).isEqualTo("canceled");
        assertThat(ended.getCancellationDetails().getReason()).isEqualTo("payment_failed");
        assertThat(APP.types()).contains("customer.subscription.deleted");
    }

    @Test
    void aDeclinedSubscriptionIsPaidByTheSecondAttempt() throws Exception {
        Session session = recurring(500, Interval.MONTH);

        press(session, "DECLINE");
        press(session, "APPROVE");

        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.types())
                .containsOnlyOnce("customer.subscription.created", "invoice.payment_failed", "invoice.paid");
        Session paid = client.v1().checkout().sessions().retrieve(session.getId());
        assertThat(client.v1().subscriptions().retrieve(paid.getSubscription()).getStatus())
                .isEqualTo("active");
    }

    @Test
    void aSubscriptionFromTheLastOfJanuaryIsRenewedOnTheLastOfFebruary() throws Exception {
        LocalDate today = LocalDate.ofInstant(CLOCK.instant(), ZoneOffset.UTC);
        LocalDate anchor = LocalDate.of(today.getYear() + 1, 1, 31);
        sandbox.advanceTo(anchor.atTime(12, 0).toInstant(ZoneOffset.UTC));
        String subscription = subscribed(500, Interval.MONTH);

        assertThat(periodEnd(subscription)).isEqualTo(anchor.plusMonths(1));
        sandbox.advance(Period.ofDays(30));
        assertThat(periodEnd(subscription)).isEqualTo(LocalDate.of(anchor.getYear(), 3, 31));
        sandbox.advance(Period.ofDays(40));
        assertThat(periodEnd(subscription)).isEqualTo(LocalDate.of(anchor.getYear(), 4, 30));
        List<Instant> paid = sandbox.truth().of(Kind.PAYMENT).stream()
                .map(Truth.Movement::at)
                .filter(at -> at.isAfter(anchor.atStartOfDay(ZoneOffset.UTC).toInstant()))
                .toList();
        assertThat(paid)
                .extracting(at -> LocalDate.ofInstant(at, ZoneOffset.UTC))
                .contains(anchor.plusMonths(1));
    }

    @Test
    void aNewAmountIsPaidFromTheNextPeriodOn() throws Exception {
        String subscription = subscribed(500, Interval.MONTH);
        APP.forget();

        change(subscription, 900, SubscriptionUpdateParams.Item.PriceData.Recurring.Interval.MONTH);
        sandbox.advance(Period.ofMonths(1).plusDays(1));

        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.types()).startsWith("customer.subscription.updated").containsOnlyOnce("invoice.paid");
        assertThat(sandbox.truth().of(Kind.PAYMENT)).last().returns(900L, Truth.Movement::minor);
    }

    @Test
    void aNewIntervalIsPaidAtOnce() throws Exception {
        String subscription = subscribed(500, Interval.MONTH);

        change(subscription, 5000, SubscriptionUpdateParams.Item.PriceData.Recurring.Interval.YEAR);

        assertThat(sandbox.truth().of(Kind.PAYMENT)).last().returns("year", Truth.Movement::interval);
        assertThat(periodEnd(subscription))
                .isEqualTo(LocalDate.ofInstant(CLOCK.instant(), ZoneOffset.UTC).plusYears(1));
    }

    @Test
    void aSubscriptionThatIsToEndIsNotRenewed() throws Exception {
        String subscription = subscribed(500, Interval.MONTH);
        client.v1()
                .subscriptions()
                .update(
                        subscription,
                        SubscriptionUpdateParams.builder()
                                .setCancelAtPeriodEnd(true)
                                .build());
        APP.forget();

        sandbox.advance(Period.ofMonths(1).plusDays(1));

        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.types()).contains("customer.subscription.deleted").doesNotContain("invoice.paid");
        assertThat(client.v1().subscriptions().retrieve(subscription).getStatus())
                .isEqualTo("canceled");
    }

    private void change(
            String subscription, long amount, SubscriptionUpdateParams.Item.PriceData.Recurring.Interval interval)
            throws StripeException {
        String item = client.v1()
                .subscriptions()
                .retrieve(subscription)
                .getItems()
                .getData()
                .getFirst()
                .getId();
        client.v1()
                .subscriptions()
                .update(
                        subscription,
                        SubscriptionUpdateParams.builder()
                                .setProrationBehavior(SubscriptionUpdateParams.ProrationBehavior.NONE)
                                .setPaymentBehavior(SubscriptionUpdateParams.PaymentBehavior.ERROR_IF_INCOMPLETE)
                                .addItem(SubscriptionUpdateParams.Item.builder()
                                        .setId(item)
                                        .setQuantity(1L)
                                        .setPriceData(SubscriptionUpdateParams.Item.PriceData.builder()
                                                .setCurrency("usd")
                                                .setProduct("prod_contribution")
                                                .setUnitAmount(amount)
                                                .setRecurring(
                                                        SubscriptionUpdateParams.Item.PriceData.Recurring.builder()
                                                                .setInterval(interval)
                                                                .build())
                                                .build())
                                        .build())
                                .build());
    }

    /** The charge that the only event of this type is about. */
    private String chargeOf(String type) {
        sandbox.webhooks().awaitDelivered(PATIENCE);
        return APP.events().stream()
                .filter(event -> event.getType().equals(type))
                .map(event -> SharedSandbox.<Charge>object(event).getId())
                .reduce((one, other) -> {
                    throw new AssertionError("More than one " + type);
                })
                .orElseThrow();
    }
}
