package org.standwith.payments.stripe;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.standwith.payments.stripe.Cards.charge;
import static org.standwith.payments.stripe.Cards.intent;
import static org.standwith.payments.stripe.Cards.subscription;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.standwith.payments.Forgetting;

/** Stripe removes whom it knows, and takes its time for it. */
class StripeForgettingTest {

    private static final WireMockServer SERVER = FakeStripe.start();
    private static final String JOBS = "/v1/privacy/redaction_jobs";
    private static final String CUSTOMER = "/v1/customers/cus_1";
    private static final String MEANS = CUSTOMER + "/payment_methods";
    private static final String DETACH = "/v1/payment_methods/pm_1/detach";

    private final StripeProvider stripe = FakeStripe.provider(SERVER.baseUrl(), Duration.ofSeconds(2));

    @BeforeEach
    void somebodyWhomStripeKnows() {
        SERVER.resetAll();
        Cards.has(SERVER, Cards.SUBSCRIPTION, subscription("canceled"));
        Cards.has(SERVER, Cards.INTENT, intent("succeeded", "\"ch_1\""));
        Cards.has(SERVER, "/v1/charges/ch_1", charge("succeeded", true, ""));
        Cards.has(SERVER, MEANS, """
            {"object": "list", "data": [{"id": "pm_1", "object": "payment_method"}]}\
            """);
        Cards.does(SERVER, DETACH, "{\"id\": \"pm_1\", \"object\": \"payment_method\"}");
        removes(okJson("{\"id\": \"cus_1\", \"object\": \"customer\", \"deleted\": true}"));
        Cards.does(SERVER, JOBS, job("validating", ""));
        knowsJobs("");
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void whatTheyPaidByGoesFirstThenTheyThenWhatIsWrittenOfThem() {
        assertThat(stripe.forget("sub_1")).isEqualTo(new Forgetting.Waiting("validating"));

        assertThat(SERVER.findAll(anyRequestedFor(anyUrl())))
                .filteredOn(each -> !each.getMethod().equals(RequestMethod.GET))
                .extracting(each -> each.getMethod() + " " + each.getUrl())
                .containsExactly("POST " + DETACH, "DELETE " + CUSTOMER, "POST " + JOBS);
        LoggedRequest made = Cards.last(SERVER, JOBS);
        assertThat(FakeStripe.form(made))
                .isEqualTo(Map.of("validation_behavior", "fix", "objects[customers][]", "cus_1"));
        assertThat(made.getHeader("Idempotency-Key")).isEqualTo("redact-cus_1");
        assertThat(Cards.requests(SERVER, JOBS))
                .hasSize(2)
                .allSatisfy(each ->
                        assertThat(each.header("Stripe-Version").values()).containsExactly("2026-07-29.preview"));
    }

    @ParameterizedTest
    @CsvSource({"pi_1, objects[payment_intents][], pi_1", "ch_1, objects[payment_intents][], pi_1"})
    void whatWasGivenOnceKnowsNobodyAndIsRedactedItself(String ref, String name, String id) {
        assertThat(stripe.forget(ref)).isInstanceOf(Forgetting.Waiting.class);

        assertThat(FakeStripe.form(Cards.last(SERVER, JOBS)))
                .containsEntry(name, id)
                .hasSize(2);
        assertThat(Cards.requests(SERVER, CUSTOMER)).isEmpty();
    }

    @Test
    void aSessionLeadsToItsCustomerOrItsPayment() {
        String session = "{\"id\": \"cs_1\", \"object\": \"checkout.session\", \"created\": 100, %s}";
        Cards.has(SERVER, "/v1/checkout/sessions/cs_1", session.formatted("\"payment_intent\": \"pi_1\""));
        stripe.forget("cs_1");
        assertThat(FakeStripe.form(Cards.last(SERVER, JOBS))).containsEntry("objects[payment_intents][]", "pi_1");

        Cards.has(SERVER, "/v1/checkout/sessions/cs_1", session.formatted("\"customer\": \"cus_1\""));
        stripe.forget("cs_1");
        assertThat(FakeStripe.form(Cards.last(SERVER, JOBS))).containsEntry("objects[customers][]", "cus_1");

        Cards.has(SERVER, "/v1/checkout/sessions/cs_1", session.formatted("\"customer\": null"));
        stripe.forget("cs_1");
        assertThat(FakeStripe.form(Cards.last(SERVER, JOBS))).containsEntry("objects[checkout_sessions][]", "cs_1");
    }

    @Test
    void aJobThatIsReadyIsRunAndNoOtherIsMade() {
        knowsJobs(job("ready", "\"cus_1\""));
        Cards.does(SERVER, JOBS + "/prj_1/run", job("redacting", ""));

        assertThat(stripe.forget("sub_1")).isEqualTo(new Forgetting.Waiting("redacting"));
        knowsJobs(job("redacting", "\"cus_1\""));
        assertThat(stripe.forget("sub_1")).isEqualTo(new Forgetting.Waiting("redacting"));
        knowsJobs(job("succeeded", "\"cus_1\""));
        assertThat(stripe.forget("sub_1")).isEqualTo(new Forgetting.Forgotten());

        assertThat(made()).isEmpty();
        assertThat(Cards.requests(SERVER, JOBS + "/prj_1/run")).hasSize(1);
    }

    @Test
    void t17WhatStripeRefusesIsLookedAtAnewAndSaidWithoutItsWords() {
        knowsJobs(job("failed", "\"cus_1\""));
        Cards.has(SERVER, JOBS + "/prj_1/validation_errors", """
            {"object": "list", "data": [{"id": "prjve_1", "object": "privacy.redaction_job_validation_error",
              "code": "invalid_state", "erroring_object": {"id": "pi_9", "object_type": "payment_intent"},
              "message": "jane@example.org paid less than 90 days ago"}]}\
            """);
        Cards.does(SERVER, JOBS + "/prj_1/validate", job("validating", ""));

        assertThat(stripe.forget("sub_1")).isEqualTo(new Forgetting.Waiting("invalid_state"));
        assertThat(stripe.forget("sub_1")).isEqualTo(new Forgetting.Waiting("invalid_state"));

        assertThat(Cards.requests(SERVER, JOBS + "/prj_1/validate")).hasSize(2);
        assertThat(made()).isEmpty();
    }

    @Test
    void aJobThatSomebodyCanceledIsMadeAnewAndAnothersIsNotTouched() {
        knowsJobs(job("canceled", "\"cus_1\"") + ", " + job("ready", "\"cus_2\""));

        assertThat(stripe.forget("sub_1")).isEqualTo(new Forgetting.Waiting("validating"));
        assertThat(made()).hasSize(1);
    }

    @Test
    void anOldJobIsFoundAmongMany() {
        SERVER.stubFor(get(urlPathEqualTo(JOBS))
                .willReturn(okJson("""
                    {"object": "list", "has_more": true, "data": [%s]}\
                    """.formatted(job("ready", "\"cus_2\"").replace("prj_1", "prj_2")))));
        SERVER.stubFor(get(urlPathEqualTo(JOBS))
                .withQueryParam("starting_after", equalTo("prj_2"))
                .willReturn(okJson("{\"object\": \"list\", \"has_more\": false, \"data\": ["
                        + job("succeeded", "\"cus_1\"") + "]}")));

        assertThat(stripe.forget("sub_1")).isEqualTo(new Forgetting.Forgotten());
    }

    @Test
    void jobsFromBeforeTheyPaidAreNotSearched() {
        SERVER.stubFor(get(urlPathEqualTo(JOBS)).willReturn(okJson("""
            {"object": "list", "has_more": true, "data": [%s]}\
            """.formatted(job("ready", "\"cus_2\"")
                .replaceFirst("\"created\": \\d+", "\"created\": " + (Cards.JUST_NOW - 1))))));

        assertThat(stripe.forget("sub_1")).isEqualTo(new Forgetting.Waiting("validating"));
        assertThat(SERVER.findAll(anyRequestedFor(urlPathEqualTo(JOBS)))).hasSize(2);
    }

    @Test
    void whatIsGoneAlreadyIsNoFailure() {
        Cards.does(SERVER, DETACH, Cards.missing());
        removes(Cards.missing());
        SERVER.stubFor(get(urlPathEqualTo(MEANS)).willReturn(Cards.missing()));
        assertThat(stripe.forget("sub_1")).isEqualTo(new Forgetting.Waiting("validating"));

        SERVER.stubFor(get(urlPathEqualTo(Cards.SUBSCRIPTION)).willReturn(Cards.missing()));
        assertThat(stripe.forget("sub_1")).isEqualTo(new Forgetting.Forgotten());
    }

    @ParameterizedTest
    @CsvSource({"400, x, InvalidRequestException", "403, y, PermissionException", "401, z, AuthenticationException"})
    void whatStripeRefusesIsNotGoneAndWhatComesAfterItWaits(int status, String code, String name) {
        ResponseDefinitionBuilder refusal = Cards.error(status, "invalid_request_error", code);
        Forgetting waiting = new Forgetting.Waiting(name + " " + code);

        removes(refusal);
        assertThat(stripe.forget("sub_1")).isEqualTo(waiting);
        Cards.does(SERVER, DETACH, refusal);
        assertThat(stripe.forget("sub_1")).isEqualTo(waiting);
        SERVER.stubFor(get(urlPathEqualTo(MEANS)).willReturn(refusal));
        assertThat(stripe.forget("sub_1")).isEqualTo(waiting);
        SERVER.stubFor(get(urlPathEqualTo(Cards.SUBSCRIPTION)).willReturn(refusal));
        assertThat(stripe.forget("sub_1")).isEqualTo(waiting);

        assertThat(SERVER.findAll(anyRequestedFor(urlPathEqualTo(CUSTOMER)))).hasSize(1);
        assertThat(SERVER.findAll(anyRequestedFor(urlPathEqualTo(DETACH)))).hasSize(2);
        assertThat(made()).isEmpty();
    }

    @Test
    void anAnswerOfAnotherKindIsNotTakenForNone() {
        Cards.has(SERVER, Cards.SUBSCRIPTION, "[]");

        assertThat(stripe.forget("sub_1")).isInstanceOf(Forgetting.Unknown.class);
    }

    @Test
    void anAccountThatMayNotRedactWaitsInSightOfStaff() {
        Cards.does(SERVER, JOBS, Cards.error(403, "invalid_request_error", "preview_not_enabled"));

        assertThat(stripe.forget("sub_1")).isEqualTo(new Forgetting.Waiting("PermissionException preview_not_enabled"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"in_1", "", "cus_1", "pi_1/../x"})
    void whoIsNotKnownByThisIsAMistakeOfOurs(String ref) {
        assertThatIllegalArgumentException().isThrownBy(() -> stripe.forget(ref));
        assertThat(SERVER.findAll(anyRequestedFor(anyUrl()))).isEmpty();
    }

    private static List<LoggedRequest> made() {
        return Cards.requests(SERVER, JOBS).stream()
                .filter(each -> each.getMethod().equals(RequestMethod.POST))
                .toList();
    }

    private static void removes(ResponseDefinitionBuilder answer) {
        SERVER.stubFor(delete(urlPathEqualTo(CUSTOMER)).willReturn(answer));
    }

    private static void knowsJobs(String jobs) {
        Cards.has(SERVER, JOBS, "{\"object\": \"list\", \"has_more\": false, \"data\": [" + jobs + "]}");
    }

    private static String job(String status, String customers) {
        return """
            {"id": "prj_1", "object": "privacy.redaction_job", "created": %d, "status": "%s",
             "objects": {"customers": [%s], "payment_intents": null}}\
            """.formatted(Cards.JUST_NOW + 1, status, customers);
    }
}
