package org.standwith.payments.stripe;

import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentConfirmParams.CaptureMethod;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.standwith.payments.Beginning;
import org.standwith.payments.CardFields;
import org.standwith.payments.Confirmation;
import org.standwith.payments.Fact;
import org.standwith.payments.Order;
import org.standwith.payments.Preview;
import org.standwith.payments.ProviderSilent;
import org.standwith.payments.Reply;
import org.standwith.risk.Country;
import tools.jackson.databind.JsonNode;

/**
 * Stripe's Payment Element on our own page: what is entered comes as a confirmation token, whose preview tells the issuer's
 * country before anything is confirmed.
 *
 * @see <a href="https://docs.stripe.com/payments/finalize-payments-on-the-server">Stripe, Finalize payments on the server</a>
 */
record StripeCardFields(
        StripeProperties properties, StripeCalls calls, StripeInquiry inquiry, StripeBeginning beginning, Clock clock)
        implements CardFields {

    private static final Pattern TOKEN = Pattern.compile("ctoken_\\w{1,200}");
    private static final String STRIPE_JS = "https://js.stripe.com";

    /** Where a payment intent stands when no token can pay it any more. */
    private static final Set<String> DECIDED = Set.of("succeeded", "processing", "requires_capture", "canceled");

    /** @see <a href="https://docs.stripe.com/security/guide#content-security-policy">Stripe, Content security policy</a> */
    @Override
    public Browser browser() {
        URI script = properties.script();
        String origin = script.getScheme() + "://" + script.getRawAuthority();
        String key = Optional.ofNullable(properties.publishableKey()).orElseThrow();
        if (!origin.equals(STRIPE_JS)) {
            // A stand-in, which serves all from one place.
            return new Browser(key, script, List.of(origin), List.of(origin), List.of(origin));
        }
        return new Browser(
                key,
                script,
                List.of(STRIPE_JS, "https://*.js.stripe.com"),
                List.of(STRIPE_JS, "https://*.js.stripe.com", "https://hooks.stripe.com"),
                List.of("https://api.stripe.com"));
    }

    @Override
    public Preview preview(String token) {
        if (!TOKEN.matcher(token).matches()) {
            return new Preview.Unusable("not a token");
        }
        Reply<JsonNode> reply =
                StripeCalls.checked("confirmation_token", calls.fetch("/v1/confirmation_tokens/" + token, List.of()));
        return switch (reply) {
            case Reply.Answer<JsonNode> answer -> shown(answer.value());
            case Reply.No<JsonNode> no ->
                StripeCalls.isInvalid(no) ? new Preview.Unusable(no.code()) : new Preview.Unknown(no.code());
            case Reply.Silence<JsonNode> silence -> new Preview.Unknown(silence.reason());
        };
    }

    private Preview shown(JsonNode token) {
        Instant expires = StripeFields.optionalTime(token, "expires_at");
        if (token.path("payment_intent").isString()
                || token.path("setup_intent").isString()) {
            return new Preview.Unusable("used");
        }
        if (expires != null && !clock.instant().isBefore(expires)) {
            return new Preview.Unusable("expired");
        }
        JsonNode means = token.path("payment_method_preview");
        if (!means.path("type").stringValue("").equals("card")) {
            // A wallet's card is one too. Of anything else nobody tells where it is from.
            return new Preview.Unusable("not a card");
        }
        return new Preview.Shown(Country.read(means.path("card").path("country").stringValue("")));
    }

    @Override
    public Beginning begin(Order order) {
        return beginning.begin(order);
    }

    @Override
    public Confirmation confirm(String checkout, String token, boolean reserve) {
        if (!TOKEN.matcher(token).matches()) {
            return new Confirmation.Refused("not a token");
        }
        try {
            if (StripeStanding.isSubscription(checkout)) {
                StripeStanding begun = inquiry.standing(checkout);
                Optional<String> intent = StripeFields.text(begun.intent().path("id"));
                return begun.isUnpaidSubscription() && intent.isPresent()
                        ? confirmed(checkout, intent.get(), token, null, begun.facts())
                        : new Confirmation.Answered(begun.facts());
            }
            // Said each time: what an earlier try was told would hold for the next one too.
            CaptureMethod capture = reserve ? CaptureMethod.MANUAL : CaptureMethod.AUTOMATIC_ASYNC;
            return StripeStanding.isIntent(checkout)
                    ? confirmed(checkout, checkout, token, capture, List.of())
                    : new Confirmation.Refused("nothing that was begun on our page");
        } catch (ProviderSilent silent) {
            return new Confirmation.Unknown(silent.reason());
        }
    }

    /** A payment intent is paid once, whatever it is confirmed with; the key keeps a repeated token from being a new try. */
    private Confirmation confirmed(
            String checkout, String intent, String token, @Nullable CaptureMethod capture, List<Fact> known) {
        PaymentIntentConfirmParams.Builder params =
                PaymentIntentConfirmParams.builder().setConfirmationToken(token).addExpand(StripeInquiry.BOOKED);
        if (capture != null) {
            params.setCaptureMethod(capture);
        }
        Instant asked = clock.instant();
        Reply<JsonNode> reply = calls.act(
                "payment_intent",
                client -> client.v1()
                        .paymentIntents()
                        .confirm(intent, params.build(), StripeCalls.once("confirm-" + intent + "-" + token)));
        return switch (reply) {
            case Reply.Answer<JsonNode> answer -> told(answer.value(), asked, known);
            case Reply.No<JsonNode> no -> refused(checkout, no);
            case Reply.Silence<JsonNode> silence -> new Confirmation.Unknown(silence.reason());
        };
    }

    private Confirmation told(JsonNode intent, Instant asked, List<Fact> known) {
        List<Fact> facts = new ArrayList<>(known);
        facts.addAll(inquiry.read(intent, asked));
        Optional<String> secret = StripeFields.text(intent.path("client_secret"));
        return StripeStanding.status(intent).equals("requires_action") && secret.isPresent()
                ? new Confirmation.ActionNeeded(secret.get(), facts)
                : new Confirmation.Answered(facts);
    }

    /** Asked rather than concluded: the error does not say all that a webhook will, and facts have to be the same ones. */
    private Confirmation refused(String checkout, Reply.No<JsonNode> no) {
        StripeStanding now = inquiry.standing(checkout);
        return StripeCalls.isDeclined(no) || DECIDED.contains(now.intentStatus())
                ? new Confirmation.Answered(now.facts())
                : new Confirmation.Refused(no.code());
    }
}
