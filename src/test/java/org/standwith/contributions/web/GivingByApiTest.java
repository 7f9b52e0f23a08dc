package org.standwith.contributions.web;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import com.jayway.jsonpath.JsonPath;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.standwith.StandwithTest;
import org.standwith.contributions.StripePlay;
import org.standwith.vault.Dossier;
import org.standwith.vault.Dossiers;
import org.standwith.vault.EmailAddress;
import org.standwith.vault.SupporterCode;

/** The whole way of a newsroom's checkout, from its JSON to Stripe's and back. */
@StandwithTest
class GivingByApiTest {

    private static final String WISH = """
        {"cadence":"ONCE","amount":{"currency":"USD","amount":"5.00"},"provider":"STRIPE"}\
        """;

    @Autowired
    MockMvcTester web;

    @Autowired
    Dossiers dossiers;

    private final String key = UUID.randomUUID().toString();
    private StripePlay stripe;

    @BeforeEach
    void stripeOpens() {
        stripe = new StripePlay();
        stripe.opens();
    }

    @Test
    void fromOpeningToThanks() throws Exception {
        MvcTestResult opened = open(WISH);
        String location = Objects.requireNonNull(opened.getResponse().getHeader("Location"));
        assertThat(location).matches("/api/v1/checkouts/[0-9a-f-]{36}");
        String id = location.substring("/api/v1/checkouts/".length());
        String code = JsonPath.read(opened.getResponse().getContentAsString(), "$.supporterCode");
        assertThat(SupporterCode.read(code)).isPresent();
        assertThat(opened).hasStatus(201).bodyJson().isLenientlyEqualTo("""
            {"id":"%s","status":"PENDING","redirectUrl":"%s","supporterCode":"%s"}\
            """.formatted(id, stripe.url(), code));
        assertThat(opened).bodyText().contains("\"notices\":[\"", "article 284.1", "cannot remove");
        assertThat(open(WISH))
                .hasStatus(201)
                .bodyText()
                .isEqualTo(opened.getResponse().getContentAsString());

        stripe.says(stripe.paid(500));

        assertThat(web.get().uri(location)).hasStatusOk().bodyJson().isStrictlyEqualTo("""
            {"id":"%s","status":"SUCCEEDED"}\
            """.formatted(id));
        assertThat(web.get().uri("/return/" + id)).hasStatusOk().bodyText().contains(code, "Your supporter code");
        assertThat(web.get().uri("/return/" + id))
                .hasStatusOk()
                .bodyText()
                .doesNotContain(code)
                .contains("shown once");
        assertThat(open(WISH))
                .as("a repeated request, also after the code was shown")
                .bodyJson()
                .extractingPath("$.supporterCode")
                .isEqualTo(code);
    }

    @Test
    void theCodeIsNotShownBeforeAnythingIsGiven() throws Exception {
        MvcTestResult opened = open(WISH);
        String code = JsonPath.read(opened.getResponse().getContentAsString(), "$.supporterCode");
        String page = Objects.requireNonNull(opened.getResponse().getHeader("Location"))
                .replace("/api/v1/checkouts/", "/return/");

        for (String way : List.of("", "/cancelled")) {
            assertThat(web.get().uri(page + way)).bodyText().doesNotContain(code);
        }
    }

    @Test
    void anAddressIsInTheDossierAndTheCodeFindsIt() throws Exception {
        MvcTestResult opened = open("{\"email\":\" Jane.Roe@Example.ORG \",\"locale\":\"de\"," + WISH.substring(1));

        assertThat(opened).hasStatus(201).bodyText().doesNotContainIgnoringCase("roe");
        String code = JsonPath.read(opened.getResponse().getContentAsString(), "$.supporterCode");
        UUID supporter =
                dossiers.withCode(SupporterCode.read(code).orElseThrow()).orElseThrow();
        Dossier dossier = dossiers.open(supporter).orElseThrow();
        EmailAddress email = Objects.requireNonNull(dossier.email());
        assertThat(email.reveal()).isEqualTo("Jane.Roe@example.org");
        assertThat(dossiers.withEmail(EmailAddress.read("jane.roe@EXAMPLE.org").orElseThrow()))
                .contains(supporter);
        assertThat(dossier.locale()).isEqualTo("de");
        assertThat(dossier.contributions()).hasSize(1);
        assertThat(dossier.acknowledgements()).isEmpty();
        assertThat(dossier.toString() + email).doesNotContainIgnoringCase("roe");
    }

    @Test
    void theSameKeyForAnotherWishIsAConflict() {
        open(WISH);

        assertThat(open(WISH.replace("5.00", "6.00")))
                .hasStatus(409)
                .hasContentType("application/problem+json")
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("urn:standwith:problem:idempotency-key-reused");
    }

    @Test
    void aMissingKeyIsNamed() {
        assertNames(
                web.post()
                        .uri("/api/v1/checkouts")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(WISH)
                        .exchange(),
                400,
                "Idempotency-Key");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"colour":"red"}                                                    | colour
        {"amount":{"currency":"USD","amount":"5.00","colour":"red"}}        | amount.colour
        {"amount":{"currency":"USD","amount":5.00}}                         | amount.amount
        {"amount":{"currency":"USD","amount":5}}                            | amount.amount
        {"amount":{"currency":840,"amount":"5.00"}}                         | amount.currency
        {"amount":{"currency":"USD","amount":true}}                         | amount.amount
        {"amount":{"currency":"USD","amount":["5.00"]}}                     | amount.amount
        {"amount":"5.00"}                                                   | amount
        {"amount":5.00}                                                     | amount
        {"cadence":["ONCE"]}                                                | cadence
        {"coverFees":"perhaps"}                                             | coverFees
        """)
    void whatCannotBeReadIsNamed(String body, String field) {
        assertNames(open(body), 400, field);
        assertThat(stripe.openings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "[]", "\"text\"", "5", "{", "{\"cadence\":}", "<xml/>"})
    void whatIsNoWishIsRefused(String body) {
        assertThat(open(body)).hasStatus(400).hasContentType("application/problem+json");
        assertThat(stripe.openings()).isEmpty();
    }

    @Test
    void everythingThatIsMissingIsNamedAtOnce() {
        assertThat(open("{}"))
                .hasStatus(422)
                .bodyJson()
                .extractingPath("$.errors[*].field")
                .asArray()
                .containsExactlyInAnyOrder("cadence", "amount", "provider");
        assertNames(open("{\"cadence\":\"ONCE\",\"provider\":\"STRIPE\",\"amount\":{}}"), 422, "amount");
        assertNames(
                open(
                        "{\"cadence\":\"ONCE\",\"provider\":\"STRIPE\",\"amount\":{\"currency\":\"USD\",\"amount\":null}}"),
                422,
                "amount");
    }

    @Test
    void aBodyOfAnotherTypeIsNotRead() {
        assertThat(web.post()
                        .uri("/api/v1/checkouts")
                        .header("Idempotency-Key", key)
                        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                        .content("cadence=ONCE"))
                .hasStatus(415)
                .hasContentType("application/problem+json");
    }

    @Test
    void aProviderThatRefusesIsNotTheCallersFault() {
        stripe.refuses();

        assertThat(open(WISH))
                .hasStatus(503)
                .hasHeader("Retry-After", "10")
                .bodyText()
                .doesNotContain("canary");
    }

    @Test
    void aProviderThatDoesNotAnswerIsToldAsUnknown() {
        stripe.answersOpening(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

        assertThat(open(WISH))
                .hasStatus(201)
                .bodyJson()
                .doesNotHavePath("$.redirectUrl")
                .extractingPath("$.status")
                .isEqualTo("UNKNOWN");
    }

    @Test
    void whatIsNotThereIsNotFound() {
        for (String id : new String[] {UUID.randomUUID().toString(), "1"}) {
            assertThat(web.get().uri("/api/v1/checkouts/{id}", id))
                    .hasStatus(404)
                    .hasContentType("application/problem+json");
        }
    }

    private static void assertNames(MvcTestResult answer, int status, String field) {
        assertThat(answer)
                .hasStatus(status)
                .hasContentType("application/problem+json")
                .bodyJson()
                .extractingPath("$.field")
                .isEqualTo(field);
    }

    private MvcTestResult open(String body) {
        return web.post()
                .uri("/api/v1/checkouts")
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }
}
