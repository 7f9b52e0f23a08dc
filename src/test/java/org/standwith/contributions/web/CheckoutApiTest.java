package org.standwith.contributions.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.standwith.contributions.Checkout;
import org.standwith.contributions.CheckoutRequest;
import org.standwith.contributions.Checkouts;
import org.standwith.money.AmountText;
import org.standwith.problem.Problem;
import org.standwith.risk.Level;
import org.standwith.risk.RiskPolicy;

@WebTest
class CheckoutApiTest {

    private static final String CAUTION =
            "Where giving to us is a crime, please do not pay. Your bank keeps a record that we cannot remove.";

    private static final String BODY = """
        {"cadence":"MONTHLY","amount":{"currency":"USD","amount":"5.00"},"provider":"STRIPE","coverFees":true}\
        """;

    @Autowired
    private MockMvcTester web;

    @Autowired
    private Checkouts checkouts;

    @Autowired
    private RiskPolicy policy;

    @BeforeEach
    void aPolicy() {
        Examples.handles(policy, Level.OPEN);
    }

    @Test
    void openingAnswersWithWhereToPayAndWhereToAsk() {
        var request = new CheckoutRequest(
                "MONTHLY",
                new AmountText("USD", "5.00"),
                "STRIPE",
                null,
                null,
                null,
                true,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        given(checkouts.open(eq(request), eq(Examples.KEY), any()))
                .willReturn(Examples.checkout(Checkout.Status.PENDING, Examples.PAY, null));

        assertThat(open(Examples.KEY.toString()))
                .hasStatus(201)
                .hasHeader("Location", "/api/v1/checkouts/" + Examples.ID)
                .hasHeader("Cache-Control", "no-store")
                .bodyJson()
                .isStrictlyEqualTo("""
                    {"id":"0198c0de-0000-7000-8000-000000000001","status":"PENDING",
                     "redirectUrl":"https://checkout.example/pay/cs_1#fid%%2Fabc","notices":["In Exampleland it is a crime (article 1): up to five years.","%s"]}\
                    """.formatted(CAUTION));
    }

    @Test
    void aProviderThatDoesNotAnswerIsToldAsUnknownWithoutAnAddress() {
        given(checkouts.open(any(), any(), any())).willReturn(Examples.checkout(Checkout.Status.UNKNOWN, null, null));

        assertThat(open(Examples.KEY.toString()))
                .hasStatus(201)
                .bodyJson()
                .isStrictlyEqualTo(
                        "{\"id\":\"0198c0de-0000-7000-8000-000000000001\",\"status\":\"UNKNOWN\",\"notices\":[\"In"
                                + " Exampleland it is a crime (article 1): up to five years.\",\""
                                + CAUTION + "\"]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1-1-1-1-1", "2f1e6a52-5f4e-4a8c-9a53-6f0f0c9d7b1g"})
    void aKeyThatIsNoUuidIsNamed(String key) {
        assertNamesTheKey(open(key));
    }

    @Test
    void aMissingKeyIsNamed() {
        assertNamesTheKey(web.post()
                .uri("/api/v1/checkouts")
                .contentType(MediaType.APPLICATION_JSON)
                .content(BODY)
                .exchange());
    }

    @ParameterizedTest
    @EnumSource(Checkout.Status.class)
    void askingTellsTheStateAndNothingElse(Checkout.Status status) {
        given(checkouts.find(Examples.ID)).willReturn(Examples.checkout(status, Examples.PAY, null));

        assertThat(web.get().uri("/api/v1/checkouts/{id}", Examples.ID))
                .hasStatusOk()
                .hasHeader("Cache-Control", "no-store")
                .bodyJson()
                .isStrictlyEqualTo("{\"id\":\"0198c0de-0000-7000-8000-000000000001\",\"status\":\"" + status + "\"}");
        verify(checkouts).find(Examples.ID);
    }

    private void assertNamesTheKey(MvcTestResult answer) {
        assertThat(Examples.problemOf(answer)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.kind()).isEqualTo(Problem.Kind.MALFORMED);
            assertThat(problem.fields()).extracting(Problem.Field::name).containsExactly("Idempotency-Key");
        });
        verifyNoInteractions(checkouts);
    }

    private MvcTestResult open(String key) {
        return web.post()
                .uri("/api/v1/checkouts")
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .content(BODY)
                .exchange();
    }
}
