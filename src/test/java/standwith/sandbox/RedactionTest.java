package standwith.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.InvalidRequestException;
import com.stripe.model.Subscription;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.checkout.SessionCreateParams.LineItem.PriceData.Recurring.Interval;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RedactionTest extends SharedSandbox {

    private static final String PREVIEW = "2026-07-29.preview";
    private static final String JOBS = "/v1/privacy/redaction_jobs";

    @Test
    void aJobTakesAPersonOutOfWhatStripeShows() throws Exception {
        Subscription subscription = ended();
        String charge = sandbox.stripe().objects("charge").getLast().path("id").asString();
        JsonNode created = job("objects[customers][]=" + subscription.getCustomer());
        assertThat(created.path("status").asString()).isEqualTo("validating");
        String job = JOBS + "/" + created.path("id").asString();
        assertThat(post(job + "/run").statusCode())
                .as("before it was looked at")
                .isEqualTo(400);
        assertThat(get(job, PREVIEW).path("status").asString()).isEqualTo("ready");
        assertThat(sandbox.stripe().object(charge).toString()).contains(".example");

        assertThat(body(post(job + "/run")).path("status").asString()).isEqualTo("redacting");

        assertThat(get(job, PREVIEW).path("status").asString()).isEqualTo("succeeded");
        for (String id : new String[] {charge, subscription.getCustomer(), subscription.getLatestInvoice()}) {
            assertThat(sandbox.stripe().object(id).toString()).doesNotContain("@");
        }
        assertThat(sandbox.stripe().objects("event").stream()
                        .map(event -> event.at("/data/object").toString())
                        .filter(object -> object.contains(charge) && object.contains("\"object\":\"charge\"")))
                .isNotEmpty()
                .noneMatch(object -> object.contains("@"));
        assertThatThrownBy(() -> client.v1()
                        .refunds()
                        .create(RefundCreateParams.builder().setCharge(charge).build()))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void withoutAPreviewVersionThereIsNone() throws Exception {
        HttpResponse<String> answer = send(JOBS, "objects[customers][]=" + ended().getCustomer(), "2026-07-29.dahlia");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("preview");
    }

    @Test
    void whatIsNotOverHasToBeEndedFirst() throws Exception {
        Subscription live = client.v1().subscriptions().retrieve(subscribed(500, Interval.MONTH));
        JsonNode created = job("objects[customers][]=" + live.getCustomer());
        String job = JOBS + "/" + created.path("id").asString();
        JsonNode failed = get(job, PREVIEW);
        assertThat(failed.path("status").asString()).isEqualTo("failed");
        assertThat(failed.at("/validation_errors/data/0/code").asString()).isEqualTo("invalid_state");
        assertThat(get(job + "/validation_errors", PREVIEW)
                        .at("/data")
                        .valueStream()
                        .map(error -> error.at("/erroring_object/object_type").asString()))
                .containsExactlyInAnyOrder("subscription", "payment_method");

        client.v1().customers().delete(live.getCustomer());
        assertThat(body(post(job + "/validate")).path("status").asString()).isEqualTo("validating");

        assertThat(get(job, PREVIEW).path("status").asString()).isEqualTo("ready");
    }

    @Test
    void aJobThatMayFixEndsItItself() throws Exception {
        Subscription live = client.v1().subscriptions().retrieve(subscribed(500, Interval.MONTH));
        String job = JOBS + "/"
                + job("validation_behavior=fix&objects[customers][]=" + live.getCustomer())
                        .path("id")
                        .asString();
        assertThat(get(job, PREVIEW).path("status").asString()).isEqualTo("ready");

        assertThat(post(job + "/run").statusCode()).isEqualTo(200);

        assertThat(client.v1().subscriptions().retrieve(live.getId()).getStatus())
                .isEqualTo("canceled");
        assertThat(get(JOBS, PREVIEW).at("/data/0/status").asString())
                .as("also where all jobs are listed")
                .isEqualTo("succeeded");
    }

    @Test
    void recentPaymentsAreRefusedForNinetyDaysIfSo() throws Exception {
        sandbox.stripe().redactOnlyAfterNinetyDays(true);
        try {
            String intent = paid(500, "usd");
            String job = JOBS + "/"
                    + job("objects[payment_intents][]=" + intent).path("id").asString();
            assertThat(get(job, PREVIEW).path("status").asString()).isEqualTo("failed");
            assertThat(get(job + "/validation_errors", PREVIEW)
                            .at("/data/0/message")
                            .asString())
                    .contains("90 days");

            sandbox.advance(Duration.ofDays(90));
            post(job + "/validate");

            assertThat(get(job, PREVIEW).path("status").asString()).isEqualTo("ready");
        } finally {
            sandbox.stripe().redactOnlyAfterNinetyDays(false);
        }
    }

    @Test
    void anObjectIsInOneJobAtATime() throws Exception {
        String intent = paid(500, "usd");
        String first = JOBS + "/"
                + job("objects[payment_intents][]=" + intent).path("id").asString();
        String second = JOBS + "/"
                + job("objects[payment_intents][]=" + intent).path("id").asString();
        assertThat(get(second, PREVIEW).at("/validation_errors/data/0/code").asString())
                .isEqualTo("locked_by_other_job");

        get(first, PREVIEW);
        post(first + "/cancel");
        post(second + "/validate");

        assertThat(get(first, PREVIEW).path("status").asString()).isEqualTo("canceled");
        assertThat(get(second, PREVIEW).path("status").asString()).isEqualTo("ready");
        assertThat(send(JOBS, "objects[customers][]=cus_none", PREVIEW).statusCode())
                .isEqualTo(400);
    }

    /** A subscription that is over, of a customer who has nothing else. */
    private Subscription ended() throws Exception {
        Subscription subscription = client.v1().subscriptions().retrieve(subscribed(500, Interval.MONTH));
        client.v1().customers().delete(subscription.getCustomer());
        return subscription;
    }

    private JsonNode job(String form) throws Exception {
        HttpResponse<String> answer = send(JOBS, form, PREVIEW);
        assertThat(answer.statusCode()).isEqualTo(200);
        return body(answer);
    }

    private JsonNode get(String path, String version) throws Exception {
        return body(send(path, null, version));
    }

    private HttpResponse<String> post(String path) throws Exception {
        return send(path, "", PREVIEW);
    }

    private HttpResponse<String> send(String path, @Nullable String form, String version) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create(sandbox.stripeApi() + path))
                            .header("Authorization", "Bearer " + KEY)
                            .header("Stripe-Version", version)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .method(
                                    form == null ? "GET" : "POST",
                                    form == null ? BodyPublishers.noBody() : BodyPublishers.ofString(encoded(form)))
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    private static String encoded(String form) {
        return URLEncoder.encode(form, StandardCharsets.UTF_8)
                .replace("%3D", "=")
                .replace("%26", "&");
    }

    private static JsonNode body(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
