package standwith.sandbox.stripe;

import org.jspecify.annotations.Nullable;
import standwith.sandbox.account.Json;
import standwith.sandbox.account.Person;
import tools.jackson.databind.node.ObjectNode;

/** What payments are made with. */
final class PaymentMethods {

    private final Records records;
    private final Events events;

    PaymentMethods(Records records, Events events) {
        this.records = records;
        this.events = events;
    }

    /** Of whoever pays on a hosted page, by their own card or the one that was chosen for them. */
    ObjectNode of(Person payer, @Nullable Card chosen) {
        ObjectNode method = records.create("payment_method");
        method.set("billing_details", Payer.billingDetails(payer));
        ObjectNode face = Json.child(method, "card");
        Payer.fill(face, payer);
        Json.child(face, "checks").put("address_line1_check", "pass").put("address_postal_code_check", "pass");
        if (chosen != null) {
            show(face, chosen);
        }
        return method;
    }

    /** Of a card that was entered on the merchant's page. */
    ObjectNode of(Card card, ObjectNode preview) {
        ObjectNode method = records.create("payment_method").put("_number", card.number());
        method.set("billing_details", Json.child(preview, "billing_details").deepCopy());
        Json.child(method, "card").setAll(Json.child(preview, "card").deepCopy());
        Json.child(Json.child(method, "card"), "checks").put("cvc_check", "pass");
        return method;
    }

    /** One that there is, or a new one that has the name of a test payment method. */
    ObjectNode known(String id) {
        Card card = Cards.named(id);
        if (card != null) {
            return of(card, preview(card, 4, 2035));
        }
        ObjectNode method = records.find("payment_method", id);
        if (method == null) {
            throw StripeError.invalid("resource_missing", "payment_method", "No such PaymentMethod: '" + id + "'");
        }
        return method;
    }

    /** What a token shows of a card before it pays. */
    static ObjectNode preview(Card card, int month, int year) {
        ObjectNode blank = Json.blank("stripe/payment_method");
        ObjectNode face = Json.child(blank, "card").put("exp_month", month).put("exp_year", year);
        show(face, card);
        Json.child(face, "checks").putNull("cvc_check");
        ObjectNode preview = Json.object().put("allow_redisplay", "unspecified");
        preview.set("billing_details", Json.child(blank, "billing_details"));
        preview.set("card", face);
        return preview.putNull("customer").put("type", "card");
    }

    static @Nullable Card card(ObjectNode method) {
        return Cards.numbered(Json.text(method, "_number"));
    }

    void attach(ObjectNode method, String customer) {
        if (Json.text(method, "customer") == null) {
            method.put("customer", customer);
            events.happened("payment_method.attached", method);
        }
    }

    /** It can never be used again. */
    ObjectNode detach(ObjectNode method) {
        if (Json.text(method, "customer") == null) {
            throw StripeError.invalid(
                    null,
                    null,
                    "The payment method you provided is not attached to a customer so detachment is impossible.");
        }
        ObjectNode before = method.deepCopy();
        method.putNull("customer");
        events.happened("payment_method.detached", method, before);
        return method;
    }

    private static void show(ObjectNode face, Card card) {
        face.put("brand", card.brand())
                .put("display_brand", card.brand())
                .put("country", card.country())
                .put("funding", card.funding())
                .put("last4", card.last4())
                .put("fingerprint", "Fp" + Integer.toHexString(card.number().hashCode()) + "sandbox");
        Json.child(face, "networks").putArray("available").add(card.brand());
    }
}
