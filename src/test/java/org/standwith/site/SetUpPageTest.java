package org.standwith.site;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.standwith.StripeStub;
import org.standwith.staff.Role;

@SiteTest
class SetUpPageTest {

    private final WireMockServer stripe = StripeStub.server();

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Colleagues colleagues;

    private MockHttpSession session;

    @BeforeEach
    void signIn() {
        stripe.resetAll();
        colleagues.hire(Role.FINANCE_VIEWER);
        session = Colleagues.signIn(mvc, Colleagues.emailOf(Role.FINANCE_VIEWER), Colleagues.PASSWORD);
    }

    @Test
    void itSaysWhatIsWrongAndHowToMendItAndOfWhatIsRightNothingMore() {
        stripe.stubFor(get(urlPathEqualTo("/v1/webhook_endpoints"))
                .willReturn(okJson("{\"object\": \"list\", \"data\": []}")));
        stripe.stubFor(get(urlPathEqualTo("/v1/account")).willReturn(okJson("""
            {"object": "account", "settings": {"payouts": {"schedule": {"interval": "daily"}}}}\
            """)));

        assertThat(page())
                .hasStatusOk()
                .bodyText()
                .contains(
                        "STRIPE",
                        "webhook endpoint",
                        "wrong",
                        "http://localhost:8080/webhooks/stripe",
                        "automatic payouts")
                .contains("right", "receipts by Stripe", "look yourself")
                .doesNotContain("choose automatic payouts");
    }

    @Test
    void aProviderThatDoesNotAnswerIsNoErrorOfThePage() {
        assertThat(page()).hasStatusOk().bodyText().contains("Stripe was asked, and: ");
    }

    @Test
    void whoMaySeeItFindsTheWayThere() {
        assertThat(mvc.get().uri("/office").session(session)).bodyText().contains("href=\"/office/set-up\"");
    }

    private MvcTestResult page() {
        return mvc.get().uri("/office/set-up").session(session).exchange();
    }
}
