package standwith.sandbox.stripe;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import standwith.sandbox.account.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Jobs that take people out of what Stripe shows. Stripe does its part of a job between two looks at it: whoever does not
 * look again does not get on.
 */
final class Redactions {

    static final Set<String> KNOWN = Set.of(
            "objects[charges][*]",
            "objects[checkout_sessions][*]",
            "objects[customers][*]",
            "objects[invoices][*]",
            "objects[payment_intents][*]",
            "validation_behavior",
            "expand[*]");

    private static final Pattern PREVIEW = Pattern.compile("\\d{4}-\\d{2}-\\d{2}\\.preview");
    private static final Map<String, String> TYPES = Map.of(
            "charges", "charge",
            "checkout_sessions", "checkout.session",
            "customers", "customer",
            "invoices", "invoice",
            "payment_intents", "payment_intent");
    private static final Set<String> OVER = Set.of("succeeded", "canceled");
    private static final int SHOWN = 10;

    private final Records records;
    private final Kin kin;
    private final Eligibility eligibility;

    Redactions(Records records, Eligibility eligibility) {
        this.records = records;
        this.kin = new Kin(records);
        this.eligibility = eligibility;
    }

    /** All of this is a public preview, which has to be asked for. */
    static void requirePreview(String version) {
        if (!PREVIEW.matcher(version).matches()) {
            throw StripeError.invalid(
                    null,
                    null,
                    "This is in public preview: it needs a preview version of the API in the Stripe-Version header, for"
                            + " example 2026-07-29.preview.");
        }
    }

    ObjectNode create(Form form) {
        ObjectNode objects = Json.object();
        TYPES.forEach((name, type) -> {
            List<String> ids =
                    form.below("objects[" + name + "]").values().stream().toList();
            ids.forEach(id -> requireKnown(type, id, name));
            if (!ids.isEmpty()) {
                ids.forEach(objects.putArray(name)::add);
            }
        });
        if (objects.isEmpty()) {
            throw StripeError.invalid("parameter_missing", "objects", "Missing required param: objects.");
        }
        ObjectNode job = records.create("privacy.redaction_job");
        job.set("_objects", objects);
        Json.child(job, "validation_errors")
                .put("url", "/v1/privacy/redaction_jobs/" + Json.string(job, "id") + "/validation_errors");
        return change(job, form);
    }

    ObjectNode change(ObjectNode job, Form form) {
        String behavior = form.oneOf("validation_behavior", Set.of("error", "fix"));
        if (behavior != null) {
            job.put("validation_behavior", behavior);
        }
        return job;
    }

    /** The job as it is by now. */
    ObjectNode look(ObjectNode job) {
        switch (Json.string(job, "status")) {
            case "validating" -> conclude(job);
            case "redacting" -> job.put("status", "succeeded");
            case "canceling" -> job.put("status", "canceled");
            default -> {}
        }
        return job;
    }

    ObjectNode validate(ObjectNode job) {
        require(job, "validate", "failed");
        return job.put("status", "validating");
    }

    /** Nothing brings back what this takes away. */
    ObjectNode run(ObjectNode job) {
        require(job, "run", "ready");
        List<ObjectNode> all = kin.of(roots(job).toList());
        if (Json.is(job, "validation_behavior", "fix")) {
            all.forEach(eligibility::fix);
        }
        all.forEach(Personal::redact);
        Set<String> ids = new HashSet<>();
        all.forEach(object -> ids.add(Json.string(object, "id")));
        records.all("event").stream()
                .map(event -> Json.child(event, "data"))
                .filter(data -> ids.contains(data.path("object").path("id").asString("")))
                .forEach(Personal::inside);
        return job.put("status", "redacting");
    }

    ObjectNode cancel(ObjectNode job) {
        require(job, "cancel", "ready", "failed");
        return job.put("status", "canceling");
    }

    Stream<ObjectNode> errors(ObjectNode job) {
        return job.path("_errors").valueStream().map(ObjectNode.class::cast);
    }

    private void conclude(ObjectNode job) {
        boolean fix = Json.is(job, "validation_behavior", "fix");
        var errors = job.putArray("_errors");
        locked(job)
                .forEach(root -> errors.add(error(
                        root,
                        "locked_by_other_job",
                        "The object is part of another redaction job. Cancel that one first.")));
        for (ObjectNode object : kin.of(roots(job).toList())) {
            Eligibility.Problem problem = eligibility.problem(object);
            if (problem != null && !(fix && problem.fixable())) {
                errors.add(error(object, "invalid_state", problem.message()));
            }
        }
        ObjectNode shown = Json.child(job, "validation_errors").put("has_more", errors.size() > SHOWN);
        var data = shown.putArray("data");
        errors.valueStream().limit(SHOWN).forEach(data::add);
        job.put("status", errors.isEmpty() ? "ready" : "failed");
    }

    private ObjectNode error(ObjectNode object, String code, String message) {
        ObjectNode error = Json.object()
                .put("id", "prjve_1" + records.random(23))
                .put("object", "privacy.redaction_job_validation_error")
                .put("code", code);
        error.putObject("erroring_object")
                .put("id", Json.string(object, "id"))
                .put("object_type", Json.string(object, "object"));
        return error.put("message", message);
    }

    private Stream<ObjectNode> locked(ObjectNode job) {
        Set<String> taken = new HashSet<>();
        records.all("privacy.redaction_job").stream()
                .filter(other -> other != job && !OVER.contains(Json.string(other, "status")))
                .flatMap(this::roots)
                .forEach(root -> taken.add(Json.string(root, "id")));
        return roots(job).filter(root -> taken.contains(Json.string(root, "id")));
    }

    private Stream<ObjectNode> roots(ObjectNode job) {
        return Json.child(job, "_objects").properties().stream()
                .flatMap(list -> list.getValue().valueStream())
                .map(JsonNode::asString)
                .map(id -> Objects.requireNonNull(records.find(id)));
    }

    private void requireKnown(String type, String id, String name) {
        if (records.find(type, id) == null) {
            throw StripeError.invalid(
                    "resource_missing", "objects[" + name + "]", "No such " + type + ": '" + id + "'");
        }
    }

    private static void require(ObjectNode job, String verb, String... statuses) {
        String status = Json.string(job, "status");
        if (!List.of(statuses).contains(status)) {
            throw StripeError.invalid(
                    null,
                    null,
                    "You cannot " + verb + " this redaction job because it has a status of " + status
                            + ". It has to be one of: " + String.join(", ", statuses) + ".");
        }
    }
}
