package org.standwith.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@SiteTest
class BrowserRulesTest {

    @Autowired
    private MockMvcTester mvc;

    @ParameterizedTest
    @ValueSource(strings = {"/", "/office/sign-in", "/api/v1/reports/income", "/nowhere", "/webhooks/stripe"})
    void everyAnswerTellsTheBrowserToKeepToUs(String path) {
        assertThat(mvc.get().uri(path))
                .hasHeader(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src"
                                + " 'self'; form-action 'self' https://checkout.stripe.com https://www.paypal.com"
                                + " https://www.sandbox.paypal.com; base-uri 'none'; frame-ancestors 'none'")
                .hasHeader("Referrer-Policy", "no-referrer")
                .hasHeader("X-Content-Type-Options", "nosniff")
                .hasHeader("X-Frame-Options", "DENY")
                .hasHeader("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate");
    }

    @Test
    void aSecureConnectionStaysSecure() {
        assertThat(mvc.get().uri("https://localhost/"))
                .hasHeader("Strict-Transport-Security", "max-age=63072000 ; includeSubDomains");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://news.example.org", "http://newsonion.onion", "http://localhost:8080"})
    void ourOtherSitesMayCallTheCheckout(String origin) {
        assertThat(preflight("/api/v1/checkouts", origin, "POST"))
                .hasStatusOk()
                .hasHeader("Access-Control-Allow-Origin", origin)
                .hasHeader("Access-Control-Allow-Headers", "content-type, idempotency-key")
                .doesNotContainHeader("Access-Control-Allow-Credentials");
        assertThat(preflight("/api/v1/checkouts/some-id", origin, "GET")).hasStatusOk();
        assertThat(preflight("/api/v1/contribution-options", origin, "GET")).hasStatusOk();
        assertThat(preflight("/api/v1/reminders", origin, "POST")).hasStatusOk();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "https://news.example.org.evil.example",
                "http://news.example.org",
                "null"
            })
    void otherSitesMayNot(String origin) {
        assertThat(preflight("/api/v1/checkouts", origin, "POST"))
                .hasStatus(403)
                .doesNotContainHeader("Access-Control-Allow-Origin");
    }

    @Test
    void noSiteCallsWhatIsStaffs() {
        assertThat(preflight("/api/v1/reports/income", "https://news.example.org", "GET"))
                .doesNotContainHeader("Access-Control-Allow-Origin");
        assertThat(preflight("/api/v1/checkouts", "https://news.example.org", "DELETE"))
                .hasStatus(403);
    }

    @Test
    void anySiteMayLoadTheWidget() {
        assertThat(mvc.get().uri("/widget.js").header("Origin", "https://anybody.example"))
                .hasHeader("Access-Control-Allow-Origin", "*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/remind", "/webhooks/stripe", "/api/v1/checkouts"})
    void whoeverIsNotOnTheStaffHasNoSession(String path) {
        MvcTestResult answer = mvc.post().uri(path).exchange();

        assertThat(answer.getRequest().getSession(false)).isNull();
        assertThat(answer.getResponse().getCookies()).isEmpty();
        assertThat(answer.getResponse().getStatus()).isNotIn(401, 403);
    }

    private MvcTestResult preflight(String path, String origin, String method) {
        return mvc.options()
                .uri(path)
                .header("Origin", origin)
                .header("Access-Control-Request-Method", method)
                .header("Access-Control-Request-Headers", "content-type, idempotency-key")
                .exchange();
    }
}
