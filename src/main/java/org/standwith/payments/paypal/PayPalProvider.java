package org.standwith.payments.paypal;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.joda.money.Money;
import org.standwith.payments.CardFields;
import org.standwith.payments.Change;
import org.standwith.payments.Changing;
import org.standwith.payments.Completion;
import org.standwith.payments.Ending;
import org.standwith.payments.Event;
import org.standwith.payments.Fact;
import org.standwith.payments.Forgetting;
import org.standwith.payments.Inquiry;
import org.standwith.payments.Mending;
import org.standwith.payments.Opening;
import org.standwith.payments.Order;
import org.standwith.payments.PaymentProvider;
import org.standwith.payments.Provider;
import org.standwith.payments.ProviderSilent;
import org.standwith.payments.Reception;
import org.standwith.payments.Refunding;
import org.standwith.payments.SetUpCheck;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * PayPal: orders for what is given once, subscriptions for what is given regularly.
 *
 * @param automaticPayments where payers choose what their subscriptions are paid by
 */
record PayPalProvider(
        PayPalOrders orders,
        PayPalSubscriptions subscriptions,
        PayPalChanges changes,
        URI automaticPayments,
        PayPalRefunds refunds,
        PayPalInquiry inquiry,
        PayPalWebhook webhook,
        PayPalStatements statements,
        PayPalSetUp setUp,
        PayPalUndertakings undertakings,
        JsonMapper json)
        implements PaymentProvider {

    static final Provider PAYPAL = new Provider("PAYPAL");

    private static final String NOT_LASTING = "nothing that goes on";
    private static final String CHANGED = "BILLING.SUBSCRIPTION.UPDATED";

    @Override
    public Provider provider() {
        return PAYPAL;
    }

    @Override
    public String label() {
        return "PayPal";
    }

    @Override
    public Opening open(Order order) {
        if (!takes(order.amount())) {
            return new Opening.Refused("not an amount that PayPal takes");
        }
        try {
            return order.cadence().recurs() ? subscriptions.open(order) : orders.open(order);
        } catch (RuntimeException e) {
            return new Opening.Unknown(unreadable(e), false);
        }
    }

    @Override
    public boolean takes(Money amount) {
        return PayPalAmounts.takes(amount);
    }

    @Override
    public Completion complete(String checkout, int declines) {
        try {
            return PayPalSubscriptions.isOne(checkout)
                    ? subscriptions.complete(checkout)
                    : orders.complete(checkout, declines);
        } catch (RuntimeException e) {
            return new Completion.Unknown(unreadable(e));
        }
    }

    @Override
    public Refunding refund(String payment, Money amount, String idempotencyKey) {
        if (!takes(amount)) {
            return new Refunding.Refused("not an amount that PayPal takes");
        }
        try {
            return refunds.refund(payment, amount, idempotencyKey);
        } catch (RuntimeException e) {
            return new Refunding.Unknown(unreadable(e));
        }
    }

    /** Nothing is entered on our own page: PayPal has whoever pays come to it. */
    @Override
    public Optional<CardFields> cardFields() {
        return Optional.empty();
    }

    @Override
    public Ending end(String subscription) {
        return PayPalSubscriptions.isOne(subscription)
                ? ended(() -> subscriptions.end(subscription))
                : new Ending.Refused(NOT_LASTING);
    }

    @Override
    public Changing change(String subscription, Change change, URI back, String idempotencyKey) {
        if (!PayPalSubscriptions.isOne(subscription)) {
            return new Changing.Refused(NOT_LASTING);
        }
        try {
            return changes.change(subscription, change, back);
        } catch (ProviderSilent silent) {
            return new Changing.Unknown(silent.reason());
        } catch (RuntimeException e) {
            return new Changing.Unknown(unreadable(e));
        }
    }

    /** @see <a href="https://developer.paypal.com/docs/api/subscriptions/v1/#subscriptions_patch">PayPal, Update subscription</a> */
    @Override
    public Duration priceKept() {
        return Duration.ofDays(10);
    }

    /** Whoever pays has an account there, and chooses in it. */
    @Override
    public Mending mend(String subscription, URI back, URI cancel, Locale locale, String idempotencyKey) {
        return PayPalSubscriptions.isOne(subscription)
                ? new Mending.InTheirAccount(automaticPayments)
                : new Mending.Refused(NOT_LASTING);
    }

    @Override
    public Changing mended(String subscription, String checkout, String idempotencyKey) {
        return new Changing.Refused("done in their account");
    }

    @Override
    public Ending release(String ref) {
        return PayPalSubscriptions.isOne(ref)
                ? new Ending.Refused("nothing that is reserved")
                : ended(() -> orders.release(ref)
                        .orElseGet(() ->
                                inquiry.isPayment(ref) ? new Ending.Refused("captured") : new Ending.Ended(List.of())));
    }

    private static Ending ended(Supplier<Ending> call) {
        try {
            return call.get();
        } catch (ProviderSilent silent) {
            return new Ending.Unknown(silent.reason());
        } catch (RuntimeException e) {
            return new Ending.Unknown(unreadable(e));
        }
    }

    /** PayPal has no such call: what it keeps of its own customers, it keeps by its own agreement with them. */
    @Override
    public Forgetting forget(String ref) {
        return new Forgetting.Forgotten();
    }

    @Override
    public Inquiry ask(String ref) {
        return told(() -> inquiry.about(ref));
    }

    @Override
    public Inquiry contests(String payment) {
        return told(() -> inquiry.disputes(payment));
    }

    private static Inquiry told(Supplier<List<Fact>> question) {
        try {
            return new Inquiry.Answered(question.get());
        } catch (ProviderSilent silent) {
            return new Inquiry.Unknown(silent.reason());
        } catch (RuntimeException e) {
            return new Inquiry.Unknown(unreadable(e));
        }
    }

    @Override
    public boolean isLasting(String ref) {
        return PayPalSubscriptions.isOne(ref);
    }

    @Override
    public Reception receive(byte[] body, Map<String, String> headers) {
        return webhook.receive(body, headers);
    }

    /** Not every event says all: a plan is not what this subscriber pays, nor an amount what our account gave back. */
    @Override
    public boolean asks(Event event) {
        return event.type().equals(CHANGED)
                || (isGivenBack(event)
                        && PayPalSettlement.back(json.readTree(event.projection()))
                                .isEmpty());
    }

    private static boolean isGivenBack(Event event) {
        return event.type().matches("PAYMENT\\.(CAPTURE|SALE)\\.(REFUNDED|REVERSED)");
    }

    @Override
    public List<Fact> facts(Event event) {
        JsonNode resource = json.readTree(event.projection());
        List<Fact> told = PayPalFacts.inEvent(PAYPAL, event, resource);
        return asks(event) ? fetched(event, PayPalFields.id(resource)).orElse(told) : told;
    }

    private Optional<List<Fact>> fetched(Event event, String id) {
        try {
            return event.type().equals(CHANGED) ? inquiry.subscription(id) : inquiry.givenBack(event, id);
        } catch (ProviderSilent silent) {
            throw silent;
        } catch (RuntimeException e) {
            throw new ProviderSilent(PAYPAL, unreadable(e));
        }
    }

    private static String unreadable(RuntimeException e) {
        return "unreadable, " + e.getClass().getSimpleName();
    }

    @Override
    public List<SetUpCheck> setUp(URI webhook) {
        return setUp.check(webhook);
    }
}
