package standwith.sandbox.stripe;

import java.util.Currency;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ObjectNode;

/** What a caller may do with payment intents, but for confirming them. */
final class Intents {

    static final Set<String> KNOWN = Set.of(
            "amount",
            "currency",
            "automatic_payment_methods[enabled]",
            "automatic_payment_methods[allow_redirects]",
            "capture_method",
            "confirm",
            "confirmation_token",
            "customer",
            "description",
            "metadata[*]",
            "payment_method",
            "return_url",
            "setup_future_usage",
            "statement_descriptor_suffix",
            "use_stripe_sdk",
            "expand[*]");
    static final Set<String> CHANGEABLE = Set.of("description", "metadata[*]", "expand[*]");
    static final Set<String> CANCELABLE = Set.of("cancellation_reason", "expand[*]");
    static final Set<String> CAPTURABLE = Set.of("amount_to_capture", "expand[*]");

    static final Set<String> CAPTURES = Set.of("automatic", "automatic_async", "manual");

    private static final Set<String> OPEN =
            Set.of("requires_payment_method", "requires_confirmation", "requires_action", "requires_capture");

    private final Records records;
    private final Events events;
    private final Outward outward;
    private final Payments payments;
    private final PaymentMethods methods;
    private final Customers customers;
    private final Confirmation confirmation;

    Intents(
            Records records,
            Events events,
            Outward outward,
            Payments payments,
            PaymentMethods methods,
            Customers customers,
            Confirmation confirmation) {
        this.records = records;
        this.events = events;
        this.outward = outward;
        this.payments = payments;
        this.methods = methods;
        this.customers = customers;
        this.confirmation = confirmation;
    }

    ObjectNode create(Form form) {
        long amount = amount(form);
        String currency = form.required("currency").toLowerCase(Locale.ROOT);
        boolean confirm = Boolean.TRUE.equals(form.flag("confirm"));
        ObjectNode wanted = Json.object()
                .put(
                        "capture_method",
                        Objects.requireNonNullElse(form.oneOf("capture_method", CAPTURES), "automatic_async"))
                .put("description", form.text("description"))
                .put("setup_future_usage", form.oneOf("setup_future_usage", Set.of("off_session", "on_session")))
                .put("statement_descriptor_suffix", NewSession.suffix(form, "statement_descriptor_suffix"));
        String allow = form.oneOf("automatic_payment_methods[allow_redirects]", Set.of("always", "never"));
        if (!Boolean.FALSE.equals(form.flag("automatic_payment_methods[enabled]"))) {
            wanted.putObject("automatic_payment_methods")
                    .put("allow_redirects", allow == null ? "always" : allow)
                    .put("enabled", true);
        }
        ObjectNode metadata = wanted.putObject("metadata");
        form.metadata("metadata", metadata);
        String customer = form.text("customer");
        String owner = customer == null ? null : Json.string(customers.live(customer), "id");
        refuseUnconfirmed(form, confirm);
        if (confirm) {
            if (form.text("payment_method") == null) {
                form.required("confirmation_token");
            }
            confirmation.check(form, Json.text(wanted, "setup_future_usage"), Confirmation.redirects(wanted));
        }
        ObjectNode intent = payments.intend(amount, currency, owner, "once").setAll(wanted);
        String method = form.text("payment_method");
        if (method != null && !confirm) {
            intent.put("payment_method", Json.string(methods.known(method), "id"))
                    .put("status", "requires_confirmation");
        }
        events.happened("payment_intent.created", intent);
        return confirm ? confirmation.confirm(intent, form) : intent;
    }

    ObjectNode change(ObjectNode intent, Form form) {
        form.metadata("metadata", Json.child(intent, "metadata"));
        if (form.has("description")) {
            intent.put("description", form.text("description"));
        }
        return intent;
    }

    ObjectNode capture(ObjectNode intent, Form form) {
        String status = Json.string(intent, "status");
        if (!status.equals("requires_capture")) {
            throw StripeError.unexpectedState(
                    outward.of(intent),
                    "This PaymentIntent could not be captured because it has a status of " + status
                            + ". Only a PaymentIntent with one of the following statuses may be captured:"
                            + " requires_capture.");
        }
        if (form.whole("amount_to_capture", Json.whole(intent, "amount")) != Json.whole(intent, "amount")) {
            throw StripeError.invalid(null, "amount_to_capture", "The sandbox captures all or nothing.");
        }
        payments.capture(intent);
        return intent;
    }

    ObjectNode cancel(ObjectNode intent, Form form) {
        String reason = form.oneOf(
                "cancellation_reason", Set.of("abandoned", "duplicate", "fraudulent", "requested_by_customer"));
        String status = Json.string(intent, "status");
        if (!OPEN.contains(status)) {
            throw StripeError.unexpectedState(
                    outward.of(intent),
                    "You cannot cancel this PaymentIntent because it has a status of " + status
                            + ". Only a PaymentIntent with one of the following statuses may be canceled:"
                            + " requires_payment_method, requires_capture, requires_confirmation, requires_action.");
        }
        if (intent.has("_invoice")) {
            throw StripeError.invalid(
                    null, null, "You cannot cancel the PaymentIntent of an invoice. Void the invoice instead.");
        }
        if (records.where("checkout.session", "payment_intent", Json.string(intent, "id"))
                .findAny()
                .isPresent()) {
            throw StripeError.invalid(
                    null,
                    null,
                    "You cannot cancel the PaymentIntent for a Checkout Session. Expire the Checkout Session instead.");
        }
        payments.cancel(intent, reason);
        return intent;
    }

    private static long amount(Form form) {
        form.required("amount");
        String currency = form.required("currency").toLowerCase(Locale.ROOT);
        if (Currency.getAvailableCurrencies().stream()
                .noneMatch(known -> known.getCurrencyCode().equalsIgnoreCase(currency))) {
            throw StripeError.invalid(null, "currency", "Invalid currency: " + currency);
        }
        long amount = form.whole("amount", 0);
        if (amount < Money.minimum(currency)) {
            throw StripeError.invalid(
                    "amount_too_small",
                    "amount",
                    "Amount must be at least " + Money.minimum(currency) + " " + currency + " minor units.");
        }
        if (amount > 99_999_999) {
            throw StripeError.invalid("amount_too_large", "amount", "Amount must be no more than 99999999");
        }
        return amount;
    }

    private static void refuseUnconfirmed(Form form, boolean confirm) {
        for (String name : Set.of("confirmation_token", "return_url", "use_stripe_sdk")) {
            if (!confirm && form.has(name)) {
                throw StripeError.invalid(
                        null,
                        name,
                        "The parameter " + name + " cannot be passed when creating a PaymentIntent unless"
                                + " confirm is set to true.");
            }
        }
    }
}
