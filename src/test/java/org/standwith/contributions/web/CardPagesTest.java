package org.standwith.contributions.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.standwith.contributions.CardPayments;
import org.standwith.payments.Providers;

@WebTest
class CardPagesTest {

    private static final String PAGE = "/checkout/" + Examples.ID;

    @Autowired
    private MockMvcTester web;

    @Autowired
    private CardPayments cards;

    @Autowired
    private Providers providers;

    @BeforeEach
    void twoWaysToPay() {
        given(providers.all()).willReturn(Examples.providers("STRIPE", "PAYPAL"));
    }

    @Test
    void whatIsChargedAndWhenIsSaidOnTop() {
        isToPay(Locale.ENGLISH);

        assertThat(web.get().uri(PAGE))
                .hasStatusOk()
                .bodyText()
                .containsSubsequence("$5.46 today, then monthly", "<form id=\"pay\"", "Pay $5.46")
                .contains("<title>Details</title>")
                .contains("data-mode=\"subscription\"", "data-amount=\"546\"", "data-currency=\"usd\"")
                .contains("data-key=\"pk_test_1\"", "src=\"https://js.provider.example/v1/\"");
    }

    @Test
    void nothingOfThePersonIsAskedFor() {
        isToPay(Locale.ENGLISH);

        assertThat(web.get().uri(PAGE))
                .bodyText()
                .doesNotContain("type=\"text\"", "type=\"email\"", "<select", "<textarea");
    }

    @Test
    void theProvidersOriginsAreAllowedHereEachForItsPurpose() {
        isToPay(Locale.ENGLISH);

        assertThat(web.get().uri(PAGE))
                .hasHeader(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src 'self' https://js.provider.example; frame-src"
                                + " https://js.provider.example https://hooks.provider.example; connect-src 'self'"
                                + " https://api.provider.example; style-src 'self'; style-src-attr 'unsafe-inline';"
                                + " img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
    }

    @Test
    void withoutScriptsThereIsAnotherWay() {
        isToPay(Locale.ENGLISH);

        assertThat(web.get().uri(PAGE))
                .bodyText()
                .containsSubsequence("<noscript>", "needs JavaScript", "you can pay by PayPal", "</noscript>")
                .contains("href=\"/other-ways\"", "href=\"/\"");
    }

    @Test
    void itSpeaksTheLanguageThatTheCheckoutWasOpenedIn() {
        isToPay(Locale.forLanguageTag("ru"));

        assertThat(web.get().uri(PAGE).header("Accept-Language", "en"))
                .bodyText()
                .contains("<html lang=\"ru\">", "data-language=\"ru\"", "5,46\u00a0$ сегодня, затем каждый месяц");
        assertThat(web.get().uri(PAGE + "?locale=en")).bodyText().contains("<html lang=\"en\">");
    }

    @Test
    void whereNoCardIsToBeEnteredItLeadsToWhatBecameOfIt() {
        given(cards.card(Examples.ID)).willReturn(Optional.empty());

        assertThat(web.get().uri(PAGE)).hasStatus(303).redirectedUrl().isEqualTo("/return/" + Examples.ID);
    }

    private void isToPay(Locale locale) {
        given(cards.card(Examples.ID)).willReturn(Optional.of(Examples.cardStep(locale)));
    }
}
