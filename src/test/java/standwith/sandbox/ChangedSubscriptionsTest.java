package standwith.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Event;
import com.stripe.model.Invoice;
import com.stripe.model.SetupIntent;
import com.stripe.model.Subscription;
import com.stripe.model.SubscriptionItem;
import com.stripe.model.checkout.Session;
import com.stripe.param.SubscriptionUpdateParams;
import com.stripe.param.SubscriptionUpdateParams.Item;
import com.stripe.param.SubscriptionUpdateParams.Item.PriceData;
import com.stripe.param.SubscriptionUpdateParams.Item.PriceData.Recurring;
import com.stripe.param.SubscriptionUpdateParams.PauseCollection;
import com.stripe.param.SubscriptionUpdateParams.PauseCollection.Behavior;
import com.stripe.param.SubscriptionUpdateParams.ProrationBehavior;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.LineItem.PriceData.Recurring.Interval;
import com.stripe.param.checkout.SessionRetrieveParams;
import java.time.Duration;
import java.time.Period;
import org.junit.jupiter.api.Test;
import standwith.sandbox.Truth.Kind;

/** What Stripe does when a subscription is changed, or another card is given for it. */
class ChangedSubscriptionsTest extends SharedSandbox {

    private static final String GERMAN = "4000002760000016";
    private static final String FAILS_LATER = "4000000000000341";

    @Test
    void aNewIntervalWithATrialUntilThePeriodsEndIsPaidThen() throws Exception {
        String id = subscribed(500, Interval.MONTH);
        Subscription before = client.v1().subscriptions().retrieve(id);
        long end = item(before).getCurrentPeriodEnd();
        int paid = payments();
        APP.forget();

        Subscription changed = update(id, yearly(item(before).getId()).setTrialEnd(end));

        assertThat(changed.getStatus()).isEqualTo("trialing");
        assertThat(changed.getTrialEnd()).isEqualTo(end);
        assertThat(changed.getBillingCycleAnchor()).isEqualTo(end);
        assertThat(item(changed).getCurrentPeriodEnd()).isEqualTo(end);
        Invoice free = client.v1().invoices().retrieve(changed.getLatestInvoice());
        assertThat(free.getAmountPaid()).isZero();
        assertThat(free.getStatus()).isEqualTo("paid");
        assertThat(payments()).isEqualTo(paid);

        sandbox.advance(Period.ofMonths(1).plusDays(1));
        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(client.v1().subscriptions().retrieve(id).getStatus()).isEqualTo("active");
        assertThat(sandbox.truth().of(Kind.PAYMENT)).hasSize(paid + 1).last().returns(5000L, Truth.Movement::minor);
        assertThat(APP.types())
                .containsSubsequence(
                        "customer.subscription.updated",
                        "invoice.paid",
                        "customer.subscription.updated",
                        "invoice.paid");
    }

    @Test
    void aTrialThatHasEndedOrIsProratedIsRefused() throws Exception {
        String id = subscribed(500, Interval.MONTH);
        long now = CLOCK.instant().getEpochSecond();

        assertThatThrownBy(() -> update(id, none().setTrialEnd(now - 1))).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> update(id, SubscriptionUpdateParams.builder().setTrialEnd(now + 86_400)))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> update(
                        id,
                        SubscriptionUpdateParams.builder()
                                .setPauseCollection(PauseCollection.builder()
                                        .setBehavior(Behavior.VOID)
                                        .setResumesAt(now - 1)
                                        .build())))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() ->
                        update(id, SubscriptionUpdateParams.builder().putExtraParam("cancel_at_periods_end", "true")))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void anItemWithoutTheIdOfTheOldOneIsOneMoreToPay() throws Exception {
        String id = subscribed(500, Interval.MONTH);

        update(id, none().addItem(price(Recurring.Interval.MONTH, 700).build()));
        sandbox.advance(Period.ofMonths(1).plusDays(1));

        assertThat(sandbox.truth().of(Kind.PAYMENT)).last().returns(1200L, Truth.Movement::minor);
    }

    @Test
    void whatFallsDueInAPauseIsVoided() throws Exception {
        String id = subscribed(500, Interval.MONTH);
        int paid = payments();
        update(
                id,
                SubscriptionUpdateParams.builder()
                        .setPauseCollection(PauseCollection.builder()
                                .setBehavior(Behavior.VOID)
                                .setResumesAt(CLOCK.instant()
                                        .plus(Duration.ofDays(45))
                                        .getEpochSecond())
                                .build()));
        APP.forget();

        sandbox.advance(Period.ofDays(46));
        sandbox.webhooks().awaitDelivered(PATIENCE);

        Subscription goesOn = client.v1().subscriptions().retrieve(id);
        assertThat(goesOn.getPauseCollection()).isNull();
        assertThat(goesOn.getStatus()).isEqualTo("active");
        assertThat(client.v1().invoices().retrieve(goesOn.getLatestInvoice()).getStatus())
                .isEqualTo("void");
        assertThat(payments()).isEqualTo(paid);
        assertThat(APP.types()).contains("invoice.voided").doesNotContain("customer.subscription.paused");
    }

    @Test
    void aCardForLaterIsGivenOnAPageOfItsOwn() throws Exception {
        Subscription active = client.v1().subscriptions().retrieve(subscribed(500, Interval.MONTH));
        int paid = payments();
        Session session = setup(active.getCustomer());
        assertThat(session.getStatus()).isEqualTo("open");
        assertThat(session.getPaymentStatus()).isEqualTo("no_payment_required");
        assertThat(session.getAmountTotal()).isNull();
        assertThat(get(session.getUrl()).body()).contains("A card for later", "nothing is paid now");
        press(session, "DECLINE");
        assertThat(get(session.getUrl()).body()).contains("Your card was declined.");
        press(session, "LATE");
        assertThat(given(session).getStatus()).isEqualTo("requires_payment_method");
        APP.forget();

        sandbox.stripe().approve(session.getId(), GERMAN);

        SetupIntent given = given(session);
        assertThat(given.getStatus()).isEqualTo("succeeded");
        assertThat(given.getPaymentMethodObject().getCard().getCountry()).isEqualTo("DE");
        assertThat(given.getPaymentMethodObject().getCustomer()).isEqualTo(active.getCustomer());
        assertThat(payments()).isEqualTo(paid);
        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.types())
                .containsExactly("payment_method.attached", "setup_intent.succeeded", "checkout.session.completed");
        Event told = APP.events().getLast();
        assertThat(SharedSandbox.<Session>object(told).getMode()).isEqualTo("setup");
        assertThat(client.v1().subscriptions().retrieve(active.getId()).getDefaultPaymentMethod())
                .isEqualTo(active.getDefaultPaymentMethod());
    }

    @Test
    void aPageForACardNeedsACustomerAndACurrencyAndSellsNothing() {
        assertThatThrownBy(() -> client.v1()
                        .checkout()
                        .sessions()
                        .create(setupParams().setCurrency("usd").build()))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> setup("cus_nobody")).satisfies(code("resource_missing"));
        assertThatThrownBy(() -> client.v1()
                        .checkout()
                        .sessions()
                        .create(onceParams(500, "usd")
                                .setMode(SessionCreateParams.Mode.SETUP)
                                .build()))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void aPageForACardExpiresAfterADay() throws Exception {
        Session session = setup(client.v1()
                .subscriptions()
                .retrieve(subscribed(500, Interval.MONTH))
                .getCustomer());

        sandbox.advance(Duration.ofHours(25));

        assertThat(client.v1().checkout().sessions().retrieve(session.getId()).getStatus())
                .isEqualTo("expired");
    }

    @Test
    void anotherCardPaysWhatIsOpenWhenItIsTriedNextOrAtOnce() throws Exception {
        String id = subscribed(500, Interval.MONTH);
        String customer = client.v1().subscriptions().retrieve(id).getCustomer();
        sandbox.stripe().failRenewals(id, 9);
        sandbox.advance(Period.ofMonths(1).plusDays(1));
        String open = client.v1().subscriptions().retrieve(id).getLatestInvoice();
        use(id, customer, FAILS_LATER);
        Invoice before = client.v1().invoices().retrieve(open);
        APP.forget();

        assertThatThrownBy(() -> client.v1().invoices().pay(open)).isInstanceOf(CardException.class);

        Invoice after = client.v1().invoices().retrieve(open);
        assertThat(after.getAttemptCount()).isEqualTo(before.getAttemptCount());
        assertThat(after.getNextPaymentAttempt()).isEqualTo(before.getNextPaymentAttempt());
        sandbox.webhooks().awaitDelivered(PATIENCE);
        assertThat(APP.types()).contains("invoice.payment_failed");

        use(id, customer, GERMAN);
        assertThat(client.v1().subscriptions().retrieve(id).getStatus()).isEqualTo("past_due");
        sandbox.advance(Duration.ofDays(3));
        assertThat(client.v1().subscriptions().retrieve(id).getStatus()).isEqualTo("active");
        assertThat(client.v1().invoices().retrieve(open).getStatus()).isEqualTo("paid");
        assertThatThrownBy(() -> client.v1().invoices().pay(open)).hasMessageContaining("already paid");
    }

    @Test
    void whatIsVoidedIsNotTriedAgain() throws Exception {
        String id = subscribed(500, Interval.MONTH);
        int paid = payments();
        sandbox.stripe().failNextRenewal(id);
        sandbox.advance(Period.ofMonths(1).plusDays(1));
        String open = client.v1().subscriptions().retrieve(id).getLatestInvoice();

        client.v1().invoices().voidInvoice(open);
        sandbox.advance(Duration.ofDays(9));

        assertThat(client.v1().subscriptions().retrieve(id).getStatus()).isEqualTo("active");
        assertThat(payments()).isEqualTo(paid);
        assertThatThrownBy(() -> client.v1().invoices().voidInvoice(open)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> client.v1().invoices().pay(open)).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void aCardOfSomebodyElseCannotBeTaken() throws Exception {
        Subscription one = client.v1().subscriptions().retrieve(subscribed(500, Interval.MONTH));
        Subscription other = client.v1().subscriptions().retrieve(subscribed(500, Interval.MONTH));

        assertThatThrownBy(() -> update(
                        one.getId(),
                        SubscriptionUpdateParams.builder().setDefaultPaymentMethod(other.getDefaultPaymentMethod())))
                .satisfies(code("resource_missing"));
    }

    private void use(String subscription, String customer, String card) throws StripeException {
        Session session = setup(customer);
        sandbox.stripe().approve(session.getId(), card);
        update(
                subscription,
                SubscriptionUpdateParams.builder()
                        .setDefaultPaymentMethod(given(session).getPaymentMethod()));
    }

    private Session setup(String customer) throws StripeException {
        return client.v1()
                .checkout()
                .sessions()
                .create(setupParams().setCustomer(customer).setCurrency("usd").build());
    }

    private static SessionCreateParams.Builder setupParams() {
        return SessionCreateParams.builder()
                .setMode(SessionCreateParams.Mode.SETUP)
                .setSuccessUrl("https://gazette.example/account")
                .setCancelUrl("https://gazette.example/account");
    }

    private SetupIntent given(Session session) throws StripeException {
        return client.v1()
                .checkout()
                .sessions()
                .retrieve(
                        session.getId(),
                        SessionRetrieveParams.builder()
                                .addExpand("setup_intent.payment_method")
                                .build())
                .getSetupIntentObject();
    }

    private Subscription update(String id, SubscriptionUpdateParams.Builder params) throws StripeException {
        return client.v1().subscriptions().update(id, params.build());
    }

    private static SubscriptionUpdateParams.Builder none() {
        return SubscriptionUpdateParams.builder().setProrationBehavior(ProrationBehavior.NONE);
    }

    private static SubscriptionUpdateParams.Builder yearly(String item) {
        return none().addItem(price(Recurring.Interval.YEAR, 5000).setId(item).build());
    }

    private static Item.Builder price(Recurring.Interval interval, long amount) {
        return Item.builder()
                .setQuantity(1L)
                .setPriceData(PriceData.builder()
                        .setCurrency("usd")
                        .setProduct("prod_contribution")
                        .setUnitAmount(amount)
                        .setRecurring(Recurring.builder().setInterval(interval).build())
                        .build());
    }

    private static SubscriptionItem item(Subscription subscription) {
        return subscription.getItems().getData().getFirst();
    }

    private int payments() {
        return sandbox.truth().of(Kind.PAYMENT).size();
    }
}
