package org.standwith.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The events by which Stripe tells of a renewal, as it sends them: indented JSON, in full. The booking of a charge is told by
 * an event of its own, about which Stripe is asked, at the hundred calls a second that it bears: that one is not among these.
 */
final class Renewals {

    /** Stripe's events for one renewal, in the order in which they mostly come. */
    static final List<String> TYPES = List.of(
            "charge.succeeded",
            "payment_intent.succeeded",
            "invoice.paid",
            "invoice_payment.paid",
            "customer.subscription.updated");

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String AMOUNT = "500";

    /** Text with gaps: what stands between {@code <} and {@code >} is filled in. */
    private record Template(List<String> texts, List<String> gaps) {

        static Template of(String text) {
            List<String> texts = new ArrayList<>();
            List<String> gaps = new ArrayList<>();
            int from = 0;
            for (int gap = text.indexOf('<'); gap >= 0; gap = text.indexOf('<', from)) {
                int end = text.indexOf('>', gap);
                texts.add(text.substring(from, gap));
                gaps.add(text.substring(gap + 1, end));
                from = end + 1;
            }
            texts.add(text.substring(from));
            return new Template(texts, gaps);
        }
    }

    private final int contributions;
    private final List<Template> templates = new ArrayList<>();

    /** @param contributions how many there are that are renewed in turn */
    Renewals(int contributions) {
        this.contributions = contributions;
        templates.add(event("charge.succeeded", charge()));
        templates.add(event("payment_intent.succeeded", intent()));
        templates.add(event("invoice.paid", invoice()));
        templates.add(event("invoice_payment.paid", invoicePayment()));
        templates.add(event("customer.subscription.updated", subscription()));
    }

    /** The reference of a contribution at the provider. */
    static String reference(long contribution) {
        return "5eed0000-0000-4000-8000-" + String.format(Locale.ROOT, "%012x", contribution);
    }

    /** An id of the length that Stripe's have. */
    static String id(String prefix, long number) {
        String digits = Long.toString(number);
        return prefix + "_1Bench" + "0".repeat(18 - digits.length()) + digits;
    }

    /**
     * The body of an event.
     *
     * @param sequence five in a row are of one renewal
     * @param second when it happened, since 1970
     */
    byte[] body(long sequence, long second) {
        return body(Math.toIntExact(sequence % TYPES.size()), sequence, sequence / TYPES.size(), second);
    }

    /** Each a charge of its own renewal. */
    byte[] charge(long sequence, long second) {
        return body(0, sequence, sequence, second);
    }

    private byte[] body(int kind, long sequence, long renewal, long second) {
        long contribution = renewal % contributions;
        Template template = templates.get(kind);
        StringBuilder text = new StringBuilder(4096);
        for (int i = 0; i < template.gaps().size(); i++) {
            text.append(template.texts().get(i));
            switch (template.gaps().get(i)) {
                case "evt" -> text.append(id("evt", sequence));
                case "ch" -> text.append(id("ch", renewal));
                case "pi" -> text.append(id("pi", renewal));
                case "in" -> text.append(id("in", renewal));
                case "inpay" -> text.append(id("inpay", renewal));
                case "sub" -> text.append(id("sub", contribution));
                case "si" -> text.append(id("si", contribution));
                case "cus" -> text.append(id("cus", contribution));
                case "pm" -> text.append(id("pm", contribution));
                case "reference" -> text.append(reference(contribution));
                case "now" -> text.append(second);
                case "before" -> text.append(second - 2);
                case "then" -> text.append(second + 30 * 24 * 3600L);
                default -> throw new IllegalStateException(template.gaps().get(i));
            }
        }
        return text.append(template.texts().getLast()).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode charge() {
        ObjectNode charge = object("charge", "ch");
        charge.put("created", "<before>")
                .put("amount_captured", "<=" + AMOUNT + ">")
                .put("balance_transaction", (String) null)
                .put("captured", true)
                .put("customer", "<cus>")
                .put("paid", true)
                .put("payment_intent", "<pi>")
                .put("payment_method", "<pm>")
                .put("receipt_url", "https://pay.stripe.com/receipts/invoices/<ch>?s=ap")
                .put("description", "Subscription update");
        charge.putObject("billing_details")
                .put("email", (String) null)
                .put("name", (String) null)
                .put("phone", (String) null)
                .putObject("address")
                .put("country", "US")
                .put("postal_code", "10001");
        return charge;
    }

    private static ObjectNode intent() {
        return object("payment_intent", "pi")
                .put("amount_received", "<=" + AMOUNT + ">")
                .put("customer", "<cus>")
                .put("client_secret", "<pi>_secret_of_nobody")
                .put("latest_charge", "<ch>")
                .put("payment_method", "<pm>")
                .put("status", "succeeded")
                .put("description", "Subscription update");
    }

    private static ObjectNode invoice() {
        ObjectNode invoice = object("invoice", "in");
        invoice.put("amount_due", "<=" + AMOUNT + ">")
                .put("amount_paid", "<=" + AMOUNT + ">")
                .put("attempt_count", "<=1>")
                .put("attempted", true)
                .put("billing_reason", "subscription_cycle")
                .put("customer", "<cus>")
                .put("effective_at", "<now>")
                .put("status", "paid")
                .put("total", "<=" + AMOUNT + ">");
        ObjectNode details = (ObjectNode) invoice.path("parent").path("subscription_details");
        details.put("subscription", "<sub>").putObject("metadata").put("reference", "<reference>");
        ObjectNode line = read("line_item");
        line.put("id", "il_<in>")
                .put("amount", "<=" + AMOUNT + ">")
                .put("currency", "usd")
                .put("invoice", "<in>");
        ((ObjectNode) invoice.path("lines")).putArray("data").add(line);
        return invoice;
    }

    private static ObjectNode invoicePayment() {
        ObjectNode payment = object("invoice_payment", "inpay");
        payment.put("amount_paid", "<=" + AMOUNT + ">").put("invoice", "<in>").put("status", "paid");
        ((ObjectNode) payment.path("payment")).put("payment_intent", "<pi>");
        return payment;
    }

    private static ObjectNode subscription() {
        ObjectNode subscription = object("subscription", "sub");
        subscription.put("customer", "<cus>").put("latest_invoice", "<in>").put("status", "active");
        subscription.putObject("metadata").put("reference", "<reference>");
        ObjectNode item = read("subscription_item");
        item.put("id", "<si>")
                .put("current_period_start", "<now>")
                .put("current_period_end", "<then>")
                .put("subscription", "<sub>");
        ObjectNode price = (ObjectNode) item.path("price");
        price.put("id", "price_1Bench").put("currency", "usd").put("unit_amount", "<=" + AMOUNT + ">");
        ((ObjectNode) price.path("recurring")).put("interval", "month");
        ((ObjectNode) subscription.path("items")).putArray("data").add(item);
        return subscription;
    }

    private static ObjectNode object(String kind, String id) {
        return read(kind)
                .put("id", "<" + id + ">")
                .put("amount", "<=" + AMOUNT + ">")
                .put("created", "<now>")
                .put("currency", "usd");
    }

    private static Template event(String type, ObjectNode object) {
        ObjectNode event = read("event");
        event.put("id", "<evt>").put("created", "<now>").put("type", type);
        ((ObjectNode) event.path("data")).set("object", object);
        // Numbers are written as texts first, so that they can be gaps.
        return Template.of(JSON.writerWithDefaultPrettyPrinter()
                .writeValueAsString(event)
                .replaceAll("\"<=([0-9]+)>\"", "$1")
                .replaceAll("\"<(now|before|then)>\"", "<$1>"));
    }

    private static ObjectNode read(String kind) {
        try (InputStream file = Renewals.class.getResourceAsStream("/sandbox/stripe/" + kind + ".json")) {
            JsonNode read = JSON.readTree(Objects.requireNonNull(file));
            return (ObjectNode) read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
