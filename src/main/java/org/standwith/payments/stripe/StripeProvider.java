package org.standwith.payments.stripe;

import com.stripe.model.checkout.Session;
import com.stripe.net.RequestOptions;
import com.stripe.param.RefundCreateParams;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.joda.money.Money;
import org.standwith.payments.Completion;
import org.standwith.payments.Event;
import org.standwith.payments.Fact;
import org.standwith.payments.Inquiry;
import org.standwith.payments.Opening;
import org.standwith.payments.Order;
import org.standwith.payments.PaymentProvider;
import org.standwith.payments.Provider;
import org.standwith.payments.ProviderSilent;
import org.standwith.payments.Reception;
import org.standwith.payments.Refunding;
import org.standwith.payments.Reply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Stripe, by its hosted Checkout. */
final class StripeProvider implements PaymentProvider {

    static final Provider STRIPE = new Provider("STRIPE");

    private final StripeCalls calls;
    private final StripeProduct product;
    private final StripeWebhook webhook;
    private final StripeInquiry inquiry;
    private final JsonMapper json;
    private final Clock clock;

    StripeProvider(StripeProperties properties, Clock clock, JsonMapper json) {
        this.calls = new StripeCalls(properties, json);
        this.product = new StripeProduct(calls, properties.productName());
        this.webhook = new StripeWebhook(STRIPE, properties.webhookSecrets(), clock, json);
        this.inquiry = new StripeInquiry(STRIPE, calls, clock);
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
        Reply<String> priced = product.id();
        return switch (priced) {
            case Reply.No<String> no -> new Opening.Refused(no.code());
            case Reply.Silence<String> silence -> new Opening.Unknown(silence.reason(), false);
            case Reply.Answer<String> answer -> open(order, answer.value());
        };
    }

    private Opening open(Order order, String productId) {
        RequestOptions options = RequestOptions.builder()
                .setIdempotencyKey(order.idempotencyKey())
                .build();
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
        RequestOptions options =
                RequestOptions.builder().setIdempotencyKey(idempotencyKey).build();
        Instant asked = clock.instant();
        return Refunding.of(calls.make(client -> StripeFacts.inAnswer(
                STRIPE,
                asked,
                json.readTree(client.v1()
                        .refunds()
                        .create(params, options)
                        .getLastResponse()
                        .body()))));
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
        return namesBooking(event, json.readTree(event.projection()));
    }

    @Override
    public List<Fact> facts(Event event) {
        JsonNode object = json.readTree(event.projection());
        // The event names the booking; what was kept, and in which currency, stands in the booking alone.
        return namesBooking(event, object)
                ? inquiry.booking(StripeFacts.id(object))
                : StripeFacts.inEvent(STRIPE, event.type(), event.created(), object);
    }

    private static boolean namesBooking(Event event, JsonNode object) {
        boolean refund = object.path("object").stringValue("").equals("refund");
        return (refund || event.type().equals("charge.updated"))
                && object.path("balance_transaction").isString();
    }
}
