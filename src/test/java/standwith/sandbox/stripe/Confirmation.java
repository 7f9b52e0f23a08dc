package standwith.sandbox.stripe;

import java.net.URI;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ObjectNode;

/** Asking the bank for a payment by a card that was entered on the merchant's own page. */
final class Confirmation {

    static final Set<String> KNOWN = Set.of(
            "capture_method",
            "confirmation_token",
            "payment_method",
            "return_url",
            "use_stripe_sdk",
            "setup_future_usage",
            "expand[*]");

    private static final Set<String> CONFIRMABLE =
            Set.of("requires_payment_method", "requires_confirmation", "requires_action");

    private final Records records;
    private final Events events;
    private final Outward outward;
    private final Payments payments;
    private final PaymentMethods methods;
    private final ConfirmationTokens tokens;
    private final FirstPayments invoiced;
    private final Supplier<URI> address;

    Confirmation(
            Records records,
            Events events,
            Outward outward,
            Payments payments,
            PaymentMethods methods,
            ConfirmationTokens tokens,
            FirstPayments invoiced,
            Supplier<URI> address) {
        this.records = records;
        this.events = events;
        this.outward = outward;
        this.payments = payments;
        this.methods = methods;
        this.tokens = tokens;
        this.invoiced = invoiced;
        this.address = address;
    }

    /**
     * What is paid with.
     *
     * @param token null where a payment method is named instead
     */
    private record Means(
            @Nullable ObjectNode token,
            @Nullable String method,
            @Nullable String returnUrl) {}

    ObjectNode confirm(ObjectNode intent, Form form) {
        requireConfirmable(intent);
        String setup = setup(form, Json.text(intent, "setup_future_usage"));
        Means means = means(intent, form, setup, redirects(intent));
        Boolean sdk = form.flag("use_stripe_sdk");
        intent.put("setup_future_usage", setup).put("return_url", means.returnUrl());
        String capture = form.oneOf("capture_method", Intents.CAPTURES);
        if (capture != null) {
            intent.put("capture_method", capture);
        }
        ObjectNode method;
        ObjectNode token = means.token();
        if (token != null) {
            ConfirmationTokens.use(token, intent);
            method = methods.of(ConfirmationTokens.card(token), Json.child(token, "payment_method_preview"));
        } else {
            method = methods.known(Objects.requireNonNull(means.method()));
        }
        payments.use(intent, method);
        intent.put("payment_method", Json.string(method, "id"));
        intent.remove("_challenged");
        Card card = PaymentMethods.card(method);
        if (card != null && card.challenged()) {
            challenge(intent, sdk == null ? token != null || means.returnUrl() == null : sdk);
        } else {
            ask(intent, card);
            requireAccepted(intent);
        }
        return intent;
    }

    /** Finds out whether it could be confirmed so, without changing anything. */
    void check(Form form, @Nullable String setup, boolean redirects) {
        means(Json.object(), form, setup(form, setup), redirects);
    }

    /** What the bank's page says of the payer. */
    void answer(ObjectNode intent, boolean known) {
        if (!Json.is(intent, "status", "requires_action")) {
            throw StripeError.unexpectedState(outward.of(intent), "This PaymentIntent waits for no challenge.");
        }
        if (known) {
            intent.put("_challenged", true);
            ask(intent, PaymentMethods.card(payments.method(intent)));
        } else {
            payments.failChallenge(intent);
            invoiced.failed(intent);
        }
    }

    static boolean redirects(ObjectNode intent) {
        return Json.flag(intent.path("automatic_payment_methods"), "enabled")
                && !Json.is(intent.path("automatic_payment_methods"), "allow_redirects", "never");
    }

    private void ask(ObjectNode intent, @Nullable Card card) {
        Decline decline = card == null ? null : card.decline();
        if (decline != null) {
            payments.decline(intent, decline);
            invoiced.failed(intent);
        } else if (card != null && card.late()) {
            payments.process(intent);
            intent.put(
                    "_answer_due",
                    records.now().plus(Checkout.LATE_ANSWER_AFTER).getEpochSecond());
            invoiced.waits(intent);
        } else {
            pay(intent);
        }
    }

    /** The late answer of a bank that took its time. */
    void answerLate(ObjectNode intent, boolean yes) {
        if (intent.remove("_answer_due") == null) {
            return;
        }
        if (yes) {
            pay(intent);
        } else {
            payments.decline(intent, Decline.GENERIC_DECLINE);
            invoiced.failed(intent);
            invoiced.end(intent);
        }
    }

    private void pay(ObjectNode intent) {
        String customer = Json.text(intent, "customer");
        if (customer != null && Json.text(intent, "setup_future_usage") != null) {
            methods.attach(payments.method(intent), customer);
        }
        if (Json.is(intent, "capture_method", "manual")) {
            payments.hold(intent);
        } else if (!invoiced.pay(intent)) {
            payments.succeed(intent);
        }
    }

    private void challenge(ObjectNode intent, boolean sdk) {
        String page = address.get() + "/challenge/" + Json.string(intent, "id") + "?client_secret="
                + Json.string(intent, "client_secret");
        ObjectNode next = intent.put("status", "requires_action")
                .putNull("last_payment_error")
                .putObject("next_action");
        if (sdk) {
            next.put("type", "use_stripe_sdk")
                    .putObject("use_stripe_sdk")
                    .put("source", "payatt_3" + records.random(23))
                    .put("stripe_js", page)
                    .put("type", "three_d_secure_redirect");
        } else {
            next.put("type", "redirect_to_url")
                    .putObject("redirect_to_url")
                    .put("return_url", Json.text(intent, "return_url"))
                    .put("url", page);
        }
        events.happened("payment_intent.requires_action", intent);
        invoiced.actionRequired(intent);
    }

    private Means means(ObjectNode intent, Form form, @Nullable String setup, boolean redirects) {
        String id = form.text("confirmation_token");
        ObjectNode token = id == null ? null : tokens.usable(id, setup);
        String method = form.text("payment_method");
        if (token == null && method == null) {
            method = Json.text(intent, "payment_method");
        }
        if (token == null && method == null) {
            throw StripeError.unexpectedState(
                    outward.of(intent),
                    "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update"
                            + " the PaymentIntent with a payment method and then confirm it again, or confirm it again"
                            + " directly with a payment method or ConfirmationToken.");
        }
        String back = form.text("return_url");
        if (back == null && token != null) {
            back = Json.text(token, "return_url");
        }
        if (redirects && back == null) {
            throw StripeError.invalid(
                    null,
                    "return_url",
                    "This PaymentIntent is configured to accept payment methods that might redirect your customer off"
                            + " of your page: you must provide a `return_url`, or set"
                            + " `automatic_payment_methods[allow_redirects]` to `never` when creating it.");
        }
        return new Means(token, method, back);
    }

    private void requireConfirmable(ObjectNode intent) {
        String status = Json.string(intent, "status");
        if (status.equals("succeeded")) {
            throw StripeError.unexpectedState(
                    outward.of(intent),
                    "You cannot confirm this PaymentIntent because it has already succeeded after being previously"
                            + " confirmed.");
        }
        if (!CONFIRMABLE.contains(status)) {
            throw StripeError.unexpectedState(
                    outward.of(intent),
                    "You cannot confirm this PaymentIntent because it has a status of " + status
                            + ". Only a PaymentIntent with one of the following statuses may be confirmed:"
                            + " requires_confirmation, requires_action.");
        }
    }

    private void requireAccepted(ObjectNode intent) {
        if (intent.path("last_payment_error").isObject()) {
            throw StripeError.declined(Json.child(outward.of(intent), "last_payment_error"), outward.of(intent));
        }
    }

    private static @Nullable String setup(Form form, @Nullable String otherwise) {
        String wanted = form.oneOf("setup_future_usage", Set.of("off_session", "on_session"));
        return wanted == null ? otherwise : wanted;
    }
}
