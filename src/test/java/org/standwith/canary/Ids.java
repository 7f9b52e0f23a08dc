package org.standwith.canary;

import standwith.sandbox.Sandbox;
import standwith.sandbox.Truth;
import standwith.sandbox.account.Overview;
import tools.jackson.databind.JsonNode;

/** What the providers call people, what they undertook, and what they paid. */
final class Ids {

    private Ids() {}

    /** What has come of this person's checkout so far. */
    static void learn(Sandbox sandbox, String checkout, Person person) {
        JsonNode made = object(sandbox, checkout);
        if (checkout.startsWith("cs_")) {
            person.learn(Field.PAYMENT, checkout);
            learn(person, Field.CUSTOMER, made.path("customer"));
            learn(person, Field.SUBSCRIPTION, made.path("subscription"));
            learn(person, Field.PAYMENT, made.path("payment_intent"));
            learn(person, Field.PAYMENT, made.path("invoice"));
        } else {
            boolean recurs = checkout.startsWith("I-");
            person.learn(recurs ? Field.SUBSCRIPTION : Field.PAYMENT, checkout);
            learn(
                    person,
                    Field.PAYER,
                    made.path(recurs ? "subscriber" : "payer").path("payer_id"));
        }
    }

    /** All the rest, which nobody needs to know whose it is. */
    static void learn(Sandbox sandbox, Person somebody) {
        sandbox.truth().movements().stream()
                .map(Truth.Movement::id)
                .distinct()
                .forEach(id -> somebody.learn(Field.PAYMENT, id));
        sandbox.stripe().objects("payment_intent").forEach(made -> learn(somebody, Field.PAYMENT, made.path("id")));
        sandbox.stripe().objects("payment_method").forEach(made -> {
            learn(somebody, Field.CUSTOMER, made.path("id"));
            learn(somebody, Field.FINGERPRINT, made.path("card").path("fingerprint"));
        });
        Whereabouts.learn(somebody);
        sandbox.stripe().overview().subscriptions().stream()
                .map(Overview.Subscription::id)
                .forEach(id -> {
                    somebody.learn(Field.SUBSCRIPTION, id);
                    learn(somebody, Field.CUSTOMER, object(sandbox, id).path("customer"));
                });
    }

    private static JsonNode object(Sandbox sandbox, String id) {
        return id.startsWith("I-") || !id.contains("_")
                ? sandbox.paypal().object(id)
                : sandbox.stripe().object(id);
    }

    private static void learn(Person person, Field field, JsonNode id) {
        if (id.isString()) {
            person.learn(field, id.stringValue());
        }
    }
}
