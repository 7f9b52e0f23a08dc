package standwith.sandbox.stripe;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ObjectNode;

/** Opens checkout sessions, as strictly as Stripe does. */
final class NewSession {

    static final Set<String> KNOWN = Set.of(
            "mode",
            "ui_mode",
            "success_url",
            "cancel_url",
            "currency",
            "customer",
            "client_reference_id",
            "customer_email",
            "customer_creation",
            "submit_type",
            "locale",
            "expires_at",
            "billing_address_collection",
            "metadata[*]",
            "adaptive_pricing[enabled]",
            "custom_text[submit][message]",
            "line_items[*][quantity]",
            "line_items[*][price_data][currency]",
            "line_items[*][price_data][unit_amount]",
            "line_items[*][price_data][product]",
            "line_items[*][price_data][recurring][interval]",
            "line_items[*][price_data][recurring][interval_count]",
            "payment_intent_data[description]",
            "payment_intent_data[metadata][*]",
            "payment_intent_data[statement_descriptor_suffix]",
            "subscription_data[description]",
            "subscription_data[metadata][*]",
            "payment_method_options[**]",
            "expand[*]");

    static final Set<String> LOCALES = Set.of(
            "auto", "bg", "cs", "da", "de", "el", "en", "en-GB", "es", "es-419", "et", "fi", "fil", "fr", "fr-CA", "hr",
            "hu", "id", "it", "ja", "ko", "lt", "lv", "ms", "mt", "nb", "nl", "pl", "pt", "pt-BR", "ro", "ru", "sk",
            "sl", "sv", "th", "tr", "vi", "zh", "zh-HK", "zh-TW");

    private static final String ITEM = "line_items[0]";

    private final Records records;
    private final Setups setups;
    private final Supplier<URI> address;

    NewSession(Records records, Setups setups, Supplier<URI> address) {
        this.records = records;
        this.setups = setups;
        this.address = address;
    }

    ObjectNode open(Form form) {
        String mode = form.required("mode");
        form.oneOf("mode", Set.of("payment", "subscription", Setups.MODE));
        form.oneOf("ui_mode", Set.of("hosted_page"));
        if (mode.equals(Setups.MODE)) {
            return setups.open(form);
        }
        boolean recurring = mode.equals("subscription");
        refuseForeign(form, recurring);
        Plan plan = plan(form, recurring);
        long quantity = form.whole(ITEM + "[quantity]", 0);
        long total = plan.amount() * quantity;
        if (total < Money.minimum(plan.currency())) {
            throw StripeError.invalid(
                    "amount_too_small",
                    ITEM + "[price_data][unit_amount]",
                    "The Checkout Session's total amount must convert to at least " + Money.minimum(plan.currency())
                            + " " + plan.currency() + " minor units.");
        }
        Instant expires = expires(form, records.now());
        String success = url(form, "success_url", true);
        String cancel = url(form, "cancel_url", false);
        String data = recurring ? "subscription_data" : "payment_intent_data";
        ObjectNode wanted = Json.object().put("description", form.text(data + "[description]"));
        form.metadata(data + "[metadata]", wanted.putObject("metadata"));
        wanted.put("statement_descriptor_suffix", suffix(form, "payment_intent_data[statement_descriptor_suffix]"));
        ObjectNode metadata = Json.object();
        form.metadata("metadata", metadata);

        String submit = form.oneOf("submit_type", Set.of("auto", "book", "donate", "pay", "subscribe"));
        String creation = form.oneOf("customer_creation", Set.of("always", "if_required"));
        String locale = form.oneOf("locale", LOCALES);
        Boolean adaptive = form.flag("adaptive_pricing[enabled]");

        ObjectNode session = records.create("checkout.session");
        session.put("mode", mode)
                .put("currency", plan.currency())
                .put("amount_subtotal", total)
                .put("amount_total", total)
                .put("success_url", success)
                .put("cancel_url", cancel)
                .put("client_reference_id", form.text("client_reference_id"))
                .put("customer_email", form.text("customer_email"))
                .put("customer_creation", recurring ? "always" : creation == null ? "if_required" : creation)
                .put("submit_type", submit)
                .put("locale", locale)
                .put("expires_at", expires.getEpochSecond())
                .put("url", address.get() + "/pay/" + Json.string(session, "id"));
        session.set("metadata", metadata);
        if (adaptive != null) {
            Json.child(session, "adaptive_pricing").put("enabled", adaptive);
        }
        session.set("_data", wanted);
        session.putObject("_plan")
                .put("amount", plan.amount())
                .put("quantity", quantity)
                .put("product", plan.product())
                .put("interval", plan.interval())
                .put("count", plan.count());
        return session;
    }

    private Plan plan(Form form, boolean recurring) {
        if (form.mentions("line_items[1]")) {
            throw StripeError.invalid(null, "line_items", "The sandbox sells one thing at a time.");
        }
        Plan plan = Plan.from(form, ITEM + "[price_data]", records, recurring);
        form.required(ITEM + "[quantity]");
        if (form.whole(ITEM + "[quantity]", 0) < 1) {
            throw StripeError.invalid(
                    "parameter_invalid_integer", ITEM + "[quantity]", "This value must be greater than or equal to 1.");
        }
        return Objects.requireNonNullElseGet(plan, () -> {
            throw StripeError.invalid("parameter_missing", ITEM + "[price]", "Missing required param: price.");
        });
    }

    private static void refuseForeign(Form form, boolean recurring) {
        for (String known : List.of("customer", "currency")) {
            if (form.mentions(known)) {
                throw StripeError.invalid(null, known, "The sandbox only knows it in `setup` mode.");
            }
        }
        if (recurring && form.mentions("payment_intent_data")) {
            throw StripeError.invalid(
                    null, "payment_intent_data", "You can not pass `payment_intent_data` in `subscription` mode.");
        }
        if (recurring && form.has("customer_creation")) {
            throw StripeError.invalid(
                    null, "customer_creation", "`customer_creation` can only be used in `payment` and `setup` mode.");
        }
        if (!recurring && form.mentions("subscription_data")) {
            throw StripeError.invalid(
                    null, "subscription_data", "You can not pass `subscription_data` in `payment` mode.");
        }
        if (!recurring && form.mentions(ITEM + "[price_data][recurring]")) {
            throw StripeError.invalid(
                    null,
                    ITEM,
                    "You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or"
                            + " use only one-time prices.");
        }
    }

    static Instant expires(Form form, Instant now) {
        Long wanted = form.whole("expires_at");
        if (wanted == null) {
            return now.plus(Duration.ofHours(24));
        }
        Instant expires = Instant.ofEpochSecond(wanted);
        // whole seconds, and the time that the request took
        Duration slack = Duration.ofSeconds(5);
        if (expires.isBefore(now.plus(Duration.ofMinutes(30)).minus(slack))
                || expires.isAfter(now.plus(Duration.ofHours(24)).plus(slack))) {
            throw StripeError.invalid(
                    null,
                    "expires_at",
                    "The `expires_at` timestamp must be at least 30 minutes and less than 24 hours from Checkout"
                            + " Session creation.");
        }
        return expires;
    }

    static @Nullable String url(Form form, String name, boolean required) {
        String url = required ? form.required(name) : form.text(name);
        if (url != null && !url.toLowerCase(Locale.ROOT).matches("https?://.+")) {
            throw StripeError.invalid(
                    "url_invalid", name, "Invalid URL: An explicit scheme (such as https) is needed.");
        }
        return url;
    }

    static @Nullable String suffix(Form form, String name) {
        String suffix = form.text(name);
        if (suffix != null
                && (suffix.length() > 22
                        || !suffix.matches("[\\x20-\\x7e&&[^<>\\\\'\"*]]*[A-Za-z][\\x20-\\x7e&&[^<>\\\\'\"*]]*"))) {
            throw StripeError.invalid(
                    null, name, "The statement descriptor suffix has up to 22 Latin characters, one letter at least.");
        }
        return suffix;
    }
}
