package org.standwith.contributions.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.standwith.payments.Providers;
import org.standwith.problem.Problem;

@WebTest
class ContributionOptionsApiTest {

    @Autowired
    private MockMvcTester web;

    @Autowired
    private Providers providers;

    @BeforeEach
    void twoWaysToPay() {
        given(providers.all()).willReturn(Examples.providers("STRIPE", "PAYPAL"));
    }

    @Test
    void optionsHoldAllThatAFormNeeds() {
        var answer = web.get()
                .uri("/api/v1/contribution-options?currency=EUR&locale=en")
                .exchange();

        assertThat(answer)
                .hasStatusOk()
                .hasHeader("Cache-Control", "max-age=300, public")
                .bodyJson()
                .isLenientlyEqualTo("""
                    {"locale":"en","currency":"EUR","currencies":["USD","EUR","GBP","CHF","PLN","JPY"],
                     "minimum":{"currency":"EUR","amount":"2.00"},"maximum":{"currency":"EUR","amount":"10000.00"},
                     "defaultCadence":"MONTHLY",
                     "fee":{"rate":"0.015","fixed":{"currency":"EUR","amount":"0.25"}},
                     "methods":[{"provider":"STRIPE","label":"Card"},{"provider":"PAYPAL","label":"PayPal"}],
                     "texts":{"MONTHLY":"Monthly","submit":"Continue","notNow":"Not now"}}\
                    """);
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.cadences[*].cadence")
                .asArray()
                .containsExactly("ONCE", "MONTHLY", "ANNUAL");
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.cadences[1].suggested[*].amount")
                .asArray()
                .containsExactly("2.00", "5.00", "10.00", "20.00");
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.cadences[1].defaultAmount.amount")
                .isEqualTo("5.00");
    }

    @Test
    void withoutACurrencyTheLocaleDecides() {
        assertThat(web.get().uri("/api/v1/contribution-options?locale=pl-PL"))
                .bodyJson()
                .extractingPath("$.currency")
                .isEqualTo("PLN");
        assertThat(web.get().uri("/api/v1/contribution-options").header("Accept-Language", "fr-CH, fr;q=0.9"))
                .hasHeader("Vary", "Accept-Language")
                .bodyJson()
                .extractingPath("$.currency")
                .isEqualTo("CHF");
        assertThat(web.get().uri("/api/v1/contribution-options?locale=not_a_locale"))
                .bodyJson()
                .extractingPath("$.currency")
                .isEqualTo("USD");
    }

    @Test
    void anUnknownCurrencyIsNamed() {
        assertThat(Examples.problemOf(web.get()
                        .uri("/api/v1/contribution-options?currency=XXX")
                        .exchange()))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.kind()).isEqualTo(Problem.Kind.INVALID);
                    assertThat(problem.fields()).extracting(Problem.Field::name).containsExactly("currency");
                });
    }
}
