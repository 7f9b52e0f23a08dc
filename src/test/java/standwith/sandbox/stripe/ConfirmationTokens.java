package standwith.sandbox.stripe;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ObjectNode;

/** What a browser has entered, for a server to pay with: once, and within twelve hours. */
final class ConfirmationTokens {

    private static final Duration KEPT_FOR = Duration.ofHours(12);
    private static final String DATA = "payment_method_data";
    private static final String CARD = DATA + "[card]";

    /** By a browser. */
    static final Set<String> KNOWN = Set.of(
            DATA + "[type]",
            DATA + "[allow_redisplay]",
            DATA + "[billing_details][**]",
            CARD + "[number]",
            CARD + "[exp_month]",
            CARD + "[exp_year]",
            CARD + "[cvc]",
            "client_context[**]",
            "return_url",
            "setup_future_usage",
            "key");

    /** By a server's own tests. */
    static final Set<String> KNOWN_TO_TESTS = Set.of("payment_method", "return_url", "setup_future_usage", "expand[*]");

    private final Records records;

    ConfirmationTokens(Records records) {
        this.records = records;
    }

    ObjectNode enter(Form form) {
        form.required(DATA + "[type]");
        form.oneOf(DATA + "[type]", Set.of("card"));
        String number = form.required(CARD + "[number]").replaceAll("[^0-9]", "");
        int month = (int) form.whole(CARD + "[exp_month]", 0);
        int year = (int) form.whole(CARD + "[exp_year]", 0);
        Card card = card(number);
        requireValid(card, month, year < 100 ? 2000 + year : year, form.text(CARD + "[cvc]"));
        ObjectNode token = issue(PaymentMethods.preview(card, month, year < 100 ? 2000 + year : year), card, form);
        ObjectNode preview = Json.child(token, "payment_method_preview");
        ObjectNode billing = Json.child(preview, "billing_details");
        form.below(DATA + "[billing_details]").forEach(billing::put);
        form.below(DATA + "[billing_details][address]").forEach(Json.child(billing, "address")::put);
        String redisplay = form.text(DATA + "[allow_redisplay]");
        if (redisplay != null) {
            preview.put("allow_redisplay", redisplay);
        }
        return token.put("_mode", form.text("client_context[mode]"));
    }

    /** A card with what else it takes: a date that is not past, and a code that is long enough. */
    ObjectNode enter(String card, String mode) {
        int year = records.now().atZone(ZoneOffset.UTC).getYear() + 3;
        return enter(new Form(Map.of(
                DATA + "[type]",
                "card",
                CARD + "[number]",
                card,
                CARD + "[exp_month]",
                "12",
                CARD + "[exp_year]",
                String.valueOf(year),
                CARD + "[cvc]",
                card.startsWith("3") ? "1234" : "123",
                "client_context[mode]",
                mode,
                "setup_future_usage",
                mode.equals("subscription") ? "off_session" : "")));
    }

    /** For tests that have no browser: of a test payment method's name. */
    ObjectNode named(Form form) {
        String name = form.required("payment_method");
        Card card = Cards.named(name);
        if (card == null) {
            throw StripeError.invalid("resource_missing", "payment_method", "No such PaymentMethod: '" + name + "'");
        }
        return issue(PaymentMethods.preview(card, 4, 2035), card, form);
    }

    private ObjectNode issue(ObjectNode preview, Card card, Form form) {
        ObjectNode token = records.create("confirmation_token")
                .put("expires_at", records.now().plus(KEPT_FOR).getEpochSecond())
                .put("return_url", form.text("return_url"))
                .put("setup_future_usage", form.oneOf("setup_future_usage", Set.of("off_session", "on_session")))
                .put("_number", card.number());
        token.set("payment_method_preview", preview);
        return token;
    }

    /**
     * One that has not been used.
     *
     * @param setup what the intent says of future payments: the page has to have said the same
     */
    ObjectNode usable(String id, @Nullable String setup) {
        ObjectNode token = records.find("confirmation_token", id);
        if (token == null) {
            throw refused("resource_missing", "No such confirmation_token: '" + id + "'");
        }
        if (Json.text(token, "payment_intent") != null) {
            throw refused(null, "This ConfirmationToken was used before. It can confirm one intent, once.");
        }
        if (Json.whole(token, "expires_at") <= records.now().getEpochSecond()) {
            throw refused(null, "This ConfirmationToken has expired.");
        }
        String own = Json.text(token, "setup_future_usage");
        if (token.path("_mode").isString() && !Objects.equals(own, setup)) {
            throw StripeError.invalid(
                    null,
                    "setup_future_usage",
                    "The provided setup_future_usage (" + own + ") does not match the expected setup_future_usage ("
                            + setup + "). Try confirming with a Payment Intent that is configured to use the same"
                            + " parameters as Stripe Elements.");
        }
        return token;
    }

    /** Never again. */
    static void use(ObjectNode token, ObjectNode intent) {
        token.put("payment_intent", Json.string(intent, "id")).putNull("expires_at");
    }

    static Card card(ObjectNode token) {
        return Objects.requireNonNull(Cards.numbered(Json.string(token, "_number")));
    }

    private static Card card(String number) {
        if (!Cards.isNumber(number)) {
            throw StripeError.card("incorrect_number", "number", "Your card number is incorrect.");
        }
        Card card = Cards.numbered(number);
        if (card == null) {
            throw StripeError.card(
                    "card_declined",
                    "number",
                    "Your card was declined. Your request was in test mode, but used a non test card.");
        }
        return card;
    }

    private void requireValid(Card card, int month, int year, @Nullable String cvc) {
        if (month < 1 || month > 12) {
            throw StripeError.card("invalid_expiry_month", "exp_month", "Your card's expiration month is invalid.");
        }
        var now = records.now().atZone(ZoneOffset.UTC);
        if (year * 12 + month < now.getYear() * 12 + now.getMonthValue() || year > now.getYear() + 50) {
            throw StripeError.card("invalid_expiry_year", "exp_year", "Your card's expiration year is invalid.");
        }
        int length = card.brand().equals("amex") ? 4 : 3;
        if (cvc == null || !cvc.matches("[0-9]{" + length + "}")) {
            throw StripeError.card("invalid_cvc", "cvc", "Your card's security code is invalid.");
        }
    }

    private static StripeError refused(@Nullable String code, String message) {
        return StripeError.invalid(code, "confirmation_token", message);
    }
}
