package org.standwith.payments.stripe;

import com.stripe.model.checkout.Session;
import com.stripe.net.RequestOptions;
import com.stripe.param.RefundCreateParams;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
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
import org.standwith.payments.Levels;
import org.standwith.payments.Mending;
import org.standwith.payments.Opening;
import org.standwith.payments.Order;
import org.standwith.payments.PaymentProvider;
import org.standwith.payments.Provider;
import org.standwith.payments.ProviderSilent;
import org.standwith.payments.Reception;
import org.standwith.payments.Refunding;
import org.standwith.payments.Reply;
import org.standwith.payments.SetUpCheck;
import org.standwith.payments.Statements;
import org.standwith.payments.Undertakings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Stripe: by card fields on our own page, or by its hosted Checkout. */
final class StripeProvider implements PaymentProvider {

    static final Provider STRIPE = new Provider("STRIPE");

    private final StripeProperties properties;
    private final BooleanSupplier blocksAnybody;
    private final StripeCalls calls;
    private final StripeProduct product;
    private final StripeWebhook webhook;
    private final StripeInquiry inquiry;
    private final StripeCountries countries;
    private final StripeCompletion completion;
    private final StripeEnding ending;
    private final StripeChanges changes;
    private final StripeMending mending;
    private final StripeForgetting forgetting;
    private final StripeStatements statements;
    private final StripeUndertakings undertakings;
    private final Optional<CardFields> cardFields;
    private final JsonMapper json;
    private final Clock clock;

    /** @param blocksAnybody whether the policy has somebody now from whom no payment may begin */
    StripeProvider(
            StripeProperties properties, Levels levels, BooleanSupplier blocksAnybody, Clock clock, JsonMapper json) {
        this.properties = properties;
        this.blocksAnybody = blocksAnybody;
        this.countries = new StripeCountries(levels);
        this.calls = new StripeCalls(properties, json);
        this.product = new StripeProduct(calls, properties.productName());
        this.webhook = new StripeWebhook(STRIPE, properties.webhookSecrets(), countries, clock, json);
        this.inquiry = new StripeInquiry(STRIPE, calls, countries, clock);
        this.completion = new StripeCompletion(STRIPE, calls, inquiry, countries, clock);
        this.ending = new StripeEnding(calls, inquiry, clock);
        StripeOpenInvoices invoices = new StripeOpenInvoices(calls, inquiry);
        this.changes = new StripeChanges(calls, inquiry, invoices, clock);
        this.mending = new StripeMending(STRIPE, calls, inquiry, invoices, countries, clock);
        this.forgetting = new StripeForgetting(calls, new StripeRedaction(calls));
        StripeCalls slowly = calls.with(new StripePace());
        StripeInquiry patient = new StripeInquiry(STRIPE, slowly, countries, clock);
        this.statements = new StripeStatements(STRIPE, slowly, patient);
        this.undertakings = new StripeUndertakings(STRIPE, patient, countries, clock);
        this.cardFields = properties.hasCardFields()
                ? Optional.of(
                        new StripeCardFields(properties, calls, inquiry, new StripeBeginning(calls, product), clock))
                : Optional.empty();
        this.json = json;
        this.clock = clock;
    }

    @Override
    public Provider provider() {
        return STRIPE;
    }

    @Override
    public String label() {
        return "Card";
    }

    @Override
    public Opening open(Order order) {
        if (cardFields.isPresent()) {
            return new Opening.OnOurPage();
        }
        if (!properties.acceptHostedCheckout() && blocksAnybody.getAsBoolean()) {
            // The policy may have changed since we started.
            return new Opening.Refused("policy");
        }
        Reply<String> priced = product.id();
        return switch (priced) {
            case Reply.No<String> no -> new Opening.Refused(no.code());
            case Reply.Silence<String> silence -> new Opening.Unknown(silence.reason(), false);
            case Reply.Answer<String> answer -> open(order, answer.value());
        };
    }

    private Opening open(Order order, String productId) {
        RequestOptions options = StripeCalls.once(order.idempotencyKey());
        Reply<Opening> result = calls.make(client ->
                redirect(client.v1().checkout().sessions().create(StripeSession.params(order, productId), options)));
        return switch (result) {
            case Reply.Answer<Opening> answer -> answer.value();
            case Reply.No<Opening> no -> new Opening.Refused(no.code());
            case Reply.Silence<Opening> silence -> new Opening.Unknown(silence.reason(), silence.stored());
        };
    }

    /** Fails on an answer that names no session or no page of it: then nobody knows whether there is one. */
    private static Opening redirect(Session session) {
        return new Opening.Redirect(Objects.requireNonNull(session.getId()), URI.create(session.getUrl()), false);
    }

    @Override
    public boolean takes(Money amount) {
        return true;
    }

    /** What is paid on Stripe's page is taken there, and whether it still can be is that page's to say. */
    @Override
    public Completion complete(String checkout, int declines) {
        if (StripeStanding.isIntent(checkout) || StripeStanding.isSubscription(checkout)) {
            return answered(() -> completion.complete(checkout), Completion.Unknown::new);
        }
        return switch (ask(checkout)) {
            case Inquiry.Answered answer -> new Completion.Open(answer.facts());
            case Inquiry.Unknown unknown -> new Completion.Unknown(unknown.reason());
        };
    }

    @Override
    public Refunding refund(String payment, Money amount, String idempotencyKey) {
        RefundCreateParams params = RefundCreateParams.builder()
                .setCharge(payment)
                .setAmount(StripeAmounts.write(amount))
                .addExpand("balance_transaction")
                .build();
        RequestOptions options = StripeCalls.once(idempotencyKey);
        Instant asked = clock.instant();
        return Refunding.of(calls.make(client -> StripeFacts.inAnswer(
                STRIPE,
                asked,
                json.readTree(client.v1()
                        .refunds()
                        .create(params, options)
                        .getLastResponse()
                        .body()),
                countries)));
    }

    @Override
    public Optional<CardFields> cardFields() {
        return cardFields;
    }

    @Override
    public Ending end(String subscription) {
        return answered(() -> ending.end(subscription), Ending.Unknown::new);
    }

    @Override
    public Changing change(String subscription, Change change, URI back, String idempotencyKey) {
        return answered(() -> changes.change(subscription, change, idempotencyKey), Changing.Unknown::new);
    }

    @Override
    public Mending mend(String subscription, URI back, URI cancel, Locale locale, String idempotencyKey) {
        return answered(() -> mending.mend(subscription, back, cancel, locale, idempotencyKey), Mending.Unknown::new);
    }

    @Override
    public Changing mended(String subscription, String checkout, String idempotencyKey) {
        return answered(() -> mending.mended(subscription, checkout, idempotencyKey), Changing.Unknown::new);
    }

    @Override
    public Ending release(String ref) {
        return answered(() -> ending.release(ref), Ending.Unknown::new);
    }

    @Override
    public Forgetting forget(String ref) {
        return answered(() -> forgetting.forget(ref), Forgetting.Unknown::new);
    }

    private static <T> T answered(Supplier<T> call, Function<String, T> unknown) {
        try {
            return call.get();
        } catch (ProviderSilent silent) {
            return unknown.apply(silent.reason());
        } catch (Levels.NoPolicy closed) {
            return unknown.apply("no policy can be trusted");
        }
    }

    @Override
    public Inquiry ask(String ref) {
        try {
            return new Inquiry.Answered(inquiry.about(ref));
        } catch (ProviderSilent silent) {
            return new Inquiry.Unknown(silent.reason());
        }
    }

    @Override
    public boolean isLasting(String ref) {
        return ref.startsWith("sub_");
    }

    @Override
    public Reception receive(byte[] body, Map<String, String> headers) {
        return webhook.receive(body, headers);
    }

    @Override
    public boolean asks(Event event) {
        // Read once more only where it may be so: most events are not.
        return mayNameBooking(event) && namesBooking(event, json.readTree(event.projection()));
    }

    @Override
    public List<Fact> facts(Event event) {
        JsonNode object = json.readTree(event.projection());
        // The event names the booking; what was kept, and in which currency, stands in the booking alone.
        return namesBooking(event, object)
                ? inquiry.booking(StripeFields.id(object))
                : StripeFacts.inEvent(STRIPE, event.type(), event.created(), object);
    }

    private static boolean mayNameBooking(Event event) {
        return event.type().equals("charge.updated") || event.projection().contains("\"refund\"");
    }

    private static boolean namesBooking(Event event, JsonNode object) {
        // Of a refund without one it has to be seen whether it gives money back, or lets go of what was reserved.
        return object.path("object").stringValue("").equals("refund")
                || (event.type().equals("charge.updated")
                        && object.path("balance_transaction").isString());
    }

    @Override
    public Statements statements() {
        return statements;
    }

    @Override
    public Undertakings undertakings() {
        return undertakings;
    }

    @Override
    public List<SetUpCheck> setUp(URI webhook) {
        return new StripeSetUp(calls).check(webhook);
    }
}
