package org.standwith.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.MediaType;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.standwith.problem.Problem;
import org.standwith.problem.Problem.Kind;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OutputCaptureExtension.class)
class ProblemAdviceTest {

    private static final String SECRET = "4242424242424242";

    private final MockMvcTester mvc = MockMvcTester.create(MockMvcBuilders.standaloneSetup(new Orders())
            .setControllerAdvice(new ProblemAdvice())
            .setMessageConverters(new JacksonJsonHttpMessageConverter(JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .changeDefaultPropertyInclusion(
                            inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .build()))
            .build());

    @Test
    void aProblemIsToldWithItsFields() {
        assertThat(order("{\"count\": -1}"))
                .hasStatus(422)
                .hasContentType("application/problem+json")
                .bodyJson()
                .isStrictlyEqualTo("""
                    {"type": "urn:standwith:problem:invalid-field", "title": "Unprocessable Content",
                     "status": 422, "detail": "2 fields are not acceptable.", "field": "count",
                     "errors": [{"field": "count", "detail": "At least 1."},
                                {"field": "note.text", "detail": "Too rude."}]}\
                    """);
    }

    @ParameterizedTest
    @EnumSource
    void everyKindHasItsStatus(Kind kind) {
        int expected = switch (kind) {
            case MALFORMED -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case TOO_LARGE -> 413;
            case INVALID -> 422;
            case TOO_MANY -> 429;
            case UNAVAILABLE -> 503;
        };
        var answer = ErrorAnswers.to(new Problem(kind, "some", "Some."));

        assertThat(answer.status().value()).isEqualTo(expected);
        assertThat(answer.headers().containsHeader("Retry-After")).isEqualTo(kind == Kind.UNAVAILABLE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"count": 1, "evil": "4242424242424242"}           | evil         | There is no such field.
        {"note": {"ivan@example.org": 1}}                  | note         | There is a field here that we do not know.
        {"note": {"zq8canary": 1}}                         | note         | There is a field here that we do not know.
        {"count": "4242424242424242x"}                     | count        | This is not of the right form.
        {"note": {"text": ["4242424242424242"]}}           | note.text    | This is not of the right form.
        {"note": {"tags": [1, {"4242424242424242": 2}]}}   | note.tags[1] | This is not of the right form.
        {"note": "4242424242424242"}                       | note         | This is not of the right form.
        {"paper": "4242424242424242"}                      | paper        | This is not of the right form.
        """)
    void aFieldThatCannotBeReadIsNamed(String body, String field, String detail) {
        assertThat(order(body)).hasStatus(400).bodyJson().isStrictlyEqualTo("""
            {"type": "urn:standwith:problem:malformed-json", "title": "Bad Request", "status": 400,
             "detail": "%2$s", "field": "%1$s", "errors": [{"field": "%1$s", "detail": "%2$s"}]}\
            """.formatted(field, detail));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"count": 4242424242424242
        ''
        4242424242424242
        [4242424242424242]
        {"count": 1} 4242424242424242
        {"4242424242424242": 1}
        """)
    void aBodyThatIsNotJsonIsRefusedWithoutQuotingIt(String body) {
        assertThat(order(body))
                .hasStatus(400)
                .bodyText()
                .contains("urn:standwith:problem:malformed-json")
                .doesNotContain("4242");
    }

    @Test
    void aMissingOrUnreadableHeaderIsNamed() {
        assertThat(mvc.post()
                        .uri("/api/orders")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{}"))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.field")
                .isEqualTo("Idempotency-Key");
        assertThat(mvc.post()
                        .uri("/api/orders")
                        .header("Idempotency-Key", SECRET)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{}"))
                .hasStatus(400)
                .bodyText()
                .contains("\"field\":\"Idempotency-Key\"")
                .doesNotContain(SECRET);
    }

    @Test
    void aParameterThatIsMissingOrOfTheWrongFormIsNamed() {
        assertThat(mvc.get().uri("/api/orders")).hasStatus(400).bodyText().contains("\"field\":\"page\"");
        assertThat(mvc.get().uri("/api/orders?page=x"))
                .hasStatus(400)
                .bodyText()
                .contains("\"field\":\"page\"");
    }

    @Test
    void anAddressThatCannotBeOursIsNotFound() {
        assertThat(mvc.get().uri("/api/orders/not-a-uuid")).hasStatus(404).hasContentType("application/problem+json");
        assertThat(mvc.get().uri("/api/nothing")).hasStatus(404).hasContentType("application/problem+json");
    }

    @Test
    void anotherMethodOrTypeIsToldWhatWouldDo() {
        assertThat(mvc.delete().uri("/api/orders"))
                .hasStatus(405)
                .hasContentType("application/problem+json")
                .headers()
                .hasHeaderSatisfying(
                        "Allow", allowed -> assertThat(allowed.getFirst()).contains("POST", "GET"));
        assertThat(mvc.post().uri("/api/orders").contentType("text/xml").content("<a/>"))
                .hasStatus(415)
                .hasContentType("application/problem+json");
        assertThat(mvc.get().uri("/api/orders?page=1").accept("image/png"))
                .hasStatus(406)
                .hasContentType("application/problem+json");
    }

    @Test
    void aProgramGetsJsonThoughItAcceptsPages() {
        assertThat(mvc.get().uri("/api/nothing").accept("text/html")).hasContentType("application/problem+json");
        assertThat(mvc.get().uri("/webhooks/nothing").accept("text/html")).hasContentType("application/problem+json");
    }

    @Test
    void aPersonGetsAPage() {
        assertThat(mvc.get().uri("/nothing").accept("application/json"))
                .hasStatus(404)
                .hasViewName("error/page");
    }

    @Test
    void aBugSaysNothingAndIsLoggedOnceWithoutValues(CapturedOutput output) {
        assertThat(mvc.get().uri("/api/bug")).hasStatus(500).bodyJson().isStrictlyEqualTo("""
            {"type": "urn:standwith:problem:internal", "title": "Internal Server Error", "status": 500}\
            """);

        assertThat(output).containsOnlyOnce("A request failed").containsOnlyOnce("java.lang.IllegalStateException");
        assertThat(output).contains("ProblemAdviceTest.java").doesNotContain(SECRET);
    }

    @Test
    void aDatabaseThatIsAwayIsNoBug() {
        for (String path : List.of("/api/outage", "/api/no-connection")) {
            assertThat(mvc.get().uri(path))
                    .hasStatus(503)
                    .hasHeader("Retry-After", "10")
                    .bodyText()
                    .contains("urn:standwith:problem:unavailable")
                    .doesNotContain("jdbc");
        }
    }

    private MvcTestResult order(String body) {
        return mvc.post()
                .uri("/api/orders")
                .header("Idempotency-Key", UUID.randomUUID())
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    private record Order(
            int count, @Nullable Note note, @Nullable Paper paper) {}

    private record Note(@Nullable String text, @Nullable List<String> tags) {}

    private enum Paper {
        A4,
        LETTER
    }

    /** Not static, so that no component scan takes it for one of the application's. */
    @RestController
    private final class Orders {

        @PostMapping(path = "/api/orders", consumes = "application/json")
        void order(@RequestHeader("Idempotency-Key") UUID key, @RequestBody Order order) {
            throw Problem.invalid(
                    List.of(new Problem.Field("count", "At least 1."), new Problem.Field("note.text", "Too rude.")));
        }

        @GetMapping(path = "/api/orders", produces = "application/json")
        int page(@RequestParam int page) {
            return page;
        }

        @GetMapping("/api/orders/{id}")
        UUID one(@PathVariable UUID id) {
            return id;
        }

        @GetMapping("/api/bug")
        void bug() {
            throw new IllegalStateException("Card " + SECRET, new IllegalArgumentException(SECRET));
        }

        @GetMapping("/api/outage")
        void outage() {
            throw new DataAccessResourceFailureException("jdbc:mysql://user:password@host");
        }

        @GetMapping("/api/no-connection")
        void noConnection() {
            throw new CannotCreateTransactionException("jdbc:mysql://user:password@host");
        }
    }
}
