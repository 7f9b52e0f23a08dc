package org.standwith.payments.stripe;

import com.stripe.net.ApiResource.RequestMethod;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.standwith.payments.Forgetting;
import org.standwith.payments.Reply;
import tools.jackson.databind.JsonNode;

/**
 * Stripe's redaction jobs, one step each time that it is asked: made, validated, run, done. A job is found again by what it
 * is to redact, so that nobody has to keep its id. Stripe refuses some payments for 90 days; then it is validated anew.
 *
 * @see <a href="https://docs.stripe.com/privacy/redaction">Stripe, Redact personal data</a>
 */
record StripeRedaction(StripeCalls calls) {

    private static final String JOBS = "/v1/privacy/redaction_jobs";
    private static final String JOB = "privacy.redaction_job";

    /** In which the feature, a preview, is described; otherwise that of the SDK. */
    private static final String VERSION = "2026-07-29.preview";

    /**
     * What a job begins from; all that hangs on it goes as well.
     *
     * @param kind the name under which jobs have such ids
     */
    record Root(String kind, String id) {}

    /** @param created of what is to be redacted: no job for it is older */
    Forgetting of(Root root, @Nullable Instant created) {
        return of(
                find(root, created),
                found -> found.map(this::advanced).orElseGet(() -> of(made(root), StripeRedaction::waiting)));
    }

    private Reply<JsonNode> made(Root root) {
        // By itself it would not touch what is still unpaid.
        String form = "validation_behavior=fix&objects[" + root.kind() + "][]=" + root.id();
        return call(RequestMethod.POST, JOBS, form, "redact-" + root.id());
    }

    /** Jobs are listed by age, the youngest first. */
    private Reply<Optional<JsonNode>> find(Root root, @Nullable Instant created) {
        String after = "";
        while (true) {
            Reply<JsonNode> reply = StripeCalls.checked(
                    "list",
                    calls.preview(
                            RequestMethod.GET, JOBS + "?limit=100&expand[]=data.objects" + after, "", VERSION, ""));
            switch (reply) {
                case Reply.No<JsonNode> no -> {
                    return new Reply.No<>(no.code());
                }
                case Reply.Silence<JsonNode> silence -> {
                    return new Reply.Silence<>(silence.reason(), false);
                }
                case Reply.Answer<JsonNode> page -> {
                    JsonNode jobs = page.value().path("data");
                    for (JsonNode job : jobs) {
                        if (isFor(job, root)) {
                            return new Reply.Answer<>(Optional.of(job));
                        }
                    }
                    JsonNode last = jobs.path(jobs.size() - 1);
                    Instant oldest = StripeFields.optionalTime(last, "created");
                    boolean isLast = !page.value().path("has_more").booleanValue(false)
                            || oldest == null
                            || (created != null && oldest.isBefore(created));
                    if (isLast) {
                        return new Reply.Answer<>(Optional.empty());
                    }
                    after = "&starting_after=" + StripeFields.id(last);
                }
            }
        }
    }

    private static boolean isFor(JsonNode job, Root root) {
        if (StripeStanding.status(job).startsWith("cancel")) {
            return false;
        }
        for (JsonNode id : job.path("objects").path(root.kind())) {
            if (id.stringValue("").equals(root.id())) {
                return true;
            }
        }
        return false;
    }

    private Forgetting advanced(JsonNode job) {
        String path = JOBS + "/" + StripeFields.id(job);
        return switch (StripeStanding.status(job)) {
            case "ready" -> of(call(RequestMethod.POST, path + "/run", "", ""), StripeRedaction::waiting);
            case "failed" -> refused(path);
            default -> waiting(job);
        };
    }

    /** Tells why, and has it looked at anew: what is too young today is not so for ever. */
    private Forgetting refused(String path) {
        Reply<JsonNode> errors = StripeCalls.checked(
                "list", calls.preview(RequestMethod.GET, path + "/validation_errors", "", VERSION, ""));
        return of(
                errors,
                list -> of(
                        call(RequestMethod.POST, path + "/validate", "", ""),
                        job -> new Forgetting.Waiting(
                                StripeFields.text(list.path("data").path(0).path("code"))
                                        .orElse("failed"))));
    }

    private static Forgetting waiting(JsonNode job) {
        String status = StripeFields.text(job.path("status")).orElse("no status");
        return status.equals("succeeded") ? new Forgetting.Forgotten() : new Forgetting.Waiting(status);
    }

    private Reply<JsonNode> call(RequestMethod method, String path, String form, String key) {
        return StripeCalls.checked(JOB, calls.preview(method, path, form, VERSION, key));
    }

    /** What comes of it, or why nothing does yet. */
    static <T> Forgetting of(Reply<T> reply, Function<T, Forgetting> next) {
        return switch (reply) {
            case Reply.Answer<T> answer -> next.apply(answer.value());
            case Reply.No<T> no -> new Forgetting.Waiting(no.code());
            case Reply.Silence<T> silence -> new Forgetting.Unknown(silence.reason());
        };
    }
}
