package standwith.sandbox.stripe;

import java.util.Set;
import java.util.function.BiFunction;
import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ObjectNode;

/** The calls of a server whose own page has the card fields. */
final class CardRoutes {

    private static final Set<String> EXPAND = Set.of("expand[*]");

    private final Routing routing;
    private final Records records;

    CardRoutes(
            Routing routing,
            Records records,
            Listing listing,
            ConfirmationTokens tokens,
            PaymentMethods methods,
            Intents intents,
            Confirmation confirmation,
            Customers customers,
            NewSubscription subscriptions,
            Redactions redactions) {
        this.routing = routing;
        this.records = records;

        routing.post(
                "/v1/test_helpers/confirmation_tokens",
                ConfirmationTokens.KNOWN_TO_TESTS,
                (id, form) -> tokens.named(form));

        String intent = "/v1/payment_intents/{id}";
        routing.post("/v1/payment_intents", Intents.KNOWN, (id, form) -> intents.create(form));
        change(intent, "payment_intent", Intents.CHANGEABLE, intents::change);
        change(intent + "/confirm", "payment_intent", Confirmation.KNOWN, confirmation::confirm);
        change(intent + "/capture", "payment_intent", Intents.CAPTURABLE, intents::capture);
        change(intent + "/cancel", "payment_intent", Intents.CANCELABLE, intents::cancel);

        routing.post("/v1/customers", Customers.KNOWN, (id, form) -> customers.create(form));
        routing.delete("/v1/customers/{id}", Set.of(), (id, form) -> customers.delete(records.get("customer", id)));
        routing.get(
                "/v1/customers",
                Routes.with(Listing.PAGING, "email"),
                (id, form) -> listing.page(
                        records.all("customer").stream()
                                .filter(customer -> !Json.flag(customer, "_deleted"))
                                .filter(Listing.same(form, "email")),
                        form,
                        "/v1/customers"));
        routing.get(
                "/v1/customers/{id}/payment_methods",
                Routes.with(Listing.PAGING, "type"),
                (id, form) -> listing.page(
                        records.all("payment_method").stream()
                                .filter(method -> Json.is(method, "customer", alive(records, id)))
                                .filter(Listing.same(form, "type")),
                        form,
                        "/v1/customers/" + id + "/payment_methods"));
        change("/v1/payment_methods/{id}/detach", "payment_method", EXPAND, (method, form) -> methods.detach(method));
        routing.post("/v1/subscriptions", NewSubscription.KNOWN, (id, form) -> subscriptions.create(form));

        String type = "privacy.redaction_job";
        String job = "/v1/privacy/redaction_jobs/{id}";
        routing.post("/v1/privacy/redaction_jobs", Redactions.KNOWN, (id, form) -> redactions.create(form));
        routing.get(
                "/v1/privacy/redaction_jobs",
                Listing.PAGING,
                (id, form) -> listing.page(
                        records.all(type).stream().map(redactions::look), form, "/v1/privacy/redaction_jobs"));
        routing.get(job, EXPAND, (id, form) -> redactions.look(records.get(type, id)));
        change(job, type, Set.of("validation_behavior", "expand[*]"), redactions::change);
        change(job + "/validate", type, EXPAND, (known, form) -> redactions.validate(known));
        change(job + "/run", type, EXPAND, (known, form) -> redactions.run(known));
        change(job + "/cancel", type, EXPAND, (known, form) -> redactions.cancel(known));
        routing.get(
                job + "/validation_errors",
                Listing.PAGING,
                (id, form) -> listing.page(
                        redactions.errors(records.get(type, id)),
                        form,
                        "/v1/privacy/redaction_jobs/" + id + "/validation_errors"));
    }

    private void change(String path, String type, Set<String> known, BiFunction<ObjectNode, Form, ObjectNode> change) {
        routing.post(path, known, (id, form) -> change.apply(records.get(type, id), form));
    }

    /** What is left of a deleted customer says so, and knows nothing else. */
    private static String alive(Records records, String customer) {
        if (Json.flag(records.get("customer", customer), "_deleted")) {
            throw StripeError.missing("customer", customer);
        }
        return customer;
    }
}
