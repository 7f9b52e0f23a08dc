package org.standwith.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@SiteTest
class LanguagesTest {

    @Autowired
    private MockMvcTester web;

    @ParameterizedTest
    @CsvSource({
        "/remind,           ru-RU,           ru",
        "/remind,           'be,ru;q=0.8',   ru",
        "/remind,           'de,fr',         en",
        "/remind,           'en-GB,ru;q=0.9',en",
        "/remind?locale=ru, en,              ru",
        "/remind?locale=en, ru,              en",
        "/remind?locale=xx, ru,              ru",
        "/remind?locale=,   en,              en",
        "/return/00000000-0000-4000-8000-000000000000,ru,ru",
        "/office/sign-in,   ru,              en"
    })
    void theAddressDecidesAndThenTheBrowser(String address, String accepted, String spoken) {
        assertThat(web.get().uri(address).header("Accept-Language", accepted))
                .bodyText()
                .contains("<html lang=\"" + spoken + "\">");
    }

    @Test
    void theOtherLanguageIsOneLinkAwayOnTheSamePageAndNothingIsStored() {
        var page = web.get()
                .uri("/?currency=EUR&campaign=footer-1&token=canary")
                .header("Accept-Language", "en")
                .exchange();

        assertThat(page)
                .bodyText()
                .contains("href=\"/?currency=EUR&amp;campaign=footer-1&amp;locale=ru\"", ">Русский</a>")
                .doesNotContain("canary");
        assertThat(page.getResponse().getCookies()).isEmpty();
    }

    @Test
    void whatWasChosenGoesAlongWithLinksAndForms() {
        assertThat(web.get().uri("/?locale=ru").header("Accept-Language", "en"))
                .bodyText()
                .contains(
                        "href=\"/remind?locale=ru\"", "href=\"/other-ways?locale=ru\"", "name=\"locale\" value=\"ru\"")
                .contains("&amp;locale=ru\">CHF<");
        assertThat(web.get().uri("/").header("Accept-Language", "en"))
                .bodyText()
                .contains("href=\"/remind\"", "href=\"/other-ways\"");
    }

    @Test
    void whatIsSentBackSpeaksTheFormsLanguage() {
        assertThat(web.post()
                        .uri("/checkouts")
                        .header("Accept-Language", "en")
                        .formField("locale", "ru")
                        .formField("currency", "USD"))
                .hasStatus(422)
                .bodyText()
                .contains("<html lang=\"ru\">", "Выберите или впишите сумму.");
    }
}
